// The real program in a real window: what a hand does with pointer and keys must reach the saved session.
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "core/sessions/session_json.h"
#include "tests/support/app_gui.h"
#include "tests/support/real_window.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/virtual_display.h"
#include "ui/lessons/lesson_memory.h"

namespace {

using support::becomes;
using support::RealWindow;

constexpr const char* kTyped = "The nurse thanked the doctor because she was kind.";
constexpr core::Index kNurse = 1, kShe = 6;

class EndToEnd : public testing::Test {
 protected:
  void SetUp() override {
    if (!display_.missing().empty()) GTEST_SKIP() << display_.missing();
    const std::string missing = support::missing_input_tool();
    if (!missing.empty()) GTEST_SKIP() << missing;
  }

  const std::filesystem::path& home() const { return home_.path(); }

  // What a start would find now; nothing before the first save.
  std::optional<core::Session> saved() const {
    const auto file = home() / "state" / "heed" / "session.json";
    if (!std::filesystem::exists(file)) return {};
    return core::read_session_file(file);
  }
  bool saved_sentence_becomes(const std::string& sentence) const {
    return becomes([&] { return saved() && saved()->sentence == sentence; });
  }
  bool saved_query_becomes(core::Index query) const {
    return becomes([&] { return saved() && saved()->selection.query == query; });
  }
  std::vector<core::SessionEdit> saved_edits() const {
    const std::optional<core::Session> session = saved();
    if (!session) return {};
    const auto found = session->edits.find(session->model);
    return found == session->edits.end() ? std::vector<core::SessionEdit>{} : found->second;
  }

  // Where the window shows an item: the same session in the same size without a display has it at the same place.
  ImVec2 place_of(const RealWindow& window, const std::string& item) const {
    const support::WindowSize size = window.size();
    support::AppOptions options;
    options.width = size.width;
    options.height = size.height;
    support::AppGui twin(options);
    ui::lesson_memory(twin.view()).offers = true;  // as a window in which somebody sits shows it
    twin.app().open_session(saved().value(), true);
    twin.gui().frames(3);
    if (!twin.gui().has(item)) throw std::runtime_error(item + " is not in view");
    return twin.gui().item(item).shown.GetCenter();
  }
  void click(const RealWindow& window, const std::string& item) const {
    const ImVec2 place = place_of(window, item);
    window.click(static_cast<int>(place.x), static_cast<int>(place.y));
  }
  void drag(const RealWindow& window, const std::string& item, int dx) const {
    const ImVec2 place = place_of(window, item);
    window.drag(static_cast<int>(place.x), static_cast<int>(place.y), dx);
  }

  static void type_sentence(const RealWindow& window, const std::string& sentence) {
    window.press("ctrl+l");
    window.press("ctrl+a");
    window.type(sentence);
  }
  void type_and_enter(const RealWindow& window) const {
    ASSERT_TRUE(becomes([&] { return saved().has_value(); }));
    type_sentence(window, kTyped);
    window.press("Return");
    ASSERT_TRUE(saved_sentence_becomes(kTyped)) << "the window shows " << window.title();
  }

 private:
  support::VirtualDisplay display_;
  support::TemporaryFolder home_;
};

TEST_F(EndToEnd, AFreshStartShowsTheFirstSentenceWithItSelected) {
  const RealWindow window(home());
  EXPECT_EQ(window.title().rfind("The cat sat on the mat because it was tired. ", 0), 0U) << window.title();
  ASSERT_TRUE(saved_sentence_becomes("The cat sat on the mat because it was tired."));
  EXPECT_EQ(saved()->selection.query, 7);
}

TEST_F(EndToEnd, ATypedSentenceAClickedWordADraggedSliderAndItsUndoReachTheSession) {
  const RealWindow window(home());
  type_and_enter(window);
  if (HasFatalFailure()) return;
  EXPECT_EQ(window.title().rfind(kTyped, 0), 0U) << window.title();

  click(window, "words.6");
  ASSERT_TRUE(saved_query_becomes(kShe)) << saved()->selection.query;

  drag(window, "row.slider.1", 30);
  ASSERT_TRUE(becomes([&] { return !saved_edits().empty(); }));
  ASSERT_EQ(saved_edits().size(), 1U);
  const core::Edit edit = saved_edits()[0].edit;
  EXPECT_EQ(edit.site, core::Site::Score);
  EXPECT_EQ(edit.row, kShe);
  EXPECT_EQ(edit.column, kNurse);

  window.press("ctrl+z");
  EXPECT_TRUE(becomes([&] { return saved_edits().empty(); }));
  EXPECT_EQ(saved()->sentence, kTyped);
  window.press("ctrl+shift+z");
  ASSERT_TRUE(becomes([&] { return saved_edits().size() == 1; }));
  EXPECT_EQ(saved_edits()[0].edit, edit);
}

TEST_F(EndToEnd, SignsAboveSixteenBitsAreTypedCopiedAndPasted) {
  const RealWindow window(home());
  ASSERT_TRUE(becomes([&] { return saved().has_value(); }));
  type_sentence(window, "The \U0001F408 sat");
  window.press("Return");
  ASSERT_TRUE(saved_sentence_becomes("The \U0001F408 sat")) << "the window shows " << window.title();
  window.press("ctrl+l");
  window.press("ctrl+a");
  window.press("ctrl+c");
  window.press("End");
  window.press("ctrl+v");
  window.press("Return");
  EXPECT_TRUE(saved_sentence_becomes("The \U0001F408 satThe \U0001F408 sat")) << "the window shows " << window.title();
}

TEST_F(EndToEnd, ClosedByKeyItOpensAgainAsItWasLeft) {
  core::Session left;
  {
    RealWindow window(home());
    type_and_enter(window);
    if (HasFatalFailure()) return;
    click(window, "words.1");
    ASSERT_TRUE(saved_query_becomes(kNurse)) << saved()->selection.query;
    left = saved().value();
    window.press("ctrl+q");
    EXPECT_LT(window.wait_for_exit().value_or(255), 128) << "it was ended by a signal, or not at all";
  }
  EXPECT_EQ(saved(), left);
  const RealWindow again(home());
  EXPECT_EQ(again.title().rfind(kTyped, 0), 0U) << again.title();
  // What it writes next is what it has read, with the new selection.
  click(again, "words.6");
  ASSERT_TRUE(saved_query_becomes(kShe)) << saved()->selection.query;
  EXPECT_EQ(saved()->sentence, kTyped);
}

TEST_F(EndToEnd, KilledAfterAnEditItOpensWithTheEdit) {
  core::Edit edit;
  {
    RealWindow window(home());
    type_and_enter(window);
    if (HasFatalFailure()) return;
    drag(window, "row.slider.1", 30);
    ASSERT_TRUE(becomes([&] { return saved_edits().size() == 1; }));
    edit = saved_edits()[0].edit;
    window.kill();
  }
  const RealWindow again(home());
  EXPECT_EQ(again.title().rfind(kTyped, 0), 0U) << again.title();
  ASSERT_EQ(saved_edits().size(), 1U);
  EXPECT_EQ(saved_edits()[0].edit, edit);
  // Only a program that has the edit can take it back.
  again.press("ctrl+shift+r");
  EXPECT_TRUE(becomes([&] { return saved_edits().empty(); }));
  EXPECT_EQ(saved()->sentence, kTyped);
}

TEST_F(EndToEnd, WhatWasTypedWhileItHungIsDoneWhenItGoesOn) {
  RealWindow window(home());
  ASSERT_TRUE(becomes([&] { return saved().has_value(); }));
  window.while_it_hangs([&] {
    type_sentence(window, kTyped);
    window.press("Return");
  });
  ASSERT_TRUE(saved_sentence_becomes(kTyped)) << "the window shows " << window.title();
  window.while_it_hangs([&] { window.press("ctrl+q"); });
  EXPECT_EQ(window.wait_for_exit(), 0);
}

}  // namespace
