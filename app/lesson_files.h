// Where lessons and cards are: those that come with Heed, and the reader's own.
#pragma once

#include <filesystem>
#include <vector>

#include "core/lessons/cards.h"
#include "core/lessons/lesson_reader.h"
#include "core/lessons/stage.h"

namespace app {

// $XDG_DATA_HOME/heed/lessons, else ~/.local/share/heed/lessons; need not be there. Empty without a home.
std::filesystem::path own_lessons_folder();

// Built-in lessons and the reader's own; damaged ones are among its problems. Throws core::Error without assets.
core::LessonShelf load_lessons();
// Throws core::Error where the file is damaged.
std::vector<core::Card> load_cards();

// Loads each built-in model once. Throws core::Error for an unknown id.
core::ModelSource built_in_model_source();

}  // namespace app
