// Reads lesson files with every field checked; a damaged one is a message and never hides the others.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/lessons/lesson.h"

namespace core {

inline constexpr std::size_t kLargestLessonFile = 2'000'000;  // bytes

// Throws Error with file, line, found, expected and likely cause.
Lesson parse_lesson(std::string_view text, const std::string& file);
Lesson read_lesson_file(const std::filesystem::path& path);

struct LessonProblem {
  std::string file, message;  // the message names file and line as well
};

// All lessons that can be read, in the order of their file names, built-in ones first, and what is wrong with the rest.
struct LessonShelf {
  std::vector<Lesson> lessons;
  std::vector<LessonProblem> problems;
  const Lesson* find(std::string_view id) const;  // null where there is none
};

// Files *.json but for cards.json. A folder that is not there is empty. Never throws. An id that a lesson before has,
// and an `after` that no lesson has, are problems; the lesson with the unknown `after` is kept.
LessonShelf read_lessons(const std::filesystem::path& built_in, const std::filesystem::path& own = {});

// The step with this id or number (counted from 1); throws Error naming the nearest.
std::size_t find_step(const Lesson& lesson, std::string_view id_or_number);
// "where-it-looks:3", "where-it-looks" (its first step). Throws Error naming the nearest lesson or step.
struct LessonPlace {
  const Lesson* lesson = nullptr;
  std::size_t step = 0;
};
LessonPlace find_lesson_step(const LessonShelf& shelf, std::string_view place);

}  // namespace core
