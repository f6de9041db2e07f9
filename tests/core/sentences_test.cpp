// The sentences that come with Heed, and what their reader refuses.
#include "core/sentences/sentences.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "core/error.h"
#include "core/models/glass_box.h"
#include "core/sentences/check.h"
#include "core/spelling.h"

namespace {

const std::string kRoot = HEED_SOURCE_DIR;

std::filesystem::path write_set(const std::string& name, const std::string& text) {
  const auto folder = std::filesystem::path(testing::TempDir()) / ("sentences_" + name);
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "set.json") << text;
  return folder;
}

std::string refusal(const std::string& name, const std::string& text) {
  try {
    core::read_sentences(write_set(name, text));
  } catch (const core::Error& error) {
    return error.what();
  }
  return "accepted";
}

std::string one_sentence(const std::string& fields) {
  return R"({"id": "s", "title": "S", "sentences": [{"id": "a", "text": "The cat slept.", "click": "cat", )" + fields +
         "}]}";
}

constexpr const char* kExpect = R"("expect": [{"head": "doer", "query": "slept", "most": "cat"}])";

}  // namespace

TEST(Sentences, EveryExpectationHoldsOnTheGlassBoxOrIsMarkedWrong) {
  const auto model = core::load_glass_box(kRoot + "/assets");
  for (const auto& set : core::read_sentences(kRoot + "/sentences")) {
    for (const auto& sentence : set.sentences) {
      const auto result = core::check_sentence(model, sentence);
      std::string messages;
      for (const auto& expectation : result.expectations) messages += "\n  " + expectation.message;
      EXPECT_TRUE(result.as_expected) << sentence.id << ": " << sentence.text << messages;
    }
  }
}

TEST(Sentences, NameTheWordToClickSoThatItIsOneWordOnly) {
  const auto model = core::load_glass_box(kRoot + "/assets");
  for (const auto& set : core::read_sentences(kRoot + "/sentences")) {
    for (const auto& sentence : set.sentences) {
      const core::Tokens tokens = model->encoder->tokenize(sentence.text, core::SentencePart::First);
      const auto same = [&](const core::Token& token) {
        return core::lower(token.text) == core::lower(sentence.click);
      };
      EXPECT_EQ(std::count_if(tokens.begin(), tokens.end(), same), 1) << sentence.id << ": " << sentence.click;
    }
  }
}

TEST(Sentences, AreAtLeastSixtyAndTheFirstIsTheDefaultOne) {
  const auto sets = core::read_sentences(kRoot + "/sentences");
  std::size_t count = 0;
  for (const auto& set : sets) count += set.sentences.size();
  EXPECT_GE(count, 60U);
  EXPECT_EQ(sets.front().sentences.front().text, "The cat sat on the mat because it was tired.");
  EXPECT_EQ(sets.front().sentences.front().click, "it");
}

TEST(Sentences, RefuseAFieldThatTheyDoNotKnow) {
  EXPECT_THAT(refusal("field", one_sentence(std::string(R"("klick": "cat", )") + kExpect)),
              testing::HasSubstr("klick"));
}

TEST(Sentences, RefuseASentenceWithoutExpectations) {
  EXPECT_THAT(refusal("none", one_sentence(R"("expect": [])")), testing::HasSubstr("at least one expectation"));
}

TEST(Sentences, RefuseAPartnerThatDoesNotExist) {
  EXPECT_THAT(refusal("partner", one_sentence(std::string(R"("partner": "b", )") + kExpect)),
              testing::HasSubstr("has the partner \"b\""));
}

TEST(Sentences, RefuseAnExpectationWithoutItsHead) {
  EXPECT_THAT(refusal("head", one_sentence(R"("expect": [{"query": "slept", "most": "cat"}])")),
              testing::HasSubstr("head"));
}

TEST(Sentences, SayWhatWasFoundWhenAnExpectationFails) {
  const auto model = core::load_glass_box(kRoot + "/assets");
  core::Sentence sentence;
  sentence.text = "The cat slept on the mat.";
  sentence.expect = {{"doer", "slept", "mat", "", "", "", ""}};
  const auto result = core::check_sentence(model, sentence);
  EXPECT_FALSE(result.as_expected);
  EXPECT_THAT(result.expectations.front().message, testing::HasSubstr("looks most at \"cat\""));
}
