// What a reader sees of any string: repaired, composed, reordered for display. Stored text stays exact.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// Every ill-formed UTF-8 sequence becomes U+FFFD, one for each maximal part (Unicode 15, section 3.9).
std::string repair_utf8(std::string_view text);

enum class TextDirection { LeftToRight, RightToLeft };

// The direction of the first strongly directed letter (Unicode annex 9, rules P2 and P3); left to right without one.
TextDirection text_direction(std::string_view text);

// One line of text as it is drawn from left to right: repaired, composed (NFC), control characters by name (a line feed
// as ⟨LF⟩), Arabic letters joined, right-to-left parts reversed (FriBidi). The second form takes the
// direction of a paragraph of which `text` is one line.
std::string display_text(std::string_view text);
std::string display_text(std::string_view text, TextDirection paragraph);

// Byte offsets just behind each character as a reader counts them (grapheme clusters, Unicode annex 29); the last one
// is the length of `text`. Ill-formed bytes count as one character each.
std::vector<std::size_t> grapheme_ends(std::string_view text);

}  // namespace core
