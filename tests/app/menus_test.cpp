// What menus and tooltips offer is what they do, in one undo step, and what they say is so.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "core/attention/edit_text.h"
#include "tests/support/app_gui.h"
#include "ui/command_search.h"

namespace {

using support::AppGui;
using testing::HasSubstr;
using testing::Not;

using Heads = std::set<core::HeadAddress>;

AppGui three_words() {
  return AppGui({.model = "three-words", .sentence = "", .word = "sat"});
}

const Heads& muted(AppGui& window) {
  return window.app().session().switches.muted;
}

TEST(HeadMenu, MutesThisHeadAndUnmutesItAgain) {
  AppGui window;
  window.gui().right_click("grid.0.1");
  window.gui().click("grid.menu.mute");
  EXPECT_EQ(muted(window), (Heads{{0, 1}}));
  EXPECT_THAT(window.undo_name(), HasSubstr(window.trace().head_config(0, 1).name));
  EXPECT_TRUE(window.trace().head(0, 1).muted);
  window.gui().right_click("grid.0.1");
  window.gui().click("grid.menu.mute");
  EXPECT_TRUE(muted(window).empty());
  window.undo();
  EXPECT_EQ(muted(window), (Heads{{0, 1}}));
}

TEST(HeadMenu, MutesAllOthersOfItsLayerInOneStep) {
  AppGui window;
  window.gui().right_click("grid.0.1");
  window.gui().click("grid.menu.only");
  const std::size_t heads = window.trace().layers[0]->heads.size();
  EXPECT_EQ(muted(window).size(), heads - 1);
  EXPECT_EQ(muted(window).count({0, 1}), 0U);
  for (const core::HeadAddress& head : muted(window)) EXPECT_EQ(head.first, 0) << "other layers are not touched";
  window.undo();
  EXPECT_TRUE(muted(window).empty());
}

TEST(HeadMenu, UnmutesAllHeadsAndOffersThatOnlyWhereOneIsMuted) {
  AppGui window;
  window.gui().right_click("grid.0.0");
  EXPECT_FALSE(window.gui().item("grid.menu.all").enabled);
  window.gui().click("grid.menu.only");
  ASSERT_FALSE(muted(window).empty());
  window.gui().right_click("grid.1.0");
  ASSERT_TRUE(window.gui().item("grid.menu.all").enabled);
  window.gui().click("grid.menu.all");
  EXPECT_TRUE(muted(window).empty());
}

TEST(HeadMenu, AnAverageHasNoLinesToMute) {
  AppGui window;
  window.gui().right_click("grid.mean.all");
  EXPECT_TRUE(window.gui().has("value.menu.go"));
  EXPECT_FALSE(window.gui().has("grid.menu.mute"));
  window.gui().click("value.menu.go");
  EXPECT_EQ(window.selection().map, core::MapKind::MeanOverAll);
}

TEST(HeadMenu, GoesToTheHeadAndIsOffWhereItIsShown) {
  AppGui window;
  window.gui().right_click("grid.0.1");
  window.gui().click("value.menu.go");
  EXPECT_EQ(window.selection().layer, 0);
  EXPECT_EQ(window.selection().head, 1);
  window.gui().right_click("grid.0.1");
  EXPECT_FALSE(window.gui().item("value.menu.go").enabled);
}

TEST(HeadMenu, CopiesTheMapOfThatHeadNotOfTheOneShown) {
  AppGui window;
  ASSERT_NE(window.selection().head, 1);
  window.gui().right_click("grid.0.1");
  window.gui().click("value.menu.matrix/tsv");
  const core::Matrix& weights = window.trace().head(0, 1).weights;
  const std::string first = window.copied().substr(0, window.copied().find('\n'));
  const std::string last = first.substr(first.rfind('\t') + 1);
  EXPECT_EQ(std::stof(last), weights(0, weights.cols() - 1));
  EXPECT_EQ(std::count(window.copied().begin(), window.copied().end(), '\n') + (window.copied().back() != '\n'),
            weights.rows());
}

TEST(ValueMenu, ResetsTheEditOfItsOwnValueOnly) {
  AppGui window = three_words();
  const auto edit = [&](const char* text) {
    return core::parse_edit(text, window.trace().model(), window.trace().tokens, {});
  };
  window.ask(ui::PutEdits{{edit("score@0.0[2,0]=3"), edit("score@0.0[2,1]=-1")}, "Change two", false});
  ASSERT_EQ(window.edits().size(), 2U);
  window.gui().right_click("output.word.0");
  window.gui().click("value.menu.reset");
  ASSERT_EQ(window.edits().size(), 1U);
  EXPECT_EQ(window.edits()[0].edit.column, 1);
  window.gui().right_click("output.word.0");
  EXPECT_FALSE(window.gui().item("value.menu.reset").enabled) << "there is nothing left to reset";
}

TEST(WordMenu, IgnoresTheWordAndTakesThatBack) {
  AppGui window = three_words();
  window.gui().right_click("words.1");
  window.gui().click("words.menu.ignore");
  EXPECT_EQ(window.app().session().switches.ignored, (std::set<core::Index>{1}));
  EXPECT_EQ(window.trace().head(0, 0).weights(2, 1), 0);
  window.gui().right_click("words.1");
  window.gui().click("words.menu.ignore");
  EXPECT_TRUE(window.app().session().switches.ignored.empty());
}

TEST(WordMenu, CopiesTheWordTheSentenceAndItsRow) {
  AppGui window = three_words();
  const auto copied = [&](const char* line) {
    window.gui().right_click("words.1");
    window.gui().click(line);
    return window.copied();
  };
  EXPECT_EQ(copied("words.menu.copy"), "cat");
  EXPECT_EQ(copied("words.menu.sentence"), window.trace().run.sentence);
  const std::string row = copied("words.menu.row/tsv");
  EXPECT_EQ(std::count(row.begin(), row.end(), '\t'), 2);
  EXPECT_EQ(std::stof(row), window.trace().head(0, 0).weights(1, 0));
}

TEST(WordMenu, GoesToItsRowAndItsColumn) {
  AppGui window = three_words();
  window.gui().right_click("words.0");
  window.gui().click("words.menu.go_key");
  EXPECT_EQ(window.selection().key, 0);
  EXPECT_EQ(window.selection().query, 2) << "the word that looks stays";
  window.gui().right_click("words.0");
  window.gui().click("words.menu.go");
  EXPECT_EQ(window.selection().query, 0);
  window.gui().right_click("words.0");
  EXPECT_FALSE(window.gui().item("words.menu.go").enabled);
}

TEST(ModelMenu, EveryModelSaysWhatItIsBeforeItIsChosen) {
  AppGui window;
  window.gui().click("bar.model");
  window.gui().frames(2);
  for (const ui::ModelCard& card : *window.app().panel_input().models) {
    if (card.origin == core::Origin::Learned) continue;
    const std::string name = "bar.model/" + card.name;
    ASSERT_NE(window.gui().items().find(name), nullptr) << name;
    EXPECT_THAT(window.gui().item(name).tooltip, HasSubstr(card.about)) << name;
    EXPECT_FALSE(card.about.empty());
  }
  window.gui().click("bar.model/Three words");
  EXPECT_EQ(window.app().session().model, "three-words");
  window.gui().hover("bar.model");
  EXPECT_THAT(window.gui().item("bar.model").tooltip, HasSubstr("The model that computes\n"));
}

TEST(UndoButtons, NameWhatTheyWouldTakeBackOrBringBack) {
  AppGui window;
  EXPECT_EQ(window.gui().item("bar.undo").tooltip, "Nothing to undo");
  EXPECT_FALSE(window.gui().item("bar.undo").enabled);
  window.ask(ui::PutEdits{{{core::Site::Q, false, 0, 0, 1, 0, 3.0F}}, "Change q of cat", false});
  EXPECT_EQ(window.gui().item("bar.undo").tooltip, "Undo: Change q of cat (Ctrl+Z)");
  window.gui().click("bar.undo");
  EXPECT_EQ(window.gui().item("bar.redo").tooltip, "Redo: Change q of cat (Ctrl+Shift+Z)");
  EXPECT_THAT(window.gui().item("bar.undo").tooltip, Not(HasSubstr("q of cat")));
}

std::string reason(AppGui& window, const std::string& id) {
  for (const ui::FoundCommand& one : ui::find_commands(id, window.app().panel_input(), window.view())) {
    if (one.command->id == id) return one.enabled ? "on" : one.reason;
  }
  return "not listed";
}

TEST(Palette, AReasonGoesWithWhatItNames) {
  AppGui window;
  EXPECT_EQ(reason(window, "redo"), "Nothing to redo");
  window.ask(ui::PutEdits{{{core::Site::Q, false, 0, 0, 1, 0, 3.0F}}, "Change q", false});
  EXPECT_EQ(reason(window, "undo"), "on");
  window.undo();
  EXPECT_EQ(reason(window, "redo"), "on");
  EXPECT_EQ(reason(window, "undo"), "Nothing to undo");
}

}  // namespace
