// What is kept between starts: settings as words, sizes and texts that can be read back, and when they are written.
#include "app/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/folder_listing.h"
#include "app/window_program.h"
#include "core/error.h"
#include "core/files.h"
#include "core/sessions/session_json.h"
#include "tests/support/app_gui.h"
#include "tests/support/temporary_folder.h"

namespace {

using support::AppGui;
using support::TemporaryFolder;
using testing::HasSubstr;

constexpr std::size_t kMegabyte = 1'000'000;

std::unique_ptr<app::App> start(const std::filesystem::path& folder) {
  const std::filesystem::path root = HEED_SOURCE_DIR;
  return std::make_unique<app::App>(root / "assets", root / "sentences", app::store_in(folder), app::Surroundings{});
}

std::string refusal(const TemporaryFolder& folder, const std::string& settings) {
  const app::Store store = app::store_in(folder.path());
  core::write_file_atomically(store.settings_file, settings);
  try {
    app::read_settings(store);
  } catch (const core::Error& error) {
    return error.what();
  }
  return "";
}

TEST(Settings, ComeBackAsTheyWereAndStandAsWords) {
  const TemporaryFolder folder;
  const app::Store store = app::store_in(folder.path());
  app::Settings settings;
  settings.preferences.theme = ui::ThemeChoice::System;
  settings.preferences.color_map = ui::ColorMap::Cividis;
  settings.preferences.cell_decimals = 5;
  settings.view.stage = ui::Stage::Output;
  settings.view.vector_tab = ui::VectorTab::Value;
  settings.view.left_panel = ui::LeftPanel::Settings;
  settings.view.ribbons = ui::RibbonDirection::LookedAtBy;
  settings.view.range = ui::RangeMode::ThisRow;
  settings.view.word_tab = ui::WordTab::Output;
  settings.view.row_view = ui::RowView::Training;
  settings.recent = {"The cat sat."};
  settings.window_width = 320;
  app::write_settings(store, settings);
  EXPECT_EQ(app::read_settings(store), settings);
  const std::string file = core::read_file(store.settings_file, kMegabyte);
  for (const char* word : {"\"system\"", "\"cividis\"", "\"output\"", "\"value\"", "\"looked-at-by\"", "\"this-row\"",
                           "\"row_view\": \"training\""}) {
    EXPECT_THAT(file, HasSubstr(word));
  }
}

TEST(Settings, WhatIsNotKnownIsRefusedWithItsPlace) {
  const TemporaryFolder folder;
  EXPECT_EQ(refusal(folder, R"({"preferences": {"theme": "dark"}, "view": {"row_view": "contrast"}})"), "");
  EXPECT_THAT(refusal(folder, R"({"preferences": {"theme": 1}})"), HasSubstr("preferences.theme"));
  EXPECT_THAT(refusal(folder, R"({"preferences": {"theme": "drak"}})"), HasSubstr("light, dark, system"));
  EXPECT_THAT(refusal(folder, R"({"preferences": {"colour": "dark"}})"), HasSubstr("colour"));
  EXPECT_THAT(refusal(folder, R"({"view": {"row_view": "sideways"}})"), HasSubstr("view.row_view"));
  EXPECT_THAT(refusal(folder, R"({"view": {"stagee": "x"}})"), HasSubstr("stagee"));
}

TEST(Settings, OfATinyWindowAreReadBack) {
  const TemporaryFolder folder;
  auto app = start(folder.path());
  app->remember_window_size(ImVec2(40, 30), 1);
  app.reset();
  app = start(folder.path());
  EXPECT_TRUE(app->messages().empty()) << app->messages().front().text;
  EXPECT_GE(app::read_settings(app::store_in(folder.path())).window_width, 320);
}

TEST(Settings, ATextOfMegabytesIsToldAndDamagesNothing) {
  const TemporaryFolder folder;
  {
    const auto app = start(folder.path());
    app->save();
    core::Session session = app->session();
    session.sentence.clear();
    while (session.sentence.size() <= kMegabyte) session.sentence += "cat ";
    app->open_session(session, false);
    app->save();
    ASSERT_FALSE(app->messages().empty());
    EXPECT_THAT(app->messages().back().text, HasSubstr("1000004 bytes"));
  }
  const auto app = start(folder.path());
  EXPECT_TRUE(app->messages().empty()) << app->messages().front().text;
  EXPECT_EQ(app->session().sentence, app::kFirstSentence);
}

TEST(Saving, WaitsUntilNothingChangesAnyMore) {
  const TemporaryFolder folder;
  const auto app = start(folder.path());
  const auto file = app::store_in(folder.path()).session_file;
  app::Headless headless;
  double now = 0;
  const auto frame = [&](double seconds) {
    now += seconds;
    headless.frame([&](ui::Ui& ui) { app->frame(ui, ImGui::GetIO().DisplaySize, now); });
  };
  for (int i = 0; i < 3; ++i) frame(1);
  const auto saved_query = [&] { return core::read_session_file(file).selection.query; };
  const core::Index first = saved_query();
  for (core::Index query = 0; query < 5; ++query) {
    app->view().selection.query = query;
    frame(0.1);
    frame(0.1);
    EXPECT_EQ(saved_query(), first) << "a frame of the walk wrote to the disk";
  }
  frame(0.35);
  EXPECT_EQ(saved_query(), 4);
}

TEST(Saving, OfAGestureDoesNotWaitForAPause) {
  const TemporaryFolder folder;
  const auto app = start(folder.path());
  const auto file = app::store_in(folder.path()).session_file;
  const double now = 1;  // time stands still
  support::HeadlessGui gui([&](ui::Ui& ui) { app->frame(ui, ImGui::GetIO().DisplaySize, now); });
  gui.frames(3);
  gui.drag("row.slider.1", 60, 0);
  const auto& edits = app->session().edits;
  ASSERT_EQ(edits.size(), 1U);
  EXPECT_EQ(core::read_session_file(file).edits.at("glass-box").at(0).edit.value,
            edits.at("glass-box").at(0).edit.value);
}

TEST(Saving, ThatFailsIsToldAndTakenBackOnceItSucceeds) {
  const TemporaryFolder folder;
  const auto app = start(folder.path());
  const auto file = app::store_in(folder.path()).session_file;
  app->save();
  std::filesystem::remove(file);
  std::filesystem::create_directories(file / "in the way");
  const auto change = [&](const char* text) {
    ui::Requests requests;
    requests.add(ui::SetSentence{text, false});
    app->apply(requests);
    app->save();
  };
  change("The dog ran.");
  ASSERT_EQ(app->messages().size(), 1U);
  std::filesystem::remove_all(file);
  change("The dog ran home.");
  EXPECT_TRUE(app->messages().empty());
  EXPECT_EQ(core::read_session_file(file).sentence, "The dog ran home.");
}

TEST(Start, WithoutSentencesAndIconsTellsAndGoesOn) {
  const TemporaryFolder folder;
  const std::filesystem::path root = HEED_SOURCE_DIR;
  app::App app(root / "assets", folder.path() / "none", app::store_in(folder.path()), app::Surroundings{});
  ASSERT_EQ(app.messages().size(), 1U);
  EXPECT_THAT(app.messages()[0].text, HasSubstr("none cannot be read"));
  EXPECT_NE(app.trace(), nullptr);
  EXPECT_TRUE(app::icon_files(folder.path() / "none").empty());
  EXPECT_FALSE(app::icon_files(root / "assets" / "icon").empty());
}

TEST(Start, AnEditOfAnotherVersionOfTheModelWaitsInTheList) {
  const TemporaryFolder folder;
  core::Session session;
  session.sentence = "The cat sat.";
  session.edits["glass-box"] = {{{core::Site::Score, false, 7, 0, 0, 1, 1}, true, false, "The", "cat"},
                                {{core::Site::X, false, -1, -1, 1, 0, 0.5F}, true, false, "cat", ""}};
  core::write_session_file(app::store_in(folder.path()).session_file, session);
  const auto app = start(folder.path());
  ASSERT_NE(app->trace(), nullptr) << app->panel_input().empty_reason;
  EXPECT_EQ(app->trace()->run.edits.size(), 1U);
  ui::Requests requests;
  requests.add(ui::SetSentence{"The old cat sat.", false});
  app->apply(requests);
  const auto& edits = app->session().edits.at("glass-box");
  EXPECT_TRUE(edits[0].parked);
  EXPECT_EQ(edits[1].edit.row, 2);
}

TEST(FolderListing, OfThousandsOfNamesShowsTheFirstAndSaysSo) {
  const TemporaryFolder folder;
  for (int i = 0; i < 2100; ++i) folder.file("f" + std::to_string(10'000 - i), "");
  std::filesystem::create_directory(folder.path() / "zz");
  const ui::FolderListing listing = app::list_folder(folder.path().string());
  ASSERT_EQ(listing.entries.size(), 2000U);
  EXPECT_EQ(listing.entries[0].name, "zz") << "folders stand first, whenever they were made";
  EXPECT_EQ(listing.entries[1].name, "f10000");
  EXPECT_THAT(listing.problem, HasSubstr("2000 of 2101"));
}

TEST(FolderListing, IsReadAgainWhenTheOverlayOpens) {
  const TemporaryFolder folder;
  AppGui window;
  window.ask(ui::ListFolder{folder.path().string()});
  const auto show = [&](ui::Overlay overlay) {
    window.view().transient.overlay = overlay;
    window.gui().frames(2);
  };
  show(ui::Overlay::OpenFile);
  show(ui::Overlay::None);
  EXPECT_TRUE(window.app().panel_input().folder->entries.empty());
  folder.file("later.json", "{}");
  show(ui::Overlay::OpenFile);
  ASSERT_EQ(window.app().panel_input().folder->entries.size(), 1U);
}

TEST(Saving, AWindowPictureIsNotCalledSavedBeforeItIs) {
  AppGui window;
  window.ask(ui::ExportWindow{"picture.png"});
  EXPECT_EQ(window.app().status(), "Saving picture.png");
}

}  // namespace
