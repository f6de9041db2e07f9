// The grid of a deep model's heads: as many layers in sight as a pointer can tell apart.
#include "ui/panels/head_grid_layout.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/support/headless_gui.h"

namespace {

core::ModelConfig deep_model(core::Index layers, int heads) {
  core::ModelConfig config;
  config.layers.resize(static_cast<std::size_t>(layers));
  for (core::LayerConfig& layer : config.layers) {
    for (int head = 0; head < heads; ++head) {
      core::HeadConfig one;
      one.id = fmt::format("{}", head);
      one.name = fmt::format("Head {}", head);
      layer.heads.push_back(std::move(one));
    }
  }
  return config;
}

ui::GridLayout layout(float width, float height, core::Index layers, int heads) {
  ui::GridLayout result;
  support::HeadlessGui gui(
      [&](ui::Ui& ui) { result = ui::layout_grid(ui.style, width, height, deep_model(layers, heads)); });
  gui.frames(1);
  return result;
}

TEST(HeadGridLayout, LayersOfADeepModelStandInBlocksWhereThatBringsAllOfThemIntoSight) {
  const ui::GridLayout grid = layout(700, 560, 30, 9);
  EXPECT_EQ(grid.blocks, 2);
  EXPECT_LE(grid.numbers + grid.height(), 561);
  EXPECT_LE(2 * grid.lefts.back(), 700);
  EXPECT_GE(grid.pitch_y, 24) << "a pointer must hit it";
  EXPECT_EQ(grid.top(0), grid.top(16)) << "the second block begins at the top again";
  EXPECT_GE(grid.left(16), grid.lefts.back());
}

TEST(HeadGridLayout, WhereNotAllFitThumbnailsStayLargeEnoughToHit) {
  const ui::GridLayout grid = layout(300, 240, 30, 9);
  EXPECT_GE(grid.pitch_y, 24);
  EXPECT_GT(grid.numbers + grid.height(), 240);
  EXPECT_LE(static_cast<float>(grid.blocks) * grid.lefts.back(), 300);
}

// The card below the map in windows of 1280 × 720 and 1600 × 1000.
TEST(HeadGridLayout, ThirtyLayersStandInSightBesideEachOtherBelowTheMap) {
  for (const ImVec2 room : {ImVec2(388, 150), ImVec2(532, 240)}) {
    const ui::GridLayout grid = layout(room.x, room.y, 30, 9);
    ASSERT_TRUE(grid.sideways);
    EXPECT_LE(grid.numbers + grid.height(), room.y);
    EXPECT_LE(grid.lefts.back(), room.x);
    EXPECT_GE(grid.side, 10);
    for (int layer = 0; layer < 31; ++layer) {
      for (int head = 0; head < 10; ++head) {
        const ui::GridLayout::Place place = grid.place(layer, head);
        EXPECT_GE(place.width, grid.side) << "no thumbnail lies on its neighbour";
        EXPECT_LE(place.left + place.width, room.x);
        EXPECT_LE(grid.numbers + place.top + grid.side, room.y);
      }
    }
  }
}

TEST(HeadGridLayout, TheLargestThumbnailsDecideHowADeepModelStands) {
  EXPECT_FALSE(layout(700, 560, 30, 9).sideways);
  EXPECT_TRUE(layout(700, 240, 30, 9).sideways);
  EXPECT_FALSE(layout(532, 560, 30, 9).sideways) << "in the map's place two blocks are larger";
}

TEST(HeadGridLayout, SixLayersOfTwelveHeadsNeedNoScrolling) {
  const ui::GridLayout grid = layout(480, 240, 6, 12);
  EXPECT_LE(grid.numbers + grid.height(), 241);
  EXPECT_GE(grid.pitch_y, 24);
}

}  // namespace
