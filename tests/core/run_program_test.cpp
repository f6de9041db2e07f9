// The helper that tests of the command line rely on keeps every byte and ends what hangs.
#include "tests/support/run_program.h"

#include <gtest/gtest.h>

namespace {

using support::ProgramOptions;
using support::ProgramRun;
using support::run_program;

TEST(RunProgram, KeepsBothOutputsAndTheExitCode) {
  const ProgramRun run = run_program("sh", {"-c", "echo out; echo err >&2; exit 2"});
  EXPECT_EQ(run.out, "out\n");
  EXPECT_EQ(run.err, "err\n");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_FALSE(run.timed_out);
}

TEST(RunProgram, PassesArgumentsAndInputUnchanged) {
  ProgramOptions options;
  for (int i = 0; i < 100'000; ++i) options.input += "ä \"$x\" \\\n";
  EXPECT_EQ(run_program("cat", {}, options).out, options.input);
  EXPECT_EQ(run_program("printf", {"%s|", "a b", "", "'\"$HOME\n"}).out, "a b||'\"$HOME\n|");
}

TEST(RunProgram, AProgramThatReadsNothingIsNoTrouble) {
  ProgramOptions options;
  options.input = std::string(1'000'000, 'x');
  EXPECT_EQ(run_program("true", {}, options).exit_code, 0);
}

TEST(RunProgram, EndsAProgramThatHangs) {
  ProgramOptions options;
  options.timeout = std::chrono::seconds(1);
  const ProgramRun run = run_program("sh", {"-c", "echo begun; sleep 100"}, options);
  EXPECT_TRUE(run.timed_out);
  EXPECT_EQ(run.out, "begun\n");
  EXPECT_EQ(run.exit_code, 128 + 9);
}

TEST(RunProgram, ASignalIsToldFromAnExitCode) {
  EXPECT_EQ(run_program("sh", {"-c", "kill -ABRT $$"}).exit_code, 134);
}

TEST(RunProgram, SetsAndRemovesVariables) {
  ProgramOptions options;
  options.environment = {{"HEED_TEST_SET", "yes"}, {"HOME", ""}};
  EXPECT_EQ(run_program("sh", {"-c", "echo ${HEED_TEST_SET-no} ${HOME-no}"}, options).out, "yes no\n");
}

TEST(RunProgram, AMissingProgramIsAnError) {
  EXPECT_THROW(run_program("/nowhere/heed", {}), std::runtime_error);
}

}  // namespace
