// Verdicts move nothing, covers say how they are lifted, the end names what is open, newcomers are shown the way once.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/lesson_gui.h"
#include "ui/lessons/covered_card.h"
#include "ui/lessons/lesson_memory.h"

namespace {

using support::AppGui;
using support::lesson;
using support::open_lesson;

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
    open_lesson(window, place);
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
  open_lesson(window, "query-key-value:other-question");
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
  open_lesson(window, "query-key-value:books");
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
    open_lesson(window, place);
    ui::PanelInput input = window.app().panel_input();
    input.lesson = &lesson(window);
    return std::string(ui::cover_note(input));
  };
  EXPECT_EQ(of("query-key-value:library"), "") << "nothing is asked";
  EXPECT_EQ(of("where-it-looks:guess"), "Covered until you have answered");
  EXPECT_EQ(of("query-key-value:books"), "Covered until your numbers are right");
  open_lesson(window, "where-it-looks:guess");
  window.gui().key(ImGuiKey_1);
  window.gui().frames(2);
  ui::PanelInput input = window.app().panel_input();
  input.lesson = &lesson(window);
  EXPECT_EQ(std::string(ui::cover_note(input)), "");
}

TEST(LessonEnd, NamesTheStepThatIsStillOpenAndLeadsThere) {
  AppGui window;
  open_lesson(window, "by-hand");
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
