#include "core/text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

TEST(RepairUtf8, WellFormedTextIsUntouched) {
  const std::string text = "na\xC3\xAFve \xE2\x88\x92 \xE4\xB8\xAD \xF0\x9F\x98\x80";
  EXPECT_EQ(core::repair_utf8(text), text);
}

TEST(RepairUtf8, EachIllFormedPartBecomesOneReplacement) {
  EXPECT_EQ(core::repair_utf8("a\xFF"
                              "b"),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(core::repair_utf8("\xE2\x82"), "\xEF\xBF\xBD");              // cut short
  EXPECT_EQ(core::repair_utf8("\xC0\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD");  // overlong
  EXPECT_EQ(core::repair_utf8("\xED\xA0\x80").size(), 9u);               // a surrogate: three bad bytes
  EXPECT_EQ(core::repair_utf8("\xF4\x90\x80\x80").size(), 12u);          // beyond U+10FFFF
}

TEST(DisplayText, PlainEnglishIsUntouched) {
  EXPECT_EQ(core::display_text("The cat sat."), "The cat sat.");
}

TEST(DisplayText, ControlCharactersShowByName) {
  EXPECT_EQ(core::display_text("a\nb"), "a\u27E8LF\u27E9b");
  EXPECT_EQ(core::display_text(std::string("\0", 1)), "\u27E8NUL\u27E9");
  EXPECT_EQ(core::display_text("\x7F"), "\u27E8DEL\u27E9");
  EXPECT_EQ(core::display_text("\x1F"), "\u27E8US\u27E9");
  EXPECT_EQ(core::display_text("\xC2\x85"), "\uFFFD");
}

TEST(DisplayText, CombiningAccentsAreComposed) {
  EXPECT_EQ(core::display_text("e\xCC\x81"), "\xC3\xA9");
}

TEST(DisplayText, HebrewIsReversedForDrawingFromTheLeft) {
  // shin lamed vav mem -> mem vav lamed shin
  EXPECT_EQ(core::display_text("\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D"), "\xD7\x9D\xD7\x95\xD7\x9C\xD7\xA9");
}

TEST(DisplayText, NumbersInsideHebrewKeepTheirOrder) {
  EXPECT_EQ(core::display_text("\xD7\x90 12"), "12 \xD7\x90");
}

TEST(DisplayText, ArabicLettersAreJoined) {
  // beh + alef: initial form of beh U+FE91 and final form of alef U+FE8E, drawn from the left.
  EXPECT_EQ(core::display_text("\xD8\xA8\xD8\xA7"), "\xEF\xBA\x8E\xEF\xBA\x91");
}

TEST(DisplayText, ALineTakesTheDirectionOfItsParagraph) {
  EXPECT_EQ(core::display_text("end.", core::TextDirection::RightToLeft), ".end");
  EXPECT_EQ(core::display_text("end.", core::TextDirection::LeftToRight), "end.");
}

TEST(TextDirection, FollowsTheFirstStrongLetter) {
  EXPECT_EQ(core::text_direction("12 \xD7\x90 a"), core::TextDirection::RightToLeft);
  EXPECT_EQ(core::text_direction("12 a \xD7\x90"), core::TextDirection::LeftToRight);
  EXPECT_EQ(core::text_direction(""), core::TextDirection::LeftToRight);
}

TEST(GraphemeEnds, CountAsAReaderDoes) {
  EXPECT_EQ(core::grapheme_ends(""), std::vector<std::size_t>{});
  EXPECT_EQ(core::grapheme_ends("abc"), (std::vector<std::size_t>{1, 2, 3}));
  EXPECT_EQ(core::grapheme_ends("e\xCC\x81x"), (std::vector<std::size_t>{3, 4}));
  EXPECT_EQ(core::grapheme_ends("\xFF\xFF").size(), 2u);
}

}  // namespace
