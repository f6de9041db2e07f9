// Pieces joined to words on the command line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "core/files.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_model.h"

namespace {

using testing::HasSubstr;
using testing::Not;

class WholeWordsCommands : public testing::Test {
 protected:
  WholeWordsCommands() { support::write_tiny_model(model_, "bert", true); }
  support::TemporaryFolder folder_;
  std::filesystem::path model_ = folder_.path() / "bert";
};

TEST_F(WholeWordsCommands, ATableNamesWholeWordsByTheirFirstPiece) {
  const auto pieces = support::run_heed({"trace", "the dogs playing cat", "--model", model_.string(), "--table"});
  ASSERT_EQ(pieces.exit_code, 0) << pieces.err;
  EXPECT_THAT(pieces.out, Not(HasSubstr("whole words")));
  const auto words =
      support::run_heed({"trace", "the dogs playing cat", "--model", model_.string(), "--table", "--whole-words"});
  ASSERT_EQ(words.exit_code, 0) << words.err;
  EXPECT_THAT(words.out, HasSubstr("weights of whole words"));
  EXPECT_THAT(words.out, HasSubstr("2 dogs"));
  EXPECT_THAT(words.out, HasSubstr("4 playing"));
  EXPECT_THAT(words.out, HasSubstr("6 cat"));
}

TEST_F(WholeWordsCommands, AFigureHasOneRowAWord) {
  const std::string out = (folder_.path() / "map.csv").string();
  const auto run = support::run_heed({"render", "the dogs playing cat", "--model", model_.string(), "--layer", "0",
                                      "--head", "1", "--out", out, "--whole-words"});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const std::string csv = core::read_file(out, 100'000);
  const auto pieces = support::run_heed(
      {"render", "the dogs playing cat", "--model", model_.string(), "--layer", "0", "--head", "1", "--out", out});
  ASSERT_EQ(pieces.exit_code, 0) << pieces.err;
  const std::string longer = core::read_file(out, 100'000);
  const auto lines = [](const std::string& text) { return std::count(text.begin(), text.end(), '\n'); };
  EXPECT_EQ(lines(longer) - lines(csv), 2);
  EXPECT_THAT(csv, HasSubstr("playing"));
}

TEST_F(WholeWordsCommands, JsonKeepsTheModelsOwnPieces) {
  const auto run = support::run_heed({"trace", "the dogs", "--model", model_.string(), "--json", "--whole-words"});
  EXPECT_EQ(run.exit_code, 2);
}

}  // namespace
