// Runs a program as a user would and keeps what it said: for tests of the command line.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace support {

struct ProgramOptions {
  std::string input;                               // fed to its standard input
  std::map<std::string, std::string> environment;  // added; an empty value removes the variable
  std::filesystem::path folder;                    // where it runs; empty: here
  std::chrono::seconds timeout{60};                // it is killed after that
};

struct ProgramRun {
  int exit_code = -1;  // 128 + the signal's number where one ended it
  bool timed_out = false;
  std::string out, err;
};

// Throws std::runtime_error only where the program cannot be started.
ProgramRun run_program(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                       const ProgramOptions& options = {});

// Runs the built heed without a display, with settings and state in an empty folder of its own.
ProgramRun run_heed(const std::vector<std::string>& arguments, ProgramOptions options = {});

}  // namespace support
