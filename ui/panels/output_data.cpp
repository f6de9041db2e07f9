#include "ui/panels/output_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/attention/addends.h"
#include "core/attention/cosine.h"
#include "core/attention/equation.h"
#include "ui/panels/arithmetic.h"
#include "ui/panels/word_names.h"
#include "ui/selection.h"

namespace ui {
namespace {

using core::Index;

constexpr std::size_t kBlendShown = 3;
constexpr std::size_t kLeaningsShown = 5;
constexpr float kSmallestNamed = 0.02F;  // lesser weights are only counted
constexpr float kSame = 5e-5F;

void find_blend(const core::Vector& row, OutputData& data) {
  std::vector<Index> order(static_cast<std::size_t>(row.size()));
  std::iota(order.begin(), order.end(), 0);
  const std::size_t shown = std::min(kBlendShown, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(shown), order.end(),
                    [&](Index a, Index b) { return std::abs(row(a)) > std::abs(row(b)); });
  const auto used = static_cast<std::size_t>((row.array() != 0).count());
  for (std::size_t i = 0; i < std::min(shown, used); ++i) {
    if (i > 0 && std::abs(row(order[i])) < kSmallestNamed) break;
    data.blend.push_back({order[i], row(order[i])});
  }
  data.further = used - data.blend.size();
}

// The components whose leaning changed most, either way.
void find_changes(const PanelInput& input, OutputData& data) {
  const core::Vector change = data.written - data.written_before;
  for (const float sign : {1.0F, -1.0F}) {
    for (core::Leaning& leaning : core::leanings(input.trace->model(), core::Vector(sign * change), kLeaningsShown)) {
      if (leaning.value < kSame) continue;
      data.leanings.push_back({leaning.component, std::move(leaning.name), sign * leaning.value, 0});
    }
  }
  std::stable_sort(data.leanings.begin(), data.leanings.end(), [](const OutputLeaning& a, const OutputLeaning& b) {
    return std::abs(a.value) > std::abs(b.value);
  });
  if (data.leanings.size() > kLeaningsShown) data.leanings.resize(kLeaningsShown);
}

// One number of what a key's value becomes in the stream: v · W_O, or v itself where there is no W_O.
float value_written(const PanelInput& input, const core::Selection& selection, Index key, Index component) {
  const core::HeadTrace& head = input.head(selection);
  const core::LayerWeights& weights = *input.trace->layers[static_cast<std::size_t>(selection.layer)]->weights;
  if (weights.w_o.size() == 0) return head.v(key, component);
  const core::HeadConfig& config = input.head_config(selection);
  return head.v.row(key).dot(weights.w_o.col(component).segment(config.output_row, config.d_v).transpose());
}

}  // namespace

OutputData output_data(const PanelInput& input, const ViewState& view) {
  const core::Selection& selection = view.selection;
  OutputData data;
  if (selection.map != core::MapKind::Head) {
    data.refusal = "An average of heads has no output of its own: choose one head in the grid.";
    return data;
  }
  const core::HeadTrace& head = input.head(selection);
  if (head.idle) {
    data.refusal = "This head waits for a second sentence, so it writes nothing.";
    return data;
  }
  data.output = head.output.row(selection.query);
  data.written = core::head_contribution(*input.trace, selection.layer, selection.head, selection.query);
  data.unedited = data.output;
  data.written_before = data.written;
  const bool comparable = input.before != nullptr && input.before->tokens.size() == input.trace->tokens.size();
  if (comparable && !input.before->head(selection.layer, selection.head).idle) {
    data.unedited = input.before->head(selection.layer, selection.head).output.row(selection.query);
    data.written_before = core::head_contribution(*input.before, selection.layer, selection.head, selection.query);
  }
  data.changed = (data.written - data.written_before).cwiseAbs().maxCoeff() > kSame;
  data.difference = comparable && shows_difference(input, view);
  core::Vector weights = head.weights.row(selection.query);
  if (data.difference) {
    weights -= input.before->head(selection.layer, selection.head).weights.row(selection.query);
    weights = (weights.array().abs() > kSame).select(weights, 0);
  }
  data.blended = weights;
  find_blend(weights, data);
  if (data.difference) {
    find_changes(input, data);
    return data;
  }
  for (core::Leaning& leaning : core::leanings(input.trace->model(), data.written, kLeaningsShown)) {
    // What is a hundredth of the first leaning is none.
    if (!data.leanings.empty() && leaning.value < data.leanings.front().value / 100) break;
    data.leanings.push_back(
        {leaning.component, std::move(leaning.name), leaning.value, data.written_before(leaning.component)});
  }
  return data;
}

const std::vector<core::NearWord>& nearest_words(const PanelInput& input, const core::Vector& direction,
                                                 const std::string& left_out, NearestMemory& memory) {
  const bool same = memory.model == input.trace->run.model && memory.left_out == left_out &&
                    memory.direction.size() == direction.size() && memory.direction == direction;
  if (!same) {
    constexpr Index kLarge = 4'000'000;  // numbers: about two milliseconds
    const bool large = input.trace->model().encoder->nearest_vectors().size() > kLarge;
    memory.model = large ? nullptr : input.trace->run.model;
    memory.direction = direction;
    memory.left_out = left_out;
    if (!large) memory.words = input.nearest->find(direction, left_out);
  }
  return memory.words;
}

std::string blend_text(const PanelInput& input, const core::Selection& selection, const OutputData& data,
                       const BlendTerm& term) {
  const std::string word = quoted_word(input.key_tokens(selection), term.key);
  const std::string weight = core::number_text(static_cast<double>(term.weight), input.preferences->readout_decimals);
  const std::string what = data.difference ? fmt::format("The weight of {} changed by {}", word, weight)
                                           : fmt::format("The value of {}, times {}", word, weight);
  return what + ". Click to select it.\n" + weight_arithmetic(input, selection, {selection.query, term.key});
}

std::string no_nearest_reason(const PanelInput& input, const core::Selection& selection, const OutputData& data) {
  const core::HeadTrace& head = input.head(selection);
  if (head.muted) return "none: the head is muted, so it writes 0";
  if ((head.weights.row(selection.query).array() == 0).all())
    return "none: there is nothing to look at, so it writes 0";
  constexpr float kSilent = 0.005F;
  const float largest = data.written.size() > 0 ? data.written.cwiseAbs().maxCoeff() : 0;
  if (largest == 0) return "none: it writes 0";
  if (largest < kSilent) {
    return fmt::format("none: it writes next to nothing, at most {}",
                       core::number_text(static_cast<double>(largest), input.preferences->readout_decimals));
  }
  return "none: no word's vector has anything of what it writes";
}

std::string cosine_text(const PanelInput& input, const core::Vector& direction, const core::NearWord& near) {
  const int decimals = input.preferences->readout_decimals;
  const auto text = [&](double value) { return core::number_text(value, decimals); };
  const core::CosineParts parts = core::cosine_parts(input.trace->model(), direction, near.word);
  const std::string line =
      fmt::format("{} ÷ ({} × {})", text(parts.product), text(parts.direction_length), text(parts.word_length));
  return fmt::format(
             "cosine {}\nthe product of what this head writes with the vector of “{}”, divided by their lengths; the "
             "product:",
             core::equation(static_cast<double>(near.cosine), line, decimals), near.word) +
         core::addend_lines(parts.terms, kAddends, decimals);
}

std::string further_text(const PanelInput& input, const core::Selection& selection, const OutputData& data) {
  core::Vector rest = data.blended;
  for (const BlendTerm& term : data.blend) rest(term.key) = 0;
  return sum_arithmetic("the other weights add up to", terms_of(input.key_tokens(selection), rest),
                        input.preferences->readout_decimals);
}

std::string leaning_text(const PanelInput& input, const core::Selection& selection, const OutputData& data,
                         const OutputLeaning& leaning) {
  const int decimals = input.preferences->readout_decimals;
  const auto text_of = [&](float value) { return core::number_text(static_cast<double>(value), decimals); };
  if (data.difference) {
    const float now = data.written(leaning.component);
    return fmt::format("{}: change {} = now {} − before {}", leaning.name, text_of(leaning.value), text_of(now),
                       text_of(now - leaning.value));
  }
  const core::HeadTrace& head = input.head(selection);
  std::vector<core::Term> terms;
  const QuotedWords quoted(input.key_tokens(selection));
  float sum = 0;
  for (Index key = 0; key < head.weights.cols(); ++key) {
    const float weight = head.weights(selection.query, key);
    if (weight == 0) continue;
    const float value = value_written(input, selection, key, leaning.component);
    terms.push_back({quoted(key), weight, value, weight * value});
    sum += weight * value;
  }
  std::string text =
      fmt::format("{} {}: each word's weight × what its value says of it", leaning.name, text_of(leaning.value)) +
      core::addend_lines(terms, kAddends, decimals);
  const float apart = std::abs(sum - leaning.value);
  if (apart > 1e-3F * std::max(1.0F, std::abs(leaning.value))) {
    text += fmt::format("\nThey add up to {}; you set numbers of the output, which count instead.", text_of(sum));
  }
  if (data.changed) text += "\nwithout your edits " + text_of(leaning.unedited);
  return text;
}

}  // namespace ui
