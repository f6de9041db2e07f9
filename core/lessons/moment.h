// What a lesson's expressions are evaluated on: the traces that they may name and the state of the window.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "core/attention/nearest_words.h"
#include "core/attention/trace.h"
#include "core/sessions/session.h"

namespace core {

// What a step asks of the window beside the session. Names are those of stage_names.h.
struct StageView {
  std::string at = "scores";       // stage of the walkthrough
  bool whole = false;              // that stage for the whole sentence
  std::string tab = "query";       // of the vector card
  std::string view = "stages";     // what stands in the stages' place
  std::string contrast;            // the other sentence of view "contrast"; "" where there is none
  bool show_all = true;            // false: only the panels in `show`
  std::vector<std::string> show;   // names of kPanels
  std::vector<std::string> light;  // what the spotlight points at
  std::vector<std::string> hide;   // covered until the step is answered or skipped
  bool operator==(const StageView&) const = default;
};

// Traces by the name that an expression gives before a colon: "before" (as the step opened), "plain" (the stage's
// sentence without any edit, with the model's own switches), "contrast" (the other sentence), and the step's `runs`.
using NamedTraces = std::map<std::string, TracePointer>;

// Gives the words that outputs of this model are compared with.
using NearestLookup = std::function<const NearestWords&(const std::shared_ptr<const Model>&)>;

struct LessonMoment {
  TracePointer now;  // what is on screen
  const NamedTraces* named = nullptr;
  const Session* session = nullptr;     // for selected, key, head, switches, edits …
  const StageView* view = nullptr;      // for at, tab, view, whole
  std::map<std::string, double> facts;  // counted by the window: fact[training.loss], fact[drill.right]
  NearestLookup nearest;                // empty: made anew for each `nearest@`
};

}  // namespace core
