// What a window of every size must keep: all labels, no cut names, the presenter's ring.
#include <gtest/gtest.h>

#include <string>

#include "tests/support/app_gui.h"
#include "ui/panels/head_grid_layout.h"
#include "ui/widgets/text.h"

namespace {

using support::AppGui;

TEST(WindowLook, ThePointerHasARingInThePresentersView) {
  AppGui window;
  window.gui().hover("words.3");
  EXPECT_FALSE(window.gui().has("presenter.ring"));
  window.view().transient.presenter = true;
  window.gui().frames(2);
  ASSERT_TRUE(window.gui().has("presenter.ring"));
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  EXPECT_NEAR(window.gui().item("presenter.ring").rect.GetCenter().x, pointer.x, 1);
  EXPECT_NEAR(window.gui().item("presenter.ring").rect.GetCenter().y, pointer.y, 1);
  EXPECT_FALSE(window.gui().has("row")) << "side panels are off";
  EXPECT_FALSE(window.gui().has("rail.settings"));
}

TEST(WindowLook, EveryLayerOfTheGlassBoxStandsInSightInSmallWindows) {
  for (const auto& [width, height] : {std::pair{1024, 640}, std::pair{1280, 720}}) {
    AppGui window({.model = "", .sentence = "", .word = "it", .width = width, .height = height});
    for (const char* name : {"grid.0.0", "grid.1.0", "grid.mean.all"}) {
      const ui::Item& item = window.gui().item(name);
      EXPECT_NEAR(item.rect.GetHeight(), item.shown.GetHeight(), 1) << name << " at " << width;
    }
  }
}

TEST(WindowLook, TheRangeOfColoursCanBeChosenInSmallWindows) {
  AppGui window({.model = "", .sentence = "", .word = "it", .width = 1024, .height = 640});
  EXPECT_TRUE(window.gui().has("map.legend"));
  window.gui().click("map.range");
  EXPECT_EQ(window.view().persisted.range, ui::RangeMode::ThisMap);
}

TEST(WindowLook, TheWholeSentenceIsOneClickAwayInLowWindows) {
  AppGui window({.model = "", .sentence = "", .word = "it", .width = 1024, .height = 640});
  window.gui().click("stages.whole");
  EXPECT_TRUE(window.view().persisted.whole_stage);
}

TEST(WindowLook, NamesOfHeadsFitBelowTheirThumbnailsInTheDefaultWindow) {
  AppGui window;
  ui::Style style;
  window.gui().gui().activate();
  style = window.gui().gui().style();
  const ui::Item& card = window.gui().item("map.card");
  const float inner = card.rect.GetWidth() - 24;
  const core::ModelConfig& config = window.trace().config();
  const ui::GridLayout layout = ui::layout_grid(style, inner, 400, config);
  ASSERT_GT(layout.name, 0);
  for (const core::LayerConfig& layer : config.layers) {
    for (std::size_t h = 0; h < layer.heads.size(); ++h) {
      const float room = layout.lefts[h + 1] - layout.lefts[h] - style.px(2);
      EXPECT_LE(ui::text_width(style, ui::TextRole::CaptionSemibold, ui::short_name(layer.heads[h])), room)
          << layer.heads[h].name;
    }
  }
}

}  // namespace
