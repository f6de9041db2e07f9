// Sessions as small readable JSON files, read with every field checked.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/models/model.h"
#include "core/sessions/session.h"

namespace core {

// Gives the model with this id, or null (or throws Error) where it is not at hand. With a model the heads and
// components of its edits are written by name, without one by number; both are read back.
using ModelLookup = std::function<std::shared_ptr<const Model>(const std::string& id)>;

// Edits are texts as in edit_text.h whose words are positions; "word" and "key_word" keep the texts that they hang on.
// Bytes that are not UTF-8 are written as U+FFFD.
std::string write_session(const Session& session, const ModelLookup& lookup = {});

// Throws Error naming `source`, the place, what was found and expected; also for unknown keys.
Session parse_session(std::string_view text, const std::string& source, const ModelLookup& lookup = {});

Session read_session_file(const std::filesystem::path& path, const ModelLookup& lookup = {});
// Replaces the file whole or not at all.
void write_session_file(const std::filesystem::path& path, const Session& session, const ModelLookup& lookup = {});

}  // namespace core
