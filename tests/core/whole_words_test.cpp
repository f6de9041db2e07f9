// Pieces of words joined to words: which belong together, and that weights stay what they sum to.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "core/attention/forward.h"
#include "core/attention/whole_words.h"
#include "core/tokenizers/tokenizer.h"
#include "core/tokenizers/words.h"

namespace {

using core::Index;
using testing::ElementsAre;

std::vector<std::string> words_of(const char* kind, const std::string& text) {
  const auto folder = std::filesystem::path(HEED_SOURCE_DIR) / "tests/data/tokenizers" / kind;
  const core::WholeWords words = core::whole_words(core::read_tokenizer(folder)->tokenize(text), text, "");
  std::vector<std::string> texts;
  for (const core::Token& token : words.tokens) texts.push_back(token.text);
  return texts;
}

TEST(WholeWords, EveryKindOfTokenizerGivesTheSameWords) {
  const std::string text = "unbelievable, extraordinarily 12345 well-being!";
  for (const char* kind : {"gpt2", "llama2_auto", "smollm2", "qwen2"}) {
    EXPECT_THAT(words_of(kind, text),
                ::testing::IsSupersetOf({"unbelievable", ",", "extraordinarily", "12345", "well", "-", "being", "!"}))
        << kind;
  }
  EXPECT_THAT(words_of("bert", text), ElementsAre("[CLS]", "unbelievable", ",", "extraordinarily", "12345", "well", "-",
                                                  "being", "!", "[SEP]"));
}

TEST(WholeWords, APieceOfACharacterBelongsToItAndIdeographsStandAlone) {
  EXPECT_THAT(words_of("gpt2", "a \xF0\x9F\xA6\x8A b"), testing::IsSupersetOf({"a", "\xF0\x9F\xA6\x8A", "b"}));
  EXPECT_THAT(words_of("gpt2", "猫猫"), ElementsAre("猫", "猫"));
}

TEST(WholeWords, WordsThatAreTokensStayTokens) {
  const std::string text = "The girl's cat didn't sit.";
  const core::Tokens tokens = core::split_words(text);
  const core::WholeWords words = core::whole_words(tokens, text, "");
  EXPECT_FALSE(words.joins());
  EXPECT_EQ(words.tokens, tokens);
}

TEST(WholeWords, FirstAndWordOfAreInverse) {
  const std::string text = "extraordinarily unbelievable";
  const auto folder = std::filesystem::path(HEED_SOURCE_DIR) / "tests/data/tokenizers/bert";
  const core::Tokens tokens = core::read_tokenizer(folder)->tokenize(text);
  const core::WholeWords words = core::whole_words(tokens, text, "");
  ASSERT_TRUE(words.joins());
  Index pieces = 0;
  for (Index word = 0; word < words.count(); ++word) {
    pieces += words.pieces(word);
    EXPECT_EQ(words.word_of[static_cast<std::size_t>(words.first[static_cast<std::size_t>(word)])], word);
  }
  EXPECT_EQ(pieces, static_cast<Index>(tokens.size()));
  const core::Token& word = words.tokens[1];
  EXPECT_EQ(text.substr(word.from, word.to - word.from), "extraordinarily");
}

// "play ##ing cat": two words of two and one pieces.
core::WholeWords playing_cat() {
  core::WholeWords words;
  words.tokens.resize(2);
  words.first = {0, 2, 3};
  words.word_of = {0, 0, 1};
  return words;
}

TEST(JoinWeights, AddsWhatGoesToAWordAndAveragesWhatComesFromIt) {
  core::Matrix weights(3, 3);
  weights << 0.5F, 0.3F, 0.2F, 0.1F, 0.1F, 0.8F, 0.25F, 0.25F, 0.5F;
  const core::Matrix joined = core::join_weights(weights, playing_cat(), playing_cat());
  ASSERT_EQ(joined.rows(), 2);
  ASSERT_EQ(joined.cols(), 2);
  EXPECT_NEAR(joined(0, 0), (0.5 + 0.3 + 0.1 + 0.1) / 2, 1e-6);
  EXPECT_NEAR(joined(0, 1), (0.2 + 0.8) / 2, 1e-6);
  EXPECT_NEAR(joined(1, 0), 0.5, 1e-6);
  EXPECT_NEAR(joined(1, 1), 0.5, 1e-6);
}

TEST(JoinWeights, RowsOfAnySoftmaxStillSumToOne) {
  std::mt19937 random(7);
  std::uniform_real_distribution<float> value(0, 1);
  for (int round = 0; round < 50; ++round) {
    const Index count = 2 + static_cast<Index>(random() % 30);
    core::WholeWords words;
    for (Index t = 0; t < count; ++t) {
      if (t == 0 || random() % 2 == 0) {
        words.first.push_back(t);
        words.tokens.emplace_back();
      }
      words.word_of.push_back(words.count() - 1);
    }
    words.first.push_back(count);
    core::Matrix weights(count, count);
    for (Index i = 0; i < weights.size(); ++i) weights.data()[i] = value(random);
    for (Index row = 0; row < count; ++row) weights.row(row) /= weights.row(row).sum();
    const core::Matrix joined = core::join_weights(weights, words, words);
    for (Index row = 0; row < joined.rows(); ++row) EXPECT_NEAR(joined.row(row).sum(), 1, 1e-5);
  }
}

TEST(JoinWeights, AnIdleHeadStaysEmpty) {
  EXPECT_EQ(core::join_weights({}, playing_cat(), playing_cat()).size(), 0);
}

}  // namespace
