// Holds a model to a reference that another program computed: the largest error of every array.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/attention/trace.h"

namespace core {

// What tests/data/make_reference.py writes.
struct Reference {
  std::string source, sentence, second;
  std::string computed_by;  // "PyTorch 2.15.0, Transformers 5.1.0"; "" where the file does not say
  bool has_second = false;
  std::vector<int> ids;
  std::vector<std::vector<Matrix>> attentions;  // [L][H] of [T, T]; no heads where the layer was left out
  std::vector<Matrix> hidden;                   // [L + 1] of [T, D], the last one behind the final norm; may be empty
  Matrix logits;                                // [last tokens, V] or empty
};

// Throws Error.
Reference read_reference(const std::filesystem::path& path);

struct LayerError {
  double weights = 0;  // absolute
  double stream = 0;   // of the layer's input: relative to its largest value where that is above 1
  bool has_stream = false;
};
struct VerifyResult {
  std::vector<LayerError> layers;
  double output = 0, logits = 0;  // relative; of what the last hidden state and the logits are
  bool has_output = false, has_logits = false;
  double largest_weights() const;
  double largest_other() const;
};
// Throws Error where the reference is of another model or its tokens are others.
VerifyResult compare_with_reference(const AttentionTrace& trace, const Reference& reference);

}  // namespace core
