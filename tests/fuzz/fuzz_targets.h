// What the fuzzer feeds: THE list of readers of files that may be damaged or hostile.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace fuzz {

struct Target {
  std::string name;
  std::vector<std::filesystem::path> corpus;  // whole files to begin with, from the repository's root
  std::string file_name;                      // how the damaged file is called
  std::vector<std::filesystem::path> beside;  // files that stand in the folder with it
  // Reads the file with all that is in it. May throw core::Error, nothing else.
  std::function<void(const std::filesystem::path& file)> read;
  // Mends a length or checksum after the damage, so that not every input fails at the first test. May be empty.
  std::function<void(std::string& bytes)> mend;
};

std::vector<Target> targets();

}  // namespace fuzz
