// Lessons by keys alone: to what is lit, through a whole lesson, never stuck.
#include <gtest/gtest.h>
#include <imgui_internal.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support/lesson_gui.h"
#include "ui/lessons/lesson_memory.h"

namespace {

using support::AppGui;
using support::lesson;
using support::open_lesson;

// The item that has the keyboard; "" where none that registered has it. Items take ids from their window and name.
std::string focused(AppGui& window) {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  if (context.NavWindow == nullptr) return {};
  for (const ui::Item& one : window.gui().items().items()) {
    for (const ImGuiWindow* place : context.Windows) {
      if (place->Active && ImHashStr(one.name.c_str(), 0, place->ID) == context.NavId) return one.name;
    }
  }
  return {};
}

// Counts what a reader presses.
class Keyboard {
 public:
  explicit Keyboard(AppGui& window) : window_(window) {}
  void press(ImGuiKey key, ImGuiKeyChord modifiers = 0) {
    window_.gui().key(key, modifiers);
    window_.app().finish_run();
    window_.gui().frames(6);
    ++presses_;
  }
  void type(const std::string& text) {
    window_.gui().type(text);
    presses_ += static_cast<int>(text.size());
  }
  // Presses the key until the item has the keyboard; false when it does not come.
  bool walk_to(const std::string& name, ImGuiKey key, int most = 40) {
    for (int i = 0; i < most && focused(window_) != name; ++i) press(key);
    return focused(window_) == name;
  }
  int presses() const { return presses_; }

 private:
  AppGui& window_;
  int presses_ = 0;
};

std::string right_choice_key(AppGui& window) {
  return std::to_string(core::right_choice(lesson(window).step(), *lesson(window).moment) + 1);
}

Eigen::Index component_of(AppGui& window, const std::string& name, bool value) {
  const core::HeadConfig& head = window.trace().head_config(window.selection().layer, window.selection().head);
  const auto& names = value ? head.value_components : head.score_components;
  return std::find(names.begin(), names.end(), name) - names.begin();
}

// From the first control of the vectors' panel to the bar of this component, and a number into it.
void change_component(AppGui& window, Keyboard& keys, const std::string& name, bool value, const std::string& number) {
  keys.press(ImGuiKey_G, ImGuiMod_Alt);
  EXPECT_EQ(focused(window).rfind("vector.", 0), 0U) << focused(window);
  const std::string bar = "vector.bar." + std::to_string(component_of(window, name, value));
  ASSERT_TRUE(keys.walk_to(bar, ImGuiKey_DownArrow)) << "at " << focused(window) << ", wanted " << bar;
  keys.press(ImGuiKey_Enter);
  keys.press(ImGuiKey_A, ImGuiMod_Ctrl);
  keys.type(number);
  keys.press(ImGuiKey_Enter);
}

TEST(LessonKeys, LessonTwoIsWalkedFromTheListToItsEnd) {
  AppGui window({.model = "", .sentence = "", .word = "", .width = 1600, .height = 1000});
  Keyboard keys(window);
  keys.press(ImGuiKey_L, ImGuiMod_Alt);
  ASSERT_TRUE(keys.walk_to("lessons.query-key-value", ImGuiKey_DownArrow)) << focused(window);
  keys.press(ImGuiKey_Enter);
  ASSERT_NE(lesson(window).lesson, nullptr);
  const auto at = [&] { return lesson(window).step().id; };
  const auto next = [&] { keys.press(ImGuiKey_N, ImGuiMod_Alt); };
  const auto answer = [&](const std::string& key) { keys.press(static_cast<ImGuiKey>(ImGuiKey_0 + std::stoi(key))); };
  EXPECT_EQ(at(), "library");
  next();
  ASSERT_EQ(at(), "books");
  keys.press(ImGuiKey_A, ImGuiMod_Alt);
  const core::NumberField& field = lesson(window).step().fields[0];
  keys.type(std::to_string(core::evaluate_number(field.value, *lesson(window).moment)).substr(0, 6));
  keys.press(ImGuiKey_Enter);
  EXPECT_TRUE(lesson(window).state().done);
  EXPECT_EQ(focused(window), "lesson.next");
  keys.press(ImGuiKey_Enter);
  ASSERT_EQ(at(), "cards");
  EXPECT_EQ(focused(window), "lesson.choice.0") << "the way on is closed, the answers are next";
  answer(right_choice_key(window));
  next();
  ASSERT_EQ(at(), "why-cat");
  next();
  ASSERT_EQ(at(), "other-question");
  change_component(window, keys, "said of the living", false, "-1");
  EXPECT_TRUE(lesson(window).state().done) << at();
  next();
  ASSERT_EQ(at(), "other-book");
  answer(right_choice_key(window));
  next();
  ASSERT_EQ(at(), "rewrite");
  change_component(window, keys, "animal", true, "0");
  EXPECT_TRUE(lesson(window).state().done) << at();
  next();
  ASSERT_EQ(at(), "three-parts");
  answer(right_choice_key(window));
  next();
  ASSERT_EQ(at(), "one-vector");
  answer(right_choice_key(window));
  next();
  ASSERT_EQ(at(), "three-projections");
  next();
  ASSERT_EQ(at(), "own-matrix");
  keys.press(ImGuiKey_G, ImGuiMod_Alt);
  ASSERT_EQ(focused(window), "vector.matrices");
  keys.press(ImGuiKey_Enter);
  keys.press(ImGuiKey_DownArrow);
  ASSERT_EQ(focused(window).rfind("matrix.", 0), 0U) << focused(window);
  keys.press(ImGuiKey_Enter);
  keys.press(ImGuiKey_A, ImGuiMod_Ctrl);
  keys.type("9");
  keys.press(ImGuiKey_Enter);
  EXPECT_TRUE(lesson(window).state().done) << at() << " " << focused(window);
  next();
  ASSERT_EQ(at(), "recall");
  answer(right_choice_key(window));
  next();
  ASSERT_EQ(at(), "explain");
  keys.press(ImGuiKey_A, ImGuiMod_Alt);
  keys.type("asks");
  keys.press(ImGuiKey_Enter);
  EXPECT_TRUE(lesson(window).state().done);
  next();
  EXPECT_EQ(lesson(window).lesson, nullptr);
  EXPECT_EQ(lesson(window).finished, "Asking and answering: query, key, value");
  EXPECT_FALSE(ui::lesson_memory(window.view()).finished_open.has_value());
  RecordProperty("presses", keys.presses());
  EXPECT_LE(keys.presses(), 110);
}

TEST(LessonKeys, ANextThatIsClosedDoesNotHoldTheKeyboard) {
  for (const char* place : {"query-key-value:why-cat", "query-key-value:three-parts"}) {
    AppGui window;
    open_lesson(window, place);
    while (core::may_go_on(lesson(window).step(), lesson(window).state())) {
      window.gui().key(ImGuiKey_N, ImGuiMod_Alt);
      window.gui().frames(6);
    }
    EXPECT_EQ(focused(window), "lesson.choice.0") << place;
    window.gui().key(ImGuiKey_Tab);
    window.gui().frames(2);
    EXPECT_NE(focused(window), "lesson.choice.0") << place;
    EXPECT_NE(focused(window), "lesson.next") << place;
  }
}

TEST(LessonKeys, ALitPanelThatALowWindowHidesBehindATabComesToTheFront) {
  AppGui window({.model = "", .sentence = "", .word = "", .width = 1100, .height = 700});
  open_lesson(window, "query-key-value:rewrite");
  window.view().persisted.word_tab = ui::WordTab::Row;
  window.gui().frames(2);
  window.gui().key(ImGuiKey_G, ImGuiMod_Alt);
  window.gui().frames(24);
  EXPECT_TRUE(window.gui().has("vectors"));
  EXPECT_EQ(focused(window).rfind("vector.", 0), 0U) << focused(window);
}

// As a keyboard does it: Alt goes down before the letter and up after it.
TEST(LessonKeys, AfterAltGTheFirstArrowMoves) {
  AppGui window({.model = "", .sentence = "", .word = "", .width = 1600, .height = 1000});
  open_lesson(window, "query-key-value:rewrite");
  ImGuiIO& io = ImGui::GetIO();
  io.AddKeyEvent(ImGuiKey_LeftAlt, true);
  io.AddKeyEvent(ImGuiMod_Alt, true);
  window.gui().frames(2);
  io.AddKeyEvent(ImGuiKey_G, true);
  window.gui().frames(2);
  io.AddKeyEvent(ImGuiKey_G, false);
  window.gui().frames(4);
  io.AddKeyEvent(ImGuiMod_Alt, false);
  io.AddKeyEvent(ImGuiKey_LeftAlt, false);
  window.gui().frames(24);
  const std::string place = focused(window);
  EXPECT_EQ(place.rfind("vector.", 0), 0U) << place;
  window.gui().key(ImGuiKey_DownArrow);
  window.gui().frames(3);
  EXPECT_NE(focused(window), place);
}

TEST(LessonKeys, TheListOfKeysScrollsByKeys) {
  AppGui window({.model = "", .sentence = "", .word = "", .width = 1100, .height = 560});
  window.gui().key(ImGuiKey_F1);
  window.gui().frames(3);
  const auto scrolled = [] {
    for (const ImGuiWindow* one : ImGui::GetCurrentContext()->Windows) {
      if (one->Active && std::string(one->Name).find("keys.scroll") != std::string::npos) return one->Scroll.y;
    }
    return -1.0F;
  };
  ASSERT_EQ(scrolled(), 0);
  window.gui().key(ImGuiKey_DownArrow);
  window.gui().frames(2);
  const float line = scrolled();
  EXPECT_GT(line, 10);
  window.gui().key(ImGuiKey_PageDown);
  window.gui().frames(2);
  EXPECT_GT(scrolled(), line + 100);
  window.gui().key(ImGuiKey_End);
  window.gui().frames(2);
  const float end = scrolled();
  window.gui().key(ImGuiKey_PageUp);
  window.gui().frames(2);
  EXPECT_LT(scrolled(), end);
  window.gui().key(ImGuiKey_Home);
  window.gui().frames(2);
  EXPECT_EQ(scrolled(), 0);
}

}  // namespace
