// Sessions on disk and in motion: reading and writing them, and what happens to edits when the sentence changes.
#pragma once

#include <filesystem>
#include <string>

#include "app/store.h"
#include "core/models/model.h"
#include "core/sessions/session.h"

namespace app {

// Reads the last session into `session`; false where there is none. Throws core::Error where the file is damaged.
bool read_last_session(const Store& store, core::Session& session);
void write_last_session(const Store& store, const core::Session& session);

// Puts the session's edits of its model on the words that they hang on: after a file or another model was opened.
void place_edits(core::Session& session, const core::Model& model);
// Parks those that this version of the model has no place for: after the last session was opened again.
void park_strangers(core::Session& session, const core::Model& model);

// A damaged file is kept beside the new one, as NAME.damaged, or NAME.damaged-2 where that is taken: it may hold work
// worth mending by hand. Returns the name that it has now.
std::string set_aside(const std::filesystem::path& file);

}  // namespace app
