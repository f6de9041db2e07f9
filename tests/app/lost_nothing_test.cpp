// What must not end the program, and what must not be lost on the way.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "core/files.h"
#include "core/sessions/session_json.h"
#include "tests/support/app_gui.h"
#include "tests/support/temporary_folder.h"

namespace {

using core::Index;
using support::AppGui;
using testing::HasSubstr;
using testing::IsEmpty;

AppGui three_words() {
  return AppGui({.model = "three-words", .sentence = "The cat sat", .word = "sat"});
}

core::Edit held_weight(Index query, Index key, float value) {
  return {core::Site::Weight, false, 0, 0, query, key, value};
}

TEST(LostNothing, BesideAPinThatTakesNearlyAllTheOtherSlidersRest) {
  AppGui window = three_words();
  window.ask(ui::PutEdits{{held_weight(2, 0, 0.9995F)}, "Pin", false});
  const core::Matrix before = window.head().weights;
  window.gui().click("row.slider.1");
  window.gui().drag("row.slider.1", 60, 0);
  EXPECT_EQ(window.head().weights, before);
  EXPECT_THAT(window.app().messages(), IsEmpty());
}

TEST(LostNothing, TheRightEndOfASliderBesideAPinTakesWhatIsLeft) {
  for (const float pinned : {0.1F, 0.3F, 0.41F, 0.49F}) {
    AppGui window = three_words();
    window.ask(ui::PutEdits{{held_weight(2, 0, pinned)}, "Pin", false});
    window.gui().drag("row.slider.1", 600, 0);
    EXPECT_NEAR(window.head().weights(2, 1), 1 - pinned, 2e-3) << pinned;
    EXPECT_NEAR(window.head().weights.row(2).sum(), 1, 1e-5);
    EXPECT_THAT(window.app().messages(), IsEmpty());
  }
}

TEST(LostNothing, TheRightEndOfASliderMovesAScoreAndHoldsNoWeight) {
  AppGui window = three_words();
  window.gui().drag("row.slider.1", 600, 0);
  ASSERT_EQ(window.edits().size(), 1U);
  EXPECT_EQ(window.edits()[0].edit.site, core::Site::Score);
  EXPECT_NEAR(window.head().weights(2, 1), 0.999, 1e-4);
}

TEST(LostNothing, AnotherSentenceTypedLetterByLetterShowsItsPronoun) {
  AppGui window({.model = "glass-box", .sentence = "", .word = "tired"});
  window.gui().key(ImGuiKey_L, ImGuiMod_Ctrl);
  window.gui().key(ImGuiKey_A, ImGuiMod_Ctrl);
  for (const char letter : std::string("The trophy did not fit in the suitcase because it was too big.")) {
    window.gui().type(std::string(1, letter));
  }
  window.gui().key(ImGuiKey_Enter);
  ASSERT_EQ(window.app().session().sentence, "The trophy did not fit in the suitcase because it was too big.");
  EXPECT_EQ(window.trace().tokens.at(static_cast<std::size_t>(window.selection().query)).text, "it");
  EXPECT_EQ(window.trace().tokens.at(static_cast<std::size_t>(*window.selection().key)).text, "trophy");
}

TEST(LostNothing, AWordThatWasChosenStaysChosenWhereASentenceIsRetyped) {
  AppGui window({.model = "glass-box", .sentence = "", .word = "sat"});
  window.ask(ui::SetSentence{"The cat sat on the mat because it was hungry.", false});
  EXPECT_EQ(window.trace().tokens.at(static_cast<std::size_t>(window.selection().query)).text, "sat");
}

TEST(LostNothing, AMeanOfHeadsIsNotDescribedAsAHead) {
  AppGui window({.model = "glass-box", .sentence = "", .word = "it"});
  window.view().selection.map = core::MapKind::MeanOverAll;
  window.gui().key(ImGuiKey_D, ImGuiMod_Ctrl);
  EXPECT_EQ(window.copied(), "");
  window.view().selection.map = core::MapKind::Head;
  window.gui().key(ImGuiKey_D, ImGuiMod_Ctrl);
  EXPECT_THAT(window.copied(), HasSubstr("it"));
}

TEST(LostNothing, SavingAsksBeforeItReplacesAFile) {
  const support::TemporaryFolder folder;
  const std::string path = std::filesystem::path(folder.path()) / "mine.json";
  core::write_file_atomically(path, "precious");
  AppGui window = three_words();
  window.view().transient.files.what = ui::SaveWhat::Window;  // of an export before
  window.gui().key(ImGuiKey_S, ImGuiMod_Ctrl);
  window.gui().frames(2);
  window.gui().type(path);
  window.gui().click("files.use");
  window.gui().frames(3);
  EXPECT_EQ(core::read_file(path, 1 << 20), "precious");
  ASSERT_EQ(window.view().transient.overlay, ui::Overlay::SaveFile);
  window.gui().click("files.use");
  window.gui().frames(3);
  EXPECT_EQ(window.view().transient.overlay, ui::Overlay::None);
  EXPECT_THAT(core::read_file(path, 1 << 20), HasSubstr("\"The cat sat\""));
}

TEST(LostNothing, ANewFileIsSavedAtOnceWithItsEnding) {
  const support::TemporaryFolder folder;
  const std::string path = std::filesystem::path(folder.path()) / "mine";
  AppGui window = three_words();
  window.gui().key(ImGuiKey_S, ImGuiMod_Ctrl);
  window.gui().frames(2);
  window.gui().type(path);
  window.gui().click("files.use");
  window.gui().frames(3);
  EXPECT_TRUE(std::filesystem::exists(path + ".json"));
}

TEST(LostNothing, TheWindowIsOnlySavedAsAPicture) {
  AppGui window = three_words();
  window.ask(ui::ExportWindow{"/nowhere/session.json"});
  ASSERT_EQ(window.app().messages().size(), 1U);
  EXPECT_THAT(window.app().messages()[0].text, HasSubstr(".png"));
}

TEST(LostNothing, AMapWithoutASentenceIsRefusedInWords) {
  AppGui window = three_words();
  window.ask(ui::SetSentence{"", false});
  window.ask(ui::ExportFigure{"/nowhere/map.png"});
  ASSERT_FALSE(window.app().messages().empty());
  EXPECT_THAT(window.app().messages().back().text, HasSubstr("no map"));
}

TEST(LostNothing, AClosedSecondSentenceComesBackWithItsText) {
  AppGui window({.model = "glass-box", .sentence = "", .word = "it"});
  window.ask(ui::SetSecond{"Die Katze schläft", false});
  window.ask(ui::SetSecond{std::nullopt, false});
  window.gui().key(ImGuiKey_2, ImGuiMod_Ctrl | ImGuiMod_Shift);
  window.app().finish_run();
  EXPECT_TRUE(window.app().session().has_second);
  EXPECT_EQ(window.app().session().second, "Die Katze schläft");
}

TEST(LostNothing, BeforeEndsWithTheLastEditAndCanBeSwitchedOffByItsKey) {
  AppGui window = three_words();
  window.ask(ui::PutEdits{{held_weight(2, 0, 0.5F)}, "Pin", false});
  window.gui().key(ImGuiKey_B, ImGuiMod_Alt);
  EXPECT_TRUE(window.view().transient.show_before);
  window.gui().key(ImGuiKey_B, ImGuiMod_Alt);
  EXPECT_FALSE(window.view().transient.show_before);
  window.gui().key(ImGuiKey_B, ImGuiMod_Alt);
  window.undo();
  window.gui().frames(2);
  EXPECT_FALSE(window.view().transient.show_before);
}

TEST(LostNothing, TypingOverTheWholeSentenceKeepsTheWordThatLooks) {
  AppGui window({.model = "glass-box", .sentence = "The cat sat on the mat.", .word = "sat"});
  window.gui().key(ImGuiKey_L, ImGuiMod_Ctrl);
  window.gui().type("The mat");
  EXPECT_EQ(window.app().session().sentence, "The mat");
  window.gui().type(" sat on the cat.");
  EXPECT_EQ(window.app().session().sentence, "The mat sat on the cat.");
  EXPECT_EQ(window.selection().query, 2);
}

}  // namespace
