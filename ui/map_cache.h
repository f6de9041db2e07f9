// What the selected map shows, worked out once a trace and not once a frame: averages, extremes, resting places.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <vector>

#include "core/attention/resting.h"
#include "core/attention/trace.h"
#include "core/attention/whole_words.h"
#include "core/sessions/session.h"
#include "ui/trace_link.h"

namespace ui {

struct MapFacts {
  std::shared_ptr<const core::Matrix> weights;  // [T, S]; empty for an idle head
  std::uint64_t version = 0;                    // another number for other weights
  float largest = 0;                            // of all weights, by magnitude
  float least = 0;                              // below 0 where softmax is off
  float largest_aside = 0;                      // likewise without the columns of resting places
  std::vector<core::RestingPlace> resting;
  std::vector<core::Index> resting_columns;
  std::shared_ptr<const core::WholeWords> query_words, key_words;  // null: rows and columns are tokens
};

class MapCache {
 public:
  // Of a head or an average of this trace; `whole`: with the pieces of words joined, where there are any.
  const MapFacts& facts(const core::AttentionTrace& trace, const core::Selection& selection, bool whole = false);
  // `now` − `before`, both from facts(); resting places are none. Of different shapes: empty.
  const MapFacts& difference(const MapFacts& now, const MapFacts& before);

 private:
  struct Entry {
    core::Selection selection;  // only map, layer and head count
    bool whole = false;
    TraceLink of;
    std::uint64_t minuend = 0, subtrahend = 0;  // versions, of a difference
    MapFacts facts;
  };
  // The map shown takes up to four (now, former, before, difference), the gallery four, a comparison two. Beyond, the
  // least recently used is forgotten.
  static constexpr std::size_t kMost = 16;

  MapFacts& remember(Entry entry);

  std::list<Entry> entries_;  // the most recently used first
  std::uint64_t last_version_ = 0;
};

}  // namespace ui
