// The four patterns: the glass box has a head for each, and where a model has none an edit makes it.
#include <gtest/gtest.h>

#include "core/attention/forward.h"
#include "core/attention/patterns.h"
#include "tests/support/app_gui.h"

namespace {

using core::Pattern;
using support::AppGui;

TEST(PatternGallery, TheGlassBoxMakesAllButTheDiagonalWithRealHeads) {
  AppGui window({.model = "", .sentence = "", .word = "it"});
  for (int i = 0; i < core::kPatternCount; ++i) {
    const auto example = core::survey_patterns(window.trace()).example(static_cast<Pattern>(i));
    ASSERT_EQ(example.has_value(), static_cast<Pattern>(i) != Pattern::Diagonal) << i;
    if (!example) continue;
    EXPECT_GE(example->share, 0.4) << i;
    EXPECT_EQ(window.trace().head(example->layer, example->head).weights(example->query, example->key),
              example->weight);
  }
}

TEST(PatternGallery, AClickOpensTheHeadAndItsStrongestLink) {
  AppGui window({.model = "", .sentence = "", .word = "it"});
  window.view().persisted.left_panel = ui::LeftPanel::Patterns;
  window.gui().frames(3);
  const auto example = core::survey_patterns(window.trace()).example(Pattern::Previous);
  ASSERT_TRUE(example.has_value());
  window.gui().click("pattern.previous");
  EXPECT_EQ(window.selection().layer, example->layer);
  EXPECT_EQ(window.selection().head, example->head);
  EXPECT_EQ(window.selection().key, example->key);
}

TEST(PatternGallery, AnEditMakesAPatternThatNoHeadHas) {
  AppGui window({.model = "four-by-three", .sentence = "", .word = "bees"});
  window.view().persisted.left_panel = ui::LeftPanel::Patterns;
  window.gui().frames(3);
  ASSERT_FALSE(core::survey_patterns(window.trace()).example(Pattern::Diagonal).has_value());
  window.gui().click("pattern.diagonal.make");
  window.app().finish_run();
  window.gui().frames(2);
  EXPECT_EQ(window.head().weights, core::Matrix::Identity(3, 3));
  EXPECT_EQ(window.undo_name(), "Make the pattern Diagonal in Attention");
  // Another one over it: what was held gives way.
  window.gui().click("pattern.previous.make");
  window.app().finish_run();
  EXPECT_EQ(window.head().weights(1, 0), 1);
  EXPECT_EQ(window.head().weights(2, 1), 1);
  EXPECT_TRUE(window.app().messages().empty());
  window.undo();
  window.undo();
  EXPECT_TRUE(window.edits().empty());
}

TEST(PatternGallery, WhileAnAverageIsShownNoHeadIsMarked) {
  AppGui window({.model = "", .sentence = "", .word = "it"});
  window.view().persisted.left_panel = ui::LeftPanel::Patterns;
  window.view().selection.layer = window.view().selection.head = 0;
  const auto fill_of_first = [&] {
    window.gui().frames(3);
    const ImRect line = window.gui().item("patterns.0.0").shown;
    return window.gui().picture().color_at(static_cast<int>(line.Max.x) - 12, static_cast<int>(line.GetCenter().y));
  };
  const std::uint32_t marked = fill_of_first();
  window.view().selection.map = core::MapKind::MeanOverAll;
  EXPECT_NE(fill_of_first(), marked);
  window.view().selection.map = core::MapKind::Head;
  EXPECT_EQ(fill_of_first(), marked);
  window.view().selection.head = 1;
  const std::uint32_t plain = fill_of_first();
  window.view().selection.map = core::MapKind::MeanOverAll;
  window.view().selection.head = 0;
  EXPECT_EQ(fill_of_first(), plain);
}

TEST(PatternGallery, NoShareIsMoreThanTheOthersLeave) {
  AppGui window({.model = "", .sentence = "", .word = "it"});
  for (core::Index head = 0; head < 7; ++head) {
    const core::PatternShares shares = core::measure_patterns(window.trace(), 0, head);
    EXPECT_GE(shares.elsewhere, 0);
    EXPECT_LE(shares.elsewhere, 1 - shares.column + 1e-6);
    EXPECT_LE(shares.elsewhere, 1 - shares.diagonal + 1e-6);
  }
}

}  // namespace
