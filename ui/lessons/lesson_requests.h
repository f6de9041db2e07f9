// What the lesson panels may ask the app to do.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace ui {

struct OpenLesson {
  std::string id;
  std::optional<std::size_t> step = {};  // nothing: where the reader stopped
};
struct LeaveLesson {};  // gives the reader's own work back; keeps the progress
struct GoToStep {
  std::size_t step = 0;
};
struct GoOn {};  // the next step; after the last one the lesson is finished
struct ChooseAnswer {
  std::size_t choice = 0;
};
struct SkipQuestion {};
struct TypeAnswer {  // a number into a field of the step
  std::size_t field = 0;
  std::string text;
};
struct WriteReflection {
  std::string text;
};
struct TickItem {
  std::size_t item = 0;
  bool on = true;
};
struct ShowHint {};
struct ShowMe {};
struct RestartStep {};    // the stage as the step opens; answers stay
struct RescanLessons {};  // looks for new files of the reader's own
struct OpenCard {         // "show me where"
  std::string id;
};
struct CloseCard {};
// Writes the live state as a step: into the reader's own lesson of this id, or into a new one of this title.
struct RecordStep {
  std::string lesson;  // id; "" for a new one
  std::string lesson_title, step_title;
};
struct NewDrill {
  std::optional<std::uint64_t> seed = {};  // nothing: a fresh one
};
struct TypeDrill {
  std::size_t question = 0;
  std::string text;
};
struct ShowDrillAnswer {
  std::size_t question = 0;
};
struct SaveWorksheet {
  std::string path;  // .pdf, .md or .txt
};

using LessonRequest = std::variant<OpenLesson, LeaveLesson, GoToStep, GoOn, ChooseAnswer, SkipQuestion, TypeAnswer,
                                   WriteReflection, TickItem, ShowHint, ShowMe, RestartStep, RescanLessons, OpenCard,
                                   CloseCard, RecordStep, NewDrill, TypeDrill, ShowDrillAnswer, SaveWorksheet>;

}  // namespace ui
