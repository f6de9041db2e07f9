// Whether a model does with a sentence what its author expects, with the numbers.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/attention/trace.h"
#include "core/sentences/sentences.h"

namespace core {

struct ExpectationResult {
  bool passed = false;
  std::string message;  // "reference: it → cat 0.93" or "… expected cat, found mat 0.61 against 0.22"
};

struct SentenceResult {
  std::vector<ExpectationResult> expectations;
  // All hold; or, where the sentence is marked as one that the model gets wrong, at least one does not.
  bool as_expected = false;
};

// Runs the sentence. Throws Error where an expectation names a head, word or component that is not there.
SentenceResult check_sentence(const std::shared_ptr<const Model>& model, const Sentence& sentence);
ExpectationResult check_expectation(const AttentionTrace& trace, const Expectation& expectation);

}  // namespace core
