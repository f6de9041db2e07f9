// The glass box as a whole: any text goes in, numbers stay finite, every head stands on named components.
#include "core/models/glass_box.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "core/attention/forward.h"
#include "core/error.h"
#include "core/files.h"

namespace {

const std::filesystem::path kAssets = std::filesystem::path(HEED_SOURCE_DIR) / "assets";

std::shared_ptr<const core::Model> glass_box() {
  static const auto model = core::load_glass_box(kAssets);
  return model;
}

core::TracePointer run(const std::string& sentence) {
  core::RunInput input;
  input.model = glass_box();
  input.sentence = sentence;
  return core::compute_trace(input);
}

core::Tokens tokens_of(const std::string& sentence) {
  return glass_box()->encoder->tokenize(sentence, core::SentencePart::First);
}

std::string kind_of(const std::string& sentence, std::size_t token) {
  return tokens_of(sentence).at(token).kind;
}

// The message with which the glass box refuses assets whose glass_box.json has `from` replaced by `to`.
std::string refusal(const std::string& name, const std::string& from, const std::string& to) {
  const auto folder = std::filesystem::path(testing::TempDir()) / ("glass_box_" + name);
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  std::string text = core::read_file(kAssets / "glass_box.json", 10'000'000);
  const auto at = text.find(from);
  if (at == std::string::npos) return "nothing to replace";
  text.replace(at, from.size(), to);
  std::ofstream(folder / "glass_box.json") << text;
  std::filesystem::create_symlink(std::filesystem::absolute(kAssets / "lexicon.txt"), folder / "lexicon.txt");
  std::filesystem::create_directory_symlink(std::filesystem::absolute(kAssets / "tables"), folder / "tables");
  try {
    core::load_glass_box(folder);
  } catch (const core::Error& error) {
    return error.what();
  }
  return "accepted";
}

std::string long_text(std::size_t words) {
  const std::vector<std::string> vocabulary = {"the", "old",  "cat", "sat",  "on",   "a",  "wide", "road",
                                               "and", "then", "she", "said", "that", "it", "was",  "late"};
  std::string text;
  for (std::size_t i = 0; i < words; ++i) text += vocabulary[(i * 7 + i / 5) % vocabulary.size()] + " ";
  return text;
}

}  // namespace

TEST(GlassBox, HasTheHeadsThatLessonsNameOnTwoLayers) {
  const core::ModelConfig& config = glass_box()->config;
  ASSERT_EQ(config.layers.size(), 2U);
  std::set<std::string> ids;
  for (const auto& layer : config.layers) {
    for (const auto& head : layer.heads) {
      EXPECT_TRUE(ids.insert(head.id).second) << head.id;
      EXPECT_FALSE(head.name.empty() || head.about.empty()) << head.id;
      EXPECT_EQ(head.score_components.size(), static_cast<std::size_t>(head.d_k)) << head.id;
    }
  }
  for (const char* id : {"previous-word", "role", "clause", "described", "reference", "sense", "doer", "first-word",
                         "translation", "describes", "object"}) {
    EXPECT_TRUE(ids.contains(id)) << id;
  }
}

TEST(GlassBox, PreviousWordLooksOneWordBackEverywhereInATextOfTwoThousandWords) {
  const auto trace = run(long_text(2000));
  const core::Index head = core::find_head(*glass_box(), 0, "previous-word");
  const core::Matrix& weights = trace->head(0, head).weights;
  for (core::Index i = 1; i < weights.rows(); ++i) {
    core::Index most = 0;
    weights.row(i).maxCoeff(&most);
    ASSERT_EQ(most, i - 1) << "at word " << i;
  }
}

TEST(GlassBox, StaysFiniteInALongTextOfManySentences) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "The dog chased the ball because it was hungry. ";
  const auto trace = run(text.substr(0, 9000));
  EXPECT_GT(trace->tokens.size(), 1500U);
  for (const auto& layer : trace->layers) {
    EXPECT_TRUE(layer->output.allFinite());
    for (const auto& head : layer->heads) EXPECT_TRUE(head->weights.allFinite());
  }
}

TEST(GlassBox, FindsPronounsInALaterSentenceOfAParagraph) {
  std::string text;
  for (int i = 0; i < 12; ++i) text += "The rain fell on the roof. ";
  const auto trace = run(text + "The dog slept because it was tired.");
  const core::Index head = core::find_head(*glass_box(), 1, "reference");
  const core::Index it = static_cast<core::Index>(trace->tokens.size()) - 4;
  ASSERT_EQ(trace->tokens[static_cast<std::size_t>(it)].text, "it");
  core::Index most = 0;
  trace->head(1, head).weights.row(it).maxCoeff(&most);
  EXPECT_EQ(trace->tokens[static_cast<std::size_t>(most)].text, "dog");
}

TEST(GlassBox, SpansReproduceTheTextOfEveryToken) {
  const std::vector<std::string> inputs = {"The girl's dog didn't bark; it's “tired”, isn’t it?",
                                           "naïve café — 3.5 km, 100 % 😀👩‍🚀 ok",
                                           "猫が好きです שלום עולם مرحبا",
                                           std::string("a\0b\x01 c\n\td", 9),
                                           "\xFF\xFE broken \xC3",
                                           "l'eau d'Anna qu'il",
                                           "''' --- ... !!!"};
  for (const std::string& input : inputs) {
    std::size_t end = 0;
    for (const core::Token& token : tokens_of(input)) {
      EXPECT_LE(end, token.from) << input;
      EXPECT_LT(token.from, token.to) << input;
      if (token.text != "\xEF\xBF\xBD") {
        EXPECT_EQ(input.substr(token.from, token.to - token.from), token.text);
      }
      end = token.to;
    }
    EXPECT_LE(end, input.size());
    const core::Tokens tokens = tokens_of(input);
    EXPECT_TRUE(glass_box()->encoder->embed(tokens, core::SentencePart::First).allFinite());
  }
}

TEST(GlassBox, CutsContractionsAndOwners) {
  std::vector<std::string> texts;
  for (const auto& token : tokens_of("It's the girl's, they didn't know.")) texts.push_back(token.text);
  EXPECT_THAT(texts, testing::ElementsAre("It", "'s", "the", "girl", "'s", ",", "they", "didn't", "know", "."));
}

TEST(GlassBox, MarksAWordThatIsInNoList) {
  const core::Tokens tokens = tokens_of("The blorfing zomber slept.");
  EXPECT_FALSE(tokens[1].known);
  EXPECT_FALSE(tokens[2].known);
  EXPECT_TRUE(tokens[3].known);
}

TEST(GlassBox, TellsKindsApartByTheirNeighbours) {
  EXPECT_EQ(kind_of("The bear slept.", 1), "noun");
  EXPECT_EQ(kind_of("They bear the pain.", 1), "verb");
  EXPECT_EQ(kind_of("I saw her dog.", 2), "possessive");
  EXPECT_EQ(kind_of("I saw her yesterday.", 2), "pronoun");
  EXPECT_EQ(kind_of("The dog that barked slept.", 2), "relative");
  EXPECT_EQ(kind_of("He went to the house.", 2), "preposition");
  EXPECT_EQ(kind_of("He wants to sleep.", 2), "auxiliary");
  EXPECT_EQ(kind_of("Before the rain we left.", 0), "preposition");
  EXPECT_EQ(kind_of("Before the rain fell we left.", 0), "conjunction");
  EXPECT_EQ(kind_of("We met Bartolo in the park.", 2), "name");
}

TEST(GlassBox, TheSameWordAtAnotherPlaceDiffersOnlyInItsPosition) {
  const auto trace = run("The dog saw the cat. The dog saw the cat.");
  const core::Matrix& x = trace->layers.front()->input;
  const core::Vector& mask = glass_box()->encoder->nearest_mask();
  EXPECT_FLOAT_EQ(((x.row(1) - x.row(7)).cwiseProduct(mask)).cwiseAbs().maxCoeff(), 0);
  EXPECT_GT((x.row(1) - x.row(7)).cwiseAbs().maxCoeff(), 0);
}

TEST(GlassBox, NearestWordsOfADogAreAnimals) {
  const auto& encoder = *glass_box()->encoder;
  EXPECT_GT(encoder.nearest_names().size(), 2000U);
  ASSERT_EQ(static_cast<core::Index>(encoder.nearest_names().size()), encoder.nearest_vectors().rows());
  const auto row_of = [&](const std::string& word) {
    const auto& names = encoder.nearest_names();
    return core::Vector(encoder.nearest_vectors().row(std::find(names.begin(), names.end(), word) - names.begin()));
  };
  const auto cosine = [](const core::Vector& a, const core::Vector& b) { return a.dot(b) / (a.norm() * b.norm()); };
  EXPECT_GT(cosine(row_of("dog"), row_of("horse")), cosine(row_of("dog"), row_of("money")));
  EXPECT_GT(cosine(row_of("river"), row_of("sea")), cosine(row_of("river"), row_of("doctor")));
}

TEST(GlassBoxFile, RefusesAComponentThatDoesNotExistAndSaysWhere) {
  EXPECT_THAT(refusal("component", R"("query": {"start": 1})", R"("query": {"begin": 1})"),
              testing::AllOf(testing::HasSubstr("glass_box.json"), testing::HasSubstr("layers[0].heads[0]"),
                             testing::HasSubstr("begin")));
}

TEST(GlassBoxFile, RefusesAnUnknownFieldAnUnknownProfileAndAMissingOne) {
  EXPECT_THAT(refusal("field", R"("divisor")", R"("divizor")"), testing::HasSubstr("divizor"));
  EXPECT_THAT(refusal("profile", R"("profile": "just-before")", R"("profile": "just-bevore")"),
              testing::HasSubstr("profile"));
  EXPECT_THAT(refusal("format", R"("format": 1)", R"("format": 2)"), testing::HasSubstr("format"));
}

TEST(GlassBoxFile, RefusesTextThatIsNoJsonAndNamesTheLine) {
  EXPECT_THAT(refusal("syntax", R"("name": "Previous word",)", R"("name": "Previous word")"),
              testing::AllOf(testing::HasSubstr("glass_box.json"), testing::HasSubstr("line")));
}

TEST(GlassBoxFile, RefusesAFileThatLacksAComponentWhichTheWordsNeed) {
  EXPECT_THAT(refusal("holder", R"({"id": "speaker")", R"({"id": "orator")"), testing::HasSubstr("speaker"));
}

TEST(GlassBoxFile, SaysWhichFileIsMissing) {
  try {
    core::load_glass_box("/nowhere");
    FAIL();
  } catch (const core::Error& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("glass_box.json"));
  }
}
