// "Show me": a lesson's acts as changes in core's terms, which the window turns into its ordinary requests.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/attention/edit.h"
#include "core/lessons/lesson.h"
#include "core/lessons/stage.h"

namespace core {

// One act, looked up in the trace that it happens on. Only what is set changes.
struct LessonChange {
  std::string name;  // for undo and the status line: "Show me: set animal of … to 0.90"
  std::optional<std::string> sentence, model;
  bool changes_second = false;
  std::optional<std::string> second;  // with changes_second: nothing closes it
  std::optional<Switches> switches;
  std::vector<Edit> put, remove;
  bool remove_all = false;
  std::optional<Selection> selection;
  std::optional<std::string> at, tab, view;
  std::optional<bool> whole;
  std::string deed;  // of Do
};

// Throws Error with the action's line where it names what the trace has not.
LessonChange resolve_action(const LessonAction& action, const AttentionTrace& trace, const Session& session);

// Does the change as the window would: edits at one place replace each other, words are followed, and a change of
// sentence or model keeps the selection inside. For `heed check` and tests. Throws Error.
void apply_change(const LessonChange& change, const ModelSource& models, const AttentionTrace& trace,
                  StagedStep& state);

}  // namespace core
