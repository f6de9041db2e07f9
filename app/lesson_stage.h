// A lesson's names for what is on screen, as the window's own.
#pragma once

#include <string>

#include "core/lessons/moment.h"
#include "ui/view_state.h"

namespace app {

// The same session with its model, and that model's edits, under another id: lessons say "minilm", the window its path.
core::Session with_model(core::Session session, const std::string& id);

// Puts stage, tab and view in force …
void show_view(const core::StageView& stage, ui::PersistedView& view);
// … and the rest of the window as a step expects it.
void set_view(const core::StageView& stage, ui::PersistedView& view);

// What was hidden comes to the front, where a low window shows one part of the right column.
void show_uncovered(const std::vector<std::string>& hidden, ui::PersistedView& view);

// The stage with `at`, `whole`, `tab` and `view` as the window has them now.
core::StageView seen_stage(core::StageView stage, const ui::PersistedView& view);

}  // namespace app
