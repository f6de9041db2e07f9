// What a blended output is like: the words whose vectors point the same way, and the named components it leans toward.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "core/attention/trace.h"

namespace core {

struct NearWord {
  std::string word;
  float cosine = 0;  // −1 … 1
};

// The words of one model, ready to be compared with; made once a model, since the norms of all vectors are taken here.
class NearestWords {
 public:
  explicit NearestWords(std::shared_ptr<const Model> model);
  // The `count` words nearest to `direction` [D], best first; those that spell `left_out` (without case) are left out.
  // Empty where the model has no word vectors or the direction is 0.
  std::vector<NearWord> find(const Vector& direction, const std::string& left_out, std::size_t count = 5) const;
  bool empty() const { return inverse_norms_.size() == 0; }

 private:
  std::shared_ptr<const Model> model_;
  Vector inverse_norms_;  // [N], of the masked vectors; 0 for a vector of zeros
  std::vector<std::string> lowered_names_;
};

struct Leaning {
  Index component = 0;
  std::string name;
  float value = 0;
};

// The components with the largest positive values, largest first; position and other masked ones are left out.
std::vector<Leaning> leanings(const Model& model, const Vector& direction, std::size_t count = 3);

// What one head writes into the stream at one token: its output through W_O (without b_o), [D]. 0 for an idle head.
Vector head_contribution(const AttentionTrace& trace, Index layer, Index head, Index row, bool second = false);

}  // namespace core
