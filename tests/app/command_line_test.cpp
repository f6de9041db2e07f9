// The real program, run as a user runs it: every option reaches the numbers, every refusal is one line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace {

using nlohmann::json;
using support::ProgramOptions;
using support::ProgramRun;
using support::run_heed;
using testing::HasSubstr;
using testing::StartsWith;

using Arguments = std::vector<std::string>;

json trace_of(const std::string& sentence, Arguments options) {
  Arguments arguments = {"trace", sentence, "--json"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const ProgramRun run = run_heed(arguments);
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.err, "");
  return json::parse(run.out, nullptr, false);
}

json three_words(Arguments options) {
  options.insert(options.begin(), {"--model", "three-words"});
  return trace_of("The cat sat", options)["layers"][0];
}

void expect_row(const json& row, const std::vector<double>& expected) {
  ASSERT_EQ(row.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(row[i].get<double>(), expected[i], 5e-5) << row;
}

TEST(CommandLine, TracesTheTextbooksExample) {
  const json head = three_words({})["heads"][0];
  expect_row(head["scores"][2], {0.61, 0.89, 0.77});
  expect_row(head["weights"][2], {0.2860, 0.3784, 0.3356});
  expect_row(head["output"][2], {0.5320, 0.5437, 0.4613});
}

TEST(CommandLine, EverySwitchReachesTheNumbers) {
  expect_row(three_words({"--scale", "sqrt"})["heads"][0]["weights"][2], {0.3056, 0.3592, 0.3352});
  expect_row(three_words({"--scale", "0.5"})["heads"][0]["scaled"][2], {1.22, 1.78, 1.54});
  expect_row(three_words({"--temperature", "2"})["heads"][0]["scaled"][2], {0.305, 0.445, 0.385});
  expect_row(three_words({"--causal"})["heads"][0]["weights"][0], {1, 0, 0});
  expect_row(three_words({"--mask", "causal"})["heads"][0]["weights"][0], {1, 0, 0});
  expect_row(three_words({"--softmax", "hard"})["heads"][0]["weights"][2], {0, 1, 0});
  expect_row(three_words({"--softmax", "uniform"})["heads"][0]["weights"][2], {1 / 3.0, 1 / 3.0, 1 / 3.0});
  expect_row(three_words({"--softmax", "none"})["heads"][0]["weights"][2], {0.61, 0.89, 0.77});
  expect_row(three_words({"--softmax", "hard@0.attention"})["heads"][0]["weights"][2], {0, 1, 0});
  expect_row(three_words({"--mute", "0.0"})["heads"][0]["output"][2], {0, 0, 0});
  EXPECT_EQ(three_words({"--ignore", "cat"})["heads"][0]["weights"][2][1], 0);
  const json divided = trace_of("bees like flowers", {"--model", "four-by-three"})["layers"][0]["heads"][0];
  const json whole = trace_of("bees like flowers", {"--model", "four-by-three", "--no-scale"})["layers"][0]["heads"][0];
  EXPECT_EQ(whole["scaled"], whole["scores"]);
  EXPECT_NE(divided["scaled"], divided["scores"]);
}

TEST(CommandLine, EditsReachTheNumbersInTheirOrder) {
  const json edited = three_words({"--edit", "x[cat].0=0.5", "--edit", "x[CAT].0=0.1"});
  EXPECT_NEAR(edited["input"][1][0].get<double>(), 0.1, 1e-6);
  expect_row(three_words({"--edit", "weight@0.0[sat,The]=0.5"})["heads"][0]["weights"][2],
             {0.5, 0.5 * 0.3784 / 0.7140, 0.5 * 0.3356 / 0.7140});
  EXPECT_EQ(three_words({"--edit", "score@0.attention[2,0]=3"})["heads"][0]["scores"][2][0], 3);
}

TEST(CommandLine, TheTableMarksUnknownWordsAndWeightsThatAreHeldOrGiven) {
  EXPECT_THAT(run_heed({"trace", "the glorp sat"}).out, HasSubstr("Words: 0 the, 1 glorp (unknown), 2 sat\n"));
  EXPECT_THAT(run_heed({"trace", "cat mat it", "--model", "given-weights"}).out,
              HasSubstr("  given by the model: 2 it -> 0 cat, 2 it -> 1 mat, 2 it -> 2 it\n"));
  EXPECT_THAT(run_heed({"trace", "The cat sat", "--model", "three-words", "--edit", "weight@0.0[sat,cat]=0.5"}).out,
              HasSubstr("  held by an edit: 2 sat -> 1 cat\n"));
}

TEST(CommandLine, ASecondSentenceFeedsTheCrossAttention) {
  const json trace = trace_of("the dog", {"--second", "Der Hund", "--edit", "x2[Hund].animal=0.25"});
  EXPECT_EQ(trace["key_tokens"], json::parse(R"(["Der", "Hund"])"));
  EXPECT_EQ(trace["edits"], json::parse(R"(["x2[Hund].animal=0.25"])"));
  ASSERT_TRUE(trace.contains("second_layers"));
  bool found = false;
  for (const json& layer : trace["layers"]) {
    for (const json& head : layer["heads"]) {
      if (head["keys"] != "second") continue;
      found = true;
      EXPECT_FALSE(head["idle"].get<bool>());
      EXPECT_EQ(head["weights"][0].size(), 2U);
    }
  }
  EXPECT_TRUE(found);
  const ProgramRun refused = run_heed({"trace", "The cat", "--model", "three-words", "--second", "cat"});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, HasSubstr("this model has no cross-attention"));
}

TEST(CommandLine, LayersAndValuesAreChosen) {
  const json trace = trace_of("The cat sat.", {"--layers", "1", "--only", "weights"});
  ASSERT_EQ(trace["layers"].size(), 1U);
  EXPECT_EQ(trace["layers"][0]["layer"], 1);
  EXPECT_TRUE(trace["layers"][0]["heads"][0].contains("weights"));
  EXPECT_FALSE(trace["layers"][0]["heads"][0].contains("scores"));
  EXPECT_FALSE(trace.contains("matrices"));
  EXPECT_TRUE(trace_of("The cat", {"--model", "three-words", "--matrices"})["matrices"].contains("W_Q@0.0"));
}

// Exit code 2, one line on stderr that holds `text`, nothing on stdout.
void expect_refusal(const Arguments& arguments, const std::string& text) {
  const ProgramRun run = run_heed(arguments);
  EXPECT_EQ(run.exit_code, 2) << run.out;
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(run.err, HasSubstr(text));
  EXPECT_EQ(run.err.find('\n'), run.err.size() - 1) << run.err;
}

TEST(CommandLine, MisspeltWordsAreAnsweredWithTheNearest) {
  expect_refusal({"trcae", "The cat"}, "did you mean \"trace\"");
  expect_refusal({"trace", "The cat", "--modle", "x"}, "did you mean \"--model\"");
  expect_refusal({"trace", "The cat", "--model", "three-word"}, "did you mean \"three-words\"");
  expect_refusal({"trace", "The cat", "--mute", "1.refrence"}, "did you mean \"reference\"");
  expect_refusal({"trace", "The cat", "--ignore", "cta"}, "did you mean \"cat\"");
  expect_refusal({"trace", "The cat", "--edit", "x[cat].anmal=1"}, "did you mean \"animal\"");
  expect_refusal({"trace", "The cat", "--softmax", "sotf"}, "did you mean \"soft\"");
  expect_refusal({"trace", "The cat", "--only", "wieghts"}, "did you mean \"weights\"");
  expect_refusal({"list", "modles"}, "did you mean \"models\"");
}

TEST(CommandLine, BadInputIsOneLineAndCodeTwo) {
  expect_refusal({"trace"}, "SENTENCE");
  expect_refusal({"trace", ""}, "empty");
  expect_refusal({"trace", " \t "}, "empty");
  expect_refusal({"trace", "a\xff"}, "UTF-8");
  expect_refusal({"trace", "a\x01"}, "U+0001");
  expect_refusal({"trace", "dog", "--model", "three-words"}, "does not know the word \"dog\"");
  expect_refusal({"trace", "The cat", "--temperature", "0"}, "above 0");
  expect_refusal({"trace", "The cat", "--edit", "x[cat].animal=nan"}, "finite");
  expect_refusal({"trace", "The cat", "more"}, "quotes");
  expect_refusal({"trace", "The cat", "--out", "a.txt"}, ".safetensors");
  expect_refusal({"trace", "The cat", "--out", "/nowhere/a.safetensors"}, "cannot write");
  expect_refusal({"render", "The cat", "--layer", "9", "--head", "0", "--out", "a.png"}, "no layer 9");
  expect_refusal({"screenshot", "--out", "a.png", "--size", "big"}, "WxH");
  expect_refusal({"tokens", "/nowhere/a.txt"}, "cannot read");
  expect_refusal({"nothing.json"}, "cannot read");
  expect_refusal({"screenshot", "--sentence", "", "--out", "a.png"}, "--sentence: an empty text");
  expect_refusal({"trace", "The cat", "--model", ""}, "--model: an empty text");
  std::string words;
  for (int i = 0; i < 10'000; ++i) words += "cat ";
  expect_refusal({"trace", words}, "10000 words");
}

TEST(CommandLine, AFullDiskIsToldAndNothingHalfWrittenStays) {
  const support::TemporaryFolder folder;
  const std::string heed = HEED_BINARY;
  const ProgramRun run = support::run_program("sh", {"-c", heed + " trace 'The cat' --json > /dev/full"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("No space left"));
  EXPECT_EQ(run_heed({"render", "The cat", "--layer", "1", "--head", "0", "--out", (folder.path() / "no" / "a.png")})
                .exit_code,
            2);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(CommandLine, AnyScriptIsTraced) {
  for (const std::string sentence : {"cat 😀 sat", "猫坐在垫子上", "שלום עולם", "Ünïcode"}) {
    EXPECT_EQ(trace_of(sentence, {"--only", "tokens"})["sentence"], sentence);
  }
}

TEST(CommandLine, TokensAreALineOfJsonEach) {
  ProgramOptions options;
  options.input = "The cat\n\nÄpfel!\n";
  const ProgramRun run = run_heed({"tokens"}, options);
  std::vector<json> lines;
  std::istringstream stream(run.out);
  for (std::string line; std::getline(stream, line);) lines.push_back(json::parse(line));
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0]["tokens"], json::parse(R"(["The", "cat"])"));
  EXPECT_EQ(lines[1]["tokens"], json::array());
  EXPECT_EQ(lines[2]["spans"], json::parse("[[0, 6], [6, 7]]"));
  options.input = "\"a\\nb\"\n";
  EXPECT_EQ(json::parse(run_heed({"tokens", "--jsonl", "-"}, options).out)["texts"], json::parse(R"(["a", "b"])"));
  options.input = "no json\n";
  EXPECT_EQ(run_heed({"tokens", "--jsonl"}, options).exit_code, 2);
}

TEST(CommandLine, ListsAreJsonWithTheirKeys) {
  const json models = json::parse(run_heed({"list", "models", "--json"}).out);
  EXPECT_EQ(models[0]["id"], "glass-box");
  EXPECT_EQ(models[0]["origin"], "compiled");
  EXPECT_GE(models[0]["heads"], 8);
  EXPECT_EQ(models[1]["layers"], 1);
  EXPECT_GE(json::parse(run_heed({"list", "sentences", "--json"}).out).size(), 60U);
  EXPECT_EQ(json::parse(run_heed({"list", "heads", "--json", "--model", "three-words"}).out),
            json::parse(R"([{"layer": 0, "head": 0, "id": "attention", "name": "Attention"}])"));
  EXPECT_THAT(run_heed({"list", "models"}).out, HasSubstr("three-words    Three words"));
}

TEST(CommandLine, CheckTakesASentencePerLine) {
  const ProgramRun run = run_heed({"check"});
  EXPECT_EQ(run.exit_code, 0) << run.out;
  EXPECT_GE(std::count(run.out.begin(), run.out.end(), '\n'), 60);
  EXPECT_THAT(run.out, HasSubstr("ok cat-mat: "));
}

TEST(CommandLine, RenderWritesEveryKind) {
  const support::TemporaryFolder folder;
  const std::vector<std::pair<std::string, std::string>> kinds = {
      {"a.png", "\x89PNG"}, {"a.svg", "<?xml"}, {"a.pdf", "%PDF-"}, {"a.csv", ",The,cat,sat\n"}};
  for (const auto& [name, start] : kinds) {
    const std::string path = folder.path() / name;
    const ProgramRun run = run_heed({"render", "The cat sat", "--model", "three-words", "--layer", "0", "--head",
                                     "attention", "--softmax", "hard", "--out", path});
    EXPECT_EQ(run.exit_code, 0) << run.err;
    std::ostringstream bytes;
    bytes << std::ifstream(path, std::ios::binary).rdbuf();
    EXPECT_THAT(bytes.str(), StartsWith(start));
    if (name == "a.csv") {
      EXPECT_THAT(bytes.str(), HasSubstr("sat,0,1,0\n"));
    }
  }
}

TEST(CommandLine, HelpAndVersionAreNoErrors) {
  EXPECT_THAT(run_heed({"--version"}).out, StartsWith("heed "));
  for (const std::string command :
       {"trace", "render", "screenshot", "tokens", "check", "verify", "list", "worksheet"}) {
    const ProgramRun run = run_heed({command, "--help"});
    EXPECT_EQ(run.exit_code, 0);
    EXPECT_THAT(run.out, HasSubstr("--help"));
  }
}

TEST(CommandLine, WithoutADisplayTheWindowNamesWhatElseThereIs) {
  const ProgramRun run = run_heed({});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("trace, render, screenshot, tokens, check, verify, list and worksheet"));
}

TEST(CommandLine, HeadsAreNamedAsTheWindowSpellsThem) {
  const json muted = trace_of("The cat sat", {"--mute", "0.Previous word", "--mute", "1.SAID_OF"});
  EXPECT_EQ(muted["switches"]["muted"], json::array({"0.0", "1.2"}));
  const json edited = trace_of("The cat sat", {"--edit", "score@1.said of[cat,The]=1"});
  EXPECT_EQ(edited["edits"], json::array({"score@1.said-of[cat,The]=1"}));
}

TEST(CommandLine, AScreenshotIsAPngOfASizeThatAWindowMayHave) {
  const support::TemporaryFolder folder;
  const std::string path = folder.path() / "x.";
  const ProgramRun jpg = run_heed({"screenshot", "--out", path + "jpg"});
  EXPECT_EQ(jpg.exit_code, 2);
  EXPECT_THAT(jpg.err, testing::AllOf(HasSubstr(".jpg"), HasSubstr("expected a name that ends in .png")));
  EXPECT_FALSE(std::filesystem::exists(path + "jpg"));
  const ProgramRun small = run_heed({"screenshot", "--out", path + "png", "--size", "100x100"});
  EXPECT_EQ(small.exit_code, 2);
  EXPECT_THAT(small.err, testing::AllOf(HasSubstr("100x100"), HasSubstr("320x240")));
  EXPECT_FALSE(std::filesystem::exists(path + "png"));
}

}  // namespace
