// The one error type for bad input: what was found, what was expected, and the likely cause, in one line.
#pragma once

#include <stdexcept>
#include <string>

namespace core {

class Error : public std::runtime_error {
 public:
  Error(const std::string& found, const std::string& expected, const std::string& likely_cause)
      : std::runtime_error(join(found, expected, likely_cause)) {}

 private:
  static std::string join(const std::string& found, const std::string& expected, const std::string& likely_cause) {
    std::string line = found;
    if (!expected.empty()) line += "; expected " + expected;
    if (!likely_cause.empty()) line += " (" + likely_cause + ")";
    return line;
  }
};

}  // namespace core
