#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "ui/widgets/color.h"
#include "ui/widgets/colormap.h"
#include "ui/widgets/style.h"

namespace {

using ui::ColorMap;
using ui::ColorVision;
using ui::Palette;
using ui::Theme;
using Named = std::pair<std::string, ImU32>;

std::string theme_name(Theme theme) {
  return theme == Theme::Light ? "light" : "dark";
}

std::vector<Named> surfaces(const Palette& p) {
  return {{"window", p.window}, {"panel", p.panel}, {"raised", p.raised}, {"tint", p.tint}};
}

std::vector<Named> text_roles(const Palette& p) {
  return {{"text", p.text},       {"second_text", p.second_text},
          {"query", p.query},     {"key", p.key},
          {"value", p.value},     {"edited", p.edited},
          {"weight", p.weight},   {"good", p.good},
          {"warning", p.warning}, {"error", p.error}};
}

std::vector<Named> meaning_roles(const Palette& p) {
  return {{"query", p.query}, {"key", p.key}, {"value", p.value}, {"edited", p.edited}, {"weight", p.weight}};
}

class PaletteTest : public testing::TestWithParam<Theme> {};

TEST_P(PaletteTest, EveryTextRoleReadsOnEverySurface) {
  const Palette& roles = ui::palette(GetParam());
  for (const auto& [text, color] : text_roles(roles)) {
    for (const auto& [surface, below] : surfaces(roles)) {
      EXPECT_GE(ui::contrast_ratio(color, below), 4.5) << text << " on " << surface;
    }
  }
  EXPECT_GE(ui::contrast_ratio(roles.on_weight, roles.weight), 4.5);
}

TEST_P(PaletteTest, MarksAndOutlinesStandOutFromEverySurface) {
  const Palette& roles = ui::palette(GetParam());
  for (const auto& [surface, below] : surfaces(roles)) {
    EXPECT_GE(ui::contrast_ratio(roles.outline, below), 3) << "outline on " << surface;
    EXPECT_GE(ui::contrast_ratio(roles.weight, below), 3) << "focus ring on " << surface;
  }
}

double nearest_pair(Theme theme, ColorVision vision, double (*distance)(const ui::Lab&, const ui::Lab&)) {
  const auto roles = meaning_roles(ui::palette(theme));
  double nearest = 1e9;
  for (size_t i = 0; i < roles.size(); ++i) {
    for (size_t j = i + 1; j < roles.size(); ++j) {
      nearest = std::min(nearest, distance(ui::to_lab(ui::simulate(roles[i].second, vision)),
                                           ui::to_lab(ui::simulate(roles[j].second, vision))));
    }
  }
  return nearest;
}

TEST_P(PaletteTest, TheFiveMeaningsStayApartForColourBlindReaders) {
  for (const ColorVision vision : {ColorVision::Protanopia, ColorVision::Deuteranopia, ColorVision::Tritanopia}) {
    EXPECT_GE(nearest_pair(GetParam(), vision, ui::delta_e_1976), 15) << "vision " << static_cast<int>(vision);
    // The younger formula counts strong colours as nearer to each other; 2 is what an attentive eye notices.
    EXPECT_GE(nearest_pair(GetParam(), vision, ui::delta_e), 8.5) << "vision " << static_cast<int>(vision);
  }
}

TEST_P(PaletteTest, EverySequentialMapIsSteadyAndMoreIsDarkerInLightBrighterInDark) {
  const bool light = GetParam() == Theme::Light;
  for (const ColorMap map : {ColorMap::SingleHue, ColorMap::Viridis, ColorMap::Cividis}) {
    double before = ui::to_lab(ui::sample(map, GetParam(), 0)).lightness;
    const double first = before;
    for (int i = 1; i <= 255; ++i) {
      const double now = ui::to_lab(ui::sample(map, GetParam(), static_cast<float>(i) / 255)).lightness;
      // Rounding to 8 bits may hold a step back by a fraction of one level.
      if (light) {
        EXPECT_LE(now, before + 0.25) << "map " << static_cast<int>(map) << " step " << i;
      } else {
        EXPECT_GE(now, before - 0.25) << "map " << static_cast<int>(map) << " step " << i;
      }
      before = now;
    }
    EXPECT_GT(std::abs(before - first), 50) << "map " << static_cast<int>(map);
  }
}

TEST_P(PaletteTest, TheSingleHueTakesEvenStepsOfLightness) {
  double smallest = 1e9;
  double largest = 0;
  for (int i = 0; i < 8; ++i) {
    const auto lightness = [&](int step) {
      return ui::to_oklab(ui::sample(ColorMap::SingleHue, GetParam(), static_cast<float>(step) / 8)).lightness;
    };
    const double step = std::abs(lightness(i + 1) - lightness(i));
    smallest = std::min(smallest, step);
    largest = std::max(largest, step);
  }
  EXPECT_LT(largest, smallest * 1.25);
}

TEST_P(PaletteTest, TextOnAnyMapColourReads) {
  for (int i = 0; i <= 255; ++i) {
    const float t = static_cast<float>(i) / 255;
    for (const ColorMap map : {ColorMap::SingleHue, ColorMap::Viridis, ColorMap::Cividis}) {
      const ImU32 fill = ui::sample(map, GetParam(), t);
      EXPECT_GE(ui::contrast_ratio(ui::text_on(fill), fill), 4.5) << "map " << static_cast<int>(map) << " at " << t;
    }
    const ImU32 fill = ui::sample_signed(GetParam(), 2 * t - 1);
    EXPECT_GE(ui::contrast_ratio(ui::text_on(fill), fill), 4.5) << "signed at " << 2 * t - 1;
  }
}

TEST_P(PaletteTest, TheSignedMapHasThePanelInItsMiddle) {
  EXPECT_EQ(ui::sample_signed(GetParam(), 0), ui::palette(GetParam()).panel);
  EXPECT_EQ(ui::sample_signed(GetParam(), 1), ui::palette(GetParam()).weight);
  EXPECT_GT(ui::delta_e(ui::sample_signed(GetParam(), 1), ui::sample_signed(GetParam(), -1)), 30);
}

TEST_P(PaletteTest, BothEndsOfTheSignedMapStayApartForColourBlindReaders) {
  for (const ColorVision vision : {ColorVision::Protanopia, ColorVision::Deuteranopia, ColorVision::Tritanopia}) {
    for (const float t : {0.4F, 0.7F, 1.0F}) {
      EXPECT_GE(ui::delta_e(ui::simulate(ui::sample_signed(GetParam(), t), vision),
                            ui::simulate(ui::sample_signed(GetParam(), -t), vision)),
                10)
          << "vision " << static_cast<int>(vision) << " at " << t;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(BothThemes, PaletteTest, testing::Values(Theme::Light, Theme::Dark),
                         [](const auto& parameter) { return theme_name(parameter.param); });

TEST(ColorMap, OutOfRangeAndNanGiveTheEnds) {
  EXPECT_EQ(ui::sample(ColorMap::Viridis, Theme::Dark, -3), ui::sample(ColorMap::Viridis, Theme::Dark, 0));
  EXPECT_EQ(ui::sample(ColorMap::Viridis, Theme::Dark, 7), ui::rgb(0xFDE725));
  EXPECT_EQ(ui::sample(ColorMap::Viridis, Theme::Dark, std::nanf("")), ui::rgb(0x440154));
}

TEST(ColorMap, ViridisAndCividisPassThroughTheirPublishedColours) {
  const auto near = [](ImU32 color, unsigned hex) {
    const ImU32 want = ui::rgb(hex);
    return std::max({std::abs(ui::red(color) - ui::red(want)), std::abs(ui::green(color) - ui::green(want)),
                     std::abs(ui::blue(color) - ui::blue(want))});
  };
  // Rows 37, 100, 150, 230 of the published tables.
  EXPECT_LE(near(ui::sample(ColorMap::Viridis, Theme::Dark, 37 / 255.0F), 0x46337F), 2);
  EXPECT_LE(near(ui::sample(ColorMap::Viridis, Theme::Dark, 100 / 255.0F), 0x2A768E), 2);
  EXPECT_LE(near(ui::sample(ColorMap::Viridis, Theme::Dark, 150 / 255.0F), 0x21A585), 2);
  EXPECT_LE(near(ui::sample(ColorMap::Viridis, Theme::Dark, 230 / 255.0F), 0xBDDF26), 2);
  EXPECT_LE(near(ui::sample(ColorMap::Cividis, Theme::Dark, 37 / 255.0F), 0x233C6E), 2);
  EXPECT_LE(near(ui::sample(ColorMap::Cividis, Theme::Dark, 100 / 255.0F), 0x656870), 2);
  EXPECT_LE(near(ui::sample(ColorMap::Cividis, Theme::Dark, 192 / 255.0F), 0xBCAE6C), 2);
  EXPECT_LE(near(ui::sample(ColorMap::Cividis, Theme::Dark, 230 / 255.0F), 0xE5CF52), 2);
}

TEST(Color, ContrastOfBlackAndWhiteIs21) {
  EXPECT_NEAR(ui::contrast_ratio(ui::rgb(0x000000), ui::rgb(0xFFFFFF)), 21, 1e-9);
  EXPECT_NEAR(ui::contrast_ratio(ui::rgb(0x777777), ui::rgb(0xFFFFFF)), 4.478, 1e-3);
}

// Pairs from the supplementary data of Sharma, Wu, Dalal 2005, table 1.
TEST(Color, DeltaE2000EqualsThePublishedPairs) {
  EXPECT_NEAR(ui::delta_e(ui::Lab{50, 2.6772, -79.7751}, ui::Lab{50, 0, -82.7485}), 2.0425, 5e-5);
  EXPECT_NEAR(ui::delta_e(ui::Lab{50, 0, 0}, ui::Lab{50, -1, 2}), 2.3669, 5e-5);
  EXPECT_NEAR(ui::delta_e(ui::Lab{50, 2.5, 0}, ui::Lab{73, 25, -18}), 27.1492, 5e-5);
  EXPECT_NEAR(ui::delta_e(ui::Lab{50, 2.5, 0}, ui::Lab{50, 3.1736, 0.5854}), 1.0, 5e-5);
  EXPECT_NEAR(ui::delta_e(ui::Lab{60.2574, -34.0099, 36.2677}, ui::Lab{60.4626, -34.1751, 39.4387}), 1.2644, 5e-5);
  EXPECT_NEAR(ui::delta_e(ui::Lab{2.0776, 0.0795, -1.1350}, ui::Lab{0.9033, -0.0636, -0.5514}), 0.9082, 5e-5);
}

TEST(Color, OklabRoundTripsEveryGrey) {
  for (unsigned level = 0; level < 256; ++level) {
    const ImU32 grey = ui::rgb(level << 16 | level << 8 | level);
    EXPECT_EQ(ui::from_oklab(ui::to_oklab(grey)), grey);
  }
}

}  // namespace
