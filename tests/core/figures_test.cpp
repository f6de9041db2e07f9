// Figures of maps: every kind is written, the values are those of the map, nothing lies outside.
#include <cairo.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "core/figures/map_figure.h"
#include "core/figures/map_painter.h"
#include "core/files.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace {

using core::Index;
using core::Matrix;
using testing::HasSubstr;
using testing::StartsWith;

core::MapFigure figure_of(Index tokens, const std::string& word) {
  core::MapFigure figure;
  figure.values = Matrix::Constant(tokens, tokens, 1.0F / static_cast<float>(tokens));
  for (Index i = 0; i < tokens; ++i) {
    figure.rows.push_back(word + std::to_string(i));
    figure.columns.push_back(word + std::to_string(i));
  }
  return figure;
}

core::MapLayout layout_of(const core::MapFigure& figure) {
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1);
  cairo_t* context = cairo_create(surface);
  const core::FigureStyle style;
  const core::MapLayout layout = core::MapPainter(context, figure, style).layout();
  cairo_destroy(context);
  cairo_surface_destroy(surface);
  return layout;
}

TEST(MapFigure, EveryKindIsWrittenFromThreeToManyWordsOfAnyScript) {
  for (const Index tokens : {1, 3, 12, 100}) {
    for (const std::string word : {"cat", "Internationalisierungsangelegenheit", "猫", "שלום", "\xff"}) {
      const core::MapFigure figure = figure_of(tokens, word);
      EXPECT_THAT(core::figure_png(figure, {}), StartsWith("\x89PNG"));
      EXPECT_THAT(core::figure_svg(figure, {}), HasSubstr("</svg>"));
      EXPECT_THAT(core::figure_pdf(figure, {}), StartsWith("%PDF-"));
    }
  }
  EXPECT_THAT(core::figure_png(figure_of(512, "word"), {}, 1), StartsWith("\x89PNG"));
}

TEST(MapFigure, LabelsTurnOnlyWhereTheyDoNotFit) {
  EXPECT_FALSE(layout_of(figure_of(3, "a")).turned);
  EXPECT_TRUE(layout_of(figure_of(3, "Internationalisierung")).turned);
  EXPECT_EQ(layout_of(figure_of(12, "a")).row_step, 1);
  EXPECT_GT(layout_of(figure_of(512, "a")).row_step, 4) << "labels would stand on one another";
}

TEST(MapFigure, TheFigureHoldsTheWholeMap) {
  for (const Index tokens : {1, 3, 40, 512}) {
    const core::MapLayout layout = layout_of(figure_of(tokens, "considerable"));
    EXPECT_GT(layout.left, 0);
    EXPECT_GE(layout.width, layout.left + layout.cell * static_cast<double>(tokens));
    EXPECT_GT(layout.height, layout.top + layout.cell * static_cast<double>(tokens));
    EXPECT_LT(layout.width, 1400);
  }
}

TEST(MapFigure, CellsHaveTheColourOfTheirValue) {
  core::MapFigure figure = figure_of(2, "a");
  figure.values << 0, 0.5F, 1, -std::numeric_limits<float>::infinity();
  std::vector<float> asked;
  core::FigureStyle style;
  style.color = [&asked](float share) {
    asked.push_back(share);
    return core::FigureColor{};
  };
  core::figure_png(figure, style, 1);
  ASSERT_GE(asked.size(), 3U);
  EXPECT_EQ(std::vector<float>(asked.begin(), asked.begin() + 3), (std::vector<float>{0, 0.5F, 1}));
}

TEST(MapFigure, TheRangeIsThatOfTheValues) {
  core::MapFigure figure = figure_of(2, "a");
  figure.values << -3, 0.5F, 7, -std::numeric_limits<float>::infinity();
  core::fit_range(figure);
  EXPECT_EQ(figure.low, -3);
  EXPECT_EQ(figure.high, 7);
}

TEST(MapFigure, CsvReadsBackToTheBit) {
  core::MapFigure figure = figure_of(2, "a");
  figure.values << 1.0F / 3, 0, 1e-30F, -std::numeric_limits<float>::infinity();
  figure.rows[0] = "say \"hi\", you";
  EXPECT_EQ(core::figure_csv(figure), ",a0,a1\n\"say \"\"hi\"\", you\",0.33333334,0\na1,1e-30,\n");
}

TEST(MapFigure, OtherEndingsAndUnwritablePathsAreRefused) {
  const support::TemporaryFolder folder;
  EXPECT_THROW(core::write_figure(folder.path() / "a.gif", figure_of(3, "a"), {}), core::Error);
  EXPECT_THROW(core::write_figure(folder.path() / "none" / "a.png", figure_of(3, "a"), {}), core::Error);
  core::write_figure(folder.path() / "a.png", figure_of(3, "a"), {});
  EXPECT_THAT(core::read_file(folder.path() / "a.png", 1'000'000), StartsWith("\x89PNG"));
}

}  // namespace
