// The pieces that explanations are put together from; used by explain*.cpp only.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/attention/explain.h"

namespace core::explaining {

// A place of a trace, looked up: the layer, head and tokens that it means.
struct Scene {
  const AttentionTrace* trace = nullptr;
  Place place;
  const LayerTrace* layer = nullptr;
  const HeadTrace* head = nullptr;          // null for values that belong to no head
  const HeadConfig* head_config = nullptr;  // likewise
  const Tokens* rows = nullptr;             // tokens that place.row counts
  const Tokens* keys = nullptr;             // tokens that the head's columns stand for
  bool second_run = false;                  // the layer is one of second_layers
  int decimals = kSignificant;              // of the numbers in texts

  const ModelConfig& config() const { return trace->run.model->config; }
  const LayerWeights& weights() const { return *layer->weights; }
  bool cross() const { return head_config != nullptr && head_config->keys == KeySource::Second; }
  std::string text(double value) const { return number_text(value, decimals); }
  // What was set, and counts: whole numbers stay whole.
  std::string setting_text(double value) const;
};

// Throws Error where the place does not exist.
Scene find_scene(const AttentionTrace& trace, const Place& place);

// "“cat” (2nd word)" where the word occurs more than once, else "“cat”".
std::string token_label(const Tokens& tokens, Index position);

// The same of many words, which are counted once.
class TokenLabels {
 public:
  explicit TokenLabels(const Tokens& tokens);  // which must outlive it
  std::string operator()(Index position) const;

 private:
  const Tokens& tokens_;
  std::unordered_map<std::string_view, int> counts_;
};

Term term(std::string label, double left, double right = 1);
double sum_of(const std::vector<Term>& terms);
// "0.4 × 0.9 + 0.6 × 0.3 + … (12 more: 0.02)", largest first where there are too many to print.
std::string sum_text(const Scene& scene, const std::vector<Term>& terms);
// Fills value, computed, edited and formula: "value = sum", and for an edited number what it was before.
void conclude(const Scene& scene, Explanation& explanation, float value, bool edited, const std::string& right_side);

// Σ source[i] · matrix(i, column) + bias(column); entries of the source that are 0 are left out.
std::vector<Term> linear_terms(const Eigen::Ref<const Vector>& source, const Matrix& matrix, Index column,
                               const Vector& bias, const std::vector<std::string>& source_names);
// The value of a norm at one column, from the summands of its input there: each × gain ÷ deviation, minus the mean,
// plus the bias. `row` is the norm's whole input row. Without a norm the summands themselves.
std::vector<Term> norm_terms(const std::vector<Term>& summands, const Vector& row, NormKind kind, const Norm& norm,
                             float epsilon, Index column);

Explanation explain_stream(const Scene& scene);      // X, Normed, Attended, AfterAttention, Mlp, Residual, Final
Explanation explain_projection(const Scene& scene);  // Q, K, V and their earlier steps
Explanation explain_pair(const Scene& scene);        // Score, Scaled, Weight
std::vector<Term> divisor_terms(const Scene& scene);
Explanation explain_output(const Scene& scene);  // Output

}  // namespace core::explaining
