// Drills: the same seed gives the same numbers everywhere, and each question's truth is the engine's.
#include "core/lessons/drill.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/lessons/worksheet.h"

namespace {

using testing::HasSubstr;

TEST(LessonDrill, TheGeneratorIsTheOneItSaysItIs) {
  // First outputs of splitmix64 for the seed 1234567, as published with it.
  core::SmallRandom random(1234567);
  EXPECT_EQ(random.next(), 6457827717110365317ULL);
  EXPECT_EQ(random.next(), 3203168211198807973ULL);
  EXPECT_EQ(random.next(), 9817491932198370423ULL);
}

TEST(LessonDrill, OneSeedOneDrill) {
  const core::Drill drill = core::make_drill(7);
  const core::Drill again = core::make_drill(7);
  const core::Drill other = core::make_drill(8);
  EXPECT_EQ(drill.trace->layers[0]->input, again.trace->layers[0]->input);
  EXPECT_NE(drill.trace->layers[0]->input, other.trace->layers[0]->input);
  EXPECT_EQ(core::worksheet_pdf(drill), core::worksheet_pdf(again));
}

TEST(LessonDrill, NumbersAreSmallWithOneDecimal) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const core::Drill drill = core::make_drill(seed, 2 + static_cast<core::Index>(seed % 2));
    const core::Matrix& x = drill.trace->layers[0]->input;
    for (core::Index i = 0; i < x.size(); ++i) {
      const float tenths = x.data()[i] * 10;
      EXPECT_NEAR(tenths, std::round(tenths), 1e-5);
      EXPECT_GE(tenths, 0.9F);
      EXPECT_LE(tenths, 10.1F);
    }
  }
}

TEST(LessonDrill, TruthsFollowFromThePrintedNumbers) {
  const core::Drill drill = core::make_drill(42, 3);
  const core::Matrix& x = drill.trace->layers[0]->input;
  std::vector<double> powers;
  double sum = 0;
  for (core::Index key = 0; key < 3; ++key) {
    powers.push_back(std::exp(static_cast<double>(x.row(drill.query).dot(x.row(key)))));
    sum += powers.back();
  }
  ASSERT_EQ(drill.questions.size(), 3U + 3U + 1U + 3U + 3U);
  EXPECT_NEAR(drill.questions[3].truth, powers[0], 1e-5);
  EXPECT_NEAR(drill.questions[6].truth, sum, 1e-5);
  EXPECT_NEAR(drill.questions[8].truth, powers[1] / sum, 1e-6);
  double first = 0;
  for (core::Index key = 0; key < 3; ++key)
    first += powers[static_cast<std::size_t>(key)] / sum * static_cast<double>(x(key, 0));
  EXPECT_NEAR(drill.questions[10].truth, first, 1e-6);
}

TEST(LessonDrill, ASheetHasItsAnswersOnAnotherPage) {
  const core::Drill drill = core::make_drill(42);
  const std::string text = core::worksheet_text(drill);
  const std::size_t page = text.find('\f');
  ASSERT_NE(page, std::string::npos);
  EXPECT_THAT(text.substr(0, page), HasSubstr("drill 42"));
  EXPECT_EQ(text.substr(page).find("____"), std::string::npos);
  EXPECT_THAT(core::worksheet_markdown(drill), HasSubstr("# Answers to drill 42"));
  EXPECT_EQ(core::worksheet_pdf(drill).substr(0, 5), "%PDF-");
}

}  // namespace
