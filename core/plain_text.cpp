#include "core/plain_text.h"

#include <utf8proc.h>

#include <cstdlib>
#include <memory>

#include "core/characters.h"
#include "core/spelling.h"

namespace core {

namespace {

std::size_t width_of(const Character& character) {
  return character.code < 0 ? 1 : static_cast<std::size_t>(utf8proc_charwidth(character.code));
}

bool is_printable(const Character& character) {
  if (character.code < 0) return false;
  const utf8proc_category_t category = utf8proc_category(character.code);
  return category != UTF8PROC_CATEGORY_CC && category != UTF8PROC_CATEGORY_ZL && category != UTF8PROC_CATEGORY_ZP;
}

struct FreeMemory {
  void operator()(utf8proc_uint8_t* memory) const { std::free(memory); }  // NOLINT: utf8proc allocates with malloc
};

}  // namespace

std::string fold_case(std::string_view text) {
  utf8proc_uint8_t* folded = nullptr;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
  const utf8proc_ssize_t size = utf8proc_map(bytes, static_cast<utf8proc_ssize_t>(text.size()), &folded, options);
  const std::unique_ptr<utf8proc_uint8_t, FreeMemory> owner(folded);
  if (size < 0 || text.empty()) return lower(text);
  return {reinterpret_cast<const char*>(folded), static_cast<std::size_t>(size)};
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    width += width_of(character);
    at += character.size;
  }
  return width;
}

std::string pad_right(std::string_view text, std::size_t width) {
  const std::size_t used = display_width(text);
  return std::string(text) + std::string(used < width ? width - used : 0, ' ');
}

std::string pad_left(std::string_view text, std::size_t width) {
  const std::size_t used = display_width(text);
  return std::string(used < width ? width - used : 0, ' ') + std::string(text);
}

bool is_valid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    if (character.code < 0) return false;
    at += character.size;
  }
  return true;
}

std::string shown_text(std::string_view text, std::size_t max_columns) {
  std::string shown;
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    const bool printable = is_printable(character);
    const std::size_t columns = printable ? width_of(character) : 1;
    if (width + columns > max_columns) return shown + "…";
    shown += printable ? std::string(text.substr(at, character.size)) : std::string("\xEF\xBF\xBD");
    width += columns;
    at += character.size;
  }
  return shown;
}

}  // namespace core
