// What is pointed at in the walkthrough lights its word and its row or column of the map, as it does from any panel.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/support/app_gui.h"

namespace {

using support::AppGui;
using ui::Stage;

// Whether any pixel of the item was drawn differently.
bool differs(const app::Picture& first, const app::Picture& second, const ImRect& item) {
  for (int y = static_cast<int>(item.Min.y); y < static_cast<int>(item.Max.y); ++y) {
    for (int x = static_cast<int>(item.Min.x); x < static_cast<int>(item.Max.x); ++x) {
      if (first.color_at(x, y) != second.color_at(x, y)) return true;
    }
  }
  return false;
}

struct Pointed {
  std::string what;
  Stage stage;
  bool whole = false;
  std::string item, lit_in_words, lit_in_map;  // "": nothing there
};

class StageHover : public testing::TestWithParam<Pointed> {};

TEST_P(StageHover, LightsItsWordAndItsRowOrColumnOfTheMap) {
  const Pointed& pointed = GetParam();
  AppGui window({.model = "", .sentence = "", .word = "it"});
  window.view().selection.key = 2;  // none of those that are pointed at
  window.view().persisted.stage = pointed.stage;
  window.view().persisted.whole_stage = pointed.whole;
  window.gui().move_to(ImVec2(1, 1));
  window.gui().frames(4);
  const app::Picture before = window.gui().picture();
  window.gui().hover(pointed.item);
  window.gui().frames(4);
  const app::Picture after = window.gui().picture();
  for (const std::string& name : {pointed.lit_in_words, pointed.lit_in_map}) {
    if (name.empty()) continue;
    EXPECT_TRUE(differs(before, after, window.gui().item(name).rect)) << name;
  }
  // A word that nothing points at stays as it is.
  EXPECT_FALSE(differs(before, after, window.gui().item("words.8").rect));
  EXPECT_FALSE(differs(before, after, window.gui().item("map.column.8").rect));
}

INSTANTIATE_TEST_SUITE_P(
    Parts, StageHover,
    testing::Values(Pointed{"Bar", Stage::Scores, false, "stage.score.5", "words.5", "map.column.5"},
                    Pointed{"KeyRow", Stage::Softmax, false, "stage.weight.5", "words.5", "map.column.5"},
                    Pointed{"QueryRow", Stage::Words, false, "stage.word.3", "", "map.row.3"},
                    Pointed{"Share", Stage::Mix, false, "stage.share.1", "words.1", "map.column.1"},
                    Pointed{"Cell", Stage::Scores, true, "stage.cell.3.5", "", "map.row.3"}),
    [](const auto& one) { return one.param.what; });

}  // namespace
