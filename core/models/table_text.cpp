#include "core/models/table_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.h"
#include "core/plain_text.h"

namespace core {

namespace {

bool is_control(char byte) {
  return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f;
}

}  // namespace

void expect_plain_lines(std::string_view text, const std::string& source) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    if (!is_valid_utf8(line) || std::any_of(line.begin(), line.end(), is_control)) {
      throw Error(fmt::format("{} line {}: \"{}\"", source, number, shown_text(line)), "text in UTF-8",
                  "the file is damaged; restore it");
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void expect_last_line(std::string_view text, const std::string& source) {
  if (text.ends_with(kLastTableLine)) return;
  const auto lines = std::count(text.begin(), text.end(), '\n') + (text.empty() || text.back() == '\n' ? 0 : 1);
  throw Error(fmt::format("{} stops after line {}", source, lines), "\"# end\" as its last line",
              "the file was cut short; restore it");
}

}  // namespace core
