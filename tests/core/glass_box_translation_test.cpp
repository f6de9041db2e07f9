// The translation head between two sentences: articles and pronouns, which no dictionary settles alone.
#include <gtest/gtest.h>

#include <filesystem>

#include "core/attention/forward.h"
#include "core/models/glass_box.h"

namespace {

// The word of the second sentence at which word `query` of the first looks most.
std::string answer(const std::string& sentence, const std::string& second, core::Index query) {
  static const auto model = core::load_glass_box(std::filesystem::path(HEED_SOURCE_DIR) / "assets");
  core::RunInput run;
  run.model = model;
  run.sentence = sentence;
  run.has_second = true;
  run.second = second;
  const core::TracePointer trace = core::compute_trace(run);
  const core::Index head = core::find_head(*model, 1, "translation");
  core::Index key = 0;
  trace->head(1, head).weights.row(query).maxCoeff(&key);
  return trace->second_tokens[static_cast<std::size_t>(key)].text;
}

constexpr const char* kDog = "The dog ate the bone because it was hungry.";
constexpr const char* kHund = "Der Hund fraß den Knochen, weil er hungrig war.";

TEST(GlassBoxTranslation, OfTwoEqualArticlesTheOneInTheSamePlaceIsMeant) {
  EXPECT_EQ(answer(kDog, kHund, 0), "Der");
  EXPECT_EQ(answer(kDog, kHund, 3), "den");
}

TEST(GlassBoxTranslation, APronounFindsAPronounOfAnotherGender) {
  EXPECT_EQ(answer(kDog, kHund, 6), "er");
  EXPECT_EQ(
      answer("The cat sat on the mat because it was tired.", "Die Katze saß auf der Matte, weil sie müde war.", 7),
      "sie");
}

TEST(GlassBoxTranslation, APossessiveIsNoPronoun) {
  EXPECT_EQ(answer("This is my house and I like it.", "Das ist mein Haus und ich mag es.", 2), "mein");
  EXPECT_EQ(answer("This is my house and I like it.", "Das ist mein Haus und ich mag es.", 5), "ich");
}

}  // namespace
