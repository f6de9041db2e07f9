#include <gtest/gtest.h>

#include "tests/support/app_gui.h"
#include "ui/panels/words_scene.h"

namespace {

using support::AppGui;

constexpr const char* kSentence = "The cat sat on the mat because it was tired.";

AppGui glass_box() {
  return AppGui({.model = "glass-box", .sentence = kSentence, .word = "it"});
}

ui::WordsScene scene_of(AppGui& window) {
  return ui::make_words_scene(window.app().panel_input(), window.view());
}

TEST(WordsPanel, AClickSelectsTheWordThatLooksAndItsStrongestKey) {
  AppGui window = glass_box();
  window.gui().click("words.1");
  EXPECT_EQ(window.selection().query, 1);
  core::Index strongest = -1;
  window.head().weights.row(1).maxCoeff(&strongest);
  EXPECT_EQ(window.selection().key, strongest);
}

TEST(WordsPanel, ShiftClickSelectsTheWordLookedAt) {
  AppGui window = glass_box();
  window.gui().click("words.5", ImGuiMod_Shift);
  EXPECT_EQ(window.selection().query, 7);
  EXPECT_EQ(window.selection().key, 5);
}

TEST(WordsPanel, EscapeClearsTheWordLookedAt) {
  AppGui window = glass_box();
  window.gui().click("words.5", ImGuiMod_Shift);
  window.gui().key(ImGuiKey_Escape);
  EXPECT_FALSE(window.selection().key);
  EXPECT_EQ(window.selection().query, 7);
}

TEST(WordsPanel, ArrowKeysWalkTheWords) {
  AppGui window = glass_box();
  window.gui().click("words.3");
  window.gui().frames(2);
  window.gui().key(ImGuiKey_RightArrow);
  window.gui().frames(2);
  EXPECT_EQ(window.selection().query, 4);
  window.gui().key(ImGuiKey_LeftArrow);
  window.gui().frames(2);
  window.gui().key(ImGuiKey_LeftArrow);
  EXPECT_EQ(window.selection().query, 2);
}

TEST(WordsPanel, TheChipsMenuIgnoresAWordAndStopsIgnoringIt) {
  AppGui window = glass_box();
  window.gui().right_click("words.1");
  window.gui().frames(3);
  window.gui().click("words.menu.ignore");
  window.gui().frames(2);
  EXPECT_EQ(window.trace().run.switches.ignored, std::set<core::Index>{1});
  EXPECT_TRUE(window.head().weights.col(1).isZero());
  EXPECT_EQ(window.undo_name(), "Ignore “cat”");
  window.gui().right_click("words.1");
  window.gui().frames(3);
  window.gui().click("words.menu.ignore");
  window.gui().frames(2);
  EXPECT_TRUE(window.trace().run.switches.ignored.empty());
}

TEST(WordsPanel, EveryWeightIsDrawnOrCounted) {
  AppGui window = glass_box();
  for (core::Index query = 0; query < 11; ++query) {
    window.view().selection.query = query;
    const ui::WordsScene scene = scene_of(window);
    float sum = scene.small_sum;
    for (const ui::WordLink& link : scene.links) sum += link.weight;
    EXPECT_NEAR(sum, 1, 1e-5);
    for (const ui::WordLink& link : scene.links) EXPECT_GE(link.weight, ui::kLeastRibbon);
  }
}

TEST(WordsPanel, LookedAtByShowsTheColumnOfTheWord) {
  AppGui window = glass_box();
  window.gui().click("words.direction.looked");
  EXPECT_EQ(window.view().persisted.ribbons, ui::RibbonDirection::LookedAtBy);
  const ui::WordsScene scene = scene_of(window);
  const core::Index word = window.selection().query;
  for (const ui::WordLink& link : scene.links) EXPECT_EQ(link.weight, window.head().weights(link.token, word));
  window.gui().click("words.direction.looks");
  EXPECT_EQ(window.view().persisted.ribbons, ui::RibbonDirection::LooksAt);
}

TEST(WordsPanel, ASelectedKeyBelowTheLeastRibbonIsLabelledWithoutARibbon) {
  AppGui window = glass_box();
  for (core::Index query = 0; query < 11; ++query) {
    for (core::Index key = 0; key < 11; ++key) {
      window.view().selection.query = query;
      window.view().selection.key = key;
      window.view().persisted.ribbons = key % 2 == 0 ? ui::RibbonDirection::LookedAtBy : ui::RibbonDirection::LooksAt;
      window.gui().frames(1);
      EXPECT_TRUE(window.gui().has("words.10"));
    }
  }
}

TEST(WordsPanel, FortyWordsAreAllInsideThePanel) {
  std::string sentence;
  for (int i = 0; i < 40; ++i) sentence += i % 3 == 0 ? "because " : "garden ";
  AppGui window({.model = "glass-box", .sentence = sentence, .word = "", .width = 1280, .height = 720});
  ASSERT_EQ(window.trace().tokens.size(), 40U);
  for (int i = 0; i < 40; ++i) {
    const ui::Item& chip = window.gui().item("words." + std::to_string(i));
    EXPECT_EQ(chip.shown.GetHeight(), chip.rect.GetHeight()) << i;
  }
}

TEST(WordsPanel, TheSelectedOneOfManyWordsIsScrolledIntoView) {
  std::string sentence;
  for (int i = 0; i < 400; ++i) sentence += i % 3 == 0 ? "because " : "garden ";
  AppGui window({.model = "glass-box", .sentence = sentence, .word = ""});
  window.view().selection.query = 390;
  window.gui().frames(4);
  EXPECT_TRUE(window.gui().has("words.390"));
  window.view().selection.query = 2;
  window.gui().frames(4);
  EXPECT_TRUE(window.gui().has("words.2"));
}

}  // namespace
