#include "core/tokenizers/normal_forms.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <optional>

#include "core/tokenizers/unicode.h"
#include "core/tokenizers/unicode_tables.h"

namespace core {

namespace {

struct Decomposed {
  char32_t code = 0;
  long change = 0;  // 0 for the first of a decomposed character, 1 for the others
  int combining_class = 0;
};

int combining_class(char32_t code) {
  return utf8proc_get_property(static_cast<utf8proc_int32_t>(code))->combining_class;
}

void append_decomposed(std::vector<Decomposed>& list, char32_t code, bool compatible) {
  std::array<utf8proc_int32_t, 32> parts{};  // the longest decomposition has 18
  int last_boundary = 0;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | (compatible ? UTF8PROC_COMPAT : 0));
  const utf8proc_ssize_t count =
      utf8proc_decompose_char(static_cast<utf8proc_int32_t>(code), parts.data(),
                              static_cast<utf8proc_ssize_t>(parts.size()), options, &last_boundary);
  if (is_later_decomposition(code) || count <= 0 || count > static_cast<utf8proc_ssize_t>(parts.size())) {
    list.push_back({code, 0, combining_class(code)});
    return;
  }
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    const auto part = static_cast<char32_t>(parts[i]);
    list.push_back({part, i == 0 ? 0L : 1L, combining_class(part)});
  }
}

// Marks between two starters are put into the order of their classes; each takes its change along.
void reorder_marks(std::vector<Decomposed>& list) {
  for (auto from = list.begin(); from != list.end();) {
    if (from->combining_class == 0) {
      ++from;
      continue;
    }
    const auto to = std::find_if(from, list.end(), [](const Decomposed& d) { return d.combining_class == 0; });
    std::stable_sort(from, to,
                     [](const Decomposed& a, const Decomposed& b) { return a.combining_class < b.combining_class; });
    from = to;
  }
}

std::vector<Decomposed> decompose(const std::string& text, bool compatible) {
  std::vector<Decomposed> list;
  list.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    at += point.size;
    append_decomposed(list, point.code, compatible);
  }
  reorder_marks(list);
  return list;
}

// The character that the pair composes to. utf8proc composes text only, so the pair is written out and normalised.
std::optional<char32_t> composed(char32_t first, char32_t second) {
  // Hangul, by its arithmetic (Unicode, section 3.12).
  if (first >= 0x1100 && first < 0x1113 && second >= 0x1161 && second < 0x1176) {
    return 0xAC00 + ((first - 0x1100) * 21 + (second - 0x1161)) * 28;
  }
  if (first >= 0xAC00 && first < 0xD7A4 && (first - 0xAC00) % 28 == 0 && second > 0x11A7 && second < 0x11C3) {
    return first + (second - 0x11A7);
  }
  if (second < 0x300) return std::nullopt;  // nothing composes with ASCII or Latin 1
  std::array<utf8proc_int32_t, 4> pair = {static_cast<utf8proc_int32_t>(first), static_cast<utf8proc_int32_t>(second)};
  const utf8proc_ssize_t count =
      utf8proc_normalize_utf32(pair.data(), 2, static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_STABLE));
  if (count != 1 || is_later_decomposition(static_cast<char32_t>(pair[0]))) return std::nullopt;
  return static_cast<char32_t>(pair[0]);
}

// The composition algorithm; of a composed pair the changes add up, less the one that is gone.
CharacterChanges compose(const std::vector<Decomposed>& list) {
  CharacterChanges result;
  result.reserve(list.size());
  std::optional<std::size_t> starter;  // in result
  int last_class = -1;                 // of the last mark that stands between the starter and here
  for (const Decomposed& next : list) {
    const bool blocked = last_class >= next.combining_class && last_class != -1;
    if (starter && !blocked) {
      CharacterChange& first = result[*starter];
      if (const auto whole = composed(first.code, next.code)) {
        first = {*whole, first.change + next.change - 1};
        continue;
      }
    }
    result.push_back({next.code, next.change});
    if (next.combining_class == 0) {
      starter = result.size() - 1;
      last_class = -1;
    } else {
      last_class = next.combining_class;
    }
  }
  return result;
}

bool is_ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

void normalize(AlignedText& text, NormalForm form) {
  if (is_ascii(text.text())) return;
  const std::vector<Decomposed> list = decompose(text.text(), form == NormalForm::KC || form == NormalForm::KD);
  if (form == NormalForm::C || form == NormalForm::KC) {
    text.transform(compose(list));
    return;
  }
  CharacterChanges changes;
  changes.reserve(list.size());
  for (const Decomposed& part : list) changes.push_back({part.code, part.change});
  text.transform(changes);
}

}  // namespace core
