// What lessons write: "Record this step" into a file of the reader's own, the drill and its worksheet.
#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "app/app.h"
#include "app/file_overlay.h"
#include "app/lesson_room.h"
#include "app/lesson_stage.h"
#include "core/error.h"
#include "core/files.h"
#include "core/lessons/lesson_reader.h"
#include "core/lessons/step_writer.h"
#include "core/lessons/worksheet.h"
#include "core/models/catalog.h"

namespace app {

namespace {

// "My first lesson" → "my-first-lesson": letters and digits of ASCII, the rest becomes hyphens.
std::string id_of(const std::string& title, const std::string& otherwise) {
  std::string id;
  for (const char letter : title) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool word = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    if (word) id += static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte);
    if (!word && !id.empty() && id.back() != '-') id += '-';
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  return id.empty() ? otherwise : id;
}

template <typename Taken>
std::string fresh_id(const std::string& wanted, const Taken& is_taken) {
  std::string id = wanted;
  for (int number = 2; is_taken(id); ++number) id = fmt::format("{}-{}", wanted, number);
  return id;
}

}  // namespace

void LessonRoom::adopt(const std::string& name, const std::string& text) {
  const core::Lesson lesson = core::parse_lesson(text, name);
  (*this)(ui::RescanLessons{});
  const std::filesystem::path& folder = app_.store_.lessons_folder;
  if (const core::Lesson* known = shelf_.find(lesson.id)) {
    const std::filesystem::path place = (known->own ? folder : built_in_) / known->file;
    if (core::read_file(place, core::kLargestLessonFile) != text) {
      throw core::Error(fmt::format("{}: the id “{}” is that of another lesson, “{}”", name, lesson.id, known->title),
                        "an id of its own", "it was copied from that one");
    }
  } else {
    if (folder.empty()) throw core::Error("there is no folder for lessons of your own", "a home folder", "");
    std::filesystem::create_directories(folder);
    if (std::filesystem::exists(folder / name)) {
      throw core::Error(fmt::format("your lessons already have another file {}", name), "a name of its own",
                        "rename one of the two");
    }
    core::write_file_atomically(folder / name, text);
    (*this)(ui::RescanLessons{});
  }
  (*this)(ui::OpenLesson{lesson.id, std::nullopt});
}

void LessonRoom::operator()(const ui::RecordStep& request) {
  const std::filesystem::path& folder = app_.store_.lessons_folder;
  try {
    if (folder.empty()) throw core::Error("there is no folder for lessons of your own", "a home folder", "");
    if (!app_.trace_) throw core::Error("nothing is computed here that could be recorded", "a sentence", "");
    (*this)(ui::RescanLessons{});
    std::filesystem::create_directories(folder);
    const core::StageView view = seen(own_ ? stage() : core::StageView());
    // By its short name, so that the lesson opens on another machine, too.
    const std::string& model = app_.session().model;
    core::Session session = with_model(app_.session(), core::is_built_in(model) ? model : app_.models_.name(model));
    session.selection = app_.view_.selection;
    const std::string title = request.step_title.empty() ? "A step" : request.step_title;
    const core::Lesson* lesson = shelf_.find(request.lesson);
    if (!request.lesson.empty() && (lesson == nullptr || !lesson->own)) {
      throw core::Error(fmt::format("there is no lesson of your own “{}”", request.lesson), "one of the list",
                        "its file was deleted meanwhile");
    }
    const auto is_step = [&](const std::string& id) {
      return lesson != nullptr && std::any_of(lesson->steps.begin(), lesson->steps.end(),
                                              [&](const core::Step& one) { return one.id == id; });
    };
    const std::string step_id = fresh_id(id_of(title, "step"), is_step);
    const std::string step = core::write_step(step_id, title, *app_.trace_, session, view);
    std::filesystem::path file;
    if (lesson != nullptr) {
      file = folder / lesson->file;
      core::write_file_atomically(file,
                                  core::append_step(core::read_file(file, core::kLongestLesson), lesson->file, step));
    } else {
      const std::string name = request.lesson_title.empty() ? "My lesson" : request.lesson_title;
      const auto is_lesson = [&](const std::string& id) {
        return shelf_.find(id) != nullptr || std::filesystem::exists(folder / (id + ".json"));
      };
      const std::string id = fresh_id(id_of(name, "my-lesson"), is_lesson);
      file = folder / (id + ".json");
      core::write_file_atomically(file, core::write_lesson(id, name, step));
    }
    (*this)(ui::RescanLessons{});
    app_.status_ = fmt::format("Recorded “{}” in {}", title, file.string());
  } catch (const std::exception& error) {
    app_.tell(ui::MessageKind::Error, error.what());
  }
}

void LessonRoom::operator()(const ui::NewDrill& request) {
  std::uint64_t seed = request.seed.value_or(0);
  if (!request.seed) seed = std::random_device()() % 100'000;  // short enough to be written on a blackboard
  drill_ = ui::DrillState{core::make_drill(seed), {}, {}, {}};
  drill_->typed.resize(drill_->drill.questions.size());
  drill_->judgements.resize(drill_->drill.questions.size());
}

void LessonRoom::operator()(const ui::TypeDrill& request) {
  if (!drill_ || request.question >= drill_->drill.questions.size()) return;
  const core::DrillQuestion& asked = drill_->drill.questions[request.question];
  drill_->typed[request.question] = request.text;
  drill_->judgements[request.question] = core::judge_number(request.text, asked.truth, asked.slips);
}

void LessonRoom::operator()(const ui::ShowDrillAnswer& request) {
  if (drill_ && request.question < drill_->drill.questions.size()) drill_->shown.insert(request.question);
}

void LessonRoom::operator()(const ui::SaveWorksheet& request) {
  if (!drill_) (*this)(ui::NewDrill{1});
  const std::filesystem::path file(request.path);
  const std::string ending = file.extension().string();
  act_for_overlay(app_, ui::Overlay::SaveFile, [&](bool) {
    if (ending == ".pdf") {
      core::write_file_atomically(file, core::worksheet_pdf(drill_->drill));
    } else if (ending == ".md") {
      core::write_file_atomically(file, core::worksheet_markdown(drill_->drill));
    } else if (ending == ".txt") {
      core::write_file_atomically(file, core::worksheet_text(drill_->drill));
    } else {
      throw core::Error(fmt::format("“{}” names no kind of worksheet", request.path),
                        "a name ending in .pdf, .md or .txt", "");
    }
    app_.status_ = "Saved " + request.path;
  });
}

}  // namespace app
