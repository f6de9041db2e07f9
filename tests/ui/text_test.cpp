#include "ui/widgets/text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "app/headless.h"

namespace {

using ui::TextRole;

// Fonts exist only inside a frame's context.
void with_style(const std::function<void(const ui::Style&)>& check, float scale = 1) {
  app::Headless headless({400, 300, scale, ui::Theme::Light});
  headless.frame([&](ui::Ui& ui) { check(ui.style); });
}

TEST(Text, AnEllipsisCutsWholeCharactersAndFits) {
  with_style([](const ui::Style& style) {
    const std::string text = "The e\u0301le\u0301phant sat on the mat";
    for (float width = 20; width < 260; width += 7) {
      const std::string cut = ui::ellipsis(style, TextRole::Body, text, width);
      EXPECT_LE(ui::text_width(style, TextRole::Body, cut), width) << cut;
      if (cut == text) continue;
      EXPECT_EQ(cut.substr(cut.size() - 3), "\u2026");
      const std::string beginning = cut.substr(0, cut.size() - 3);
      EXPECT_EQ(text.substr(0, beginning.size()), beginning);
      EXPECT_NE(text.substr(beginning.size(), 2), "\u0301") << "an accent was torn off";
    }
    EXPECT_EQ(ui::ellipsis(style, TextRole::Body, text, 1000), text);
  });
}

TEST(Text, TheEndsOfALongNameStayAndNoCharacterIsTorn) {
  with_style([](const ui::Style& style) {
    const std::string text = "e\u0301le\u0301phants/mode\u0301les/e\u0301le\u0301";
    for (float width = 20; width < 260; width += 7) {
      const std::string cut = ui::middle_ellipsis(style, TextRole::Body, text, width);
      const std::size_t gap = cut.find("\u2026");
      if (gap == std::string::npos) continue;
      EXPECT_NE(text.substr(gap, 2), "\u0301") << cut;
      EXPECT_NE(cut.substr(gap + 3, 2), "\u0301") << cut;
    }
    EXPECT_EQ(ui::middle_ellipsis(style, TextRole::Body, "", -1), "") << "a window narrower than its paddings";
  });
}

TEST(Text, WrappedLinesFitAndLoseNoWord) {
  with_style([](const ui::Style& style) {
    const std::string text = "Something in this sentence is tired.\nThe word it has to find out what that is.";
    for (float width = 90; width < 420; width += 30) {
      std::string joined;
      for (const std::string_view line : ui::wrap(style, TextRole::Body, text, width)) {
        EXPECT_LE(ui::text_width(style, TextRole::Body, line), width) << line;
        joined += std::string(line) + " ";
      }
      std::string expected = text + " ";
      expected[expected.find('\n')] = ' ';
      EXPECT_EQ(joined, expected) << width;
    }
  });
}

TEST(Text, ANumberKeepsItsPercentAndAVectorItsNumbersOnOneLine) {
  with_style([](const ui::Style& style) {
    const std::string text = "It gives 5 %, the value is [0.4, 0.6, 0.5], and then 94 %. See [1, 2] too";
    for (float width = 110; width < 420; width += 7) {
      for (const std::string_view line : ui::wrap(style, TextRole::Body, text, width)) {
        EXPECT_NE(line.front(), '%') << line;
        EXPECT_EQ(std::count(line.begin(), line.end(), '['), std::count(line.begin(), line.end(), ']')) << line;
      }
    }
    // Where no line can hold a vector it breaks between its numbers.
    EXPECT_GT(ui::wrap(style, TextRole::Body, "[0.4, 0.6, 0.5]", 50).size(), 1U);
  });
}

TEST(Text, AWordWiderThanTheLineIsBrokenAndTheRestFollows) {
  with_style([](const ui::Style& style) {
    const auto lines = ui::wrap(style, TextRole::Body, "Donaudampfschifffahrtsgesellschaft fuhr", 80);
    EXPECT_GT(lines.size(), 3u);
    std::string joined;
    for (const std::string_view line : lines) joined += line;
    EXPECT_EQ(joined, "Donaudampfschifffahrtsgesellschaft fuhr");  // the last piece shares its line
  });
}

TEST(Text, ALineNarrowerThanALetterStillEnds) {
  with_style([](const ui::Style& style) {
    EXPECT_EQ(ui::wrap(style, TextRole::Body, "cat", 1).size(), 3u);
    EXPECT_EQ(ui::wrap(style, TextRole::Body, "", 1).size(), 1u);
  });
}

TEST(Text, SpansStandOnOneBaselineAndWrap) {
  with_style([](const ui::Style& style) {
    const ui::Span spans[] = {{"It gives ", TextRole::Body, 0xFF000000},
                              {"0.71", TextRole::Number, 0xFF000000},
                              {" of its attention to cat", TextRole::BodySemibold, 0xFF000000}};
    EXPECT_LT(ui::spans_height(style, 1000, spans), 2 * ui::line_height(style, TextRole::Body));
    EXPECT_GT(ui::spans_height(style, 80, spans), 3 * ui::line_height(style, TextRole::Body));
  });
}

TEST(Text, TypeGrowsWithTheScale) {
  float at_one = 0;
  with_style([&](const ui::Style& style) { at_one = ui::text_width(style, TextRole::Body, "The cat sat"); });
  with_style(
      [&](const ui::Style& style) {
        EXPECT_NEAR(ui::text_width(style, TextRole::Body, "The cat sat"), 2 * at_one, 6);
        EXPECT_EQ(style.hairline(), 2);
      },
      2);
}

TEST(Text, AllDigitsOfTheNumberFontAreEquallyWide) {
  with_style([](const ui::Style& style) {
    for (const char* digits : {"1111", "8888", "0.71", "9.66"}) {
      EXPECT_EQ(ui::text_width(style, TextRole::Number, digits), ui::text_width(style, TextRole::Number, "0000"));
    }
    EXPECT_EQ(ui::text_width(style, TextRole::Number, "\u22121"), ui::text_width(style, TextRole::Number, "01"));
  });
}

}  // namespace
