// Maps in small windows: words do not touch, and nothing lies over anything else.
#include <gtest/gtest.h>

#include "tests/support/app_gui.h"

namespace {

using support::AppGui;

TEST(SmallMaps, TheLegendAndTheNameOfTheAxesNeverShareTheCorner) {
  for (const int width : {1024, 1060, 1100, 1140, 1180, 1220, 1280, 1600}) {
    for (const char* model : {"glass-box", "four-by-three"}) {
      AppGui window({.model = model, .width = width, .height = 640});
      window.gui().frames(2);
      const ImRect legend = window.gui().item("map.legend").rect;
      const ImRect map = window.gui().item("map").rect;
      EXPECT_FALSE(legend.Overlaps(map)) << width << " " << model;
      EXPECT_GT(legend.GetArea(), 20) << "a map has a legend";
    }
  }
}

TEST(SmallMaps, ThePresentersMapTakesTheRoomOfTheGrid) {
  AppGui window({.width = 1600, .height = 1000});
  window.gui().frames(2);
  const float before = window.gui().item("map").rect.GetHeight();
  window.gui().key(ImGuiKey_F11);
  window.gui().frames(3);
  EXPECT_GT(window.gui().item("map").rect.GetHeight(), 1.2F * before);
  window.gui().key(ImGuiKey_F11);
  window.gui().frames(3);
  EXPECT_EQ(window.gui().item("map").rect.GetHeight(), before);
}

TEST(SmallMaps, TheCurveOfATrainingIsInSightInEverySize) {
  for (const auto& [width, height] : {std::pair(1024, 640), std::pair(1100, 700), std::pair(1600, 1000)}) {
    AppGui window({.model = "glass-box",
                   .sentence = "The old dog that lived near the river chased a small cat because it ran.",
                   .word = "it",
                   .width = width,
                   .height = height});
    window.view().persisted.row_view = ui::RowView::Training;
    window.gui().frames(3);
    const ImRect plot = window.gui().item("train.loss").rect;
    const ImRect play = window.gui().item("train.play").rect;
    EXPECT_GE(plot.GetHeight(), 70) << width;
    EXPECT_LE(plot.Max.y, play.Min.y) << width;
    EXPECT_GT(window.gui().item("train.target.0").rect.GetHeight(), 10) << width;
  }
}

}  // namespace
