// How the cosine of a direction with a word is made.
#pragma once

#include <string>
#include <vector>

#include "core/attention/explain.h"

namespace core {

// What of a direction or a word's vector [D] is compared: where the model masks components, these read 0.
Vector masked(const Vector& direction, const Vector& mask);

// product ÷ (length of the direction × length of the word).
struct CosineParts {
  double product = 0, direction_length = 0, word_length = 0;
  std::vector<Term> terms;  // of the product, one a component where neither factor is 0
};

// Of the cosine that NearestWords::find gives a word; all 0 for a word that is not among the model's.
CosineParts cosine_parts(const Model& model, const Vector& direction, const std::string& word);

}  // namespace core
