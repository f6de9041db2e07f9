#include "ui/widgets/heatmap.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "app/headless.h"
#include "ui/widgets/colormap.h"
#include "ui/widgets/heatmap_labels.h"
#include "ui/widgets/heatmap_paint.h"

namespace {

using core::Index;
using core::Matrix;

Matrix counted_matrix(Index rows, Index columns) {
  Matrix values(rows, columns);
  for (Index i = 0; i < rows; ++i) {
    for (Index j = 0; j < columns; ++j) values(i, j) = static_cast<float>((i * 37 + j * 61) % 101) - 40;
  }
  return values;
}

// The largest of the cells that overlap the pixel, by definition.
float largest_under(const Matrix& values, double cell, int x, int y, bool by_magnitude) {
  float best = 0;
  bool first = true;
  for (Index i = 0; i < values.rows(); ++i) {
    for (Index j = 0; j < values.cols(); ++j) {
      const double left = static_cast<double>(j) * cell, top = static_cast<double>(i) * cell;
      const bool overlaps =
          left < x + 1 - 1e-9 && left + cell > x + 1e-9 && top < y + 1 - 1e-9 && top + cell > y + 1e-9;
      if (!overlaps) continue;
      const bool larger = by_magnitude ? std::abs(values(i, j)) > std::abs(best) : values(i, j) > best;
      if (first || larger) best = values(i, j);
      first = false;
    }
  }
  return best;
}

ui::MapLimits limits(float fit) {
  ui::MapLimits result;
  result.fit = fit;
  return result;
}

TEST(Pooling, EveryPixelHoldsTheLargestOfTheCellsThatItCovers) {
  const Matrix values = counted_matrix(60, 48);
  const Matrix pooled = ui::pooled(values, ImVec2(0, 0), ImVec2(0.5F, 0.25F), 24, 15);
  for (int y = 0; y < 15; ++y) {
    for (int x = 0; x < 24; ++x) {
      EXPECT_EQ(pooled(y, x), values.block(y * 4, x * 2, 4, 2).maxCoeff()) << x << ", " << y;
    }
  }
}

TEST(Pooling, CellsThatLieOnTwoPixelsCountForBoth) {
  const Matrix values = counted_matrix(50, 50);
  const Matrix pooled = ui::pooled(values, ImVec2(0, 0), ImVec2(0.4F, 0.4F), 20, 20);
  for (int y = 0; y < 20; ++y) {
    for (int x = 0; x < 20; ++x) EXPECT_EQ(pooled(y, x), largest_under(values, 0.4, x, y, false)) << x << ", " << y;
  }
}

TEST(Pooling, SignedValuesKeepTheOneFurthestFromZeroWithItsSign) {
  const Matrix values = counted_matrix(40, 40);
  const Matrix pooled = ui::pooled(values, ImVec2(0, 0), ImVec2(0.25F, 0.25F), 10, 10, true);
  for (int y = 0; y < 10; ++y) {
    for (int x = 0; x < 10; ++x) {
      const auto block = values.block(y * 4, x * 4, 4, 4);
      const float high = block.maxCoeff(), low = block.minCoeff();
      EXPECT_EQ(pooled(y, x), std::abs(low) > std::abs(high) ? low : high);
    }
  }
}

TEST(Pooling, EnlargedCellsKeepTheirValueOverTheirWholeArea) {
  const Matrix values = counted_matrix(4, 4);
  const Matrix enlarged = ui::pooled(values, ImVec2(0, 0), ImVec2(5, 5), 20, 20);
  for (int y = 0; y < 20; ++y) {
    for (int x = 0; x < 20; ++x) EXPECT_EQ(enlarged(y, x), values(y / 5, x / 5));
  }
}

TEST(Pooling, AnOriginShiftsWhatIsShown) {
  const Matrix values = counted_matrix(30, 30);
  const Matrix part = ui::pooled(values, ImVec2(10, 20), ImVec2(1, 1), 6, 5);
  EXPECT_EQ(part, values.block(20, 10, 5, 6));
}

TEST(MapFrame, AFittingMapShowsEveryCellOnEqualWholePixels) {
  const float fit = ui::fitting_cell(ImVec2(310, 290), 11, 11, 56);
  EXPECT_EQ(fit, 26);
  ui::MapView view;
  const ui::MapFrame frame = ui::frame_map(ImRect(100, 50, 410, 340), 11, 11, limits(fit), view);
  EXPECT_TRUE(frame.whole);
  EXPECT_EQ(frame.last_row, 11);
  EXPECT_EQ(frame.last_column, 11);
  EXPECT_EQ(frame.cell_rect(3, 4).Min.x, 100 + 4 * 26);
  EXPECT_EQ(frame.cell_rect(3, 4).GetWidth(), 25);  // a pixel is the gap
}

TEST(MapFrame, EveryPointBelongsToTheCellThatIsDrawnThere) {
  ui::MapView view;
  view.zoom = 3;
  view.origin = ImVec2(4.3F, 7.8F);
  const ui::MapFrame frame = ui::frame_map(ImRect(20, 30, 220, 230), 40, 40, limits(5), view);
  for (Index row = frame.first_row; row < frame.last_row; ++row) {
    for (Index column = frame.first_column; column < frame.last_column; ++column) {
      const ImVec2 middle = frame.cell_rect(row, column).GetCenter();
      if (!frame.area.Contains(middle)) continue;
      EXPECT_EQ(frame.cell_at(middle), (ui::MapCell{row, column}));
    }
  }
  EXPECT_FALSE(frame.cell_at(ImVec2(19, 100)));
  EXPECT_FALSE(frame.cell_at(ImVec2(100, 231)));
}

TEST(MapFrame, ZoomingKeepsTheCellUnderThePointer) {
  ui::MapView view;
  view.zoom = 4;
  view.origin = ImVec2(120, 160);
  const ImRect room(0, 0, 400, 400);
  const ui::MapLimits fit = limits(400.0F / 512);
  for (const float factor : {1.2F, 1.7F, 0.9F, 2.5F}) {
    const ui::MapFrame before = ui::frame_map(room, 512, 512, fit, view);
    const ImVec2 pointer(173, 219);
    const ImVec2 at(before.origin.x + pointer.x / before.cell, before.origin.y + pointer.y / before.cell);
    ui::zoom_at(view, before, fit, pointer, factor);
    const ui::MapFrame after = ui::frame_map(room, 512, 512, fit, view);
    EXPECT_NEAR(after.cell / before.cell, factor, 1e-4);
    EXPECT_NEAR(after.origin.x + pointer.x / after.cell, at.x, 1e-2);
    EXPECT_NEAR(after.origin.y + pointer.y / after.cell, at.y, 1e-2);
  }
}

TEST(MapFrame, ZoomEndsAtTheWholeMapAndAtTheLargestCell) {
  ui::MapView view;
  const ImRect room(0, 0, 400, 400);
  const ui::MapLimits fit = limits(4);
  ui::zoom_at(view, ui::frame_map(room, 100, 100, fit, view), fit, ImVec2(10, 10), 0.01F);
  EXPECT_EQ(view.zoom, 1);
  ui::zoom_at(view, ui::frame_map(room, 100, 100, fit, view), fit, ImVec2(10, 10), 1000);
  EXPECT_EQ(ui::frame_map(room, 100, 100, fit, view).cell, fit.largest);
}

TEST(MapFrame, PanningStopsAtTheEdges) {
  ui::MapView view;
  view.zoom = 2;
  const ImRect room(0, 0, 400, 400);
  const ui::MapLimits fit = limits(4);
  ui::pan(view, ui::frame_map(room, 100, 100, fit, view), ImVec2(500, 500));
  EXPECT_EQ(ui::frame_map(room, 100, 100, fit, view).first_row, 0);
  ui::pan(view, ui::frame_map(room, 100, 100, fit, view), ImVec2(-9000, -9000));
  const ui::MapFrame frame = ui::frame_map(room, 100, 100, fit, view);
  EXPECT_EQ(frame.last_row, 100);
  EXPECT_EQ(frame.last_column, 100);
  EXPECT_EQ(frame.area.GetWidth(), 400);
}

TEST(MapFrame, RevealMovesOnlyAsFarAsNeeded) {
  ui::MapView view;
  view.zoom = 5;
  const ImRect room(0, 0, 400, 400);
  const ui::MapLimits fit = limits(4);  // 20 pixels a cell: 20 cells are visible
  ui::reveal(view, ui::frame_map(room, 100, 100, fit, view), {3, 25});
  EXPECT_EQ(view.origin.y, 0);
  EXPECT_EQ(view.origin.x, 6);
}

struct SpecOf {
  explicit SpecOf(Matrix matrix) : values(std::move(matrix)) {
    for (Index i = 0; i < std::max(values.rows(), values.cols()); ++i) tokens.push_back({.text = "w"});
    spec.values = &values;
    spec.row_tokens = spec.column_tokens = &tokens;
  }
  Matrix values;
  core::Tokens tokens;
  ui::HeatmapSpec spec;
};

TEST(HeatmapPicture, EveryPixelHasTheColourOfTheLargestWeightUnderIt) {
  SpecOf map(counted_matrix(200, 200).cwiseAbs() / 100);
  ui::Style style;
  ui::MapView view;
  const ui::MapFrame frame = ui::frame_map(ImRect(0, 0, 100, 100), 200, 200, limits(0.5F), view);
  std::vector<ImU32> pixels(100 * 100);
  ui::fill_map_picture(style, frame, map.spec, 100, 100, pixels);
  for (int y = 0; y < 100; ++y) {
    for (int x = 0; x < 100; ++x) {
      const float largest = map.values.block(y * 2, x * 2, 2, 2).maxCoeff();
      EXPECT_EQ(pixels[static_cast<std::size_t>(y * 100 + x)], ui::sample(style.color_map, style.theme, largest));
    }
  }
}

TEST(HeatmapPicture, OnlyPixelsWithNothingButMaskedCellsLookMasked) {
  SpecOf map(Matrix::Constant(200, 200, 0.5F));
  Matrix scaled = Matrix::Zero(200, 200);
  scaled.block(0, 101, 200, 99).setConstant(-std::numeric_limits<float>::infinity());
  map.spec.scaled = &scaled;
  ui::Style style;
  ui::MapView view;
  const ui::MapFrame frame = ui::frame_map(ImRect(0, 0, 100, 100), 200, 200, limits(0.5F), view);
  std::vector<ImU32> pixels(100 * 100);
  ui::fill_map_picture(style, frame, map.spec, 100, 100, pixels);
  EXPECT_EQ(pixels[50], ui::sample(style.color_map, style.theme, 0.5F));  // cells 100 and 101: one is not masked
  EXPECT_EQ(pixels[51], ui::masked_color(style));
}

TEST(Heatmap, TheFullColourIsTheRangesEndOrTheRowsLargestWithoutColumnsSetAside) {
  SpecOf map((Matrix(2, 3) << 0.9F, 0.2F, 0.1F, 0.1F, 0.3F, 0.05F).finished());
  EXPECT_EQ(ui::row_full(map.spec, 0), 1);
  map.spec.full_by_row = true;
  EXPECT_EQ(ui::row_full(map.spec, 0), 0.9F);
  const std::vector<Index> aside{0};
  map.spec.set_aside = aside;
  EXPECT_EQ(ui::row_full(map.spec, 0), 0.2F);
  EXPECT_EQ(ui::row_full(map.spec, 1), 0.3F);
}

TEST(HeatmapLabels, APointOnARisingWordMeansTheColumnAtItsFoot) {
  ui::MapView view;
  const ui::MapFrame frame = ui::frame_map(ImRect(100, 100, 400, 400), 10, 10, limits(30), view);
  ui::LabelLayout labels;
  labels.turned = true;
  labels.column_height = 60;
  for (const float rise : {1.0F, 20.0F, 55.0F}) {
    EXPECT_EQ(ui::column_label_at(frame, labels, ImVec2(100 + 4.5F * 30 + rise, 100 - rise)), 4);
  }
  labels.turned = false;
  EXPECT_EQ(ui::column_label_at(frame, labels, ImVec2(100 + 4.5F * 30, 80)), 4);
}

// The room of the map in a window of 1280 × 720 pixels.
TEST(HeatmapLabels, ASmallMapOfNineteenWordsWritesEveryOne) {
  SpecOf map(Matrix::Constant(19, 19, 0.05F));
  static constexpr const char* kWords[] = {"The", "old", "dog", "because", "river"};
  for (std::size_t i = 0; i < map.tokens.size(); ++i) map.tokens[i].text = kWords[i % std::size(kWords)];
  const ImRect area(0, 0, 330, 218);
  app::Headless headless;
  headless.frame([&](ui::Ui& ui) {
    const ui::LabelLayout labels = ui::layout_labels(ui.style, area, map.spec);
    ui::MapView view;
    const float fit = ui::heatmap_fit(ui.style, area, map.spec);
    EXPECT_GE(fit, 9);
    const ui::MapFrame frame = ui::frame_map(ui::cells_room(area, labels), 19, 19, limits(fit), view);
    EXPECT_EQ(ui::label_step(ui.style, frame, labels.role), 1);
    EXPECT_GE(labels.rise.up * fit, ui::least_line_pitch(ui.style, labels.role) - 0.1F)
        << "words that rise must not touch";
  });
}

}  // namespace
