// Keys reach what is on top, and only that.
#include <gtest/gtest.h>
#include <imgui_internal.h>

#include "tests/support/app_gui.h"

namespace {

using support::AppGui;

AppGui three_words() {
  return AppGui({.model = "three-words", .sentence = "The cat sat", .word = "sat"});
}

TEST(Keyboard, EscClosesAnOpenMenuAndLeavesTheKeySelected) {
  AppGui window = three_words();
  window.view().selection.key = 1;
  window.gui().click("bar.export");
  window.gui().frames(2);
  ASSERT_TRUE(window.gui().has("bar.export/The session"));
  window.gui().key(ImGuiKey_Escape);
  window.gui().frames(2);
  EXPECT_FALSE(window.gui().has("bar.export/The session"));
  EXPECT_EQ(window.selection().key, 1);
}

TEST(Keyboard, EscClosesAListAtTheLeftBeforeItClearsTheKey) {
  AppGui window = three_words();
  window.view().selection.key = 1;
  window.gui().key(ImGuiKey_B, ImGuiMod_Ctrl);
  ASSERT_EQ(window.view().persisted.left_panel, ui::LeftPanel::Sentences);
  window.view().persisted.left_panel = ui::LeftPanel::Patterns;  // without a field that takes the keyboard
  window.gui().frames(2);
  window.gui().key(ImGuiKey_Escape);
  EXPECT_EQ(window.view().persisted.left_panel, ui::LeftPanel::None);
  EXPECT_EQ(window.selection().key, 1);
  window.gui().key(ImGuiKey_Escape);
  EXPECT_FALSE(window.selection().key.has_value());
}

TEST(Keyboard, AnOverlayKeepsTheKeysOfWhatItHides) {
  AppGui window = three_words();
  window.gui().key(ImGuiKey_F1);
  window.gui().frames(2);
  ASSERT_EQ(window.view().transient.overlay, ui::Overlay::Keys);
  const ui::Stage stage = window.view().persisted.stage;
  window.gui().key(ImGuiKey_RightBracket, ImGuiMod_Ctrl);
  window.gui().key(ImGuiKey_L, ImGuiMod_Ctrl);
  EXPECT_EQ(window.view().persisted.stage, stage);
  EXPECT_EQ(window.view().transient.focus_request, "");
  window.gui().key(ImGuiKey_K, ImGuiMod_Ctrl);
  EXPECT_EQ(window.view().transient.overlay, ui::Overlay::Commands);
}

TEST(Keyboard, TheSentenceFieldTakesTheKeyboardWhateverWasClickedBefore) {
  for (const char* clicked : {"words.1", "map.cell.0.2", "map.row.0", "row.name.0", "bar.theme"}) {
    AppGui window = three_words();
    ASSERT_TRUE(window.gui().has(clicked)) << clicked;
    window.gui().click(clicked);
    window.gui().frames(2);
    window.gui().key(ImGuiKey_L, ImGuiMod_Ctrl);
    window.gui().frames(2);
    window.gui().type("cat");
    window.gui().key(ImGuiKey_Enter);
    window.gui().frames(2);
    EXPECT_EQ(window.app().session().sentence, "cat") << clicked;
  }
}

TEST(Keyboard, AltAndArrowsChooseHeadsWhateverWasClickedBefore) {
  for (const char* clicked : {"words.1", "map.cell.1.0", "map.row.1", "row.name.0"}) {
    AppGui window({.model = "glass-box", .sentence = "The cat sat.", .word = "sat"});
    window.view().selection.layer = window.view().selection.head = 0;
    window.gui().frames(2);
    window.gui().click(clicked);
    const core::Index query = window.selection().query;
    window.gui().key(ImGuiKey_RightArrow, ImGuiMod_Alt);
    EXPECT_EQ(window.selection().head, 1) << clicked;
    window.gui().key(ImGuiKey_DownArrow, ImGuiMod_Alt);
    EXPECT_EQ(window.selection().layer, 1) << clicked;
    EXPECT_EQ(window.selection().query, query) << clicked;
  }
}

TEST(Keyboard, AltAndBHeldIsALookAtBeforeAndTappedStaysThere) {
  AppGui window = three_words();
  window.ask(ui::PutEdits{{{core::Site::Q, false, 0, 0, 1, 0, 3.0F}}, "Change q of cat", false});
  const auto press = [&](float seconds) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddKeyEvent(ImGuiMod_Alt, true);
    io.AddKeyEvent(ImGuiKey_B, true);
    window.gui().frames(static_cast<int>(seconds * 60) + 2);
    const bool shown = window.view().transient.show_before;
    io.AddKeyEvent(ImGuiKey_B, false);
    io.AddKeyEvent(ImGuiMod_Alt, false);
    window.gui().frames(3);
    return shown;
  };
  EXPECT_TRUE(press(1));
  EXPECT_FALSE(window.view().transient.show_before);
  EXPECT_TRUE(press(0.1F));
  EXPECT_TRUE(window.view().transient.show_before);
  EXPECT_FALSE(press(0.1F));
}

TEST(SentenceField, ATextThatFitsIsSeenFromItsStartHoweverLongItWas) {
  AppGui window;
  window.gui().key(ImGuiKey_L, ImGuiMod_Ctrl);
  window.gui().frames(2);
  std::string text = "The cat sat on the mat";
  for (int i = 0; i < 20; ++i) text += " and the dog sat on the rug";
  window.gui().type(text);
  const ImGuiInputTextState& state = ImGui::GetCurrentContext()->InputTextState;
  ASSERT_GT(state.Scroll.x, 100) << "the cursor stands at the end";
  window.gui().key(ImGuiKey_A, ImGuiMod_Ctrl);
  window.gui().type("The cat sat on the mat because it was tired and the trophy did not fit in the suitcase.");
  window.gui().frames(2);
  EXPECT_EQ(state.Scroll.x, 0);
}

TEST(Keyboard, CtrlPlusEnlargesWithAndWithoutShift) {
  AppGui window = three_words();
  const float before = window.app().panel_input().preferences->scale;
  window.gui().key(ImGuiKey_Equal, ImGuiMod_Ctrl | ImGuiMod_Shift);
  const float once = window.app().panel_input().preferences->scale;
  EXPECT_GT(once, before);
  window.gui().key(ImGuiKey_Equal, ImGuiMod_Ctrl);
  EXPECT_GT(window.app().panel_input().preferences->scale, once);
}

TEST(Keyboard, ResettingEveryEditTakesThoseThatWaitForTheirWordsToo) {
  AppGui window = three_words();
  window.ask(ui::PutEdits{{{core::Site::Q, false, 0, 0, 1, 0, 3.0F}}, "Change q of cat", false});
  window.ask(ui::SetSentence{"The sat", false});
  ASSERT_EQ(window.edits().size(), 1U);
  ASSERT_TRUE(window.edits()[0].parked);
  window.gui().key(ImGuiKey_R, ImGuiMod_Ctrl | ImGuiMod_Shift);
  EXPECT_TRUE(window.edits().empty());
}

// The look that the desktop chose: the window is dark while the reader's choice is still the system's.
TEST(Keyboard, KeyAndButtonTurnTheThemeThatIsShown) {
  AppGui window;
  ui::Preferences systems = window.app().preferences();
  systems.theme = ui::ThemeChoice::System;
  window.ask(ui::SetPreferences{systems});
  window.gui().gui().style().theme = ui::Theme::Dark;
  window.gui().key(ImGuiKey_T, ImGuiMod_Ctrl);
  EXPECT_EQ(window.app().preferences().theme, ui::ThemeChoice::Light);
  window.gui().click("bar.theme");
  EXPECT_EQ(window.app().preferences().theme, ui::ThemeChoice::Light) << "the window of this test stays dark";
  window.gui().gui().style().theme = ui::Theme::Light;
  window.gui().click("bar.theme");
  EXPECT_EQ(window.app().preferences().theme, ui::ThemeChoice::Dark);
}

}  // namespace

TEST(Keyboard, TheSecondSentenceThatAKeyOpensTakesWhatIsTyped) {
  AppGui window({.model = "glass-box", .sentence = "", .word = "it"});
  window.gui().key(ImGuiKey_2, ImGuiMod_Ctrl | ImGuiMod_Shift);
  window.app().finish_run();
  window.gui().frames(2);
  window.gui().type("Der Hund");
  EXPECT_EQ(window.app().session().second, "Der Hund");
}
