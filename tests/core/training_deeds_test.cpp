#include "core/lessons/training_deeds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"

namespace {

using core::read_training_deed;
using testing::HasSubstr;

TEST(TrainingDeeds, AreReadFromTheTextOfALesson) {
  const auto paint = std::get<core::PaintDeed>(*read_training_deed("paint the mat=0.8"));
  EXPECT_EQ(paint.word, "the mat");
  EXPECT_NEAR(paint.share, 0.8, 1e-6);
  EXPECT_NEAR(std::get<core::RateDeed>(*read_training_deed("rate 0.5")).rate, 0.5, 1e-6);
  EXPECT_EQ(std::get<core::TrainDeed>(*read_training_deed("train 200")).steps, 200);
  EXPECT_TRUE(std::holds_alternative<core::KeepDeed>(*read_training_deed("keep")));
  EXPECT_FALSE(read_training_deed("play"));
  EXPECT_FALSE(read_training_deed(""));
}

TEST(TrainingDeeds, ThatCannotBeReadAreToldWithWhatWasExpected) {
  struct Case {
    const char *deed, *found, *expected;
  };
  for (const Case& one : {Case{"paint mat", "has no =", "WORD=SHARE"}, Case{"paint mat=-1", "\"-1\"", "not negative"},
                          Case{"rate fast", "\"fast\"", "not negative"}, Case{"train 0", "\"0\"", "1 to 20000"},
                          Case{"train 20001", "\"20001\"", "1 to 20000"}, Case{"train", "\"\"", "1 to 20000"}}) {
    try {
      read_training_deed(one.deed);
      ADD_FAILURE() << one.deed << " was read";
    } catch (const core::Error& error) {
      EXPECT_THAT(error.what(), HasSubstr(one.found)) << one.deed;
      EXPECT_THAT(error.what(), HasSubstr(one.expected)) << one.deed;
    }
  }
}

}  // namespace
