// The NumPy programs run and print what the trace holds; Heed's own functions are quoted to the letter.
#include "core/attention/code_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "core/attention/forward.h"
#include "core/attention/nearest_words.h"
#include "core/error.h"
#include "core/files.h"
#include "core/models/small_examples.h"
#include "tests/support/builders.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace {

using core::CodeLanguage;
using core::CodeLength;
using core::CodePlace;
using core::CodeStage;
using core::Index;
using support::run_of;
using testing::HasSubstr;

std::vector<double> joined(std::initializer_list<core::Vector> parts) {
  std::vector<double> all;
  for (const core::Vector& part : parts) {
    for (Index i = 0; i < part.size(); ++i) all.push_back(static_cast<double>(part(i)));
  }
  return all;
}

// What the program of a stage must print.
std::vector<double> expected(const core::AttentionTrace& trace, CodeStage stage, const CodePlace& at) {
  const core::HeadTrace& head = trace.head(at.layer, at.head);
  switch (stage) {
    case CodeStage::Words:
      return {};
    case CodeStage::X:
      return joined({trace.layers[static_cast<std::size_t>(at.layer)]->input.row(at.query)});
    case CodeStage::Qkv:
      return joined({head.q.row(at.query), head.k.row(at.key), head.v.row(at.key)});
    case CodeStage::Scores:
      return joined({head.scores.row(at.query)});
    case CodeStage::Scale:
    case CodeStage::Mask:
      return joined({head.scaled.row(at.query)});
    case CodeStage::Softmax:
      return joined({head.weights.row(at.query)});
    case CodeStage::Mix:
      return joined({head.output.row(at.query)});
    case CodeStage::Output:
      return joined({core::head_contribution(trace, at.layer, at.head, at.query)});
  }
  return {};
}

// The first Python that has numpy; Debian's stands at a fixed place where another one hides it. "" where none has.
std::string python_with_numpy() {
  for (const std::string python : {"python3", "/usr/bin/python3"}) {
    if (support::run_program("/usr/bin/env", {python, "-c", "import numpy"}).exit_code == 0) return python;
  }
  return "";
}

// Runs all programs in one Python, which prints a line of blanks-separated numbers for each.
std::vector<std::string> printed(const std::string& python, const std::vector<std::string>& programs) {
  const support::TemporaryFolder folder;
  std::string driver = "import sys\n";
  for (std::size_t i = 0; i < programs.size(); ++i) {
    const std::string name = "p" + std::to_string(i) + ".py";
    core::write_file_atomically(folder.path() / name, programs[i]);
    driver += "exec(compile(open('" + name + "', encoding='utf-8').read(), '" + name + "', 'exec'), {})\n";
  }
  core::write_file_atomically(folder.path() / "all.py", driver);
  support::ProgramOptions options;
  options.folder = folder.path();
  const support::ProgramRun run = support::run_program("/usr/bin/env", {python, "all.py"}, options);
  EXPECT_EQ(run.exit_code, 0) << run.err;
  std::vector<std::string> lines;
  std::istringstream text(run.out);
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

struct Case {
  core::TracePointer trace;
  CodePlace place;
  CodeStage stage = CodeStage::Words;
};

void expect_printed(const Case& one, const std::string& line) {
  if (one.stage == CodeStage::Words) {
    EXPECT_EQ(line, one.trace->tokens[static_cast<std::size_t>(one.place.query)].text);
    return;
  }
  const std::vector<double> wanted = expected(*one.trace, one.stage, one.place);
  std::istringstream numbers(line);
  std::string word;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    ASSERT_TRUE(numbers >> word) << "only " << i << " numbers";
    const double found = std::strtod(word.c_str(), nullptr);
    if (std::isinf(wanted[i])) {
      // Before the mask the quotient is still there.
      if (one.stage == CodeStage::Mask) {
        EXPECT_EQ(found, wanted[i]);
      }
    } else {
      EXPECT_NEAR(found, wanted[i], 1e-4 * std::max(1.0, std::abs(wanted[i]))) << "number " << i;
    }
  }
  EXPECT_FALSE(numbers >> word) << "more numbers than " << wanted.size();
}

void add_stages(std::vector<Case>& cases, const core::TracePointer& trace, const CodePlace& place) {
  for (int stage = 0; stage < core::kCodeStageCount; ++stage) {
    cases.push_back({trace, place, static_cast<CodeStage>(stage)});
  }
}

void expect_all(const std::string& python, const std::vector<Case>& cases) {
  std::vector<std::string> programs;
  for (const Case& one : cases) {
    programs.push_back(core::code_text(*one.trace, one.stage, one.place, CodeLanguage::NumPy, CodeLength::Complete));
  }
  const auto lines = printed(python, programs);
  ASSERT_EQ(lines.size(), cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    SCOPED_TRACE(programs[i].substr(0, 1500));
    expect_printed(cases[i], lines[i]);
  }
}

constexpr const char* kNoNumPy = "python3 with numpy is not installed: apt-get install python3-numpy";

TEST(CodeText, TheNumPyProgramsOfTheExamplesPrintTheTrace) {
  const std::string python = python_with_numpy();
  if (python.empty()) GTEST_SKIP() << kNoNumPy;
  std::vector<Case> cases;
  add_stages(cases, core::compute_trace(run_of(core::make_three_words(), "The cat sat")), {0, 0, 2, 1});
  add_stages(cases, core::compute_trace(run_of(core::make_given_weights(), "cat mat it")), {0, 0, 2, 0});
  add_stages(cases, core::compute_trace(run_of(core::make_four_by_three(), "bees like flowers")), {0, 0, 0, 2});
  expect_all(python, cases);
}

TEST(CodeText, TheNumPyProgramsOfRandomModelsSwitchesAndEditsPrintTheTrace) {
  const std::string python = python_with_numpy();
  if (python.empty()) GTEST_SKIP() << kNoNumPy;
  std::mt19937 random(77);
  std::vector<Case> cases;
  while (cases.size() < 40U * core::kCodeStageCount) {
    core::RunInput run = run_of(support::random_model(support::random_options(random)),
                                support::random_sentence(random, 6), support::random_sentence(random, 4));
    run.switches = support::random_switches(random, *run.model, 6, 4);
    for (int i = 0; i < 3; ++i) run.edits.push_back(support::random_edit(random, *run.model, 6, 4));
    core::TracePointer trace;
    try {
      trace = core::compute_trace(run);
    } catch (const core::Error&) {
      continue;  // a held weight that does not fit
    }
    CodePlace place;
    place.layer = support::random_index(random, 0, static_cast<Index>(trace->layers.size()) - 1);
    place.head = support::random_index(random, 0, static_cast<Index>(trace->layers[0]->heads.size()) - 1);
    place.query = support::random_index(random, 0, 5);
    place.key = support::random_index(random, 0, trace->head(place.layer, place.head).weights.cols() - 1);
    add_stages(cases, trace, place);
  }
  expect_all(python, cases);
}

TEST(CodeText, WhatIsShownIsShortAndWhatIsCopiedIsComplete) {
  support::ModelOptions options;
  options.width = 40;
  options.d_k = 20;
  const auto trace = core::compute_trace(run_of(support::random_model(options), "w1 w2 w3 w4 w5 w6 w7 w8"));
  for (int stage = 0; stage < core::kCodeStageCount; ++stage) {
    for (const CodeLanguage language : {CodeLanguage::NumPy, CodeLanguage::Cpp}) {
      const auto text = [&](CodeLength length) {
        return core::code_text(*trace, static_cast<CodeStage>(stage), {0, 0, 1, 2}, language, length);
      };
      EXPECT_THAT(text(CodeLength::Complete), testing::Not(HasSubstr("…"))) << stage;
      EXPECT_LT(text(CodeLength::Shortened).size(), 4200U) << stage;
    }
  }
  const auto scores =
      core::code_text(*trace, CodeStage::Scores, {0, 0, 1, 2}, CodeLanguage::NumPy, CodeLength::Shortened);
  EXPECT_THAT(scores, HasSubstr("…"));
  EXPECT_THAT(scores, HasSubstr("# [8, 20]"));
}

TEST(CodeText, HeedsOwnFunctionsAreQuotedToTheLetter) {
  for (int stage = 0; stage < core::kCodeStageCount; ++stage) {
    for (const auto kind :
         {core::SoftmaxKind::Soft, core::SoftmaxKind::Hard, core::SoftmaxKind::Uniform, core::SoftmaxKind::None}) {
      const auto functions = core::house_functions(static_cast<CodeStage>(stage), kind);
      ASSERT_FALSE(functions.empty());
      for (const core::HouseFunction& one : functions) {
        const auto path = std::filesystem::path(HEED_SOURCE_DIR) / one.file;
        EXPECT_THAT(core::read_file(path, 1'000'000), HasSubstr(one.text)) << one.file;
      }
    }
  }
}

TEST(CodeText, TheCppTextNamesTheFunctionAndItsResult) {
  const auto trace = core::compute_trace(run_of(core::make_three_words(), "The cat sat"));
  const auto text = core::code_text(*trace, CodeStage::Scores, {0, 0, 2, 1}, CodeLanguage::Cpp, CodeLength::Complete);
  EXPECT_THAT(text, HasSubstr("// core/attention/attention.cpp\nMatrix attention_scores("));
  EXPECT_THAT(text, HasSubstr("const Vector q{{0.4F, 0.6F, 0.5F}};  // [1, 3] of \"sat\""));
  const float score = trace->head(0, 0).scores(2, 0);
  EXPECT_THAT(text, HasSubstr(std::to_string(score).substr(0, 4)));
}

TEST(CodeText, AnIdleHeadOrAWordThatIsNotThereIsRefused) {
  support::ModelOptions options;
  options.cross = true;
  const auto trace = core::compute_trace(run_of(support::random_model(options), "w1 w2"));
  EXPECT_THROW(core::code_text(*trace, CodeStage::Mix, {0, 1, 0, 0}, CodeLanguage::NumPy, CodeLength::Complete),
               core::Error);
  EXPECT_THROW(core::code_text(*trace, CodeStage::Mix, {0, 0, 5, 0}, CodeLanguage::NumPy, CodeLength::Complete),
               core::Error);
}

}  // namespace
