// Messages stand in one place and can be closed; what was refused in an overlay is said there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "core/files.h"
#include "tests/support/app_gui.h"
#include "tests/support/temporary_folder.h"
#include "ui/panels/overlays.h"

namespace {

using support::AppGui;
using testing::HasSubstr;
using testing::IsEmpty;

std::string problem_of(AppGui& window) {
  return window.view().transient.files.problem;
}

TEST(Messages, TheNewestThreeStandBelowEachOtherAndTheSameOneIsCounted) {
  AppGui window;
  for (const char* text : {"one", "two", "three", "four", "three", "three"}) {
    window.app().tell(ui::MessageKind::Error, text);
  }
  window.gui().frames(2);
  ASSERT_EQ(window.app().messages().size(), 3U);
  EXPECT_EQ(window.app().messages()[2].text, "three");
  EXPECT_EQ(window.app().messages()[2].count, 3);
  EXPECT_EQ(window.app().messages()[0].text, "two");
  const ImRect newest = window.gui().item("message.text").rect;
  const ImRect older = window.gui().item("message.text.1").rect;
  const ImRect oldest = window.gui().item("message.text.2").rect;
  EXPECT_LT(newest.Max.y, older.Min.y);
  EXPECT_LT(older.Max.y, oldest.Min.y);
  window.gui().click("message.close.1");
  window.gui().frames(2);
  ASSERT_EQ(window.app().messages().size(), 2U);
  EXPECT_EQ(window.app().messages()[0].text, "two");
}

TEST(Messages, EscapeClosesTheNewestFirst) {
  AppGui window;
  window.app().tell(ui::MessageKind::Error, "one");
  window.app().tell(ui::MessageKind::Warning, "two");
  window.gui().frames(1);
  window.gui().key(ImGuiKey_Escape);
  ASSERT_EQ(window.app().messages().size(), 1U);
  EXPECT_EQ(window.app().messages()[0].text, "one");
  window.gui().key(ImGuiKey_Escape);
  EXPECT_THAT(window.app().messages(), IsEmpty());
  EXPECT_TRUE(window.selection().key) << "the key is cleared only when no message is left";
}

TEST(Messages, ALongOneKeepsToThreeLinesAndItsTooltipHasTheRest) {
  AppGui window({.width = 1024, .height = 640});
  std::string text = "found";
  for (int i = 0; i < 400; ++i) text += " and more";
  window.app().tell(ui::MessageKind::Error, text);
  window.gui().frames(2);
  const auto& item = window.gui().item("message.text");
  EXPECT_LT(item.rect.GetHeight(), 70);
  EXPECT_EQ(item.tooltip, text);
}

TEST(Messages, ASaveThatFailsLeavesItsOverlayWithWhatWasTypedAndTheReason) {
  const support::TemporaryFolder folder;
  AppGui window;
  window.gui().key(ImGuiKey_S, ImGuiMod_Ctrl);
  window.gui().frames(2);
  window.gui().type("/nowhere/at-all/mine.json");
  window.gui().click("files.use");
  window.gui().frames(3);
  ASSERT_EQ(window.view().transient.overlay, ui::Overlay::SaveFile);
  EXPECT_EQ(window.view().transient.files.path, "/nowhere/at-all/mine.json");
  EXPECT_THAT(problem_of(window), HasSubstr("/nowhere/at-all"));
  EXPECT_NE(window.app().panel_input().folder->path, "/nowhere/at-all") << "the next plain name is saved elsewhere";
  EXPECT_GT(window.gui().item("files.problem").rect.GetHeight(), 10);
  EXPECT_THAT(window.app().messages(), IsEmpty()) << "it is said once, where it was asked";
  const std::string path = std::filesystem::path(folder.path()) / "mine.json";
  window.view().transient.files.path = path;
  window.gui().click("files.use");
  window.gui().frames(3);
  EXPECT_EQ(window.view().transient.overlay, ui::Overlay::None);
  EXPECT_EQ(problem_of(window), "");
  EXPECT_THAT(core::read_file(path, 1 << 20), HasSubstr("glass-box"));
}

TEST(Messages, ASaveSaysItsFormatsAndRefusesAnotherEndingWithoutClosing) {
  AppGui window;
  ui::open_save(window.view(), ui::SaveWhat::Map);
  window.gui().frames(3);
  EXPECT_TRUE(window.gui().has("files.note"));
  for (const char* name : {"map.gif", "map.png/", ".csv2"}) {
    window.gui().click("files.path");
    window.gui().key(ImGuiKey_A, ImGuiMod_Ctrl);
    window.gui().type(name);
    window.gui().click("files.use");
    window.gui().frames(3);
    ASSERT_EQ(window.view().transient.overlay, ui::Overlay::SaveFile) << name;
    EXPECT_NE(problem_of(window), "") << name;
  }
  EXPECT_THAT(problem_of(window), HasSubstr(".png, .svg, .pdf, .csv"));
}

TEST(Messages, AFolderThatCannotBeReadLeavesTheOneThatIsShown) {
  const support::TemporaryFolder folder;
  AppGui window;
  ui::open_save(window.view(), ui::SaveWhat::Map);
  window.gui().frames(3);
  window.ask(ui::ListFolder{folder.path()});
  const std::string shown = window.app().panel_input().folder->path;
  window.ask(ui::ListFolder{"/nowhere"});
  EXPECT_EQ(window.app().panel_input().folder->path, shown);
  EXPECT_THAT(window.app().panel_input().folder->refused, HasSubstr("/nowhere"));
}

TEST(Messages, AFileThatCannotBeOpenedLeavesItsOverlay) {
  const support::TemporaryFolder folder;
  const std::string path = std::filesystem::path(folder.path()) / "broken.json";
  core::write_file_atomically(path, "{");
  AppGui window;
  window.gui().key(ImGuiKey_O, ImGuiMod_Ctrl);
  window.gui().frames(2);
  window.gui().type(path);
  window.gui().click("files.use");
  window.gui().frames(3);
  EXPECT_EQ(window.view().transient.overlay, ui::Overlay::OpenFile);
  EXPECT_THAT(problem_of(window), HasSubstr("broken.json"));
  window.gui().key(ImGuiKey_Escape);
  window.gui().frames(2);
  EXPECT_EQ(window.view().transient.overlay, ui::Overlay::None);
  EXPECT_EQ(problem_of(window), "");
}

}  // namespace
