// What maps and thumbnails keep and read: nothing of a trace that is gone, and no more in a frame than a frame may
// take.
#include "ui/map_cache.h"

#include <gtest/gtest.h>

#include "core/attention/forward.h"
#include "tests/support/builders.h"

namespace {

TEST(MapCache, KeepsNothingOfATraceThatIsGone) {
  const auto model = support::random_model({});
  ui::MapCache cache;
  core::TracePointer trace = core::compute_trace(support::run_of(model, "w1 w2 w3"));
  const std::weak_ptr<const core::HeadTrace> head = trace->layers[1]->heads[0];
  core::Selection selection;
  selection.layer = 1;
  const std::uint64_t version = cache.facts(*trace, selection).version;
  EXPECT_EQ(cache.facts(*trace, selection).version, version);
  trace = core::compute_trace(support::run_of(model, "w4 w5"));
  cache.facts(*trace, selection);
  EXPECT_TRUE(head.expired());
}

}  // namespace
