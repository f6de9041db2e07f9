#include "core/text.h"

#include <fribidi.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <memory>

namespace core {
namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;
constexpr std::uint32_t kByteOrderMark = 0xFEFF;  // FriBidi leaves it where two letters were joined

struct Decoded {
  std::uint32_t code_point = kReplacement;
  std::size_t length = 1;
  bool well_formed = false;
};

bool is_continuation(unsigned char byte) {
  return (byte & 0xC0) == 0x80;
}

// The allowed range of the second byte depends on the first: Unicode 15, table 3-7.
bool second_byte_fits(unsigned char first, unsigned char second) {
  switch (first) {
    case 0xE0:
      return second >= 0xA0 && second <= 0xBF;
    case 0xED:
      return second >= 0x80 && second <= 0x9F;
    case 0xF0:
      return second >= 0x90 && second <= 0xBF;
    case 0xF4:
      return second >= 0x80 && second <= 0x8F;
    default:
      return is_continuation(second);
  }
}

Decoded decode(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1, true};
  if (first < 0xC2 || first > 0xF4) return {};
  const std::size_t wanted = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  std::uint32_t code_point = first & (0xFFU >> (wanted + 1));
  for (std::size_t i = 1; i < wanted; ++i) {
    const bool fits = i < text.size() && (i == 1 ? second_byte_fits(first, byte(1)) : is_continuation(byte(i)));
    if (!fits) return {kReplacement, i, false};
    code_point = (code_point << 6) | (byte(i) & 0x3FU);
  }
  return {code_point, wanted, true};
}

void append(std::string& text, std::uint32_t code_point) {
  utf8proc_uint8_t bytes[4];
  const utf8proc_ssize_t length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code_point), bytes);
  text.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

std::vector<FriBidiChar> code_points(std::string_view text) {
  std::vector<FriBidiChar> result;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded next = decode(text.substr(at));
    result.push_back(next.code_point);
    at += next.length;
  }
  return result;
}

bool is_plain_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

// The names of U+0000 to U+001F in ISO 6429. Unicode has pictures of them, but hardly any font does.
constexpr std::string_view kControlNames[] = {
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS",  "TAB", "LF",  "VT",  "FF", "CR", "SO", "SI",
    "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM",  "SUB", "ESC", "FS", "GS", "RS", "US"};

void append_visible(std::string& text, std::uint32_t code_point) {
  const bool is_named = code_point < std::size(kControlNames) || code_point == 0x7F;
  if (is_named) {
    text += "\u27E8";
    text += code_point == 0x7F ? std::string_view("DEL") : kControlNames[code_point];
    text += "\u27E9";
  } else if (code_point >= 0x80 && code_point < 0xA0) {
    append(text, kReplacement);
  } else {
    append(text, code_point);
  }
}

std::string with_visible_controls(std::string_view text) {
  std::string result;
  for (const FriBidiChar code_point : code_points(text)) append_visible(result, code_point);
  return result;
}

std::string composed(const std::string& text) {
  struct Free {
    void operator()(utf8proc_uint8_t* bytes) const { std::free(bytes); }
  };
  utf8proc_uint8_t* bytes = nullptr;
  const utf8proc_ssize_t length =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &bytes, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, Free> owner(bytes);
  if (length < 0) return text;
  return std::string(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

FriBidiParType resolved_direction(const std::vector<FriBidiChar>& text) {
  std::vector<FriBidiCharType> types(text.size());
  const auto length = static_cast<FriBidiStrIndex>(text.size());
  fribidi_get_bidi_types(text.data(), length, types.data());
  return fribidi_get_par_direction(types.data(), length);
}

std::string reordered(const std::string& text, FriBidiParType base) {
  const std::vector<FriBidiChar> logical = code_points(text);
  std::vector<FriBidiChar> visual(logical.size() + 1);
  const FriBidiLevel level = fribidi_log2vis(logical.data(), static_cast<FriBidiStrIndex>(logical.size()), &base,
                                             visual.data(), nullptr, nullptr, nullptr);
  if (level == 0) return text;  // 0 reports that memory ran out
  std::string result;
  for (std::size_t i = 0; i < logical.size(); ++i) {
    if (visual[i] != kByteOrderMark) append(result, visual[i]);
  }
  return result;
}

std::string displayed(std::string_view text, FriBidiParType base) {
  return reordered(composed(with_visible_controls(text)), base);
}

}  // namespace

std::string repair_utf8(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Decoded next = decode(text.substr(at));
    if (next.well_formed) {
      result.append(text.substr(at, next.length));
    } else {
      append(result, kReplacement);
    }
    at += next.length;
  }
  return result;
}

TextDirection text_direction(std::string_view text) {
  if (is_plain_ascii(text)) return TextDirection::LeftToRight;
  return resolved_direction(code_points(text)) == FRIBIDI_PAR_RTL ? TextDirection::RightToLeft
                                                                  : TextDirection::LeftToRight;
}

std::string display_text(std::string_view text) {
  if (is_plain_ascii(text)) return std::string(text);
  return displayed(text, FRIBIDI_PAR_ON);
}

std::string display_text(std::string_view text, TextDirection paragraph) {
  const bool left_to_right = paragraph == TextDirection::LeftToRight;
  if (left_to_right && is_plain_ascii(text)) return std::string(text);
  return displayed(text, left_to_right ? FRIBIDI_PAR_LTR : FRIBIDI_PAR_RTL);
}

std::vector<std::size_t> grapheme_ends(std::string_view text) {
  std::vector<std::size_t> ends;
  utf8proc_int32_t state = 0;
  utf8proc_int32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded next = decode(text.substr(at));
    const auto code_point = static_cast<utf8proc_int32_t>(next.code_point);
    if (at > 0 && utf8proc_grapheme_break_stateful(before, code_point, &state)) ends.push_back(at);
    before = code_point;
    at += next.length;
  }
  if (!text.empty()) ends.push_back(text.size());
  return ends;
}

}  // namespace core
