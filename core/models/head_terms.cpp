#include "core/models/head_terms.h"

namespace core {

namespace {

// Widens the matrix to `columns` more columns of zeros.
void widen(Matrix& matrix, Index rows, Index columns) {
  const Index before = matrix.cols();
  matrix.conservativeResize(rows, before + columns);
  matrix.rightCols(columns).setZero();
}

}  // namespace

std::vector<HeadTerm> profile_terms(const Profile& profile, float times) {
  std::vector<HeadTerm> terms;
  for (const Profile::Wave& wave : profile.waves) {
    const float a = times * wave.a, b = times * wave.b;
    terms.push_back({"wave " + wave.period + " a", {{wave.cosine, a}, {wave.sine, b}}, {{wave.cosine, 1.0F}}});
    terms.push_back({"wave " + wave.period + " b", {{wave.sine, a}, {wave.cosine, -b}}, {{wave.sine, 1.0F}}});
  }
  const float linear = times * profile.linear, square = times * profile.square;
  terms.push_back({"linear", {{profile.one, -linear}, {profile.position, -2 * square}}, {{profile.position, 1.0F}}});
  terms.push_back({"square", {{profile.one, square}}, {{profile.position2, 1.0F}}});
  return terms;
}

void append_head(const std::vector<HeadTerm>& terms, const std::vector<ValueEntry>& value, Index width,
                 HeadConfig& settings, LayerWeights& weights) {
  const auto d_k = static_cast<Index>(terms.size());
  settings.query_column = settings.key_column = weights.w_q.cols();
  settings.value_column = weights.w_v.cols();
  settings.d_k = d_k;
  settings.d_v = width;
  widen(weights.w_q, width, d_k);
  widen(weights.w_k, width, d_k);
  widen(weights.w_v, width, width);
  for (Index t = 0; t < d_k; ++t) {
    const HeadTerm& term = terms[static_cast<std::size_t>(t)];
    for (const auto& [component, factor] : term.query) weights.w_q(component, settings.query_column + t) += factor;
    for (const auto& [component, factor] : term.key) weights.w_k(component, settings.key_column + t) += factor;
  }
  for (const ValueEntry& entry : value) weights.w_v(entry.from, settings.value_column + entry.to) += entry.times;
}

}  // namespace core
