// Pieces joined to words, and resting places set aside, in the real program with a learned model.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/attention/whole_words.h"
#include "tests/support/lesson_gui.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_model.h"
#include "ui/panels/map_readout.h"
#include "ui/panels/row_data.h"
#include "ui/panels/words_scene.h"

namespace {

using core::Index;
using support::AppGui;
using testing::HasSubstr;

// "[CLS] the dog ##s play ##ing cat [SEP]": six words.
class PiecesWindow {
 public:
  PiecesWindow() {
    support::write_tiny_model(folder_.path() / "bert", "bert", true);
    window_ = std::make_unique<AppGui>(
        support::AppOptions{(folder_.path() / "bert").string(), "the dogs playing cat", "cat"});
  }
  AppGui* operator->() { return window_.get(); }
  ui::WordsScene words() { return ui::make_words_scene(window_->app().panel_input(), window_->view()); }
  ui::MapScene map() { return ui::make_map_scene(window_->app().panel_input(), window_->view()); }
  std::string model() const { return (folder_.path() / "bert").string(); }
  ui::RowData row() { return ui::row_data(window_->app().panel_input(), window_->view()); }
  void join() {
    window_->gui().key(ImGuiKey_W, ImGuiMod_Ctrl | ImGuiMod_Shift);
    window_->gui().frames(3);
  }

 private:
  support::TemporaryFolder folder_;
  std::unique_ptr<AppGui> window_;
};

TEST(WholeWordsView, IsOffAtFirstAndJoinsMapChipsAndBars) {
  PiecesWindow window;
  ASSERT_EQ(window->trace().tokens.size(), 8U);
  EXPECT_EQ(window.map().values().rows(), 8);
  window.join();
  EXPECT_TRUE(window->view().persisted.whole_words);
  EXPECT_EQ(window.map().values().rows(), 6);
  EXPECT_EQ(window.words().first->at(2).text, "dogs");
  EXPECT_EQ(window.row().keys->at(3).text, "playing");
  for (Index row = 0; row < 6; ++row) EXPECT_NEAR(window.map().values().row(row).sum(), 1, 1e-5);
  EXPECT_TRUE(window->gui().has("words.5"));
  EXPECT_FALSE(window->gui().has("words.6"));
  EXPECT_TRUE(window->gui().items().duplicates().empty());
}

TEST(WholeWordsView, EveryPanelShowsTheSameJoinedWeights) {
  PiecesWindow window;
  window.join();
  const core::WholeWords words =
      core::whole_words(window->trace().tokens, window->trace().run.sentence, window->trace().run.second);
  const core::Matrix joined = core::join_weights(window->head().weights, words, words);
  for (const Index token : {0, 2, 3, 5, 6}) {
    window->view().selection.query = token;
    const Index word = words.word_of[static_cast<std::size_t>(token)];
    const ui::RowData row = window.row();
    const ui::WordsScene scene = window.words();
    EXPECT_EQ(scene.source, word);
    for (Index key = 0; key < words.count(); ++key) {
      EXPECT_NEAR(row.weights(key), joined(word, key), 1e-6);
      EXPECT_NEAR(scene.weights[static_cast<std::size_t>(key)], joined(word, key), 1e-6);
      EXPECT_NEAR(window.map().values()(word, key), joined(word, key), 1e-6);
    }
  }
  window->view().persisted.ribbons = ui::RibbonDirection::LookedAtBy;
  const ui::RowData column = window.row();
  const Index word = window.words().source;
  for (Index query = 0; query < words.count(); ++query) EXPECT_NEAR(column.weights(query), joined(query, word), 1e-6);
}

TEST(WholeWordsView, ClicksAndKeysSelectAWordsFirstPiece) {
  PiecesWindow window;
  window.join();
  window->gui().click("words.3");
  EXPECT_EQ(window->selection().query, 4) << "“playing” begins with the fifth token";
  window->gui().frames(2);
  window->gui().key(ImGuiKey_LeftArrow);
  window->gui().frames(2);
  EXPECT_EQ(window->selection().query, 2);
  window->gui().click("words.4", ImGuiMod_Shift);
  EXPECT_EQ(window->selection().key, 6);
  window->gui().click("row.name.3");
  EXPECT_EQ(window->selection().key, 4);
}

TEST(WholeWordsView, NothingCanBeEditedThroughAJoinedWord) {
  PiecesWindow window;
  window.join();
  EXPECT_TRUE(window.row().read_only);
  EXPECT_THAT(window.row().fixed_because, HasSubstr("read-only"));
  window->gui().double_click("map.cell.2.3");
  window->gui().frames(3);
  window->gui().type("0.9");
  window->gui().key(ImGuiKey_Enter);
  EXPECT_TRUE(window->edits().empty());
  window->gui().click("row.remedy");
  EXPECT_FALSE(window->view().persisted.whole_words);
  EXPECT_TRUE(window.row().fixed_because.empty());
}

TEST(WholeWordsView, AModelOfWordsOffersNoSwitchAndStaysAsItIs) {
  AppGui window({.model = "", .sentence = "", .word = "it"});
  EXPECT_FALSE(window.gui().has("words.pieces"));
  window.view().persisted.whole_words = true;
  window.gui().frames(2);
  const ui::MapScene scene = ui::make_map_scene(window.app().panel_input(), window.view());
  EXPECT_FALSE(scene.is_joined());
  EXPECT_NE(scene.head, nullptr);
}

// Under a causal mask no piece of "the" may look at any of "dogs", while the first of "dogs" may not look at the
// second.
TEST(WholeWordsView, AWordThatTheMaskHidesReadsAsMaskedInMapAndRow) {
  PiecesWindow window;
  core::Switches causal;
  causal.mask = core::MaskKind::Causal;
  window->ask(ui::SetSwitches{causal, "Mask"});
  window.join();
  const ui::MapScene map = window.map();
  ASSERT_NE(map.scaled, nullptr);
  ASSERT_EQ(map.scaled->rows(), 6);
  for (Index query = 0; query < 6; ++query) {
    for (Index key = 0; key < 6; ++key) {
      EXPECT_EQ(std::isinf((*map.scaled)(query, key)), key > query) << query << " " << key;
    }
  }
  window->view().selection.query = 2;
  const ui::RowData row = window.row();
  EXPECT_EQ(row.states[3], ui::KeyState::Masked);
  EXPECT_EQ(row.states[2], ui::KeyState::Free) << "its pieces look at each other";
  EXPECT_THAT(ui::describe_cell(window->app().panel_input(), map, window->selection(), {1, 4}).arithmetic,
              HasSubstr("masked"));
}

TEST(RestingView, SpecialTokensAreSetAsideByKeyAndTheirShareIsTold) {
  PiecesWindow window;
  window->gui().key(ImGuiKey_A, ImGuiMod_Ctrl | ImGuiMod_Shift);
  window->gui().frames(2);
  EXPECT_TRUE(window->view().persisted.resting_aside);
  const core::Matrix& weights = window->head().weights;
  const float share = weights.col(0).mean() + weights.col(7).mean();
  const ui::MapScene map = window.map();
  EXPECT_GE(map.set_aside.size(), 2U);
  EXPECT_GE(core::resting_share(map.weights->resting), static_cast<double>(share) - 1e-5);
  EXPECT_THAT(ui::words_footnote(window.words()), HasSubstr("set aside: "));
  for (const ui::WordLink& link : window.words().links) {
    EXPECT_TRUE(link.resting || (link.token != 0 && link.token != 7));
  }
  window.join();
  EXPECT_EQ(window.map().set_aside.front(), 0);
  EXPECT_EQ(window.map().set_aside.back(), 5);
}

TEST(WholeWordsView, TheMenuOfAJoinedWordActsOnAllItsPieces) {
  PiecesWindow window;
  window.join();
  window->gui().right_click("words.3");  // "play" + "##ing", tokens 4 and 5
  window->gui().click("words.menu.ignore");
  window->app().finish_run();
  window->gui().frames(2);
  EXPECT_EQ(window->app().session().switches.ignored, (std::set<Index>{4, 5}));
  EXPECT_THAT(window->undo_name(), HasSubstr("playing"));
  window->gui().right_click("words.3");
  window->gui().click("words.menu.ignore");
  EXPECT_TRUE(window->app().session().switches.ignored.empty());
  window.join();  // off again: the menu is about one piece
  window->gui().right_click("words.5");
  window->gui().click("words.menu.ignore");
  EXPECT_EQ(window->app().session().switches.ignored, std::set<Index>{5});
}

TEST(WholeWordsView, TheGridsPicturesAreOfTheJoinedWeights) {
  PiecesWindow window;
  window->gui().frames(20);
  const std::vector<ImU32> pieces = window->view().transient.maps.grid.pixels;
  window.join();
  window->gui().frames(20);
  EXPECT_NE(window->view().transient.maps.grid.pixels, pieces);
  window.join();
  window->gui().frames(20);
  EXPECT_EQ(window->view().transient.maps.grid.pixels, pieces);
}

TEST(WholeWordsView, WhereWordsAreNotJoinedTheScreenSaysSo) {
  PiecesWindow window;
  EXPECT_FALSE(window->gui().has("stages.pieces"));
  window.join();
  EXPECT_TRUE(window->gui().has("stages.pieces"));
  window->view().persisted.row_view = ui::RowView::Prediction;
  window->gui().frames(2);
  EXPECT_FALSE(window->gui().has("stages.pieces")) << "it shows no words of the text";
}

TEST(WholeWordsView, TheOnlyRowOfALessonIsTheSelectedWords) {
  PiecesWindow window;
  window.join();
  support::write_own_lesson(*window.operator->(), "mine.json",
                            R"({ "id": "mine", "title": "Mine", "goals": ["look"],
    "steps": [ { "id": "row", "kind": "show", "title": "Row", "text": "Look.", "stage": { "model": ")" +
                                window.model() + R"(",
      "sentence": "the dogs playing cat", "select": "play", "show": ["words", "map-row"] } } ] })");
  window->ask(ui::LessonRequest(ui::RescanLessons{}));
  ASSERT_TRUE(support::lesson(*window.operator->()).shelf->problems.empty())
      << support::lesson(*window.operator->()).shelf->problems.front().message;
  support::open_lesson(*window.operator->(), "mine");
  ASSERT_EQ(support::lesson(*window.operator->()).problem, "");
  window->view().selection.query = 4;  // "play": the fourth word begins with the fifth token
  window->gui().frames(2);
  ASSERT_TRUE(window.map().is_joined());
  EXPECT_TRUE(window->gui().has("map.row.3"));
  EXPECT_FALSE(window->gui().has("map.row.4"));
}

}  // namespace
