#include "core/attention/describe.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "core/attention/explain.h"
#include "core/attention/keeping.h"
#include "core/numbers.h"

namespace core {

namespace {

std::string word_at(const Tokens& tokens, Index position) {
  return fmt::format("“{}” ({} word)", tokens[static_cast<std::size_t>(position)].text, ordinal(position + 1));
}

std::string percent(float weight) {
  return number_text(std::round(1000 * static_cast<double>(weight)) / 10) + " %";
}

// Of a head without weights.
std::string why_empty(const AttentionTrace& trace, Index layer) {
  const bool kept = kept_of(*trace.layers[static_cast<std::size_t>(layer)]) != Kept::Stream;
  return kept ? "waits for a second sentence" : "was not kept, to save memory";
}

// "a, b and c"
std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
  }
  return text;
}

// The words of a row, the largest weight first.
std::vector<Index> by_weight(const HeadTrace& head, Index query) {
  const auto row = head.weights.row(query);
  std::vector<Index> order(static_cast<std::size_t>(row.size()));
  std::iota(order.begin(), order.end(), Index{0});
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return row(a) > row(b); });
  return order;
}

std::string most_of_it(const HeadTrace& head, const Tokens& keys, Index query) {
  const std::vector<Index> order = by_weight(head, query);
  if (order.empty() || head.weights(query, order.front()) == 0) return " has nothing to look at";
  return fmt::format(" looks most at {}, with {}", word_at(keys, order.front()),
                     percent(head.weights(query, order.front())));
}

std::string where_it_looks(const HeadTrace& head, const Tokens& keys, Index query) {
  const auto row = head.weights.row(query);
  const std::vector<Index> order = by_weight(head, query);
  constexpr float kWorthNaming = 0.02F;
  std::vector<std::string> others;
  for (std::size_t i = 1; i < std::min<std::size_t>(order.size(), 4); ++i) {
    if (row(order[i]) < kWorthNaming) break;
    others.push_back(fmt::format("{} {}", word_at(keys, order[i]), percent(row(order[i]))));
  }
  std::string text = most_of_it(head, keys, query);
  if (!others.empty()) text += "; then at " + joined(others);
  return text;
}

std::string what_it_becomes(const AttentionTrace& trace, const DescribedSelection& selection,
                            const NearestWords* words) {
  const Vector written = head_contribution(trace, selection.layer, selection.head, selection.query);
  std::string text;
  std::vector<std::string> parts;
  for (const Leaning& leaning : leanings(trace.model(), written)) {
    parts.push_back(fmt::format("{} ({})", leaning.name, number_text(static_cast<double>(leaning.value))));
  }
  if (!parts.empty()) text += " Its output leans toward " + joined(parts) + ".";
  if (words == nullptr) return text;
  parts.clear();
  const std::string& own = trace.tokens[static_cast<std::size_t>(selection.query)].text;
  for (const NearWord& near : words->find(written, own)) {
    parts.push_back(fmt::format("{} ({})", near.word, number_text(static_cast<double>(near.cosine))));
  }
  if (!parts.empty()) text += " Nearest words, by cosine: " + joined(parts) + ".";
  return text;
}

}  // namespace

std::string describe_selection(const AttentionTrace& trace, const DescribedSelection& selection,
                               const NearestWords* words) {
  const auto& [layer, head, query, key] = selection;
  const HeadTrace& values = trace.head(layer, head);
  const HeadConfig& config = trace.head_config(layer, head);
  std::string text = fmt::format("In “{}”, read by {}, ", trace.run.sentence, trace.config().name);
  if (values.idle) return text + fmt::format("head {} of layer {} {}.", config.name, layer, why_empty(trace, layer));
  const Tokens& keys = trace.key_tokens(layer, head);
  text += fmt::format("{} in head {} of layer {}", word_at(trace.tokens, query), config.name, layer);
  text += where_it_looks(values, keys, query) + ".";
  if (key) {
    const Explanation why = explain(trace, {ValueKind::Weight, false, layer, head, query, *key});
    text += fmt::format(" The weight of {} is {}", word_at(keys, *key), why.formula);
    text += why.note.empty() ? "." : " (" + why.note + ").";
  }
  if (values.muted) return text + " The head is muted, so it writes nothing.";
  return text + what_it_becomes(trace, selection, words);
}

std::string describe_briefly(const AttentionTrace& trace, const DescribedSelection& selection) {
  const HeadTrace& values = trace.head(selection.layer, selection.head);
  const HeadConfig& config = trace.head_config(selection.layer, selection.head);
  if (values.idle) return fmt::format("{} {}", config.name, why_empty(trace, selection.layer));
  return word_at(trace.tokens, selection.query) +
         most_of_it(values, trace.key_tokens(selection.layer, selection.head), selection.query);
}

}  // namespace core
