// Lessons by keys alone: to what is lit, through a whole lesson, never stuck; and what must not move or cover.
#include <gtest/gtest.h>
#include <imgui_internal.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support/app_gui.h"
#include "ui/lessons/covered_card.h"
#include "ui/lessons/lesson_memory.h"

namespace {

using support::AppGui;

void open(AppGui& window, const std::string& place) {
  window.app().lessons().open_place(place);
  window.app().finish_run();
  window.gui().frames(12);
}

const ui::LessonInput& lesson(AppGui& window) {
  return window.app().lessons().input();
}

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
    open(window, place);
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
  open(window, "query-key-value:rewrite");
  window.view().persisted.word_tab = ui::WordTab::Row;
  window.gui().frames(2);
  window.gui().key(ImGuiKey_G, ImGuiMod_Alt);
  window.gui().frames(24);
  EXPECT_TRUE(window.gui().has("vectors"));
  EXPECT_EQ(focused(window).rfind("vector.", 0), 0U) << focused(window);
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

// What a reader clicks next must stand where it stood when the verdict comes.
std::vector<float> places(AppGui& window, const std::vector<std::string>& names) {
  std::vector<float> all;
  for (const std::string& name : names) {
    const ImRect rect = window.gui().item(name).rect;
    all.insert(all.end(), {rect.Min.x, rect.Min.y, rect.Max.x, rect.Max.y});
  }
  return all;
}

TEST(LessonVerdicts, MoveNoFieldAndNoButton) {
  const std::pair<const char*, std::size_t> steps[] = {
      {"query-key-value:books", 1}, {"by-hand:scores", 3}, {"by-hand:weights", 3}, {"where-from:project", 2}};
  for (const auto& [place, fields] : steps) {
    AppGui window({.model = "", .sentence = "", .word = "", .width = 1100, .height = 700});
    open(window, place);
    std::vector<std::string> names = {"lesson.check", "lesson.show_me", "lesson.back", "lesson.next"};
    for (std::size_t i = 0; i < fields; ++i) names.push_back("lesson.field." + std::to_string(i));
    const std::vector<float> before = places(window, names);
    for (std::size_t i = 0; i < fields; ++i) {
      window.gui().click("lesson.field." + std::to_string(i));
      window.gui().type(i == 0 ? "77.5" : i == 1 ? "a lot" : "0.5");
    }
    window.gui().click("lesson.check");
    window.gui().frames(8);
    EXPECT_EQ(places(window, names), before) << place;
    const std::string verdict = "lesson.field.0.verdict";
    ASSERT_TRUE(window.gui().has(verdict)) << place;
    const ui::Item& said = window.gui().item(verdict);
    EXPECT_EQ(said.shown.GetHeight(), said.rect.GetHeight()) << "not cut";
  }
}

TEST(LessonVerdicts, OfATaskMoveNoButtonAndAreScrolledTo) {
  AppGui window({.model = "", .sentence = "", .word = "", .width = 1100, .height = 700});
  open(window, "query-key-value:other-question");
  const std::vector<std::string> names = {"lesson.hint", "lesson.show_me", "lesson.restart", "lesson.next"};
  const std::vector<float> before = places(window, names);
  window.gui().click("lesson.show_me");
  window.app().finish_run();
  window.gui().frames(1);
  EXPECT_EQ(places(window, names), before);
  window.gui().frames(12);
  const ui::Item& said = window.gui().item("lesson.done");
  EXPECT_GT(said.shown.GetHeight(), 0.9F * said.rect.GetHeight());
}

TEST(LessonVerdicts, AreOneWhereAllIsRight) {
  AppGui window;
  open(window, "query-key-value:books");
  window.gui().click("lesson.field.0");
  const core::NumberField& field = lesson(window).step().fields[0];
  window.gui().type(std::to_string(core::evaluate_number(field.value, *lesson(window).moment)).substr(0, 6));
  window.gui().key(ImGuiKey_Enter);
  window.gui().frames(3);
  EXPECT_TRUE(lesson(window).state().done);
  EXPECT_TRUE(window.gui().has("lesson.verdict"));
  EXPECT_FALSE(window.gui().has("lesson.field.0.verdict"));
}

TEST(LessonCovers, SayHowTheyAreLifted) {
  AppGui window;
  const auto of = [&](const char* place) {
    open(window, place);
    ui::PanelInput input = window.app().panel_input();
    input.lesson = &lesson(window);
    return std::string(ui::cover_note(input));
  };
  EXPECT_EQ(of("query-key-value:library"), "") << "nothing is asked";
  EXPECT_EQ(of("where-it-looks:guess"), "Covered until you have answered");
  EXPECT_EQ(of("query-key-value:books"), "Covered until your numbers are right");
  open(window, "where-it-looks:guess");
  window.gui().key(ImGuiKey_1);
  window.gui().frames(2);
  ui::PanelInput input = window.app().panel_input();
  input.lesson = &lesson(window);
  EXPECT_EQ(std::string(ui::cover_note(input)), "");
}

TEST(LessonEnd, NamesTheStepThatIsStillOpenAndLeadsThere) {
  AppGui window;
  open(window, "by-hand");
  const std::size_t last = lesson(window).lesson->steps.size() - 1;
  window.ask(ui::LessonRequest(ui::GoToStep{last}));
  window.gui().click("lesson.next");
  window.gui().frames(3);
  EXPECT_NE(lesson(window).finished.find("is still open"), std::string::npos) << lesson(window).finished;
  ASSERT_TRUE(ui::lesson_memory(window.view()).finished_open.has_value());
  window.gui().click("lessons.open_step");
  window.gui().frames(3);
  ASSERT_NE(lesson(window).lesson, nullptr);
  EXPECT_EQ(lesson(window).lesson->id, "by-hand");
  EXPECT_EQ(lesson(window).run->step, 0U);
}

TEST(LessonOffer, IsNotThereUnlessAskedFor) {
  AppGui window;
  window.gui().frames(3);
  EXPECT_FALSE(window.gui().has("lessons.offer"));
}

TEST(LessonOffer, LeadsToTheFirstLessonAndGoesForGood) {
  AppGui window;
  ui::lesson_memory(window.view()).offers = true;
  window.gui().frames(3);
  ASSERT_TRUE(window.gui().has("lessons.offer"));
  window.gui().click("lessons.offer.start");
  window.app().finish_run();
  window.gui().frames(3);
  ASSERT_NE(lesson(window).lesson, nullptr);
  EXPECT_EQ(lesson(window).lesson->id, "where-it-looks");
  EXPECT_FALSE(window.gui().has("lessons.offer"));
  window.gui().key(ImGuiKey_Q, ImGuiMod_Alt);
  window.view().persisted.left_panel = ui::LeftPanel::None;
  window.gui().frames(3);
  EXPECT_FALSE(window.gui().has("lessons.offer"));
}

TEST(LessonOffer, IsPutAwayForGood) {
  AppGui window;
  ui::lesson_memory(window.view()).offers = true;
  window.gui().frames(3);
  window.gui().click("lessons.offer.close");
  window.gui().frames(3);
  EXPECT_FALSE(window.gui().has("lessons.offer"));
  EXPECT_FALSE(window.app().lessons().progress().empty()) << "kept between starts";
  window.view().transient.lessons.reset();
  ui::lesson_memory(window.view()).offers = true;
  window.gui().frames(2);
  EXPECT_FALSE(window.gui().has("lessons.offer"));
}

}  // namespace
