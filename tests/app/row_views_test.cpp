// The views beside the steps in the real program: the switch between them, and what each does by mouse and keyboard.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "core/attention/code_text.h"
#include "tests/support/app_gui.h"
#include "ui/panels/row_views.h"
#include "ui/panels/view_cards_data.h"

namespace {

using support::AppGui;
using testing::HasSubstr;
using ui::RowView;

AppGui glass_box() {
  return AppGui({.model = "", .sentence = "", .word = "it"});
}

RowView view(AppGui& window) {
  return window.view().persisted.row_view;
}

TEST(RowViews, EveryViewHasItsOwnIdAndNameAndTheListIsComplete) {
  ASSERT_EQ(ui::row_views().size(), static_cast<std::size_t>(ui::kRowViewCount));
  for (const ui::RowViewEntry& entry : ui::row_views()) {
    EXPECT_EQ(ui::find_row_view(entry.id), &entry);
    EXPECT_EQ(&ui::row_view_entry(entry.view), &entry);
    EXPECT_NE(std::string(entry.about), "");
    const std::string keys = entry.command.run == nullptr ? "" : std::string("(") + entry.command.keys + ")";
    EXPECT_THAT(entry.about, HasSubstr(keys));
  }
  EXPECT_EQ(ui::find_row_view("nonsense"), nullptr);
}

TEST(RowViews, TheSwitchAndTheKeysOpenAViewAndItIsRemembered) {
  AppGui window = glass_box();
  window.gui().click("view.key-cards");
  EXPECT_EQ(view(window), RowView::Cards);
  window.gui().key(ImGuiKey_3, ImGuiMod_Ctrl);
  EXPECT_EQ(view(window), RowView::Code);
  window.gui().frames(2);
  EXPECT_TRUE(window.gui().has("code.copy"));
  window.gui().click("view.stages");
  EXPECT_EQ(view(window), RowView::Steps);
  EXPECT_TRUE(window.gui().has("stages.play"));
}

TEST(RowViews, EveryViewDrawsAtEverySizeWithoutANameTwice) {
  for (const auto& [width, height] : {std::pair{1024, 640}, std::pair{1280, 720}, std::pair{2560, 1440}}) {
    AppGui window({.model = "", .sentence = "", .word = "it", .width = width, .height = height});
    for (const ui::RowViewEntry& entry : ui::row_views()) {
      window.view().persisted.row_view = entry.view;
      window.gui().frames(3);
      EXPECT_TRUE(window.gui().items().duplicates().empty())
          << entry.id << " " << width << ": " << window.gui().items().duplicates().front();
      const bool by_segment = window.gui().has(std::string("view.") + entry.id);
      EXPECT_TRUE(by_segment || window.gui().has("view.more")) << entry.id << " " << width;
    }
  }
}

TEST(RowViews, EveryViewStandsWithoutASentenceAveragesAndIdleHeads) {
  AppGui window = glass_box();
  for (const ui::RowViewEntry& entry : ui::row_views()) {
    window.view().persisted.row_view = entry.view;
    window.view().selection.map = core::MapKind::MeanOverAll;
    window.gui().frames(2);
    window.view().selection = {core::MapKind::Head, 1, 6, 0, std::nullopt};  // Translation, idle
    window.gui().frames(2);
    window.ask(ui::SetSentence{"", false});
    window.gui().frames(2);
    window.ask(ui::SetSentence{"it", false});
    window.gui().frames(2);
    EXPECT_TRUE(window.app().messages().empty()) << entry.id;
  }
}

TEST(KeyCards, AreSortedByMatchAndACardSelectsItsKey) {
  AppGui window = glass_box();
  window.view().persisted.row_view = RowView::Cards;
  window.gui().frames(2);
  const core::Matrix& weights = window.head().weights;
  const auto order = ui::card_order(window.trace(), window.selection().layer, window.selection().head, 7, false);
  ASSERT_EQ(order.size(), window.trace().tokens.size());
  for (std::size_t i = 1; i < order.size(); ++i) EXPECT_GE(weights(7, order[i - 1]), weights(7, order[i]));
  float above = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const std::string name = "card." + std::to_string(order[i]);
    const float top = window.gui().item(name).rect.Min.y;
    EXPECT_GT(top, above);
    above = top;
  }
  window.gui().click("card." + std::to_string(order[1]));
  EXPECT_EQ(window.selection().key, order[1]);
}

TEST(KeyCards, ACardsTermsAndRestAddUpToItsScore) {
  AppGui window = glass_box();
  const core::Selection at = window.selection();
  for (core::Index key = 0; key < static_cast<core::Index>(window.trace().tokens.size()); ++key) {
    const ui::KeyCard card = ui::key_card(window.trace(), at.layer, at.head, at.query, key, 3);
    double sum = card.rest;
    for (const core::Term& term : card.terms) sum += static_cast<double>(term.product);
    EXPECT_NEAR(sum, static_cast<double>(card.score), 1e-3);
    EXPECT_LE(card.terms.size(), 3U);
  }
}

TEST(KeyCards, TheOrderStaysWhileASliderIsDragged) {
  AppGui window = glass_box();
  window.view().persisted.row_view = RowView::Cards;
  window.gui().frames(2);
  const float before = window.gui().item("card.1").rect.Min.y;
  const core::Index last =
      ui::card_order(window.trace(), window.selection().layer, window.selection().head, 7, false)[2];
  const std::string name = "card." + std::to_string(last);
  const float place = window.gui().item(name).rect.Min.y;
  window.gui().press("row.slider." + std::to_string(last));
  const ImVec2 from = window.gui().item("row.slider." + std::to_string(last)).rect.GetCenter();
  window.gui().move_to(ImVec2(from.x + 60, from.y));
  window.gui().frames(3);
  const core::Matrix& weights = window.head().weights;
  ASSERT_GT(weights(7, last), weights(7, 1));            // it has overtaken the former first …
  EXPECT_EQ(window.gui().item(name).rect.Min.y, place);  // … but its card waits
  EXPECT_EQ(window.gui().item("card.1").rect.Min.y, before);
  window.gui().release();
  window.gui().frames(3);
  EXPECT_LT(window.gui().item(name).rect.Min.y, window.gui().item("card.1").rect.Min.y);
}

TEST(CodeView, CopiesTheCompleteProgramOfTheChosenStage) {
  AppGui window = glass_box();
  window.view().persisted.row_view = RowView::Code;
  window.gui().frames(2);
  window.gui().click("stage.6");
  window.gui().click("code.copy");
  EXPECT_THAT(window.copied(), HasSubstr("np.exp(scaled - scaled.max())"));
  EXPECT_THAT(window.copied(), testing::Not(HasSubstr("…")));
  window.gui().click("code.language.cpp");
  window.gui().click("code.copy");
  EXPECT_THAT(window.copied(), HasSubstr("softmax_row"));
  EXPECT_THAT(window.copied(), HasSubstr("core/attention/attention.cpp"));
}

}  // namespace
