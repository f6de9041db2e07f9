#include <gtest/gtest.h>

#include "core/attention/nearest_words.h"
#include "tests/support/app_gui.h"
#include "ui/widgets/copy_menu.h"

namespace {

using support::AppGui;

AppGui three_words() {
  return AppGui({.model = "three-words", .sentence = "", .word = "sat"});
}

TEST(OutputPanel, TheNearestWordsAreThoseOfTheOutputWithTheWordItselfLeftOut) {
  AppGui window = three_words();
  const core::Vector written =
      core::head_contribution(window.trace(), window.selection().layer, window.selection().head, 2);
  const auto expected = window.app().panel_input().nearest->find(written, "sat");
  ASSERT_FALSE(expected.empty());
  const auto& shown = window.view().transient.word.nearest_now;
  EXPECT_EQ(shown.direction, written);
  ASSERT_EQ(shown.words.size(), expected.size());
  EXPECT_EQ(shown.words[0].word, expected[0].word);
  EXPECT_TRUE(window.gui().has("output.near.0"));
  for (const core::NearWord& word : shown.words) EXPECT_NE(word.word, "sat");
}

TEST(OutputPanel, AWordOfTheBlendSelectsTheKey) {
  AppGui window = three_words();
  window.gui().click("output.word.0");
  EXPECT_EQ(window.selection().key, 0);
}

TEST(OutputPanel, NearestWordsAndLeaningsFollowASliderAndShowWhatTheyWereBefore) {
  AppGui window = three_words();
  EXPECT_FALSE(window.gui().has("output.near.before"));
  const core::Vector before = window.view().transient.word.nearest_now.direction;
  window.gui().drag("row.slider.0", 60, 0);
  window.gui().frames(2);
  const core::Vector now = window.head().output.row(2);
  EXPECT_EQ(window.view().transient.word.nearest_now.direction, now);
  EXPECT_EQ(window.view().transient.word.nearest_before.direction, before);
  EXPECT_TRUE(window.gui().has("output.near.before"));
}

TEST(OutputPanel, AComponentOfTheOutputIsTypedAndReset) {
  AppGui window = three_words();
  const core::Matrix before = window.head().output;
  window.gui().click("output.components");
  window.gui().double_click("output.value.0");
  window.gui().type("\u22121");
  window.gui().key(ImGuiKey_Enter);
  EXPECT_FLOAT_EQ(window.head().output(2, 0), -1);
  EXPECT_FLOAT_EQ(window.trace().layers[0]->output(2, 0), -1);
  EXPECT_EQ(window.head().output(2, 1), before(2, 1));
  ASSERT_EQ(window.edits().size(), 1U);
  EXPECT_EQ(window.edits()[0].edit.site, core::Site::Output);
  window.gui().right_click("output.bar.0");
  window.gui().click("output.menu.0/matrix/numpy");
  EXPECT_EQ(window.copied(), ui::matrix_text(window.head().output, ui::CopyFormat::NumPy));
  window.gui().right_click("output.bar.0");
  window.gui().click("output.menu.0/reset");
  EXPECT_EQ(window.head().output, before);
}

}  // namespace
