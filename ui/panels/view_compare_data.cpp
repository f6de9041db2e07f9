#include "ui/panels/view_compare_data.h"

#include <algorithm>
#include <iterator>

#include "core/sessions/follow.h"

namespace ui {

using core::Index;

namespace {

// The words between two common ones: in each other's place as long as both have some.
void add_gap(std::vector<AlignedPair>& pairs, Index first, Index first_end, Index second, Index second_end) {
  while (first < first_end || second < second_end) {
    AlignedPair pair;
    if (first < first_end) pair.first = first++;
    if (second < second_end) pair.second = second++;
    pairs.push_back(pair);
  }
}

std::optional<float> weight_at(const core::Matrix& weights, std::optional<Index> row, std::optional<Index> column) {
  if (!row || !column || *row >= weights.rows() || *column >= weights.cols()) return std::nullopt;
  return weights(*row, *column);
}

}  // namespace

std::vector<AlignedPair> align_tokens(const core::Tokens& first, const core::Tokens& second) {
  const auto places = core::match_tokens(first, second);
  std::vector<AlignedPair> pairs;
  Index at_first = 0;
  Index at_second = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!places[i]) continue;
    const auto here = static_cast<Index>(i);
    add_gap(pairs, at_first, here, at_second, *places[i]);
    pairs.push_back({here, *places[i], true});
    at_first = here + 1;
    at_second = *places[i] + 1;
  }
  add_gap(pairs, at_first, static_cast<Index>(first.size()), at_second, static_cast<Index>(second.size()));
  return pairs;
}

std::optional<Index> partner_of(const std::vector<AlignedPair>& pairs, Index first) {
  for (const AlignedPair& pair : pairs) {
    if (pair.first == first) return pair.second;
  }
  return std::nullopt;
}

std::optional<float> ComparedRow::difference(std::size_t pair) const {
  if (!first[pair] || !second[pair]) return std::nullopt;
  return *second[pair] - *first[pair];
}

ComparedRow compare_row(const std::vector<AlignedPair>& queries, const std::vector<AlignedPair>& keys, Index query,
                        const core::Matrix& first_weights, const core::Matrix& second_weights) {
  ComparedRow row;
  row.second_query = partner_of(queries, query);
  row.keys = keys;
  for (const AlignedPair& pair : row.keys) {
    row.first.push_back(weight_at(first_weights, query, pair.first));
    row.second.push_back(weight_at(second_weights, row.second_query, pair.second));
  }
  return row;
}

core::Matrix aligned_difference(const core::Matrix& first, const core::Matrix& second,
                                const std::vector<AlignedPair>& queries, const std::vector<AlignedPair>& keys) {
  const auto common = [](const std::vector<AlignedPair>& pairs) {
    std::vector<AlignedPair> both;
    std::copy_if(pairs.begin(), pairs.end(), std::back_inserter(both),
                 [](const AlignedPair& pair) { return pair.first && pair.second; });
    return both;
  };
  const auto rows = common(queries);
  const auto columns = common(keys);
  core::Matrix difference(static_cast<Index>(rows.size()), static_cast<Index>(columns.size()));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < columns.size(); ++j) {
      difference(static_cast<Index>(i), static_cast<Index>(j)) =
          weight_at(second, rows[i].second, columns[j].second).value_or(0) -
          weight_at(first, rows[i].first, columns[j].first).value_or(0);
    }
  }
  return difference;
}

}  // namespace ui
