// Signs above U+FFFF, which ImGui's letters cannot hold, are typed, pasted, copied and moved over like any other.
#include "ui/widgets/typed_signs.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/headless_gui.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/input_text.h"
#include "ui/widgets/text.h"
#include "ui/widgets/text_area.h"

namespace {

using support::HeadlessGui;

const std::string kSmile = "\U0001F600", kFamily = "\U0001F468\u200D\U0001F469\u200D\U0001F467\uFE0F";

TEST(QueuedLetters, EverySignAboveSixteenBitsComesBackFromFourStandIns) {
  for (std::uint32_t sign = ui::kFirstLongSign; sign <= ui::kLastSign; sign += 7) {
    const auto letters = ui::queued_letters(sign);
    ASSERT_EQ(letters.size(), 4U);
    ui::QueuedLetters read;
    for (std::size_t i = 0; i < 3; ++i) {
      ASSERT_TRUE(ui::QueuedLetters::is_stand_in(letters[i]));
      ASSERT_FALSE(read.take(letters[i]));
    }
    ASSERT_EQ(read.take(letters[3]), sign);
  }
}

TEST(QueuedLetters, OthersAreThemselvesAndWhatIsNoSignIsTheUnknownOne) {
  EXPECT_EQ(ui::queued_letters('a'), std::vector<std::uint32_t>{'a'});
  EXPECT_EQ(ui::queued_letters(0xFDCF), std::vector<std::uint32_t>{0xFDCF});
  EXPECT_EQ(ui::queued_letters(0xFDF0), std::vector<std::uint32_t>{0xFDF0});
  for (const std::uint32_t sign : {0xFDD0U, 0xFDEFU, 0xD800U, 0xDFFFU, 0x110000U, 0xFFFFFFFFU}) {
    EXPECT_EQ(ui::queued_letters(sign), std::vector<std::uint32_t>{ui::kUnknownSign}) << sign;
  }
}

TEST(QueuedLetters, ABrokenGroupLeavesNothingBehind) {
  ui::QueuedLetters read;
  EXPECT_FALSE(read.take(0xFDD1));
  EXPECT_EQ(read.take('a'), 'a');
  std::optional<std::uint32_t> sign;
  for (const std::uint32_t letter : ui::queued_letters(0x1F600)) sign = read.take(letter);
  EXPECT_EQ(sign, 0x1F600U);
}

class TypedSigns : public testing::Test {
 protected:
  TypedSigns()
      : gui_([this](ui::Ui& ui) {
          const ImGuiViewport& viewport = *ImGui::GetMainViewport();
          ImGui::SetNextWindowPos(viewport.Pos);
          ImGui::SetNextWindowSize(viewport.Size);
          ImGui::Begin("host", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
          if (lines_) {
            ui::text_area(ui, "field", ImRect(40, 40, 340, 140), text_, "hint");
          } else {
            ui::text_field(ui, "field", ImRect(40, 40, 340, 72), text_);
          }
          ImGui::End();
        }) {
    gui_.click("field");
  }
  void paste(const std::string& text) {
    gui_.headless().set_clipboard(text);
    gui_.key(ImGuiKey_V, ImGuiMod_Ctrl);
  }
  std::string text_;
  bool lines_ = false;
  HeadlessGui gui_;
};

TEST_F(TypedSigns, TypedBetweenLettersTheyStandWhereTheyWereTyped) {
  gui_.type("a" + kSmile + "b" + kFamily + "e\u0301.");
  EXPECT_EQ(text_, "a" + kSmile + "b" + kFamily + "e\u0301.");
}

TEST_F(TypedSigns, AKeyStepsOverOneAndTakesOneAway) {
  gui_.type("a" + kSmile + "b");
  gui_.key(ImGuiKey_LeftArrow);
  gui_.key(ImGuiKey_LeftArrow);
  gui_.type("x");
  EXPECT_EQ(text_, "ax" + kSmile + "b");
  gui_.key(ImGuiKey_RightArrow);
  gui_.type("y");
  EXPECT_EQ(text_, "ax" + kSmile + "yb");
  gui_.key(ImGuiKey_Backspace);
  gui_.key(ImGuiKey_Backspace);
  EXPECT_EQ(text_, "axb");
  gui_.type(kSmile);
  gui_.key(ImGuiKey_LeftArrow);
  gui_.key(ImGuiKey_Delete);
  EXPECT_EQ(text_, "axb");
}

TEST_F(TypedSigns, UndoTakesOneWholeSignBackAndRedoBringsItAgain) {
  gui_.type(kSmile + "\U0001F680");
  gui_.key(ImGuiKey_Z, ImGuiMod_Ctrl);
  EXPECT_EQ(text_, kSmile);
  gui_.key(ImGuiKey_Z, ImGuiMod_Ctrl);
  EXPECT_EQ(text_, "");
  gui_.key(ImGuiKey_Y, ImGuiMod_Ctrl);
  gui_.key(ImGuiKey_Y, ImGuiMod_Ctrl);
  EXPECT_EQ(text_, kSmile + "\U0001F680");
}

TEST_F(TypedSigns, APasteComesWholeInOneStepOfUndoAtTheCursor) {
  gui_.type("ab");
  gui_.key(ImGuiKey_LeftArrow);
  paste(kFamily + " na\u00EFve " + kSmile);
  EXPECT_EQ(text_, "a" + kFamily + " na\u00EFve " + kSmile + "b");
  gui_.type("c");
  EXPECT_EQ(text_, "a" + kFamily + " na\u00EFve " + kSmile + "cb");
  gui_.key(ImGuiKey_Z, ImGuiMod_Ctrl);
  gui_.key(ImGuiKey_Z, ImGuiMod_Ctrl);
  EXPECT_EQ(text_, "ab");
  gui_.key(ImGuiKey_Y, ImGuiMod_Ctrl);
  EXPECT_EQ(text_, "a" + kFamily + " na\u00EFve " + kSmile + "b");
}

TEST_F(TypedSigns, APasteReplacesWhatIsSelectedAndUndoNeverLeavesTheCursorInsideASign) {
  gui_.type("\U0001F600");
  gui_.key(ImGuiKey_A, ImGuiMod_Ctrl);
  paste("\U0001F040");  // shares its first two bytes and its last one with the other
  EXPECT_EQ(text_, "\U0001F040");
  gui_.key(ImGuiKey_Z, ImGuiMod_Ctrl);
  EXPECT_EQ(text_, "\U0001F600");
  gui_.type("x");
  EXPECT_TRUE(text_ == "x\U0001F600" || text_ == "\U0001F600x") << text_;
}

TEST_F(TypedSigns, CopiedAndCutTheyReachTheClipboard) {
  gui_.type("a" + kSmile + kFamily);
  gui_.key(ImGuiKey_A, ImGuiMod_Ctrl);
  gui_.key(ImGuiKey_C, ImGuiMod_Ctrl);
  EXPECT_EQ(gui_.headless().clipboard(), "a" + kSmile + kFamily);
  gui_.key(ImGuiKey_End);
  gui_.key(ImGuiKey_LeftArrow, ImGuiMod_Shift);
  gui_.key(ImGuiKey_LeftArrow, ImGuiMod_Shift);
  gui_.key(ImGuiKey_X, ImGuiMod_Ctrl);
  EXPECT_EQ(gui_.headless().clipboard(), "\U0001F467\uFE0F");
  gui_.key(ImGuiKey_V, ImGuiMod_Ctrl);
  EXPECT_EQ(text_, "a" + kSmile + kFamily);
}

TEST_F(TypedSigns, APastedStandInIsNotReadAsAPartOfASign) {
  const std::string stand_ins = "\uFDD0\uFDD1\uFDD2\uFDD3";
  paste(stand_ins + "z");
  EXPECT_EQ(text_, stand_ins + "z");
}

TEST_F(TypedSigns, LineEndsOfAPasteAreBlanksInOneLineAndKeptInSeveral) {
  paste(kSmile + "\r\n\tb\n");
  EXPECT_EQ(text_, kSmile + " b ");
  gui_.click_at(ImVec2(600, 500));
  text_.clear();
  lines_ = true;
  gui_.frames(2);
  gui_.click("field");
  paste(kSmile + "\r\nb");
  EXPECT_EQ(text_, kSmile + "\nb");
  gui_.type("\U0001F680");
  EXPECT_EQ(text_, kSmile + "\nb\U0001F680");
}

TEST_F(TypedSigns, AVeryLongPasteIsWhole) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += kSmile + "a";
  paste(text);
  EXPECT_EQ(text_, text);
}

TEST_F(TypedSigns, ThePlatformsClipboardIsItsOwnAgainOutsideTheField) {
  gui_.headless().set_clipboard("a" + kSmile);
  EXPECT_EQ(std::string(ImGui::GetClipboardText()), "a" + kSmile);
  EXPECT_EQ(ImGui::GetIO().UserData, nullptr);
}

// The same pixels, wherever they are.
std::vector<unsigned char> part(const app::Picture& picture, int x, int y, int width, int height) {
  std::vector<unsigned char> bytes;
  for (int row = y; row < y + height; ++row) {
    const auto start = picture.rgba.begin() + (static_cast<std::ptrdiff_t>(row) * picture.width + x) * 4;
    bytes.insert(bytes.end(), start, start + static_cast<std::ptrdiff_t>(width) * 4);
  }
  return bytes;
}

TEST(FieldOfSigns, LooksLikeTheSameTextElsewhere) {
  std::string text = kSmile + "\U0001F680 ab \uFFFD c";
  HeadlessGui gui([&](ui::Ui& ui) {
    ImGui::SetNextWindowPos(ImVec2(0, 0));
    ImGui::SetNextWindowSize(ImVec2(800, 400));
    ImGui::Begin("host", nullptr, ImGuiWindowFlags_NoDecoration);
    ui::text_field(ui, "field", ImRect(40, 40, 340, 72), text);
    ui::fill_rect(ImRect(40, 140, 340, 172), ui.style.palette.panel, 0);
    const float height = ui::line_height(ui.style, ui::TextRole::Body);
    ui::draw_text(ui.style, ImVec2(50, 140 + std::floor((32 - height) / 2)), ui::TextRole::Body, ui.style.palette.text,
                  kSmile + "\U0001F680 ab");
    ImGui::End();
  });
  if (!gui.gui().font_messages().empty()) GTEST_SKIP() << gui.gui().font_messages().front();
  gui.frames(3);
  const auto width = static_cast<int>(ui::text_width(gui.gui().style(), ui::TextRole::Body, kSmile + "\U0001F680 ab"));
  const app::Picture picture = gui.picture();
  EXPECT_EQ(part(picture, 50, 44, width, 24), part(picture, 50, 144, width, 24));
  text = "\U0001F601\U0001F680 ab \uFFFD c";
  gui.frames(3);
  EXPECT_NE(part(gui.picture(), 50, 44, width, 24), part(picture, 50, 144, width, 24)) << "it says which sign it is";
}

TEST(FieldOfArabic, WhileItIsTypedALineShowsItInReadingOrderAndAtRestTheFieldItself) {
  std::string text = "\u05E9\u05DC\u05D5\u05DD";
  HeadlessGui gui([&](ui::Ui& ui) {
    ImGui::SetNextWindowPos(ImVec2(0, 0));
    ImGui::SetNextWindowSize(ImVec2(800, 400));
    ImGui::Begin("host", nullptr, ImGuiWindowFlags_NoDecoration);
    ui::text_field(ui, "field", ImRect(40, 40, 340, 72), text);
    ui::fill_rect(ImRect(40, 140, 340, 172), ui.style.palette.panel, 0);
    ui::draw_text_in(ui.style, ImRect(50, 140, 330, 172), ui::TextRole::Body, ui.style.palette.text, text);
    ImGui::End();
  });
  if (!gui.gui().font_messages().empty()) GTEST_SKIP() << gui.gui().font_messages().front();
  gui.frames(3);
  EXPECT_EQ(part(gui.picture(), 50, 44, 100, 24), part(gui.picture(), 50, 144, 100, 24));
  EXPECT_FALSE(gui.has("field.reading"));
  gui.click("field");
  EXPECT_NE(part(gui.picture(), 50, 44, 100, 24), part(gui.picture(), 50, 144, 100, 24)) << "now as it is typed";
  ASSERT_TRUE(gui.has("field.reading"));
  EXPECT_GE(gui.item("field.reading").rect.Min.y, 72);
  gui.key(ImGuiKey_A, ImGuiMod_Ctrl);
  gui.type("hello");
  EXPECT_FALSE(gui.has("field.reading"));
}

}  // namespace
