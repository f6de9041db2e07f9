// A compiled head's knowledge: terms of its score and entries of its value, and how they become matrices.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/models/model.h"

namespace core {

using LinearForm = std::vector<std::pair<Index, float>>;  // component, coefficient

// One product of the score: (query · x of the looking word) × (key · x of the word looked at).
struct HeadTerm {
  std::string name;
  LinearForm query, key;
};

// What is handed over: `to` of the output gets times × `from` of the word looked at.
struct ValueEntry {
  Index from = 0, to = 0;
  float times = 0;
};

// A wish about the distance d = i − j: Σ a cos(2πd ÷ p) + b sin(2πd ÷ p) + linear · d/16 + square · (d/16)².
struct Profile {
  struct Wave {
    std::string period;
    Index cosine = 0, sine = 0;
    float a = 0, b = 0;
  };
  std::vector<Wave> waves;
  float linear = 0, square = 0;
  Index one = 0, position = 0, position2 = 0;
};

// The profile as products of a form of word i and a form of word j (what depends on i alone changes no weight and is
// left out): cos(a − b) = cos a cos b + sin a sin b, and likewise for sin and the square.
std::vector<HeadTerm> profile_terms(const Profile& profile, float times);

// Appends the head's columns to w_q, w_k [D, Σ d_k] and w_v [D, Σ D] and sets its columns in `settings`.
void append_head(const std::vector<HeadTerm>& terms, const std::vector<ValueEntry>& value, Index width,
                 HeadConfig& settings, LayerWeights& weights);

}  // namespace core
