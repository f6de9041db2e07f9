// Undo, redo and closing the second sentence leave something to look at.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/app_gui.h"

namespace {

using support::AppGui;

TEST(UndoSelection, UndoneToTheVeryStartTheWordAndHeadOfTheStartComeBack) {
  AppGui window;
  const core::Selection start = window.selection();
  window.ask(ui::ChooseModel{"three-words"});
  window.gui().click("words.1");
  window.ask(ui::SetSentence{"cat sat", false});
  while (!window.undo_name().empty()) {
    window.gui().key(ImGuiKey_Z, ImGuiMod_Ctrl);
    window.gui().frames(2);
  }
  EXPECT_EQ(window.trace().config().id, "glass-box");
  EXPECT_EQ(window.selection(), start);
  EXPECT_FALSE(window.head().idle);
}

TEST(UndoSelection, UndoOfAnEditLeavesTheSelectionAlone) {
  AppGui window;
  window.ask(ui::PutEdits{{{core::Site::Q, false, 0, 0, 1, 0, 3.0F}}, "Change q", false});
  window.gui().click("words.4");
  const core::Selection chosen = window.selection();
  window.undo();
  EXPECT_EQ(window.selection(), chosen);
}

TEST(UndoSelection, ClosingTheSecondSentenceGoesBackToTheHeadOfBefore) {
  AppGui window;
  window.view().selection.layer = 0;
  window.view().selection.head = 1;
  window.gui().frames(2);
  const core::Index head = window.selection().head;
  window.gui().click("bar.second");
  window.gui().frames(3);
  window.gui().type("Der Hund");
  window.gui().key(ImGuiKey_Enter);
  window.gui().frames(3);
  ASSERT_EQ(window.trace().head_config(window.selection().layer, window.selection().head).keys,
            core::KeySource::Second);
  window.gui().click("bar.second.close");
  window.gui().frames(3);
  EXPECT_EQ(window.selection().layer, 0);
  EXPECT_EQ(window.selection().head, head);
  EXPECT_FALSE(window.head().idle);
}

TEST(UndoSelection, AnIdleHeadIsLeftWhereNoOtherWasChosenBefore) {
  AppGui window;
  const auto& library = *window.app().panel_input().library;
  const auto pair =
      std::find_if(library.begin(), library.end(), [](const ui::LibrarySentence& one) { return !one.second.empty(); });
  ASSERT_NE(pair, library.end());
  window.ask(ui::OpenSentence{pair->id});
  window.ask(ui::SetSecond{std::nullopt});
  EXPECT_FALSE(window.head().idle);
  EXPECT_TRUE(window.selection().key.has_value());
}

TEST(Status, EditsThatOnlyWaitAreToldApart) {
  AppGui window({.model = "three-words", .sentence = "The cat sat", .word = "sat"});
  const auto label_width = [&] { return window.gui().item("status.edits").rect.GetWidth(); };
  window.ask(ui::PutEdits{{{core::Site::Q, false, 0, 0, 1, 0, 3.0F}}, "Change q of cat", false});
  const float one = label_width();
  window.ask(ui::PutEdits{{{core::Site::Q, false, 0, 0, 1, 1, 2.0F}}, "Change q of cat", false});
  window.ask(ui::SetSentence{"The sat", false});
  window.gui().frames(2);
  EXPECT_GT(label_width(), one + 20) << "“2 edits, both waiting”";
  EXPECT_NE(window.gui().item("status.edits").tooltip.find("with their words"), std::string::npos);
}

}  // namespace
