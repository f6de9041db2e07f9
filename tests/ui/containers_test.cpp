#include "ui/widgets/containers.h"

#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/headless_gui.h"
#include "ui/widgets/input_text.h"

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

class DropdownTest : public testing::Test {
 protected:
  const std::vector<ui::DropdownItem> items_{{.label = "Glass box", .caption = "Compiled by hand"},
                                             {.label = "Three words"},
                                             {.label = "Off", .enabled = false}};
  std::string filter_;
  std::optional<int> chosen_;
  bool search_ = false;
  ImRect place_ = line(0);
  HeadlessGui gui_{in_window([this](ui::Ui& ui) {
    ui::DropdownSpec spec;
    spec.filter = search_ ? &filter_ : nullptr;
    if (const auto chosen = ui::dropdown(ui, "model", place_, items_, chosen_.value_or(0), spec)) chosen_ = chosen;
  })};
};

TEST_F(DropdownTest, AClickChoosesAndClosesIt) {
  EXPECT_FALSE(gui_.has("model/Three words"));
  gui_.click("model");
  gui_.click("model/Three words");
  EXPECT_EQ(chosen_, 1);
  gui_.frames(3);
  EXPECT_FALSE(gui_.has("model/Three words"));
}

TEST_F(DropdownTest, EscapeClosesItWithoutAChoice) {
  gui_.click("model");
  gui_.key(ImGuiKey_Escape);
  gui_.frames(3);
  EXPECT_FALSE(gui_.has("model/Three words"));
  EXPECT_EQ(chosen_, std::nullopt);
}

TEST_F(DropdownTest, ArrowsAndEnterChooseFromTheSelectedItemOn) {
  gui_.key(ImGuiKey_Tab);
  gui_.key(ImGuiKey_Space);
  gui_.frames(4);
  gui_.key(ImGuiKey_DownArrow);
  gui_.frames(2);
  gui_.key(ImGuiKey_Enter);
  gui_.frames(2);
  EXPECT_EQ(chosen_, 1);
}

TEST_F(DropdownTest, ADisabledItemCannotBeChosen) {
  gui_.click("model");
  gui_.click("model/Off");
  EXPECT_EQ(chosen_, std::nullopt);
}

TEST_F(DropdownTest, TypingNarrowsTheList) {
  search_ = true;
  gui_.click("model");
  gui_.type("HAND");
  EXPECT_TRUE(gui_.has("model/Glass box"));  // found by its caption
  EXPECT_FALSE(gui_.has("model/Three words"));
  gui_.click("model/Glass box");
  EXPECT_EQ(chosen_, 0);
}

TEST_F(DropdownTest, NearTheFootOfTheWindowItOpensUpward) {
  place_ = ImRect(40, 940, 340, 972);
  gui_.frames(2);
  gui_.click("model");
  EXPECT_LT(gui_.item("model/Three words").rect.Max.y, 940);
}

TEST(TextField, TypedTextOfAnyLengthAndScriptArrives) {
  std::string text;
  ui::TextFieldState last;
  bool committed = false;
  HeadlessGui gui(in_window([&](ui::Ui& ui) {
    last = ui::text_field(ui, "sentence", line(0), text, {.hint = "Type a sentence"});
    committed = committed || last.committed;
  }));
  gui.click("sentence");
  EXPECT_TRUE(last.active);
  const std::string long_text(300, 'x');
  gui.type(long_text);
  EXPECT_EQ(text, long_text);
  gui.key(ImGuiKey_A, ImGuiMod_Ctrl);
  gui.type("\u732B na\u00EFve");
  EXPECT_EQ(text, "\u732B na\u00EFve");
  EXPECT_FALSE(committed);
  gui.key(ImGuiKey_Enter);
  EXPECT_TRUE(committed);
}

TEST(TextField, PasteComesFromTheClipboard) {
  std::string text;
  HeadlessGui gui(in_window([&](ui::Ui& ui) { ui::text_field(ui, "field", line(0), text); }));
  gui.headless().set_clipboard("a\u2212b");
  gui.click("field");
  gui.key(ImGuiKey_V, ImGuiMod_Ctrl);
  EXPECT_EQ(text, "a\u2212b");
}

}  // namespace
