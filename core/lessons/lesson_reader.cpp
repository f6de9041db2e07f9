#include "core/lessons/lesson_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <system_error>

#include "core/error.h"
#include "core/files.h"
#include "core/lessons/stage_reader.h"
#include "core/lessons/step_reader.h"
#include "core/numbers.h"
#include "core/plain_text.h"
#include "core/spelling.h"

namespace core {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kLongestMinutes = 60;

void read_steps(const JsonValue& list, Lesson& lesson) {
  if (list.size() == 0) list.refuse("at least one step");
  std::map<std::string, int> lines;
  for (const JsonValue& value : list.items()) {
    lesson.steps.push_back(read_step(value));
    const Step& step = lesson.steps.back();
    const auto [first, is_new] = lines.emplace(step.id, step.line);
    if (!is_new) {
      value.at("id").refuse("an id that no other step of the lesson has",
                            fmt::format("also in line {}", first->second));
    }
  }
}

// Files of the folder in the order of their names; none where there is no such folder.
std::vector<fs::path> lesson_files(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code problem;
  for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end; entry.increment(problem)) {
    if (entry->path().extension() == ".json" && entry->path().filename() != "cards.json") {
      files.push_back(entry->path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

void add_lesson(const fs::path& file, bool own, LessonShelf& shelf) {
  const std::string name = file.filename().string();
  try {
    Lesson lesson = read_lesson_file(file);
    lesson.own = own;
    if (const Lesson* first = shelf.find(lesson.id)) {
      shelf.problems.push_back(
          {name, fmt::format("{}: the lesson id \"{}\" is also that of {}; expected an id of its own", name, lesson.id,
                             first->file)});
      return;
    }
    shelf.lessons.push_back(std::move(lesson));
  } catch (const std::exception& error) {
    shelf.problems.push_back({name, error.what()});
  }
}

void check_order(LessonShelf& shelf) {
  std::vector<std::string> ids;
  for (const Lesson& lesson : shelf.lessons) ids.push_back(lesson.id);
  for (const Lesson& lesson : shelf.lessons) {
    for (const std::string& before : lesson.after) {
      if (before != lesson.id && shelf.find(before) != nullptr) continue;
      shelf.problems.push_back(
          {lesson.file, Error(fmt::format("{}: \"after\" names the lesson \"{}\"", lesson.file, shown_text(before)),
                              "the id of another lesson", did_you_mean(before, ids, "its file may be damaged"))
                            .what()});
    }
  }
}

}  // namespace

Lesson parse_lesson(std::string_view text, const std::string& file) {
  JsonLimits limits;
  limits.bytes = kLargestLessonFile;
  const JsonValue json = parse_json(text, file, limits);
  json.allow_only({"id", "title", "minutes", "after", "goals", "steps"});
  Lesson lesson;
  lesson.file = file;
  lesson.id = read_id(json.at("id"));
  lesson.title = read_lesson_text(json.at("title")).text;
  if (const auto minutes = json.find("minutes"))
    lesson.minutes = static_cast<int>(minutes->integer(1, kLongestMinutes));
  if (const auto after = json.find("after")) lesson.after = after->texts();
  lesson.goals = json.at("goals").texts();
  if (lesson.goals.empty()) json.at("goals").refuse("at least one goal");
  read_steps(json.at("steps"), lesson);
  return lesson;
}

Lesson read_lesson_file(const fs::path& path) {
  return parse_lesson(read_file(path, kLargestLessonFile), path.filename().string());
}

const Lesson* LessonShelf::find(std::string_view id) const {
  const auto found =
      std::find_if(lessons.begin(), lessons.end(), [&](const Lesson& lesson) { return lesson.id == id; });
  return found == lessons.end() ? nullptr : &*found;
}

LessonShelf read_lessons(const fs::path& built_in, const fs::path& own) {
  LessonShelf shelf;
  for (const fs::path& file : lesson_files(built_in)) add_lesson(file, false, shelf);
  if (!own.empty()) {
    for (const fs::path& file : lesson_files(own)) add_lesson(file, true, shelf);
  }
  check_order(shelf);
  return shelf;
}

std::size_t find_step(const Lesson& lesson, std::string_view id_or_number) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < lesson.steps.size(); ++i) {
    if (lesson.steps[i].id == id_or_number) return i;
    ids.push_back(lesson.steps[i].id);
  }
  const auto number = parse_count(id_or_number);
  if (number && *number >= 1 && *number <= static_cast<long>(ids.size())) return static_cast<std::size_t>(*number - 1);
  throw Error(fmt::format("the lesson \"{}\" has no step \"{}\"", lesson.id, shown_text(id_or_number)),
              fmt::format("1 to {}, or the id of a step", ids.size()), did_you_mean(id_or_number, ids, ""));
}

LessonPlace find_lesson_step(const LessonShelf& shelf, std::string_view place) {
  const std::size_t colon = place.find(':');
  const std::string_view id = place.substr(0, colon);
  const Lesson* lesson = shelf.find(id);
  if (lesson == nullptr) {
    std::vector<std::string> ids;
    for (const Lesson& one : shelf.lessons) ids.push_back(one.id);
    throw Error(fmt::format("there is no lesson \"{}\"", shown_text(id)), "an id that `heed list lessons` shows",
                did_you_mean(id, ids, ""));
  }
  return {lesson, colon == std::string_view::npos ? 0 : find_step(*lesson, place.substr(colon + 1))};
}

}  // namespace core
