// Reads a learned model's weights into the engine's form: what each family's names and shape say, every shape checked.
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "core/model_files/tensor_file.h"
#include "core/models/family.h"

namespace core {

// Shared between the thread that loads and the one that waits.
struct LoadControl {
  std::atomic<bool> cancelled{false};
  std::atomic<int> done{0}, total{0};  // parts of the model
};

// The matrices around the layers.
struct LearnedTables {
  std::shared_ptr<const Matrix> token;  // [V, D]
  Matrix position;                      // [positions, D], from the first position's row on; empty where there is none
  Vector padding_position;              // [D] of tokens that count as padding (RoBERTa), else empty
  Matrix type;                          // [token types, D] or empty
  Norm embedding_norm;
  std::shared_ptr<const Matrix> unembedding;  // [V, D]; the token table itself where they are tied; null: none
  Vector unembedding_bias;                    // [V] or empty
  Matrix transform;                           // [D, D], x·W, of a masked-word head; empty where there is none
  Vector transform_bias;
  Norm transform_norm;
};

struct LearnedWeights {
  ModelWeights weights;
  LearnedTables tables;
};

// Throws Error where a tensor is missing, has another shape than the config asks for, or is one that the family does
// not know. Returns no layers where `control` was cancelled.
LearnedWeights read_learned_weights(const FamilyShape& shape, const WeightNames& names, const TensorFile& file,
                                    LoadControl* control);

}  // namespace core
