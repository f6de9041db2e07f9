// How two texts are aligned, and what their rows and maps differ by.
#include <gtest/gtest.h>

#include <sstream>

#include "ui/panels/view_compare_data.h"
#include "ui/widgets/plot.h"

namespace {

using core::Index;

core::Tokens tokens(const std::string& text) {
  core::Tokens all;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    core::Token token;
    token.text = word;
    all.push_back(token);
  }
  return all;
}

std::string shown(const std::vector<ui::AlignedPair>& pairs) {
  std::string text;
  for (const ui::AlignedPair& pair : pairs) {
    text += (pair.first ? std::to_string(*pair.first) : "-") + (pair.same ? "=" : "/") +
            (pair.second ? std::to_string(*pair.second) : "-") + " ";
  }
  return text;
}

TEST(Compare, AReplacedWordStandsBesideTheOneInItsPlace) {
  EXPECT_EQ(shown(ui::align_tokens(tokens("it was too tired ."), tokens("it was too wide ."))), "0=0 1=1 2=2 3/3 4=4 ");
}

TEST(Compare, WordsThatOneTextHasMoreStandAlone) {
  EXPECT_EQ(shown(ui::align_tokens(tokens("the cat sat"), tokens("the very old cat sat down"))),
            "0=0 -/1 -/2 1=3 2=4 -/5 ");
  EXPECT_EQ(shown(ui::align_tokens(tokens("a b"), tokens(""))), "0/- 1/- ");
}

TEST(Compare, ARowIsReadAtTheWordsPartnerAndMissingWordsHaveNoWeight) {
  const auto first = tokens("a b c");
  const auto second = tokens("a x b c");
  const auto pairs = ui::align_tokens(first, second);
  core::Matrix w1(3, 3);
  w1 << 1, 0, 0, 0.5F, 0.5F, 0, 0.25F, 0.25F, 0.5F;
  core::Matrix w2 = core::Matrix::Constant(4, 4, 0.25F);
  const ui::ComparedRow row = ui::compare_row(pairs, pairs, 1, w1, w2);
  ASSERT_EQ(row.second_query, 2);
  ASSERT_EQ(row.keys.size(), 4U);
  EXPECT_FLOAT_EQ(row.difference(0).value(), -0.25F);
  EXPECT_FALSE(row.first[1].has_value());
  EXPECT_FALSE(row.difference(1).has_value());
  const core::Matrix difference = ui::aligned_difference(w1, w2, pairs, pairs);
  ASSERT_EQ(difference.rows(), 3);
  EXPECT_FLOAT_EQ(difference(0, 0), -0.75F);
  EXPECT_FLOAT_EQ(difference(2, 2), -0.25F);
}

TEST(Compare, AWordWithoutAPartnerHasNoSecondRow) {
  const auto pairs = ui::align_tokens(tokens("a b"), tokens("a"));
  const ui::ComparedRow row = ui::compare_row(pairs, pairs, 1, core::Matrix::Identity(2, 2), core::Matrix::Ones(1, 1));
  EXPECT_FALSE(row.second_query.has_value());
  EXPECT_FALSE(row.second[0].has_value());
}

TEST(Plot, LogarithmicAxesAreMarkedAtPowersOfTenAndLinearOnesAtRoundNumbers) {
  ui::PlotAxis log;
  log.least = 3;
  log.most = 2500;
  log.logarithmic = true;
  EXPECT_EQ(ui::plot_ticks(log), (std::vector<double>{10, 100, 1000}));
  ui::PlotAxis linear;
  linear.most = 10;
  EXPECT_EQ(ui::plot_ticks(linear), (std::vector<double>{0, 5, 10}));
}

}  // namespace
