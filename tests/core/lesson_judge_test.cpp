// Typed numbers: what is right, right up to rounding, a usual slip, or no number.
#include "core/lessons/judge.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/lessons/usual_replies.h"

namespace {

using core::judge_number;
using core::Verdict;

constexpr double kTruth = 0.37843;

TEST(LessonJudge, HalfAUnitOfTheLastDigitIsRight) {
  for (const char* typed : {"0.38", ".38", "0,38", "0.378", "0.3784", "0.37843", " 0.38 ", "+0.38", "38 %", "37.8%"}) {
    EXPECT_EQ(judge_number(typed, kTruth).verdict, Verdict::Right) << typed;
  }
  EXPECT_EQ(judge_number("-1.25", -1.2497).verdict, Verdict::Right);
  EXPECT_EQ(judge_number("−1,25", -1.2497).verdict, Verdict::Right);
  EXPECT_EQ(judge_number("12", 12.3).verdict, Verdict::Right);
}

TEST(LessonJudge, NearerThanAHundredthAndAHalfIsRightUpToRounding) {
  for (const char* typed : {"0.37", "0.39", "0.3790", "0.393", "0.3641"}) {
    EXPECT_EQ(judge_number(typed, kTruth).verdict, Verdict::RightUpToRounding) << typed;
  }
  for (const char* typed : {"0.394", "0.363", "0.36", "0.40"}) {
    EXPECT_EQ(judge_number(typed, kTruth).verdict, Verdict::Wrong) << typed;
  }
}

TEST(LessonJudge, SmallNumbersAreNotRoundedAway) {
  constexpr double kSmall = 0.0621;
  for (const char* typed : {"0.06", "0,06", "6 %", "6%", "0.062", "6.2 %"}) {
    EXPECT_EQ(judge_number(typed, kSmall).verdict, Verdict::Right) << typed;
  }
  for (const char* typed : {"0.05", "0.07", "5 %"}) {
    EXPECT_EQ(judge_number(typed, kSmall).verdict, Verdict::Wrong) << typed;
  }
}

TEST(LessonJudge, OneDigitSaysTooLittleUnlessItIsAllThereIs) {
  EXPECT_EQ(judge_number("0.4", kTruth).verdict, Verdict::TooFewDigits);
  EXPECT_EQ(judge_number("0", 0.3).verdict, Verdict::TooFewDigits);
  EXPECT_EQ(judge_number("0.4", 0.4).verdict, Verdict::Right);
  EXPECT_EQ(judge_number("1", 1.0).verdict, Verdict::Right);
  EXPECT_EQ(judge_number("0.3", kTruth).verdict, Verdict::Wrong);
}

TEST(LessonJudge, FractionsAndExponentsAreRead) {
  EXPECT_EQ(judge_number("1/3", 1.0 / 3).verdict, Verdict::Right);
  EXPECT_EQ(judge_number("3.784e-1", kTruth).verdict, Verdict::Right);
  EXPECT_EQ(judge_number("1/0", kTruth).verdict, Verdict::NoNumber);
}

TEST(LessonJudge, UsualSlipsAreNamedAfterTheTruth) {
  const std::vector<core::SlipValue> slips = {{0.89, "raise e to it"}, {0.385, "never reached"}};
  const core::Judgement slip = judge_number("0.89", kTruth, slips);
  EXPECT_EQ(slip.verdict, Verdict::KnownSlip);
  EXPECT_EQ(slip.reply, "raise e to it");
  EXPECT_FALSE(slip.right());
  EXPECT_EQ(judge_number("0.385", kTruth, slips).verdict, Verdict::RightUpToRounding);
  EXPECT_EQ(judge_number("0.88", kTruth, slips).verdict, Verdict::KnownSlip);
}

TEST(LessonJudge, WhatIsNoNumberIsSaidSo) {
  for (const char* typed : {"", "  ", "cat", "0.3.4", "nan", "inf", "1,2,3", "%", "/", "--1"}) {
    const core::Judgement judgement = judge_number(typed, kTruth);
    EXPECT_EQ(judgement.verdict, Verdict::NoNumber) << typed;
    EXPECT_FALSE(judgement.reply.empty());
  }
  EXPECT_NE(judge_number("0.5", kTruth).reply.find("too large"), std::string::npos);
  EXPECT_NE(judge_number("0.1", kTruth).reply.find("too small"), std::string::npos);
}

TEST(LessonJudge, EveryReplyWithoutASlipIsAmongTheUsualOnes) {
  const std::vector<std::string_view> usual = core::usual_replies();
  for (const char* typed : {"0.38", "0.39", "0.4", "1.5", "0.01", "cat", "", "3/8", "0.3800"}) {
    const std::string reply = core::judge_number(typed, 0.3834).reply;
    EXPECT_NE(std::find(usual.begin(), usual.end(), reply), usual.end()) << typed << ": " << reply;
  }
}

}  // namespace
