// Proves one step of a lesson on its live numbers.
#pragma once

#include <map>
#include <memory>

#include "core/attention/nearest_words.h"
#include "core/lessons/lesson_check.h"

namespace core {

// The words near an output, made once a model.
class NearestCache {
 public:
  NearestLookup lookup() {
    return [this](const std::shared_ptr<const Model>& model) -> const NearestWords& {
      auto& words = words_[model.get()];
      if (words == nullptr) words = std::make_unique<NearestWords>(model);
      return *words;
    };
  }

 private:
  std::map<const Model*, std::unique_ptr<NearestWords>> words_;
};

// Adds the step's faults and claims to the proof. Never throws.
void check_step(const Lesson& lesson, std::size_t step, const ModelSource& models, const Deeds& deeds,
                NearestCache& nearest, LessonProof& proof);

}  // namespace core
