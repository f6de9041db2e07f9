// Which pairs of whole words a mask hides, worked out once a run and not once a frame.
#pragma once

#include <memory>

#include "core/attention/trace.h"
#include "core/attention/whole_words.h"

namespace ui {

// Whether no piece of the one word may look at any piece of the other.
bool is_masked_word(const core::Matrix& scaled, const core::WholeWords& queries, core::Index query,
                    const core::WholeWords& keys, core::Index key);

class JoinedMasks {
 public:
  // [words of queries, words of keys]: −infinity where masked, else 0.
  const core::Matrix& of(const std::shared_ptr<const core::HeadTrace>& head,
                         const std::shared_ptr<const core::WholeWords>& queries,
                         const std::shared_ptr<const core::WholeWords>& keys);

 private:
  std::weak_ptr<const core::HeadTrace> head_;
  std::weak_ptr<const core::WholeWords> queries_, keys_;
  core::Matrix masks_;
};

}  // namespace ui
