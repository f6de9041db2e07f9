#include "core/tokenizers/precompiled_map.h"

#include <fmt/format.h>

#include "core/error.h"
#include "core/plain_text.h"
#include "core/text.h"
#include "core/tokenizers/unicode.h"

namespace core {

namespace {

constexpr std::size_t kLongestGrapheme = 5;  // bytes; longer ones are mapped character by character
constexpr std::size_t kLongestReplacement = 256;

int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

std::string decode_base64(std::string_view text, const std::string& place) {
  while (!text.empty() && text.back() == '=') text.remove_suffix(1);
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3 + 3);
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const int value = base64_value(c);
    if (value < 0) throw Error(place + " holds a character that base64 does not have", "base64", "the file is damaged");
    bits = ((bits << 6U) | static_cast<std::uint32_t>(value)) & 0xFFFFFFU;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes += static_cast<char>((bits >> static_cast<unsigned>(count)) & 0xFFU);
    }
  }
  return bytes;
}

std::uint32_t word_at(std::string_view bytes, std::size_t at) {
  std::uint32_t word = 0;
  for (std::size_t i = 0; i < 4; ++i) word |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  return word;
}

// The fields of one unit of a darts-clone trie.
bool has_leaf(std::uint32_t unit) {
  return ((unit >> 8U) & 1U) != 0;
}
std::uint32_t value_of(std::uint32_t unit) {
  return unit & 0x7FFFFFFFU;
}
std::uint32_t label_of(std::uint32_t unit) {
  return unit & 0x800000FFU;
}
std::uint32_t offset_of(std::uint32_t unit) {
  return (unit >> 10U) << ((unit & 0x200U) >> 6U);
}

// The new characters stand for the old ones in turn; what is left over on one side is new, or gone.
void put(CharacterChanges& changes, std::string_view old_part, std::string_view new_part) {
  const auto old_count = static_cast<long>(count_code_points(old_part));
  long count = 0;
  for (std::size_t at = 0; at < new_part.size(); ++count) {
    const CodePoint point = code_point_at(new_part, at);
    at += point.size;
    changes.push_back({point.code, count < old_count ? 0L : 1L});
  }
  if (count < old_count && !changes.empty()) changes.back().change += count - old_count;
}

}  // namespace

PrecompiledMap PrecompiledMap::from_base64(std::string_view text, const std::string& place) {
  return {decode_base64(text, place), place};
}

PrecompiledMap::PrecompiledMap(std::string_view bytes, const std::string& place) {
  if (bytes.size() < 4) throw Error(place + " is too short", "a precompiled character map", "the file is cut off");
  const std::uint32_t trie = word_at(bytes, 0);
  if (trie % 4 != 0 || trie > bytes.size() - 4) {
    throw Error(fmt::format("{} claims a trie of {} bytes and holds {}", place, trie, bytes.size() - 4),
                "a precompiled character map", "the file is damaged");
  }
  for (std::size_t at = 0; at < trie; at += 4) units_.push_back(word_at(bytes, 4 + at));
  texts_ = bytes.substr(4 + trie);
  if (!is_valid_utf8(texts_)) throw Error(place + " holds text that is not UTF-8", "UTF-8", "the file is damaged");
}

std::optional<std::string_view> PrecompiledMap::lookup(std::string_view part) const {
  std::size_t node = 0;
  if (units_.empty()) return std::nullopt;
  node ^= offset_of(units_[node]);
  for (const char c : part) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0) return std::nullopt;
    node ^= byte;
    if (node >= units_.size() || label_of(units_[node]) != byte) return std::nullopt;
    const std::uint32_t unit = units_[node];
    node ^= offset_of(unit);
    if (!has_leaf(unit)) continue;
    if (node >= units_.size() || value_of(units_[node]) >= texts_.size()) return std::nullopt;
    const std::string_view text(texts_.c_str() + value_of(units_[node]));  // up to its zero byte
    if (text.size() <= kLongestReplacement) return text;
    throw Error(fmt::format("the precompiled character map turns one character into {} bytes", text.size()),
                fmt::format("at most {} bytes", kLongestReplacement), "the map is damaged");
  }
  return std::nullopt;
}

void PrecompiledMap::apply(AlignedText& text) const {
  CharacterChanges changes;
  const std::string_view all = text.text();
  bool changed = false;
  const auto map = [&](std::string_view part) {
    const auto replacement = lookup(part);
    if (replacement) put(changes, part, *replacement);
    changed = changed || replacement;
    return replacement.has_value();
  };
  std::size_t from = 0;
  for (const std::size_t end : grapheme_ends(all)) {
    const std::string_view grapheme = all.substr(from, end - from);
    from = end;
    if (grapheme.size() <= kLongestGrapheme && map(grapheme)) continue;
    for (std::size_t at = 0; at < grapheme.size();) {
      const CodePoint point = code_point_at(grapheme, at);
      if (!map(grapheme.substr(at, point.size))) changes.push_back({point.code, 0});
      at += point.size;
    }
  }
  if (changed) text.transform(changes);
}

}  // namespace core
