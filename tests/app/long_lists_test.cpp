// Long lists draw what is in sight, and reach their end.
#include <gtest/gtest.h>

#include "tests/support/app_gui.h"
#include "tests/support/temporary_folder.h"
#include "ui/panels/overlays.h"
#include "ui/widgets/visible_lines.h"

namespace {

using support::AppGui;

std::size_t items_of_role(AppGui& window, std::string_view role) {
  std::size_t count = 0;
  for (const ui::Item& one : window.gui().items().items()) count += one.role == role ? 1U : 0U;
  return count;
}

TEST(LongLists, OfLinesThoseInSightAndOneMoreOnEachSideAreDrawn) {
  const auto lines = [](float scrolled, float length, std::size_t count) {
    const ui::VisibleLines seen = ui::visible_lines(scrolled, length, 10, count);
    return std::pair(seen.first, seen.last);
  };
  EXPECT_EQ(lines(0, 30, 100), std::pair(0UL, 4UL));
  EXPECT_EQ(lines(45, 30, 100), std::pair(3UL, 9UL));
  EXPECT_EQ(lines(980, 30, 100), std::pair(97UL, 100UL));
  EXPECT_EQ(lines(5000, 30, 100), std::pair(100UL, 100UL)) << "the list became shorter";
  EXPECT_EQ(lines(0, 30, 0), std::pair(0UL, 0UL));
}

TEST(LongLists, AFolderOfManyFilesIsDrawnByItsVisibleLines) {
  const support::TemporaryFolder folder;
  for (int i = 0; i < 300; ++i) folder.file("f" + std::to_string(1000 + i) + ".json", "{}");
  AppGui window;
  window.gui().key(ImGuiKey_O, ImGuiMod_Ctrl);
  window.ask(ui::ListFolder{folder.path().string()});
  ASSERT_TRUE(window.gui().has("files.f1000.json"));
  EXPECT_LT(items_of_role(window, "file"), 40U);
  EXPECT_FALSE(window.gui().has("files.f1299.json"));
  window.gui().wheel("files.scroll", -1000);
  window.gui().frames(4);
  EXPECT_GT(window.gui().item("files.f1299.json").shown.GetHeight(), 16);
  window.gui().click("files.f1299.json");
  EXPECT_EQ(window.view().transient.files.path, folder.path().string() + "/f1299.json");
}

TEST(LongLists, SentencesOutOfSightAreNotDrawn) {
  AppGui window;
  window.view().persisted.left_panel = ui::LeftPanel::Sentences;
  window.gui().frames(4);
  const std::size_t all = window.app().panel_input().library->size();
  ASSERT_GT(all, 50U);
  EXPECT_GT(items_of_role(window, "sentence"), 3U);
  EXPECT_LT(items_of_role(window, "sentence"), all / 2);
  const std::string last = "sentences." + window.app().panel_input().library->back().id;
  EXPECT_FALSE(window.gui().has(last));
  window.gui().wheel("left.scroll", -1000);
  window.gui().frames(4);
  EXPECT_TRUE(window.gui().has(last));
}

}  // namespace
