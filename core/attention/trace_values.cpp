#include "core/attention/trace_values.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "core/attention/edit_parts.h"
#include "core/error.h"
#include "core/numbers.h"
#include "core/plain_text.h"
#include "core/spelling.h"

namespace core {

namespace {

std::vector<std::string> split_at_commas(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t comma = text.find(',');
    parts.emplace_back(trim_blanks(text.substr(0, comma)));
    if (comma == std::string_view::npos) return parts;
    text.remove_prefix(comma + 1);
  }
}

std::vector<std::string> all_names() {
  std::vector<std::string> names = {"tokens"};
  const auto add = [&names](const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  for (const LayerValue& one : kValuesBeforeHeads) add(one.name);
  for (const HeadValue& one : kHeadValues) add(one.name);
  for (const LayerValue& one : kValuesAfterHeads) add(one.name);
  return names;
}

template <typename Values>
bool has_any(const TraceSelection& selection, const Values& values) {
  return std::any_of(values.begin(), values.end(), [&](const auto& one) { return selection.has(one.name); });
}

std::uint64_t size_of(const Matrix& values) {
  return static_cast<std::uint64_t>(values.size());
}

std::uint64_t layer_count(const LayerTrace& layer, const TraceSelection& selection) {
  std::uint64_t count = 0;
  for (const LayerValue& one : kValuesBeforeHeads) count += selection.has(one.name) ? size_of(layer.*one.values) : 0;
  for (const LayerValue& one : kValuesAfterHeads) count += selection.has(one.name) ? size_of(layer.*one.values) : 0;
  for (const auto& head : layer.heads) {
    for (const HeadValue& one : kHeadValues) count += selection.has(one.name) ? size_of((*head).*one.values) : 0;
  }
  return count;
}

}  // namespace

bool TraceSelection::has_head_values() const {
  return has_any(*this, kHeadValues);
}

bool TraceSelection::has_layer_values() const {
  return has_head_values() || has_any(*this, kValuesBeforeHeads) || has_any(*this, kValuesAfterHeads);
}

Keeping TraceSelection::keeping(Index layers_of_model) const {
  static const std::set<std::string> kWithWeights = {"tokens", "input", "weights", "output"};
  const bool only_weights =
      only && std::all_of(only->begin(), only->end(), [](const auto& name) { return kWithWeights.count(name) > 0; });
  Keeping keeping;
  if (only_weights) {
    keeping.others = Kept::Weights;
    return keeping;
  }
  keeping.others = Kept::Stream;
  for (Index layer = 0; layer < layers_of_model; ++layer) {
    if (has_layer(layer)) keeping.whole.insert(layer);
  }
  return keeping;
}

std::set<Index> parse_layers(std::string_view text, const Model& model) {
  const auto last = static_cast<long>(model.config.layers.size()) - 1;
  std::set<Index> layers;
  for (const std::string& part : split_at_commas(text)) {
    const std::size_t dash = part.find('-');
    const auto from = parse_count(part.substr(0, dash));
    const auto to = dash == std::string::npos ? from : parse_count(part.substr(dash + 1));
    if (!from || !to || *from > *to || *to > last) {
      throw Error(fmt::format("the layers \"{}\" are not in {}", shown_text(text), model.config.name),
                  fmt::format("numbers and ranges from 0 to {}, such as 0-{}", last, last), "layers count from 0");
    }
    for (long layer = *from; layer <= *to; ++layer) layers.insert(layer);
  }
  return layers;
}

std::set<std::string> parse_value_names(std::string_view text) {
  const std::vector<std::string> known = all_names();
  std::set<std::string> names;
  for (const std::string& part : split_at_commas(text)) {
    if (std::find(known.begin(), known.end(), part) == known.end()) {
      throw Error(fmt::format("a trace has no values called \"{}\"", shown_text(part)),
                  fmt::format("some of {}", fmt::join(known, ", ")), did_you_mean(part, known, ""));
    }
    names.insert(part);
  }
  return names;
}

std::uint64_t selected_count(const AttentionTrace& trace, const TraceSelection& selection) {
  std::uint64_t count = selection.has("output") ? size_of(trace.output) : 0;
  for (std::size_t l = 0; l < trace.layers.size(); ++l) {
    const auto layer = static_cast<Index>(l);
    if (!selection.has_layer(layer)) continue;
    count += layer_count(*trace.layers[l], selection);
    if (l < trace.second_layers.size()) count += layer_count(*trace.second_layers[l], selection);
    if (!selection.matrices) continue;
    const LayerWeights& weights = *trace.layers[l]->weights;
    count += size_of(weights.w_q) + size_of(weights.w_k) + size_of(weights.w_v) + size_of(weights.w_o);
  }
  return count;
}

std::array<HeadMatrix, 4> head_matrices(const AttentionTrace& trace, Index layer, Index head) {
  const LayerWeights& weights = *trace.layers[static_cast<std::size_t>(layer)]->weights;
  const HeadConfig& config = trace.head_config(layer, head);
  std::array<HeadMatrix, 4> matrices = {{{"W_Q", weights.w_q.middleCols(config.query_column, config.d_k)},
                                         {"W_K", weights.w_k.middleCols(config.key_column, config.d_k)},
                                         {"W_V", weights.w_v.middleCols(config.value_column, config.d_v)},
                                         {"W_O", {}}}};
  if (weights.w_o.size() > 0) matrices[3].values = weights.w_o.middleRows(config.output_row, config.d_v);
  return matrices;
}

}  // namespace core
