// The README's examples are what the program says.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <regex>

#include "core/files.h"
#include "tests/support/run_program.h"

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;

// Its line breaks are where they fit.
std::string readme() {
  static const std::regex kSpace("\\s+");
  return std::regex_replace(core::read_file(fs::path(HEED_SOURCE_DIR) / "README.md", 1'000'000), kSpace, " ");
}

json only_head(const std::string& sentence, const std::string& model) {
  const auto run = support::run_heed({"trace", sentence, "--model", model, "--json"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  return json::parse(run.out).at("layers").at(0).at("heads").at(0);
}

std::string list(const json& numbers, const char* format) {
  std::string text;
  for (const json& number : numbers) {
    text += (text.empty() ? "" : ", ") + fmt::format(fmt::runtime(format), number.get<float>());
  }
  return text;
}

TEST(Readme, ThreeWordsIsQuotedAsComputed) {
  const json head = only_head("The cat sat", "three-words");
  EXPECT_THAT(readme(), HasSubstr("scores " + list(head["scores"][2], "{:.2f}")));
  EXPECT_THAT(readme(), HasSubstr("weights " + list(head["weights"][2], "{:.4f}")));
}

TEST(Readme, FourByThreeIsQuotedAsComputed) {
  const json head = only_head("bees like flowers", "four-by-three");
  EXPECT_THAT(readme(), HasSubstr("*bees*: scores " + list(head["scores"][0], "{:g}")));
  EXPECT_THAT(readme(), HasSubstr("÷ √4 = " + list(head["scaled"][0], "{:g}")));
  EXPECT_THAT(readme(), HasSubstr("weights " + list(head["weights"][0], "{:.4f}")));
  EXPECT_THAT(readme(), HasSubstr("output " + list(head["output"][0], "{:.4f}")));
}

// NAME stands for a name in the paths of files to add.
TEST(Readme, NamesNoFileThatIsNotThere) {
  static const std::regex kPath(R"((core|ui|app|tests|assets|sentences)/[\w/-]+(\.\w+)?)");
  const std::string text = readme();
  int paths = 0;
  for (std::sregex_iterator path(text.begin(), text.end(), kPath); path != std::sregex_iterator(); ++path, ++paths) {
    const bool is_pattern = path->str().find("NAME") != std::string::npos;
    EXPECT_TRUE(is_pattern || fs::exists(fs::path(HEED_SOURCE_DIR) / path->str())) << path->str();
  }
  EXPECT_GT(paths, 10);
}

}  // namespace
