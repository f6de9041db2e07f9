// Tab goes from region to region, Ctrl+Tab from control to control within one.
#include "ui/regions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support/app_gui.h"
#include "ui/panels/panel_list.h"

namespace {

using support::AppGui;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

// The control that has the keyboard, "" for none.
std::string focused(AppGui& window) {
  for (const ui::Item& item : window.gui().items().items()) {
    if (item.focused) return item.name;
  }
  return "";
}

const std::string& region(AppGui& window) {
  return window.view().transient.regions.current;
}

struct Stop {
  std::string region, control;
  bool operator==(const Stop&) const = default;
};

// Where each press leads, until the first stop comes again.
std::vector<Stop> walk_around(AppGui& window, ImGuiKeyChord modifiers) {
  std::vector<Stop> stops;
  for (int press = 0; press < 40; ++press) {
    window.gui().key(ImGuiKey_Tab, modifiers);
    window.gui().frames(2);
    const Stop stop{region(window), focused(window)};
    if (!stops.empty() && stop == stops.front()) return stops;
    stops.push_back(stop);
  }
  ADD_FAILURE() << "Tab does not come round";
  return stops;
}

std::vector<std::string> names_of(const std::vector<Stop>& stops) {
  std::vector<std::string> names;
  for (const Stop& stop : stops) names.push_back(stop.region);
  return names;
}

// The sentence field has the keyboard at the start.
TEST(Regions, TabGoesOnceThroughEveryRegionThatIsShown) {
  AppGui window;
  EXPECT_THAT(names_of(walk_around(window, 0)),
              ElementsAre("rail", "words", "map", "stages", "row", "vectors", "output", "top"));
}

TEST(Regions, AnOpenPanelAMessageAndAnEditAreRegionsToo) {
  AppGui window({.model = "three-words", .sentence = "The cat sat", .word = "sat"});
  window.view().persisted.left_panel = ui::LeftPanel::Sentences;
  window.app().tell(ui::MessageKind::Info, "told");
  window.ask(ui::PutEdits{{{core::Site::Q, false, 0, 0, 1, 0, 3.0F}}, "Change q of cat", false});
  EXPECT_THAT(names_of(walk_around(window, 0)), ElementsAre("rail", "left", "message", "words", "map", "stages", "row",
                                                            "vectors", "output", "status", "top"));
}

TEST(Regions, ShiftTabGoesTheSameWayBack) {
  AppGui window;
  std::vector<Stop> there = walk_around(window, 0);
  // It stands at the first stop now.
  std::vector<Stop> back = walk_around(window, ImGuiMod_Shift);
  std::reverse(there.begin(), there.end());
  EXPECT_EQ(back, there);
}

TEST(Regions, TabLandsOnWhatIsSelectedAndShowsItsRing) {
  AppGui window;
  const std::string query = std::to_string(window.selection().query);
  const std::string key = std::to_string(window.selection().key.value());
  std::vector<std::string> controls;
  for (const Stop& stop : walk_around(window, 0)) controls.push_back(stop.control);
  EXPECT_THAT(controls, Contains("words." + query));
  EXPECT_THAT(controls, Contains("map"));
  EXPECT_THAT(controls, Contains("stage.3"));
  EXPECT_THAT(controls, Contains("row.slider." + key));
  EXPECT_TRUE(ImGui::GetCurrentContext()->NavCursorVisible);
}

TEST(Regions, TabComesBackToTheControlThatHadTheKeyboardLast) {
  AppGui window;
  window.gui().click("switch.mask");
  window.gui().key(ImGuiKey_Escape);
  window.gui().frames(2);
  ASSERT_EQ(focused(window), "switch.mask");
  window.gui().key(ImGuiKey_Tab);
  EXPECT_EQ(region(window), "row");
  window.gui().key(ImGuiKey_Tab, ImGuiMod_Shift);
  window.gui().frames(2);
  EXPECT_EQ(focused(window), "switch.mask");
}

TEST(Regions, EnterActsOnTheControlThatTabLandedOn) {
  AppGui window;
  window.view().persisted.stage = ui::Stage::Softmax;
  window.gui().frames(2);
  while (region(window) != "stages") window.gui().key(ImGuiKey_Tab);
  window.gui().frames(2);
  ASSERT_EQ(focused(window), "stage.6");
  window.gui().key(ImGuiKey_LeftArrow);
  window.gui().frames(2);
  EXPECT_EQ(window.view().persisted.stage, ui::Stage::Mask);
  window.gui().key(ImGuiKey_Tab, ImGuiMod_Shift);
  window.gui().frames(2);
  ASSERT_EQ(focused(window), "map");
  window.gui().key(ImGuiKey_Enter);
  window.gui().frames(2);
  EXPECT_TRUE(window.gui().has("map.entry/field")) << "Enter edits the selected cell";
}

TEST(Regions, AFieldThatTabLandsOnOpensWithEnterAndTabLeadsOutOfItToTheNextRegion) {
  AppGui window;
  window.gui().key(ImGuiKey_Tab);
  window.gui().key(ImGuiKey_Tab, ImGuiMod_Shift);
  window.gui().frames(2);
  ASSERT_EQ(focused(window), "bar.sentence");
  EXPECT_FALSE(ImGui::GetIO().WantTextInput);
  window.gui().key(ImGuiKey_Enter);
  window.gui().frames(2);
  EXPECT_TRUE(ImGui::GetIO().WantTextInput);
  window.gui().key(ImGuiKey_Tab);
  window.gui().frames(2);
  EXPECT_FALSE(ImGui::GetIO().WantTextInput);
  EXPECT_EQ(region(window), "rail");
  window.gui().key(ImGuiKey_Tab, ImGuiMod_Shift);
  window.gui().frames(2);
  EXPECT_EQ(focused(window), "bar.sentence") << "and back again";
}

TEST(Regions, TabKeepsTheNumberThatWasBeingTyped) {
  AppGui window;
  const std::string key = std::to_string(window.selection().key.value());
  window.gui().double_click("row.value." + key);
  ASSERT_TRUE(ImGui::GetIO().WantTextInput);
  window.gui().type("0.5");
  window.gui().key(ImGuiKey_Tab);
  window.gui().frames(2);
  EXPECT_EQ(region(window), "vectors");
  EXPECT_NEAR(window.trace()
                  .head(window.selection().layer, window.selection().head)
                  .weights(window.selection().query, window.selection().key.value()),
              0.5F, 1e-4F);
}

TEST(Regions, CtrlTabReachesEveryControlOfARegionAndStaysInIt) {
  AppGui window;
  for (const char* name : {"top", "rail", "words", "map", "stages", "vectors", "output"}) {
    while (region(window) != name) window.gui().key(ImGuiKey_Tab);
    window.gui().frames(2);
    const std::string first = focused(window);
    std::vector<std::string> reached;
    for (int press = 0; press < 200; ++press) {
      window.gui().key(ImGuiKey_Tab, ImGuiMod_Ctrl);
      window.gui().frames(1);
      ASSERT_EQ(region(window), name);
      reached.push_back(focused(window));
      if (reached.back() == first) break;
    }
    EXPECT_EQ(reached.back(), first) << name << " does not come round";
    if (std::string_view(name) == "map") {
      EXPECT_THAT(reached, Contains("grid.0.0"));
      EXPECT_THAT(reached, Contains("grid.mean.all"));
    }
    if (std::string_view(name) == "stages") {
      EXPECT_THAT(reached, Contains("switch.temperature"));
    }
    if (std::string_view(name) == "top") {
      EXPECT_THAT(reached, Contains("bar.help"));
    }
    window.gui().key(ImGuiKey_Tab, ImGuiMod_Ctrl | ImGuiMod_Shift);
    window.gui().frames(2);
    const std::size_t count = reached.size();
    if (count > 1) {
      EXPECT_EQ(focused(window), reached[count - 2]) << "and back";
    }
  }
}

TEST(Regions, AnOverlayKeepsTabToItself) {
  AppGui window;
  window.gui().key(ImGuiKey_F1);
  window.gui().frames(3);
  const std::string before = region(window);
  window.gui().key(ImGuiKey_Tab);
  window.gui().frames(2);
  EXPECT_EQ(region(window), before);
  EXPECT_EQ(focused(window).rfind("bar.", 0), std::string::npos);
}

TEST(Regions, LandOnTheLastControlElseTheSelectedOneElseTheFirstThatDoesNotClose) {
  const std::vector<std::string> controls = {"left.close", "a", "b", "c"};
  EXPECT_EQ(ui::landing_of(controls, "c", {"b"}), "c");
  EXPECT_EQ(ui::landing_of(controls, "gone", {"gone too", "b"}), "b");
  EXPECT_EQ(ui::landing_of(controls, "", {}), "a");
  EXPECT_EQ(ui::landing_of({"message.close"}, "", {}), "message.close");
}

}  // namespace
