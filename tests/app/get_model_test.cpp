// app/get_model.sh against an index on this machine: broken-off downloads go on or begin again, other files are
// refused.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace {

class GetModel : public testing::TestWithParam<const char*> {};

TEST_P(GetModel, EndsInTheModelOrInOneMessage) {
  if (std::system("command -v curl >/dev/null && command -v python3 >/dev/null") != 0) {
    GTEST_SKIP() << "curl or python3 is not installed";
  }
  const std::string command = std::string("python3 " HEED_SOURCE_DIR "/tests/support/get_model_trial.py ") + GetParam();
  EXPECT_EQ(std::system(command.c_str()), 0);
}

INSTANTIATE_TEST_SUITE_P(Downloads, GetModel,
                         testing::Values("goes_on", "begins_again_without_ranges", "begins_again_after_too_much",
                                         "only_renaming_was_missing", "refuses_another_file"),
                         [](const auto& one) { return std::string(one.param); });

}  // namespace
