#include "ui/map_cache.h"

#include <algorithm>

#include "core/attention/forward.h"
#include "ui/run_questions.h"

namespace ui {
namespace {

std::shared_ptr<const core::Matrix> weights_of(const core::AttentionTrace& trace, const core::Selection& selection) {
  switch (selection.map) {
    case core::MapKind::Head: {
      const auto& head =
          trace.layers[static_cast<std::size_t>(selection.layer)]->heads[static_cast<std::size_t>(selection.head)];
      return {head, &head->weights};
    }
    case core::MapKind::MeanOverHeads:
      return std::make_shared<const core::Matrix>(core::mean_over_heads(trace, selection.layer));
    case core::MapKind::MeanOverLayers:
      return std::make_shared<const core::Matrix>(core::mean_over_layers(trace, selection.head));
    case core::MapKind::MeanOverAll:
      break;
  }
  return std::make_shared<const core::Matrix>(core::mean_over_all(trace));
}

using Words = std::shared_ptr<const core::WholeWords>;

void join(MapFacts& facts, const core::AttentionTrace& trace, const core::Tokens& keys) {
  const auto words_of = [&](const core::Tokens& tokens, const std::string& first) {
    return std::make_shared<const core::WholeWords>(core::whole_words(tokens, first, trace.run.second));
  };
  const Words queries = words_of(trace.tokens, trace.run.sentence);
  const Words key_words = &keys == &trace.tokens ? queries : words_of(keys, trace.run.second);
  if (!queries->joins() && !key_words->joins()) return;
  facts.query_words = queries;
  facts.key_words = key_words;
  facts.weights = std::make_shared<const core::Matrix>(core::join_weights(*facts.weights, *queries, *key_words));
}

void measure(MapFacts& facts) {
  const core::Matrix& weights = *facts.weights;
  if (weights.size() == 0) return;
  const core::Vector by_column = weights.cwiseAbs().colwise().maxCoeff();
  facts.largest = by_column.maxCoeff();
  facts.least = weights.minCoeff();
  for (const core::RestingPlace& place : facts.resting) facts.resting_columns.push_back(place.token);
  for (core::Index column = 0; column < by_column.size(); ++column) {
    const auto& aside = facts.resting_columns;
    if (std::find(aside.begin(), aside.end(), column) == aside.end()) {
      facts.largest_aside = std::max(facts.largest_aside, by_column[column]);
    }
  }
}

}  // namespace

const MapFacts& MapCache::facts(const core::AttentionTrace& trace, const core::Selection& selection, bool whole) {
  for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
    const bool same = entry->minuend == 0 && entry->whole == whole && is_same_map(entry->selection, selection) &&
                      entry->of.is_of(trace);
    if (!same) continue;
    entries_.splice(entries_.begin(), entries_, entry);
    return entries_.front().facts;
  }
  // A head's map keeps all of that head alive, so what belongs to a trace that is gone goes, too.
  entries_.remove_if([](const Entry& one) { return one.of.is_gone(); });
  Entry entry;
  entry.selection = selection;
  entry.whole = whole;
  entry.of = TraceLink(trace);
  entry.facts.weights = weights_of(trace, selection);
  const bool own_keys = selection.map != core::MapKind::Head;
  const core::Tokens& keys = own_keys ? trace.tokens : trace.key_tokens(selection.layer, selection.head);
  if (whole) join(entry.facts, trace, keys);
  const core::Tokens& shown = entry.facts.key_words ? entry.facts.key_words->tokens : keys;
  if (entry.facts.weights->size() > 0) entry.facts.resting = core::resting_places(*entry.facts.weights, shown);
  return remember(std::move(entry));
}

const MapFacts& MapCache::difference(const MapFacts& now, const MapFacts& before) {
  for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
    if (entry->minuend != now.version || entry->subtrahend != before.version) continue;
    entries_.splice(entries_.begin(), entries_, entry);
    return entries_.front().facts;
  }
  Entry entry;
  entry.minuend = now.version;
  entry.subtrahend = before.version;
  const bool fit = now.weights->rows() == before.weights->rows() && now.weights->cols() == before.weights->cols();
  core::Matrix values = fit ? core::Matrix(*now.weights - *before.weights) : core::Matrix();
  entry.facts.weights = std::make_shared<const core::Matrix>(std::move(values));
  return remember(std::move(entry));
}

MapFacts& MapCache::remember(Entry entry) {
  entry.facts.version = ++last_version_;
  measure(entry.facts);
  entries_.push_front(std::move(entry));
  if (entries_.size() > kMost) entries_.pop_back();
  return entries_.front().facts;
}

}  // namespace ui
