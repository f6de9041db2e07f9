// What maps and thumbnails keep and read: nothing of a trace that is gone, and no more in a frame than a frame may
// take.
#include "ui/map_cache.h"

#include <gtest/gtest.h>

#include <random>

#include "app/headless.h"
#include "core/attention/forward.h"
#include "tests/support/builders.h"
#include "ui/panels/grid_pictures.h"
#include "ui/widgets/colormap.h"

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

TEST(GridPictures, AddTheMeanOfAllMapsUpOverSeveralFrames) {
  support::ModelOptions options;
  options.layers = 8;
  std::mt19937 random(3);
  const core::TracePointer trace =
      core::compute_trace(support::run_of(support::random_model(options), support::random_sentence(random, 900)));
  app::Headless headless;
  const ui::Style& style = headless.gui().style();
  ui::PanelInput input;
  input.trace = trace.get();
  const ui::GridShape shape = ui::grid_shape(trace->config());
  ui::MapMemory memory;
  constexpr int kSide = 20;
  int calls_that_drew_nothing = 0;
  for (bool done = false; !done;) {
    const std::uint64_t version = memory.grid.version;
    done = ui::refresh_grid(style, input, shape, kSide, 0, shape.rows(), ui::RangeMode::ZeroToOne, false, memory);
    if (!done && memory.grid.version == version) ++calls_that_drew_nothing;
    ASSERT_LT(calls_that_drew_nothing, 100);
  }
  EXPECT_GE(calls_that_drew_nothing, 1) << "13 million values are read for the last thumbnail alone";

  // The same picture as one whose only map is that mean.
  support::ModelOptions small;
  small.layers = small.heads = 1;
  auto mean = std::make_shared<core::AttentionTrace>(
      *core::compute_trace(support::run_of(support::random_model(small), trace->run.sentence)));
  auto head = std::make_shared<core::HeadTrace>(*mean->layers[0]->heads[0]);
  head->weights = core::mean_over_all(*trace);
  auto layer = std::make_shared<core::LayerTrace>(*mean->layers[0]);
  layer->heads = {head};
  mean->layers = {layer};
  input.trace = mean.get();
  ui::MapMemory single;
  ASSERT_TRUE(ui::refresh_grid(style, input, ui::grid_shape(mean->config()), kSide, 0, 1, ui::RangeMode::ZeroToOne,
                               false, single));
  const int stride = memory.grid.columns * kSide;
  for (int y = 0; y < kSide; ++y) {
    const auto row = memory.grid.pixels.end() - (kSide - y) * stride + (stride - kSide);
    EXPECT_TRUE(std::equal(row, row + kSide, single.grid.pixels.begin() + y * kSide)) << "row " << y;
  }
}

TEST(GridPictures, ShowWeightsBelowZeroWhereSoftmaxIsOff) {
  core::RunInput run = support::run_of(support::random_model({}), "w1 w2 w3 w4 w5");
  run.switches.softmax = core::SoftmaxKind::None;
  const core::TracePointer trace = core::compute_trace(run);
  const core::Matrix& weights = trace->head(0, 0).weights;
  core::Index query = 0, key = 0;
  const float least = weights.minCoeff(&query, &key);
  ASSERT_LT(least, 0);
  app::Headless headless;
  const ui::Style& style = headless.gui().style();
  ui::PanelInput input;
  input.trace = trace.get();
  const ui::GridShape shape = ui::grid_shape(trace->config());
  ui::MapMemory memory;
  const auto side = static_cast<int>(weights.cols());
  while (!ui::refresh_grid(style, input, shape, side, 0, shape.rows(), ui::RangeMode::ZeroToOne, false, memory)) {
  }
  const float full = weights.cwiseAbs().maxCoeff();
  const auto place = static_cast<std::size_t>(query * memory.grid.columns * side + key);
  EXPECT_EQ(memory.grid.pixels[place], ui::sample_signed(style.theme, least / full)) << "as the large map paints it";
}

}  // namespace
