#include "ui/panels/output_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ui/panels/word_names.h"
#include "ui/selection.h"
#include "ui/widgets/numbers.h"

namespace ui {
namespace {

using core::Index;

constexpr std::size_t kBlendShown = 3;
constexpr std::size_t kLeaningsShown = 5;
constexpr std::size_t kTermsShown = 5;
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

std::string leaning_text(const PanelInput& input, const core::Selection& selection, const OutputData& data,
                         const OutputLeaning& leaning) {
  if (data.difference) {
    const float now = data.written(leaning.component);
    return fmt::format("{}: now {} − before {} = {}", leaning.name, format_number(now, 4),
                       format_number(now - leaning.value, 4), format_signed(leaning.value, 4));
  }
  const core::HeadTrace& head = input.head(selection);
  const core::Tokens& keys = input.key_tokens(selection);
  struct Part {
    Index key;
    float weight, value;
  };
  std::vector<Part> parts;
  for (Index key = 0; key < head.weights.cols(); ++key) {
    const float weight = head.weights(selection.query, key);
    if (weight != 0) parts.push_back({key, weight, value_written(input, selection, key, leaning.component)});
  }
  std::stable_sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
    return std::abs(a.weight * a.value) > std::abs(b.weight * b.value);
  });
  std::string text = fmt::format("{} {}: each word's weight × what its value says of it", leaning.name,
                                 format_number(leaning.value, 4));
  for (std::size_t i = 0; i < std::min(kTermsShown, parts.size()); ++i) {
    text += fmt::format("\n{}  {} × {} = {}", quoted_word(keys, parts[i].key), format_number(parts[i].weight, 4),
                        format_number(parts[i].value, 4), format_number(parts[i].weight * parts[i].value, 4));
  }
  if (parts.size() > kTermsShown) text += fmt::format("\n+ {} smaller terms", parts.size() - kTermsShown);
  if (data.changed) text += "\nwithout your edits " + format_number(leaning.unedited, 4);
  return text;
}

}  // namespace ui
