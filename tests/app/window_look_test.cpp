// What a window of every size must keep: all labels, no cut names, the presenter's ring.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "tests/support/app_gui.h"
#include "ui/panels/head_grid.h"
#include "ui/panels/head_grid_layout.h"
#include "ui/widgets/text.h"
#include "ui/widgets/turned_text.h"

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

TEST(WindowLook, HeadsAreToldApartByWholeNamesInNarrowWindows) {
  for (const auto& [width, height] : {std::pair{1024, 640}, {1100, 700}, {1280, 720}, {1280, 800}}) {
    AppGui window({.model = "", .sentence = "", .word = "it", .width = width, .height = height});
    window.gui().gui().activate();
    const ui::Style& style = window.gui().gui().style();
    const ImRect card = window.gui().item("map.card").rect;
    const ImRect inner(card.Min.x + 12, card.Min.y + 12, card.Max.x - 12, card.Max.y - 12);
    const core::ModelConfig& config = window.trace().config();
    const float grid = ui::head_grid_height(style, inner, window.trace());
    const ui::GridLayout layout = ui::layout_grid(style, inner.GetWidth(), grid - 8, config);
    ASSERT_GT(layout.name, 0) << width;
    EXPECT_LE(layout.height(), grid - 7) << width;
    std::set<std::string> names;
    for (const core::LayerConfig& layer : config.layers) {
      for (std::size_t h = 0; h < layer.heads.size(); ++h) {
        const std::string name = ui::short_name(layer.heads[h]);
        EXPECT_TRUE(names.insert(name).second) << name << " stands twice";
        EXPECT_LE(ui::text_width(style, layout.name_role(true), name),
                  ui::name_room(style, layout, static_cast<int>(h)))
            << name << " at " << width;
      }
    }
  }
}

TEST(WindowLook, EveryWordOfAMapOfTwelveIsWrittenInSmallWindows) {
  for (const auto& [width, height] : {std::pair{1024, 640}, {1280, 720}}) {
    AppGui window({.model = "",
                   .sentence = "The cat sat on the mat because it was very tired.",
                   .word = "it",
                   .width = width,
                   .height = height});
    ASSERT_EQ(window.trace().tokens.size(), 12U);
    window.gui().gui().activate();
    const ui::Style& style = window.gui().gui().style();
    const float cell = window.gui().item("map").rect.GetHeight() / 12;
    EXPECT_GE(cell, ui::least_line_pitch(style, ui::TextRole::Small)) << width;
  }
}

std::map<std::string, ImRect> switch_places(AppGui& window) {
  std::map<std::string, ImRect> places;
  for (const ui::Item& item : window.gui().items().items()) {
    if (item.name.rfind("switch.", 0) == 0) places[item.name] = item.rect;
  }
  return places;
}

TEST(WindowLook, NoSwitchMovesWhenAnotherIsSetOrSomethingIsEdited) {
  for (const auto& [width, height] : {std::pair{1024, 640}, {1280, 720}, {1600, 1000}, {2560, 1440}}) {
    AppGui window({.model = "", .sentence = "", .word = "it", .width = width, .height = height});
    const std::map<std::string, ImRect> before = switch_places(window);
    ASSERT_EQ(before.size(), 7U);
    core::Switches changed;
    changed.mask = core::MaskKind::Causal;
    changed.scale = core::ScaleKind::None;
    changed.softmax = core::SoftmaxKind::Uniform;
    changed.temperature = 0.5F;
    window.ask(ui::SetSwitches{changed, "all"});
    window.ask(ui::PutEdits{{{core::Site::X, false, 0, 0, 1, 0, 3.0F}}, "Change x of cat", false});
    window.view().transient.show_difference = true;
    window.gui().frames(2);
    for (const auto& [name, rect] : switch_places(window)) {
      EXPECT_EQ(rect.Min.x, before.at(name).Min.x) << name << " at " << width;
      EXPECT_EQ(rect.Max.x, before.at(name).Max.x) << name << " at " << width;
    }
  }
}

TEST(WindowLook, TheStatusLineSaysTheShortOfACopiedDescriptionAndItsTooltipTheWhole) {
  AppGui window({.model = "", .sentence = "", .word = "it"});
  window.gui().key(ImGuiKey_D, ImGuiMod_Ctrl);
  window.gui().frames(2);
  const std::string& status = window.app().status();
  EXPECT_THAT(status, testing::StartsWith("Copied: “it” (8th word) looks most at “cat” (2nd word), with 93.9 %\n"));
  EXPECT_THAT(status, testing::EndsWith(window.copied()));
  EXPECT_EQ(window.gui().item("status.done").tooltip, status);
}

TEST(WindowLook, RecentSentencesStandAboveTheLibrary) {
  AppGui window({.model = "", .sentence = "", .word = "it"});
  for (int i = 0; i < 10; ++i) {
    window.ask(ui::SetSentence{"Sentence number " + std::to_string(i) + "."});
    window.app().save();
  }
  window.view().persisted.left_panel = ui::LeftPanel::Sentences;
  window.gui().frames(3);
  int recent = 0;
  float lowest = 0;
  float library = 1e9F;
  for (const ui::Item& item : window.gui().items().items()) {
    if (item.name.rfind("recent.", 0) == 0) {
      ++recent;
      lowest = std::max(lowest, item.rect.Max.y);
    } else if (item.role == "sentence") {
      library = std::min(library, item.rect.Min.y);
    }
  }
  EXPECT_EQ(recent, 8);
  EXPECT_LE(lowest, library);
}

}  // namespace
