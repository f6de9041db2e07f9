#include "ui/joined_masks.h"

#include <limits>

namespace ui {
namespace {

using core::Index;

constexpr float kMasked = -std::numeric_limits<float>::infinity();

template <typename Kind>
bool is_same(const std::weak_ptr<const Kind>& link, const std::shared_ptr<const Kind>& now) {
  return !link.owner_before(now) && !now.owner_before(link);
}

}  // namespace

bool is_masked_word(const core::Matrix& scaled, const core::WholeWords& queries, Index query,
                    const core::WholeWords& keys, Index key) {
  const auto pairs = scaled.block(queries.first[static_cast<std::size_t>(query)],
                                  keys.first[static_cast<std::size_t>(key)], queries.pieces(query), keys.pieces(key));
  return pairs.maxCoeff() == kMasked;
}

const core::Matrix& JoinedMasks::of(const std::shared_ptr<const core::HeadTrace>& head,
                                    const std::shared_ptr<const core::WholeWords>& queries,
                                    const std::shared_ptr<const core::WholeWords>& keys) {
  if (is_same(head_, head) && is_same(queries_, queries) && is_same(keys_, keys)) return masks_;
  head_ = head;
  queries_ = queries;
  keys_ = keys;
  masks_.resize(0, 0);
  if (head->scaled.rows() != queries->first.back() || head->scaled.cols() != keys->first.back()) return masks_;
  masks_ = core::Matrix::Zero(queries->count(), keys->count());
  for (Index query = 0; query < queries->count(); ++query) {
    for (Index key = 0; key < keys->count(); ++key) {
      if (is_masked_word(head->scaled, *queries, query, *keys, key)) masks_(query, key) = kMasked;
    }
  }
  return masks_;
}

}  // namespace ui
