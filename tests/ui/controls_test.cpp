#include "ui/widgets/controls.h"

#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/headless_gui.h"
#include "ui/widgets/containers.h"

namespace {

using support::HeadlessGui;

// One host window around the widgets under test.
app::DrawFrame in_window(std::function<void(ui::Ui&)> draw) {
  return [draw = std::move(draw)](ui::Ui& ui) {
    const ImGuiViewport& viewport = *ImGui::GetMainViewport();
    ImGui::SetNextWindowPos(viewport.Pos);
    ImGui::SetNextWindowSize(viewport.Size);
    ImGui::Begin("host", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
    draw(ui);
    ImGui::End();
  };
}

ImRect line(int index) {
  const float top = 40.0F + 50.0F * static_cast<float>(index);
  return ImRect(40, top, 340, top + 32);
}

TEST(Controls, EveryOneAnswersThePointerAndTheKeyboard) {
  int pressed = 0, chips = 0, ticks = 0, answers = 0;
  std::optional<int> segment;
  HeadlessGui gui(in_window([&](ui::Ui& ui) {
    if (ui::button(ui, "button", line(0), {.label = "Play"})) ++pressed;
    if (ui::chip(ui, "chip", line(1), {.label = "cat"}).clicked) ++chips;
    const ui::Segment segments[] = {{"x"}, {"query"}};
    if (const auto chosen = ui::segmented(ui, "part", line(2), segments, segment.value_or(0))) segment = chosen;
    if (ui::check_box(ui, "box", line(3), "Motion", false)) ++ticks;
    if (ui::choice(ui, "answer", line(4), "cat", false)) ++answers;
  }));
  gui.click("button");
  gui.click("chip");
  gui.click("part.query");
  gui.click("box");
  gui.click("answer");
  EXPECT_EQ(pressed, 1);
  EXPECT_EQ(chips, 1);
  EXPECT_EQ(segment, 1);
  EXPECT_EQ(ticks, 1);
  EXPECT_EQ(answers, 1);

  // By keyboard: forward from the last one wraps to the first; each takes Space.
  std::vector<int> seen;
  for (int i = 0; i < 6; ++i) {
    gui.key(ImGuiKey_Tab);
    gui.key(ImGuiKey_Space);
    gui.frames(2);
  }
  EXPECT_EQ(pressed, 2);
  EXPECT_EQ(chips, 2);
  EXPECT_EQ(ticks, 2);
  EXPECT_EQ(answers, 2);
}

TEST(Controls, ADisabledOneDoesNothingButTellsWhatItIs) {
  int pressed = 0;
  HeadlessGui gui(in_window([&](ui::Ui& ui) {
    const ui::ButtonSpec spec{.label = "Redo", .enabled = false, .tooltip = "Nothing to redo"};
    if (ui::button(ui, "redo", line(0), spec)) ++pressed;
  }));
  gui.click("redo");
  EXPECT_EQ(pressed, 0);
  EXPECT_FALSE(gui.item("redo").enabled);
  EXPECT_EQ(gui.item("redo").tooltip, "Nothing to redo");
}

TEST(Controls, EachStateLooksDifferent) {
  std::vector<app::Picture> pictures;
  bool enabled = true;
  bool selected = false;
  HeadlessGui gui(in_window([&](ui::Ui& ui) {
                    const ui::ButtonSpec spec{.label = "Play", .selected = selected, .enabled = enabled};
                    ui::button(ui, "play", line(0), spec);
                  }),
                  {400, 120, 1, ui::Theme::Light});
  const auto keep = [&] {
    gui.frames(1);
    pictures.push_back(gui.picture());
  };
  keep();  // rest
  gui.hover("play");
  keep();
  gui.press("play");
  keep();
  gui.release();
  gui.move_to(ImVec2(390, 110));
  gui.key(ImGuiKey_Tab);
  keep();  // focus
  gui.click_at(ImVec2(390, 110));
  selected = true;
  keep();
  selected = false;
  enabled = false;
  keep();
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    for (std::size_t j = i + 1; j < pictures.size(); ++j) EXPECT_NE(pictures[i], pictures[j]) << i << " and " << j;
  }
}

TEST(Item, TellsDoubleAndRightClicksAndTheMenuKey) {
  int double_clicks = 0, right_clicks = 0;
  HeadlessGui gui(in_window([&](ui::Ui& ui) {
    const ui::ItemState state = ui::item(ui, "cell", line(0));
    double_clicks += state.double_clicked ? 1 : 0;
    right_clicks += state.right_clicked ? 1 : 0;
  }));
  gui.double_click("cell");
  EXPECT_EQ(double_clicks, 1);
  gui.right_click("cell");
  EXPECT_EQ(right_clicks, 1);
  gui.key(ImGuiKey_Tab);
  gui.key(ImGuiKey_Menu);
  EXPECT_EQ(right_clicks, 2);
}

TEST(Item, ATooltipOpensAfterFourTenthsOfASecondBesideThePointer) {
  bool open = false;
  ImRect place;
  HeadlessGui gui(in_window([&](ui::Ui& ui) {
    ui::item(ui, "cell", line(0));
    const ui::Tooltip tip(ui);
    open = tip.open();
    if (open) {
      ImGui::Dummy(ImVec2(100, 40));
      place = ImGui::GetCurrentWindow()->Rect();
    }
  }));
  gui.hover("cell");
  gui.wait(0.25F);
  EXPECT_FALSE(open);
  gui.wait(0.3F);
  ASSERT_TRUE(open);
  gui.frames(2);
  EXPECT_FALSE(place.Contains(gui.item("cell").rect.GetCenter()));
}

TEST(Item, AFocusedSliderKeepsItsArrowKeys) {
  int steps = 0;
  std::string focused;
  HeadlessGui gui(in_window([&](ui::Ui& ui) {
    const ui::ItemState slider = ui::item(ui, "slider", line(0));
    if (slider.focused) {
      focused = "slider";
      if (ui::take_key(slider, ImGuiKey_RightArrow)) ++steps;
      if (ui::take_key(slider, ImGuiKey_LeftArrow)) --steps;
    }
    if (ui::item(ui, "other", ImRect(400, 40, 500, 72)).focused) focused = "other";
  }));
  gui.click("slider");
  gui.key(ImGuiKey_RightArrow);
  gui.key(ImGuiKey_RightArrow);
  gui.key(ImGuiKey_LeftArrow);
  EXPECT_EQ(steps, 1);
  EXPECT_EQ(focused, "slider");
}

TEST(Item, TheRingShowsOnlyWhileTheKeyboardIsUsed) {
  bool visible = false;
  HeadlessGui gui(in_window([&](ui::Ui& ui) { visible = ui::item(ui, "cell", line(0)).focus_visible; }));
  gui.click("cell");
  EXPECT_FALSE(visible);
  gui.key(ImGuiKey_Tab);
  EXPECT_TRUE(visible);
}

TEST(Item, WhatIsScrolledAwayIsRegisteredAsInvisible) {
  HeadlessGui gui(in_window([&](ui::Ui& ui) {
    ui::ScrollArea area(ui, "list", ImRect(40, 40, 240, 140));
    for (int i = 0; i < 10; ++i) {
      const float top = area.origin().y + 40.0F * static_cast<float>(i);
      ui::item(ui, "row." + std::to_string(i), ImRect(area.origin().x, top, area.origin().x + 100, top + 30));
    }
    area.set_content_height(400);
  }));
  EXPECT_TRUE(gui.has("row.0"));
  EXPECT_FALSE(gui.has("row.9"));
  gui.wheel("list", -20);
  gui.frames(20);
  EXPECT_TRUE(gui.has("row.9"));
  EXPECT_FALSE(gui.has("row.0"));
}

TEST(ItemRegistry, NamesMentionedTwiceAreReported) {
  HeadlessGui gui(in_window([&](ui::Ui& ui) {
    ui::register_area(ui, "card", line(0));
    ui::register_area(ui, "card", line(1));
  }));
  EXPECT_EQ(gui.items().duplicates(), std::vector<std::string>{"card"});
}

// The colour in the middle of an item's right half, where no letters stand.
ImU32 color_in(HeadlessGui& gui, const std::string& name) {
  const app::Picture picture = gui.picture();
  const ImRect& rect = gui.item(name).rect;
  const auto x = static_cast<std::size_t>(rect.Max.x - 20);
  const auto y = static_cast<std::size_t>(rect.GetCenter().y);
  const unsigned char* pixel = &picture.rgba[(y * static_cast<std::size_t>(picture.width) + x) * 4];
  return IM_COL32(pixel[0], pixel[1], pixel[2], pixel[3]);
}

TEST(Choice, TheKeyboardsPlaceIsARingAndOnlyTheChosenOneIsFilled) {
  HeadlessGui gui(in_window([&](ui::Ui& ui) {
    ui::choice(ui, "first", line(0), "Yes", false, ui::ChoiceMark::None, true);
    ui::choice(ui, "second", line(1), "No", true, ui::ChoiceMark::None, true);
    ui::choice(ui, "third", line(2), "Both", false, ui::ChoiceMark::None, true);
  }));
  const ImU32 plain = color_in(gui, "third");
  EXPECT_NE(color_in(gui, "second"), plain);
  gui.key(ImGuiKey_DownArrow);
  gui.key(ImGuiKey_UpArrow);
  gui.key(ImGuiKey_UpArrow);
  ASSERT_TRUE(gui.item("first").focused);
  EXPECT_EQ(color_in(gui, "first"), plain) << "it looks as if it were chosen";
  gui.hover("second");
  gui.hover("third");
  EXPECT_NE(color_in(gui, "third"), plain) << "the pointer shows where it is";
}

}  // namespace
