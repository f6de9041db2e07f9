// Edits, ignored words and the selection follow their words through any retyping.
#include "core/sessions/follow.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "core/tokenizers/words.h"
#include "tests/support/any_words.h"

namespace {

using core::Edit;
using core::Index;
using core::Session;
using core::SessionEdit;
using core::Site;
using core::Tokens;
using testing::ElementsAre;

// A sentence and one edit list, retyped step by step.
class FollowTokens : public testing::Test {
 protected:
  FollowTokens() { session_.model = model_->config.id; }

  void start(const std::string& sentence, const std::vector<Edit>& edits, const std::string& second = "") {
    session_.sentence = sentence;
    session_.has_second = !second.empty();
    session_.second = second;
    for (const Edit& edit : edits) {
      this->edits().push_back(core::hang_edit(edit, *model_, core::split_words(sentence), core::split_words(second)));
    }
  }
  void retype(const std::string& sentence) {
    const Session before = session_;
    session_.sentence = sentence;
    core::follow_sentence(session_, before, *model_);
  }
  void retype_second(const std::string& second) {
    const Session before = session_;
    session_.second = second;
    session_.has_second = !second.empty();
    core::follow_sentence(session_, before, *model_);
  }
  std::vector<SessionEdit>& edits() { return session_.edits[session_.model]; }
  // The word that the first edit's row hangs on now, or "parked".
  std::string row_word() {
    const SessionEdit& one = edits().front();
    const Tokens tokens = core::split_words(one.edit.second ? session_.second : session_.sentence);
    return one.parked ? "parked" : tokens.at(static_cast<std::size_t>(one.edit.row)).text;
  }

  std::shared_ptr<core::Model> model_ = support::any_words_model();
  Session session_;
};

Edit x_edit(Index row) {
  return {Site::X, false, -1, -1, row, 0, 1};
}

TEST_F(FollowTokens, WordsTypedBeforeMoveTheEdit) {
  start("the cat sat", {x_edit(1)});
  retype("yesterday the big cat sat down");
  EXPECT_EQ(edits()[0].edit.row, 3);
  EXPECT_EQ(row_word(), "cat");
}

TEST_F(FollowTokens, FewerThanHalfOfTheWordsKeptIsAnotherSentence) {
  const Tokens cat = core::split_words("The cat sat on the mat");
  EXPECT_FALSE(core::is_another_sentence(cat, core::split_words("The dog sat on the mat")));
  EXPECT_FALSE(core::is_another_sentence(cat, core::split_words("The cat sat")));
  EXPECT_TRUE(core::is_another_sentence(cat, core::split_words("The")));
  EXPECT_TRUE(core::is_another_sentence(cat, core::split_words("The robot lost the ball because it was slippery")));
}

TEST_F(FollowTokens, OfEqualWordsTheOneThatWasMeantIsFollowed) {
  start("the cat saw the dog", {x_edit(3)});
  retype("the cat saw a bird and the dog");
  EXPECT_EQ(edits()[0].edit.row, 6);
  retype("saw a bird and the dog");
  EXPECT_EQ(edits()[0].edit.row, 4);
}

TEST_F(FollowTokens, ALostWordParksTheEditAndItsReturnBringsItBack) {
  start("the cat sat because it was tired", {x_edit(4)});
  retype("the cat sat because i was tired");
  EXPECT_TRUE(edits()[0].parked);
  EXPECT_THAT(core::edits_in_force(session_), testing::IsEmpty());
  retype("the cat sat because was tired");
  EXPECT_TRUE(edits()[0].parked);
  retype("so the cat sat because it was tired");
  EXPECT_FALSE(edits()[0].parked);
  EXPECT_EQ(edits()[0].edit.row, 5);
}

TEST_F(FollowTokens, AParkedEditNeverJumpsToAWordThatStoodThereAllTheTime) {
  start("the cat saw the dog", {x_edit(3)});
  retype("the cat saw dog");
  EXPECT_TRUE(edits()[0].parked);
  retype("oh oh oh the cat saw dog");  // the other "the" now stands where the lost one stood
  EXPECT_TRUE(edits()[0].parked);
  retype("oh oh oh the cat saw the dog");
  EXPECT_EQ(edits()[0].edit.row, 6);
}

TEST_F(FollowTokens, AnEditOfTwoWordsNeedsBoth) {
  start("the cat sat because it was tired", {{Site::Score, false, 0, 0, 4, 1, 2}});
  retype("now the sat because it was tired");
  EXPECT_TRUE(edits()[0].parked);
  retype("now then the sat because it was tired");
  retype("now then the cat sat because it was tired");
  EXPECT_FALSE(edits()[0].parked);
  EXPECT_EQ(edits()[0].edit.row, 6);
  EXPECT_EQ(edits()[0].edit.column, 3);
}

TEST_F(FollowTokens, KeysOfACrossHeadHangOnTheSecondSentence) {
  start("the dog", {{Site::Weight, false, 0, 1, 1, 1, 0.5F}, {Site::K, true, 0, 1, 1, 0, 1}}, "Der Hund");
  retype("Hund the dog");
  EXPECT_EQ(edits()[0].edit.row, 2);
  EXPECT_EQ(edits()[0].edit.column, 1);
  retype_second("Der alte Hund");
  EXPECT_EQ(edits()[0].edit.column, 2);
  EXPECT_EQ(edits()[1].edit.row, 2);
  retype_second("");
  EXPECT_TRUE(edits()[0].parked);
  EXPECT_TRUE(edits()[1].parked);
  retype_second("Ein Hund");
  EXPECT_FALSE(edits()[0].parked);
  EXPECT_EQ(edits()[0].edit.column, 1);
  EXPECT_EQ(edits()[1].edit.row, 1);
}

TEST_F(FollowTokens, MatrixEditsStayAndOtherModelsListsToo) {
  start("the cat", {{Site::WQ, false, 0, 0, 1, 1, 2}});
  session_.edits["other"] = {{x_edit(1), true, false, "cat", ""}};
  retype("dog");
  EXPECT_FALSE(edits()[0].parked);
  EXPECT_EQ(session_.edits["other"][0].edit.row, 1);
  EXPECT_FALSE(session_.edits["other"][0].parked);
}

TEST_F(FollowTokens, IgnoredWordsAndTheSelectionFollow) {
  start("the cat sat", {});
  session_.switches.ignored = {0, 2};
  session_.selection.query = 2;
  session_.selection.key = 1;
  retype("big cat sat");
  EXPECT_THAT(session_.switches.ignored, ElementsAre(2));
  EXPECT_EQ(session_.selection.query, 2);
  EXPECT_EQ(session_.selection.key, 1);
  retype("cat");
  EXPECT_EQ(session_.selection.query, 0);
  EXPECT_EQ(session_.selection.key, 0);
  retype("");
  EXPECT_EQ(session_.selection.query, 0);
  EXPECT_FALSE(session_.selection.key);
}

TEST_F(FollowTokens, TheWordThatLooksIsFoundInAnotherOrderOfWords) {
  start("the cat sat on the mat", {});
  session_.selection.query = 2;
  retype("on the mat the cat sat");
  EXPECT_EQ(session_.selection.query, 5);
  retype("sat on the mat the cat");
  EXPECT_EQ(session_.selection.query, 0);
}

TEST_F(FollowTokens, OpeningAModelAgainPutsItsEditsOnTheSameWords) {
  std::vector<SessionEdit> edits = {{x_edit(1), true, false, "cat", ""}, {x_edit(0), true, false, "bird", ""}};
  core::place_edits(edits, *model_, core::split_words("a big cat"), {});
  EXPECT_EQ(edits[0].edit.row, 2);
  EXPECT_FALSE(edits[0].parked);
  EXPECT_TRUE(edits[1].parked);
  core::place_edits(edits, *model_, core::split_words("a bird"), {});
  EXPECT_TRUE(edits[0].parked);
  EXPECT_EQ(edits[1].edit.row, 1);
  EXPECT_FALSE(edits[1].parked);
}

TEST_F(FollowTokens, AParkedEditIsStillDescribed) {
  start("the cat", {x_edit(1)});
  retype("");
  EXPECT_EQ(core::describe_session_edit(edits()[0], *model_, {}, {}), "Set animal of x of “cat” to 1.00");
}

TEST_F(FollowTokens, AtAnyTimeAnEditInForceStandsOnItsWord) {
  std::mt19937 random(7);
  const std::vector<std::string> words = {"the", "cat", "it", "the", "dog", "saw", "The"};
  start("the cat saw the dog", {x_edit(0), x_edit(3), {Site::Score, false, 0, 0, 4, 1, 2}});
  for (int step = 0; step < 2000; ++step) {
    std::string sentence;
    for (auto i = random() % 7; i > 0; --i) sentence += words[random() % words.size()] + " ";
    retype(sentence);
    const Tokens tokens = core::split_words(sentence);
    for (const SessionEdit& one : edits()) {
      if (one.parked) continue;
      ASSERT_EQ(tokens.at(static_cast<std::size_t>(one.edit.row)).text, one.row_text);
      if (core::is_pair(one.edit.site)) {
        ASSERT_EQ(tokens.at(static_cast<std::size_t>(one.edit.column)).text, one.column_text);
      }
    }
  }
}

TEST(MatchTokens, IsALongestCommonSubsequence) {
  const auto places = core::match_tokens(core::split_words("a b c d e"), core::split_words("b x d c e"));
  ASSERT_EQ(places.size(), 5U);
  EXPECT_FALSE(places[0]);
  EXPECT_EQ(places[1], 0);
  EXPECT_NE(places[2].has_value(), places[3].has_value()) << "c and d changed places: one of them is kept";
  EXPECT_EQ(places[4], 4);
}

TEST_F(FollowTokens, AnEditOfAnotherVersionOfTheModelIsParkedAndNeverLookedUp) {
  session_.sentence = "The cat sat";
  edits().push_back({{Site::Score, false, 7, 0, 0, 1, 1}, true, false, "The", "cat"});
  edits().push_back({{Site::Q, false, 0, 0, 1, 4000, 1}, false, false, "cat", ""});
  retype("The old cat sat");
  EXPECT_TRUE(edits()[0].parked);
  EXPECT_TRUE(edits()[1].parked);
  EXPECT_EQ(edits()[1].edit.row, 1) << "it is kept as it is";
  edits()[0].parked = false;
  core::place_edits(edits(), *model_, core::split_words(session_.sentence), {});
  EXPECT_TRUE(edits()[0].parked);
}

TEST(MatchTokens, ThousandsOfWordsReplacedByOthersKeepWhatStandsBeforeAndAfter) {
  const auto text = [](const std::string& word) {
    std::string all = "before ";
    for (int i = 0; i < 5000; ++i) all += i == 2500 ? "between " : word + std::to_string(i) + " ";
    return core::split_words(all + "after");
  };
  const Tokens former = text("a");
  const auto places = core::match_tokens(former, text("b"));
  EXPECT_EQ(places.front(), 0);
  EXPECT_EQ(places.back(), 5001);
  EXPECT_EQ(places[2501], std::nullopt) << "a table of 25 million cells was filled";
  EXPECT_EQ(core::match_tokens(former, former)[2501], 2501);
}

}  // namespace
