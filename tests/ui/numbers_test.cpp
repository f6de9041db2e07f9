#include "ui/widgets/numbers.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace {

TEST(FormatNumber, TakesATrueMinusAndAFixedCountOfDecimals) {
  EXPECT_EQ(ui::format_number(0.71428F, 2), "0.71");
  EXPECT_EQ(ui::format_number(-1.625F, 4), "\u22121.6250");
  EXPECT_EQ(ui::format_number(12, 0), "12");
}

TEST(FormatNumber, ZeroHasNoSign) {
  EXPECT_EQ(ui::format_number(-0.0F, 2), "0.00");
  EXPECT_EQ(ui::format_number(-0.001F, 2), "0.00");
  EXPECT_EQ(ui::format_number(-0.006F, 2), "\u22120.01");
}

TEST(FormatNumber, HugeAndNotFiniteValuesStayShort) {
  EXPECT_EQ(ui::format_number(-1.25e30F, 2), "\u22121.25e30");
  EXPECT_EQ(ui::format_number(std::numeric_limits<float>::infinity(), 2), "\u221E");
  EXPECT_EQ(ui::format_number(-std::numeric_limits<float>::infinity(), 2), "\u2212\u221E");
  EXPECT_EQ(ui::format_number(std::nanf(""), 2), "not a number");
}

TEST(FormatShort, KeepsFourDigitsOfAnySize) {
  EXPECT_EQ(ui::format_short(0), "0");
  EXPECT_EQ(ui::format_short(0.28604F), "0.2860");
  EXPECT_EQ(ui::format_short(54.2345F), "54.23");
  EXPECT_EQ(ui::format_short(-12345.6F), "\u221212346");
  EXPECT_EQ(ui::format_short(1.2345e-7F), "1.23e\u22127");
}

TEST(FormatSigned, ShowsTheSignOfADifference) {
  EXPECT_EQ(ui::format_signed(0.5F, 2), "+0.50");
  EXPECT_EQ(ui::format_signed(-0.5F, 2), "\u22120.50");
  EXPECT_EQ(ui::format_signed(0.001F, 2), "0.00");
}

TEST(FormatPercent, NeverCallsAShareZeroThatIsNot) {
  EXPECT_EQ(ui::format_percent(0.714F), "71\u00A0%");
  EXPECT_EQ(ui::format_percent(0.004F), "<1\u00A0%");
  EXPECT_EQ(ui::format_percent(0), "0\u00A0%");
  EXPECT_EQ(ui::format_percent(1), "100\u00A0%");
}

TEST(FormatCell, DropsTheLeadingZero) {
  EXPECT_EQ(ui::format_cell(0.71F, 2), ".71");
  EXPECT_EQ(ui::format_cell(0, 2), ".00");
  EXPECT_EQ(ui::format_cell(1, 2), "1");
  EXPECT_EQ(ui::format_cell(-0.25F, 2), "\u2212.25");
}

TEST(ParseNumber, ReadsWhatPeopleType) {
  EXPECT_FLOAT_EQ(ui::parse_number("0.25").value.value(), 0.25F);
  EXPECT_FLOAT_EQ(ui::parse_number(" 0,25 ").value.value(), 0.25F);
  EXPECT_FLOAT_EQ(ui::parse_number("\u22121,5").value.value(), -1.5F);
  EXPECT_FLOAT_EQ(ui::parse_number("+3").value.value(), 3);
  EXPECT_FLOAT_EQ(ui::parse_number(".5").value.value(), 0.5F);
  EXPECT_FLOAT_EQ(ui::parse_number("71 %").value.value(), 0.71F);
  EXPECT_FLOAT_EQ(ui::parse_number("1e-3").value.value(), 0.001F);
  EXPECT_FLOAT_EQ(ui::parse_number("1e\u22123").value.value(), 0.001F);
}

TEST(ParseNumber, SaysWhyItCannotRead) {
  for (const char* typed : {"", "  ", "cat", "1.2.3", "1,234.5", "nan", "inf", "1e99", "%", "+-3", "0x10", "3 4"}) {
    const ui::ParsedNumber parsed = ui::parse_number(typed);
    EXPECT_FALSE(parsed.value.has_value()) << typed;
    EXPECT_FALSE(parsed.message.empty()) << typed;
  }
}

TEST(ParseNumber, ReadsBackWhatWasWritten) {
  for (const float value : {0.0F, 0.5F, -1.625F, 123.25F, -1.25e30F}) {
    EXPECT_FLOAT_EQ(ui::parse_number(ui::format_number(value, 4)).value.value(), value);
  }
}

}  // namespace
