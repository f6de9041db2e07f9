// Proves a lesson on the live numbers: everything that it names exists, every claim holds, no step is a dead end.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/lessons/cards.h"
#include "core/lessons/lesson.h"
#include "core/lessons/lesson_reader.h"
#include "core/lessons/stage.h"

namespace core {

inline constexpr std::size_t kMostWords = 60;  // of a step's text when filled

struct LessonFault {
  std::string step;     // its id; "" for the whole lesson
  std::string message;  // with file and line
};
struct LessonProof {
  std::vector<LessonFault> faults;
  std::size_t claims = 0;  // that were checked
  bool skipped = false;    // its model is not at hand; `reason` says which
  std::string reason;
  bool holds() const { return faults.empty(); }
};

// Does what a "do" action names, on the facts that the window would count. Returns false for what it does not know.
// "hover QUERY,KEY", "play" and those of training_bench.h are known without it.
using Deeds = std::function<bool(const std::string& deed, const AttentionTrace& trace, StagedStep& state,
                                 std::map<std::string, double>& facts)>;

// Each step: the stage computes; texts fill, at most 60 words; claims hold; a task is false when it opens and true
// after Show me; exactly one choice is right and each has its reply; right numbers are finite. The lesson: at least two
// questions, one of which recalls a lesson in `after` (where there is one). Never throws.
LessonProof check_lesson(const Lesson& lesson, const ModelSource& models, const Deeds& deeds = {});
LessonProof check_cards(const std::vector<Card>& cards, const ModelSource& models);

}  // namespace core
