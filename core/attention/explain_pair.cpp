// The numbers of a cell: score, scaled score, weight.
#include <fmt/format.h>

#include <cmath>

#include "core/attention/attention.h"
#include "core/attention/equation.h"
#include "core/attention/explain_parts.h"
#include "core/attention/head_pass.h"

namespace core::explaining {

namespace {

double number(float value) {
  return static_cast<double>(value);
}

const HeadSettings& settings_of(const Scene& scene) {
  return scene.layer->settings.heads[static_cast<std::size_t>(scene.place.head)];
}

bool is_masked(const Scene& scene) {
  return core::is_masked(scene.head->scaled(scene.place.row, scene.place.column));
}

std::string mask_note(const Scene& scene) {
  const Index query = scene.place.row;
  const Index key = scene.place.column;
  const LayerSettings& layer = scene.layer->settings;
  const bool second_keys = scene.cross() || scene.second_run;
  const std::string word = token_label(*scene.keys, key);
  if ((second_keys ? layer.ignored_second_keys : layer.ignored_keys).count(key) > 0) return word + " is ignored";
  if (key > query) return fmt::format("masked: {} comes after {}", word, token_label(*scene.rows, query));
  return fmt::format("masked: {} is further back than this head can look", word);
}

Explanation explain_score(const Scene& scene) {
  const auto& [kind, second, layer, head, query, key] = scene.place;
  Explanation result;
  for (Index c = 0; c < scene.head->q.cols(); ++c) {
    const double q = number(scene.head->q(query, c));
    const double k = number(scene.head->k(key, c));
    if (q * k == 0) continue;
    result.terms.push_back(term(component_label(scene.head_config->score_components, c), q, k));
  }
  bool edited = false;
  for (const Edit& edit : settings_of(scene).later_edits) {
    edited = edited || (edit.site == Site::Score && edit.row == query && edit.column == key);
  }
  conclude(scene, result, scene.head->scores(query, key), edited, sum_text(scene, result.terms));
  if (is_masked(scene)) result.note = mask_note(scene);
  return result;
}

std::string divisor_text(const Scene& scene) {
  const LayerSettings& layer = scene.layer->settings;
  const double scale = score_divisor(*scene.head_config, layer.scale, layer.divisor, 1);
  if (layer.temperature == 1) return scene.setting_text(scale);
  return fmt::format("({} × {})", scene.setting_text(scale), scene.setting_text(number(layer.temperature)));
}

Explanation explain_scaled(const Scene& scene) {
  const auto& [kind, second, layer, head, query, key] = scene.place;
  const LayerSettings& settings = scene.layer->settings;
  const double score = number(scene.head->scores(query, key));
  Explanation result;
  if (is_masked(scene)) {
    result.value = result.computed = kMasked;
    result.note = mask_note(scene);
    result.formula = "−∞, " + result.note;
    return result;
  }
  const double divisor = score_divisor(*scene.head_config, settings.scale, settings.divisor, settings.temperature);
  result.terms = {term("score ÷ divisor", score, 1 / divisor)};
  conclude(scene, result, scene.head->scaled(query, key), false,
           fmt::format("{} ÷ {}", scene.text(score), divisor_text(scene)));
  return result;
}

// What is taken off every exponent before e^…; 0 where the powers are of a size that a reader can follow.
double exponent_shift(const Eigen::Ref<const Vector>& scaled) {
  constexpr double kReadable = 20;
  const double largest = number(scaled.maxCoeff());
  return std::abs(largest) <= kReadable ? 0 : largest;
}

struct WeightStep {
  std::vector<Term> terms;
  std::string text;
};

// e^scaled, 0 where masked.
double power(float scaled, double shift) {
  return std::exp(number(scaled) - shift);
}

WeightStep soft_step(const Scene& scene) {
  const auto& [kind, second, layer, head, query, key] = scene.place;
  const Vector scaled = scene.head->scaled.row(query);
  const double shift = exponent_shift(scaled);
  double sum = 0;
  for (Index j = 0; j < scaled.size(); ++j) sum += power(scaled(j), shift);
  const std::string exponent = scene.text(number(scaled(key)));
  const std::string shifted =
      shift == 0 ? exponent : fmt::format("({} {})", exponent, minus_text(shift, scene.decimals));
  return {{term("e^scaled ÷ sum", power(scaled(key), shift), 1 / sum)},
          fmt::format("e^{} ÷ {}", shifted, scene.text(sum))};
}

// The weight as the softmax kind alone makes it.
WeightStep softmax_step(const Scene& scene) {
  const auto& [kind, second, layer, head, query, key] = scene.place;
  const Vector scaled = scene.head->scaled.row(query);
  switch (settings_of(scene).softmax) {
    case SoftmaxKind::Soft:
      return soft_step(scene);
    case SoftmaxKind::None:
      return {{term("scaled score", number(scaled(key)))}, "the scaled score itself"};
    case SoftmaxKind::Hard: {
      if (scaled(key) != scaled.maxCoeff()) return {{term("not the largest", 0)}, "0, another score is larger"};
      const auto ties = static_cast<double>((scaled.array() == scaled.maxCoeff()).count());
      const std::string text = ties == 1 ? "1, the largest score" : fmt::format("1 ÷ {} equally large scores", ties);
      return {{term("largest score", 1, 1 / ties)}, text};
    }
    case SoftmaxKind::Uniform: {
      const auto allowed = static_cast<double>((scaled.array() != kMasked).count());
      return {{term("one share", 1, 1 / allowed)}, fmt::format("1 ÷ {} keys", allowed)};
    }
  }
  return {};
}

bool is_held(const HeadTrace& head, Index query, Index key) {
  for (const Edit& edit : head.held) {
    if (edit.row == query && edit.column == key) return true;
  }
  return false;
}

bool row_is_held(const HeadTrace& head, Index query) {
  for (const Edit& edit : head.held) {
    if (edit.row == query) return true;
  }
  return false;
}

const GivenWeight* given_at(const HeadTrace& head, Index query, Index key) {
  for (const GivenWeight& given : head.given) {
    if (given.query == query && given.key == key) return &given;
  }
  return nullptr;
}

bool row_is_given(const HeadTrace& head, Index query) {
  for (const GivenWeight& given : head.given) {
    if (given.query == query) return true;
  }
  return false;
}

// A weight that is scaled because others of its row are held or given: its weight before × a common factor.
void share_what_is_left(const Scene& scene, double before, Explanation& result) {
  const double value = number(scene.head->weights(scene.place.row, scene.place.column));
  if (before > 0) {
    result.terms = {term("weight before the others were held", before, value / before)};
    const std::string line = fmt::format("{} × {}", scene.text(before), scene.text(value / before));
    result.formula = equation(value, line, scene.decimals);
  } else {
    result.terms = {term("an equal share of what is left", value)};
    result.formula = fmt::format("{}, an equal share of what is left", scene.text(value));
  }
  result.note = "other weights of this row are held; this one is scaled so that the row sums to 1";
}

Explanation explain_weight(const Scene& scene) {
  const auto& [kind, second, layer, head, query, key] = scene.place;
  const HeadTrace& trace = *scene.head;
  const float value = trace.weights(query, key);
  Explanation result;
  if (is_masked(scene)) {
    result.note = mask_note(scene);
    result.terms = {term("masked", 0)};
    conclude(scene, result, value, false, result.note);
    return result;
  }
  const WeightStep step = softmax_step(scene);
  result.terms = step.terms;
  const bool held = is_held(trace, query, key);
  conclude(scene, result, value, held, step.text);
  const GivenWeight* given = given_at(trace, query, key);
  if (held) {
    result.note = "held by the reader; the other weights of the row share what is left";
  } else if (row_is_held(trace, query)) {
    share_what_is_left(scene, given != nullptr ? number(given->weight) : sum_of(step.terms), result);
  } else if (given != nullptr) {
    result.terms = {term("given", number(value))};
    result.formula = scene.text(number(value)) + ", given by the model";
    result.note = fmt::format("not computed; the softmax of the scores would be {}", scene.text(sum_of(step.terms)));
  } else if (row_is_given(trace, query)) {
    share_what_is_left(scene, sum_of(step.terms), result);
  }
  return result;
}

// Whether a power divided by the sum of all stands in the weight's formula.
bool is_quotient(const Scene& scene) {
  const auto& [kind, second, layer, head, query, key] = scene.place;
  if (is_masked(scene) || settings_of(scene).softmax != SoftmaxKind::Soft) return false;
  if (is_held(*scene.head, query, key)) return true;
  return !row_is_held(*scene.head, query) && !row_is_given(*scene.head, query);
}

}  // namespace

std::vector<Term> divisor_terms(const Scene& scene) {
  if (!is_quotient(scene)) return {};
  const Vector scaled = scene.head->scaled.row(scene.place.row);
  const double shift = exponent_shift(scaled);
  const TokenLabels labels(*scene.keys);
  std::vector<Term> terms;
  for (Index key = 0; key < scaled.size(); ++key) {
    if (!core::is_masked(scaled(key))) terms.push_back(term(labels(key), power(scaled(key), shift)));
  }
  return terms;
}

Explanation explain_pair(const Scene& scene) {
  if (scene.place.kind == ValueKind::Score) return explain_score(scene);
  if (scene.place.kind == ValueKind::Scaled) return explain_scaled(scene);
  return explain_weight(scene);
}

}  // namespace core::explaining
