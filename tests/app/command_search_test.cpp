// Ctrl+K finds commands by their title and by other words, best match first, and says why one is off.
#include "ui/command_search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/app_gui.h"

namespace {

using support::AppGui;
using testing::Contains;

std::vector<std::string> found(AppGui& window, std::string_view letters) {
  std::vector<std::string> ids;
  for (const ui::FoundCommand& one : ui::find_commands(letters, window.app().panel_input(), window.view())) {
    ids.emplace_back(one.command->id);
  }
  return ids;
}

TEST(CommandSearch, FindsByOtherWordsTheBestFirst) {
  AppGui window;
  const std::pair<const char*, const char*> wanted[] = {{"theme", "theme"},
                                                        {"dark", "theme"},
                                                        {"export", "export-map"},
                                                        {"csv", "export-map"},
                                                        {"lesson", "lessons"},
                                                        {"zoom", "map-readable"},
                                                        {"zoom out", "smaller"},
                                                        {"undo", "undo"},
                                                        {"shortcuts", "keys"},
                                                        {"numpy", "view-code"},
                                                        {"preferences", "settings"},
                                                        {"full", "presenter"},
                                                        {"UNDO", "undo"},
                                                        {"exit", "quit"},
                                                        {"window picture", "export-window"},
                                                        {"licence", "about"},
                                                        {"stop", "cancel"},
                                                        {"quit", "quit"}};
  for (const auto& [letters, id] : wanted) {
    const std::vector<std::string> ids = found(window, letters);
    ASSERT_FALSE(ids.empty()) << letters;
    EXPECT_EQ(ids.front(), id) << letters;
  }
  EXPECT_THAT(found(window, "picture"), Contains("export-map"));
  EXPECT_THAT(found(window, "picture"), Contains("export-window"));
  EXPECT_THAT(found(window, "zoom"), Contains("map-fit"));
  EXPECT_THAT(found(window, "zoom"), Contains("larger"));
}

TEST(CommandSearch, LettersInOrderServeWhereNoWordFits) {
  AppGui window;
  EXPECT_THAT(found(window, "ptgal"), Contains("patterns"));
  EXPECT_TRUE(found(window, "zqxj").empty());
}

TEST(CommandSearch, WhatIsOffIsListedWithItsReason) {
  AppGui window;
  const auto list = ui::find_commands("undo", window.app().panel_input(), window.view());
  ASSERT_FALSE(list.empty());
  EXPECT_FALSE(list.front().enabled);
  EXPECT_EQ(list.front().reason, "Nothing to undo");
  window.ask(ui::PutEdits{{{core::Site::Q, false, 0, 0, 1, 0, 3.0F}}, "Change q", false});
  EXPECT_TRUE(ui::find_commands("undo", window.app().panel_input(), window.view()).front().enabled);
}

TEST(CommandSearch, EveryCommandThatCanBeOffSaysWhy) {
  for (const ui::Command& command : ui::commands()) {
    const bool is_answer = std::string_view(command.id).starts_with("answer-");  // nine of them would fill the list
    if (command.enabled == nullptr || is_answer) continue;
    EXPECT_NE(ui::words_of(command).refusal, "") << command.id;
  }
}

TEST(CommandSearch, EnterOnOneThatIsOffChangesNothingAndKeepsTheList) {
  AppGui window;
  window.gui().key(ImGuiKey_K, ImGuiMod_Ctrl);
  window.gui().frames(2);
  window.gui().type("undo");
  ASSERT_TRUE(window.gui().has("commands.undo"));
  EXPECT_FALSE(window.gui().item("commands.undo").enabled);
  window.gui().key(ImGuiKey_Enter);
  window.gui().frames(2);
  EXPECT_EQ(window.view().transient.overlay, ui::Overlay::Commands);
}

TEST(CommandSearch, EnterRunsWhatWasFound) {
  AppGui window;
  window.gui().key(ImGuiKey_K, ImGuiMod_Ctrl);
  window.gui().frames(2);
  window.gui().type("csv");
  window.gui().key(ImGuiKey_Enter);
  window.gui().frames(3);
  EXPECT_EQ(window.view().transient.overlay, ui::Overlay::SaveFile);
  EXPECT_EQ(window.view().transient.files.what, ui::SaveWhat::Map);
}

TEST(CommandSearch, AnAverageHasNoHeadToMute) {
  AppGui window;
  const auto muting = [&] { return ui::find_commands("mute", window.app().panel_input(), window.view()).front(); };
  EXPECT_TRUE(muting().enabled);
  window.view().selection.map = core::MapKind::MeanOverAll;
  EXPECT_EQ(muting().command->id, std::string_view("mute"));
  EXPECT_FALSE(muting().enabled);
  EXPECT_NE(muting().reason, "");
}

}  // namespace
