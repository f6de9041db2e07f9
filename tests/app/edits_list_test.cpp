#include "ui/panels/edits_list.h"

#include <gtest/gtest.h>

#include "tests/support/app_gui.h"

namespace {

using support::AppGui;

// Two edits: the query of "sat" and its relevance of "The".
void edit_twice(AppGui& window) {
  window.gui().click("vector.tab.q");
  window.gui().drag("vector.bar.0", 30, 0);
  window.gui().drag("row.slider.0", 30, 0);
  ASSERT_EQ(window.edits().size(), 2U);
  window.view().transient.overlay = ui::Overlay::Edits;
  window.gui().frames(3);
}

TEST(EditsList, SwitchingAnEditOffTakesItOutOfForceAndKeepsItInTheList) {
  AppGui window({.model = "three-words", .sentence = "", .word = "sat"});
  const core::Matrix before = window.head().q;
  edit_twice(window);
  window.gui().click("edits.switch.0");
  EXPECT_EQ(window.head().q, before);
  ASSERT_EQ(window.edits().size(), 2U);
  EXPECT_FALSE(window.edits()[0].on);
  window.gui().click("edits.switch.0");
  EXPECT_NE(window.head().q, before);
}

TEST(EditsList, UndoReachesOverTheListAndSaysWhichEdit) {
  AppGui window({.model = "three-words", .sentence = "", .word = "sat"});
  edit_twice(window);
  window.gui().click("edits.switch.0");
  const std::string name = window.undo_name();
  EXPECT_EQ(name.rfind("Switch off: ", 0), 0U) << name;
  EXPECT_NE(name.find("“sat”"), std::string::npos) << name;
  window.gui().key(ImGuiKey_Z, ImGuiMod_Ctrl);
  window.gui().frames(2);
  EXPECT_TRUE(window.edits()[0].on);
  EXPECT_EQ(window.view().transient.overlay, ui::Overlay::Edits) << "the list stays open";
  window.gui().click("edits.remove.0");
  EXPECT_EQ(window.undo_name().rfind("Remove: ", 0), 0U);
  window.gui().key(ImGuiKey_Z, ImGuiMod_Ctrl);
  window.gui().frames(2);
  EXPECT_EQ(window.edits().size(), 2U);
  window.gui().key(ImGuiKey_Y, ImGuiMod_Ctrl);
  window.gui().frames(2);
  EXPECT_EQ(window.edits().size(), 1U);
}

TEST(EditsList, RemovingOneLeavesTheOther) {
  AppGui window({.model = "three-words", .sentence = "", .word = "sat"});
  edit_twice(window);
  window.gui().click("edits.remove.0");
  ASSERT_EQ(window.edits().size(), 1U);
  EXPECT_EQ(window.edits()[0].edit.site, core::Site::Score);
}

TEST(EditsList, RemoveAllIsOneUndoStep) {
  AppGui window({.model = "three-words", .sentence = "", .word = "sat"});
  edit_twice(window);
  const core::Matrix edited = window.head().weights;
  window.gui().click("edits.remove_all");
  EXPECT_TRUE(window.edits().empty());
  EXPECT_EQ(window.trace().run.edits.size(), 0U);
  window.undo();
  EXPECT_EQ(window.edits().size(), 2U);
  EXPECT_EQ(window.head().weights, edited);
}

TEST(EditsList, AJumpSelectsWhereTheEditActsAndClosesTheList) {
  AppGui window({.model = "three-words", .sentence = "", .word = "sat"});
  edit_twice(window);
  window.view().selection.query = 0;
  window.view().persisted.vector_tab = ui::VectorTab::Value;
  window.gui().click("edits.jump.0");
  EXPECT_EQ(window.selection().query, 2);
  EXPECT_EQ(window.view().persisted.vector_tab, ui::VectorTab::Query);
  EXPECT_EQ(window.view().transient.overlay, ui::Overlay::None);
}

TEST(EditsList, AnEditWhoseWordIsGoneWaitsForIt) {
  AppGui window({.model = "three-words", .sentence = "", .word = "sat"});
  edit_twice(window);
  window.ask(ui::SetSentence{"The cat", false});
  ASSERT_TRUE(window.edits()[0].parked);
  EXPECT_FALSE(window.gui().item("edits.jump.0").enabled);
  EXPECT_FALSE(window.gui().item("edits.switch.0").enabled);
  EXPECT_NE(ui::edit_text(window.app().panel_input(), window.edits()[0]).find("“sat”"), std::string::npos);
  window.ask(ui::SetSentence{"The cat sat", false});
  EXPECT_TRUE(window.gui().item("edits.jump.0").enabled);
}

}  // namespace
