// A character that no font holds shows as a box with its code point; stored text stays exact.
#include <gtest/gtest.h>

#include <string>

#include "app/headless.h"
#include "tests/support/app_gui.h"
#include "ui/widgets/code_boxes.h"
#include "ui/widgets/text.h"

namespace {

constexpr ImWchar kEthiopic = 0x1228;

TEST(CodeBoxes, ALetterThatNoFontHoldsIsDrawnAsABoxOfItsOwn) {
  app::Headless headless;
  if (!headless.gui().font_messages().empty()) GTEST_SKIP() << headless.gui().font_messages().front();
  headless.frame([](const ui::Ui& ui) {
    ImFont& font = *ui.style.fonts.text;
    ASSERT_FALSE(font.IsGlyphInFont(kEthiopic));
    ImFontBaked& baked = *font.GetFontBaked(18);
    const ImFontGlyph* box = baked.FindGlyphNoFallback(kEthiopic);
    ASSERT_NE(box, nullptr);
    const float width = box->AdvanceX;
    EXPECT_TRUE(box->Visible);
    EXPECT_GT(width, 8);
    EXPECT_LE(box->Y1, 18);
    const int letter = static_cast<int>(baked.FindGlyphNoFallback('a')->PackId);  // glyphs move when another is added
    EXPECT_NE(static_cast<int>(baked.FindGlyphNoFallback(kEthiopic)->PackId), letter);
    EXPECT_FLOAT_EQ(ui::text_width(ui.style, ui::TextRole::Body, "\u1228\u1228"),
                    std::ceil(2 * font.GetFontBaked(ui::line_height(ui.style, ui::TextRole::Body))
                                      ->FindGlyphNoFallback(kEthiopic)
                                      ->AdvanceX));
  });
}

TEST(CodeBoxes, TheSignOfABlankIsNoneOfThem) {
  app::Headless headless;
  if (!headless.gui().font_messages().empty()) GTEST_SKIP() << headless.gui().font_messages().front();
  headless.frame([](const ui::Ui& ui) {
    for (ImFont* font : {ui.style.fonts.text, ui.style.fonts.semibold}) {
      ImFontBaked& baked = *font->GetFontBaked(18);
      const float box = baked.FindGlyphNoFallback(kEthiopic)->AdvanceX;
      EXPECT_NE(baked.FindGlyphNoFallback(0x2423)->AdvanceX, box);
      EXPECT_EQ(baked.FindGlyphNoFallback(0x2425)->AdvanceX, box) << "a picture that one of the faces breaks";
    }
  });
}

TEST(CodeBoxes, TwoSuchLettersLookDifferent) {
  app::Headless headless;
  if (!headless.gui().font_messages().empty()) GTEST_SKIP() << headless.gui().font_messages().front();
  const auto drawn = [&](const char* text) {
    for (int i = 0; i < 2; ++i) {
      headless.frame([&](const ui::Ui& ui) {
        ImGui::SetNextWindowPos(ImVec2(0, 0));
        ImGui::SetNextWindowSize(ImVec2(100, 60));
        ImGui::Begin("boxes", nullptr, ImGuiWindowFlags_NoDecoration);
        ui::draw_text(ui.style, ImVec2(10, 10), ui::TextRole::Body, 0xFF000000, text);
        ImGui::End();
      });
    }
    return app::to_png(headless.picture());
  };
  const std::string first = drawn("\u1228");
  EXPECT_NE(first, drawn("\u1229"));
  EXPECT_EQ(first, drawn("\u1228"));
  EXPECT_NE(drawn("\U0001F600"), drawn("\U0001F601"));
}

TEST(CodeBoxes, ACharacterAboveSixteenBitsIsThreeColumnsOfTwoDigits) {
  EXPECT_EQ(ui::with_code_boxes("a\U0001F600b"), "a\uF106\uF210\uF3F0b");
  EXPECT_EQ(ui::with_code_boxes("caf\u00E9 \u1228"), "caf\u00E9 \u1228");
}

TEST(CodeBoxes, ASentenceOfThemKeepsItsText) {
  support::AppGui window({.model = "", .sentence = "\u1230\u120B\u121D \U0001F600 sat.", .word = ""});
  EXPECT_EQ(window.trace().run.sentence, "\u1230\u120B\u121D \U0001F600 sat.");
  EXPECT_TRUE(window.gui().has("words.0"));
}

TEST(CodeBoxes, TypedIntoTheSentenceTheyReachTheSessionAndItsCopy) {
  const std::string sentence = "The \U0001F408 sat on the e\u0301 \U0001F468\u200D\U0001F469 mat.";
  support::AppGui window;
  window.gui().key(ImGuiKey_L, ImGuiMod_Ctrl);
  window.gui().frames(2);
  window.gui().key(ImGuiKey_A, ImGuiMod_Ctrl);
  window.gui().type(sentence);
  window.gui().key(ImGuiKey_Enter);
  window.app().finish_run();
  window.gui().frames(2);
  EXPECT_EQ(window.app().panel_input().session->sentence, sentence);
  EXPECT_EQ(window.trace().run.sentence, sentence);
  window.gui().key(ImGuiKey_L, ImGuiMod_Ctrl);
  window.gui().frames(2);
  window.gui().key(ImGuiKey_A, ImGuiMod_Ctrl);
  window.gui().key(ImGuiKey_C, ImGuiMod_Ctrl);
  EXPECT_EQ(window.gui().headless().clipboard(), sentence);
  window.gui().key(ImGuiKey_A, ImGuiMod_Ctrl);
  window.gui().type("x");
  window.gui().key(ImGuiKey_A, ImGuiMod_Ctrl);
  window.gui().key(ImGuiKey_V, ImGuiMod_Ctrl);
  window.app().finish_run();
  window.gui().frames(2);
  EXPECT_EQ(window.app().panel_input().session->sentence, sentence);
}

}  // namespace
