// Every kind of tokenizer against references made by tests/data/make_tokenizer_references.py.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/json_reader.h"
#include "core/tokenizers/tokenizer.h"
#include "tests/support/json_metadata.h"

namespace {

const std::filesystem::path kFolder = std::filesystem::path(HEED_SOURCE_DIR) / "tests/data/tokenizers";

struct Reference {
  std::vector<int> ids;
  std::vector<std::pair<std::size_t, std::size_t>> spans;
  bool has_spans = false;
};

std::vector<std::string> lines_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

const std::vector<std::string>& strings() {
  static const std::vector<std::string> kStrings = [] {
    std::vector<std::string> texts;
    for (const std::string& line : lines_of(kFolder / "strings.jsonl")) {
      texts.push_back(core::parse_json(line, "strings.jsonl").text());
    }
    return texts;
  }();
  return kStrings;
}

Reference parse(const std::string& line) {
  Reference reference;
  const std::size_t bar = line.find('|');
  std::istringstream ids(line.substr(0, bar));
  for (int id = 0; ids >> id;) reference.ids.push_back(id);
  reference.has_spans = bar != std::string::npos;
  if (!reference.has_spans) return reference;
  std::istringstream spans(line.substr(bar + 1));
  long last = 0;
  for (std::string item; spans >> item;) {
    const std::size_t comma = item.find(',');
    const long from = last + (comma == std::string::npos ? 0 : std::stol(item.substr(0, comma)));
    last = from + std::stol(comma == std::string::npos ? item : item.substr(comma + 1));
    reference.spans.emplace_back(from, last);
  }
  return reference;
}

// What the reference gives and what Heed gives for one string, equal in ids and spans.
::testing::AssertionResult same(const core::Tokens& tokens, const Reference& reference) {
  std::vector<int> ids;
  std::vector<std::pair<std::size_t, std::size_t>> spans;
  for (const core::Token& token : tokens) {
    ids.push_back(token.id);
    spans.emplace_back(token.from, token.to);
  }
  if (ids != reference.ids) {
    return ::testing::AssertionFailure() << "ids " << ::testing::PrintToString(ids) << "\nexpected "
                                         << ::testing::PrintToString(reference.ids);
  }
  if (reference.has_spans && spans != reference.spans) {
    return ::testing::AssertionFailure() << "spans " << ::testing::PrintToString(spans) << "\nexpected "
                                         << ::testing::PrintToString(reference.spans);
  }
  return ::testing::AssertionSuccess();
}

void expect_same(const core::Tokenizer& tokenizer, const std::filesystem::path& reference) {
  const std::vector<std::string> lines = lines_of(reference);
  ASSERT_GE(lines.size(), 500U);
  ASSERT_LE(lines.size(), strings().size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    EXPECT_TRUE(same(tokenizer.tokenize(strings()[i]), parse(lines[i])))
        << reference << ", string " << i << ": " << ::testing::PrintToString(strings()[i]);
  }
}

void expect_same_pairs(const core::Tokenizer& tokenizer, const std::filesystem::path& reference) {
  const std::vector<std::string> lines = lines_of(reference);
  ASSERT_GE(lines.size(), 39U);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::size_t second_from = 0;
    EXPECT_TRUE(same(tokenizer.tokenize_pair(strings()[i], strings()[i + 1], second_from), parse(lines[i]))) << i;
  }
}

class TokenizerFiles : public ::testing::TestWithParam<std::string> {};

TEST_P(TokenizerFiles, GiveTheReferencesIdsAndSpans) {
  expect_same(*core::read_tokenizer(kFolder / GetParam()), kFolder / GetParam() / "reference.txt");
}

TEST_P(TokenizerFiles, GiveTheReferencesPairs) {
  expect_same_pairs(*core::read_tokenizer(kFolder / GetParam()), kFolder / GetParam() / "pairs.txt");
}

std::vector<std::string> folders_with(const std::string& name) {
  std::vector<std::string> folders;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (std::filesystem::exists(entry.path() / name)) folders.push_back(entry.path().filename().string());
  }
  return folders;
}

INSTANTIATE_TEST_SUITE_P(EachKind, TokenizerFiles, ::testing::ValuesIn(folders_with("tokenizer.json")),
                         [](const auto& kind) { return kind.param; });

class GgufTokenizers : public ::testing::TestWithParam<std::string> {};

TEST_P(GgufTokenizers, GiveTheReferencesIds) {
  const support::MetadataOfJson metadata(core::read_json_file(kFolder / GetParam() / "gguf.json"));
  expect_same(*core::make_gguf_tokenizer(metadata), kFolder / GetParam() / "reference.txt");
}

INSTANTIATE_TEST_SUITE_P(EachKind, GgufTokenizers, ::testing::ValuesIn(folders_with("gguf.json")),
                         [](const auto& kind) { return kind.param; });

class GgufPairs : public ::testing::TestWithParam<std::string> {};

TEST_P(GgufPairs, AreTheReferences) {
  const support::MetadataOfJson metadata(core::read_json_file(kFolder / GetParam() / "gguf.json"));
  expect_same_pairs(*core::make_gguf_tokenizer(metadata), kFolder / GetParam() / "pairs.txt");
}

std::vector<std::string> gguf_folders_with_pairs() {
  std::vector<std::string> folders;
  for (const std::string& name : folders_with("gguf.json")) {
    if (std::filesystem::exists(kFolder / name / "pairs.txt")) folders.push_back(name);
  }
  return folders;
}

INSTANTIATE_TEST_SUITE_P(EachKind, GgufPairs, ::testing::ValuesIn(gguf_folders_with_pairs()),
                         [](const auto& kind) { return kind.param; });

// Where app/get_model.sh puts the models that anyone can have.
std::filesystem::path models_folder() {
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home == nullptr ? "." : home) / ".local/share/heed/models";
}

TEST(RealTokenizers, MiniLmGivesTheReferencesIdsAndSpans) {
  const std::filesystem::path folder = models_folder() / "minilm";
  if (!std::filesystem::exists(folder / "tokenizer.json")) GTEST_SKIP() << "no model in " << folder;
  expect_same(*core::read_tokenizer(folder), kFolder / "real_minilm.txt");
}

TEST(RealTokenizers, SmolLm2GivesTheReferencesIdsAndSpans) {
  const std::filesystem::path folder = models_folder() / "smollm2";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no model in " << folder;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".gguf") continue;
    expect_same(*core::make_gguf_tokenizer(*core::open_gguf(entry.path()).metadata), kFolder / "real_smollm2.txt");
    return;
  }
  GTEST_SKIP() << "no GGUF file in " << folder;
}

}  // namespace
