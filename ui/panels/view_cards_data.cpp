#include "ui/panels/view_cards_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "core/attention/attention.h"
#include "ui/panels/word_names.h"

namespace ui {

using core::Index;

KeyCard key_card(const core::AttentionTrace& trace, Index layer, Index head, Index query, Index key,
                 std::size_t count) {
  const core::HeadTrace& values = trace.head(layer, head);
  const core::Explanation score = core::explain(trace, {core::ValueKind::Score, false, layer, head, query, key});
  const core::Explanation weight = core::explain(trace, {core::ValueKind::Weight, false, layer, head, query, key});
  KeyCard card;
  card.key = key;
  card.word = quoted_word(trace.key_tokens(layer, head), key);
  card.score = score.value;
  card.weight = values.weights(query, key);
  card.hidden = core::is_masked(values.scaled(query, key));
  card.edited = score.edited;
  card.note = weight.note;
  if (score.edited) {
    card.note = fmt::format("You set this score; q · k is {}.", core::number_text(static_cast<double>(score.computed)));
  }
  card.terms = core::largest_terms(score.terms, count);
  card.others = static_cast<Index>(score.terms.size() - card.terms.size());
  for (const core::Term& term : score.terms) card.rest += static_cast<double>(term.product);
  for (const core::Term& term : card.terms) card.rest -= static_cast<double>(term.product);
  return card;
}

std::vector<Index> card_order(const core::AttentionTrace& trace, Index layer, Index head, Index query, bool by_score) {
  const core::HeadTrace& values = trace.head(layer, head);
  std::vector<Index> order(static_cast<std::size_t>(values.weights.cols()));
  std::iota(order.begin(), order.end(), Index{0});
  const auto masked = [&](Index key) { return core::is_masked(values.scaled(query, key)); };
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) {
    if (masked(a) != masked(b)) return masked(b);
    const core::Matrix& by = by_score ? values.scores : values.weights;
    if (by(query, a) != by(query, b)) return by(query, a) > by(query, b);
    return values.scores(query, a) > values.scores(query, b);
  });
  return order;
}

std::vector<core::Term> asked_for(const core::AttentionTrace& trace, Index layer, Index head, Index query,
                                  std::size_t count) {
  const core::Matrix& q = trace.head(layer, head).q;
  const auto& names = trace.head_config(layer, head).score_components;
  std::vector<core::Term> terms;
  for (Index c = 0; c < q.cols(); ++c) {
    const float value = q(query, c);
    if (value != 0) terms.push_back({core::component_label(names, c), value, 1, value});
  }
  return core::largest_terms(std::move(terms), count);
}

}  // namespace ui
