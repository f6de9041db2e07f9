// The three small models of the textbooks: three-words, given-weights, four-by-three.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/models/model.h"

namespace core {

// The = [0.2, 0.8, 0.1], cat = [0.9, 0.3, 0.7], sat = [0.4, 0.6, 0.5]; Q = K = V = x, no scaling.
std::shared_ptr<const Model> make_three_words();
// cat, mat and it with three components; the row of "it" is given as 0.7, 0.2, 0.1; Q = K = V = x.
std::shared_ptr<const Model> make_given_weights();
// Three words of four components through W_Q, W_K, W_V of [4, 4], divided by √4.
std::shared_ptr<const Model> make_four_by_three();
// Like three-words with other words and numbers, all of one width: for drills.
std::shared_ptr<const Model> make_drill_model(const std::vector<std::pair<std::string, std::vector<float>>>& words);

}  // namespace core
