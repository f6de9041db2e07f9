// Every step of every lesson that comes with Heed, in the real window: it fits, it points at what is there, it can be
// done.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/lessons/lesson_check.h"
#include "tests/support/app_gui.h"
#include "ui/lessons/lesson_input.h"
#include "ui/lessons/spotlight.h"
#include "ui/widgets/text.h"

namespace {

using support::AppGui;

struct Window {
  int width, height;
};

void open(AppGui& window, const core::Lesson& lesson, std::size_t step) {
  window.ask(ui::LessonRequest(ui::OpenLesson{lesson.id, step}));
  window.gui().frames(2);
}

bool inside(const ImRect& outer, const ImRect& inner) {
  constexpr float kSlack = 1.5F;
  return inner.Min.x >= outer.Min.x - kSlack && inner.Max.x <= outer.Max.x + kSlack;
}

// What stands in the panel lies within its width; what scrolls can be reached by scrolling.
void expect_fits(AppGui& window, const std::string& where) {
  const ui::Item* panel = window.gui().items().find("lesson.panel");
  ASSERT_NE(panel, nullptr) << where;
  for (const ui::Item& item : window.gui().items().items()) {
    if (item.name.rfind("lesson.", 0) != 0) continue;
    EXPECT_TRUE(inside(panel->rect, item.rect)) << where << ": " << item.name;
  }
  for (const char* name : {"lesson.next", "lesson.leave", "lesson.count", "lesson.title"}) {
    const ui::Item* item = window.gui().items().find(name);
    ASSERT_NE(item, nullptr) << where << ": " << name;
    EXPECT_GT(item->shown.GetHeight(), 10) << where << ": " << name;
  }
  EXPECT_TRUE(window.gui().items().duplicates().empty())
      << where << ": " << (window.gui().items().duplicates().empty() ? "" : window.gui().items().duplicates().front());
}

// Nothing of the panel's text lies over anything else of it.
void expect_apart(AppGui& window, const std::string& where) {
  std::vector<const ui::Item*> blocks;
  for (const ui::Item& item : window.gui().items().items()) {
    const bool block = item.name.rfind("lesson.", 0) == 0 && (item.role == "text" || item.role == "choice") &&
                       item.name != "lesson.count";
    if (block) blocks.push_back(&item);
  }
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    for (std::size_t j = i + 1; j < blocks.size(); ++j) {
      ImRect first = blocks[i]->shown;
      first.Expand(-1.0F);
      EXPECT_FALSE(first.GetHeight() > 0 && first.Overlaps(blocks[j]->shown))
          << where << ": " << blocks[i]->name << " over " << blocks[j]->name;
    }
  }
}

// Each light falls on something that is on screen.
void expect_lit(AppGui& window, const std::string& where) {
  const ui::LessonInput& lesson = window.app().lessons().input();
  for (std::size_t i = 0; i < lesson.stage->light.size(); ++i) {
    if (lesson.covering) continue;  // it may be what is covered
    EXPECT_NE(window.gui().items().find(fmt::format("spotlight.{}", i)), nullptr)
        << where << ": \"" << lesson.stage->light[i] << "\" points at nothing that can be seen";
  }
}

// The panels that the step shows, and no others.
void expect_shown(AppGui& window, const std::string& where) {
  struct Card {
    const char* panel;
    const char* item;
  };
  const ui::LessonInput& lesson = window.app().lessons().input();
  if (lesson.covering || lesson.stage->show_all) return;
  const auto shown = [&](std::string_view name) {
    const auto& show = lesson.stage->show;
    return std::find(show.begin(), show.end(), name) != show.end();
  };
  EXPECT_EQ(window.gui().has("words.card"), shown("words")) << where;
  EXPECT_EQ(window.gui().has("map.card"), shown("map") || shown("map-row") || shown("grid")) << where;
  EXPECT_EQ(window.gui().has("stages"), shown("stages") || shown("switches")) << where;
}

void walk_all(Window size) {
  AppGui window({.model = "", .sentence = "", .word = "", .width = size.width, .height = size.height});
  const core::LessonShelf shelf = window.app().lessons().shelf();
  ASSERT_GE(shelf.lessons.size(), 3U);
  EXPECT_TRUE(shelf.problems.empty()) << shelf.problems.front().message;
  for (const core::Lesson& lesson : shelf.lessons) {
    for (std::size_t step = 0; step < lesson.steps.size(); ++step) {
      const std::string where =
          fmt::format("{}:{} at {}×{}", lesson.id, lesson.steps[step].id, size.width, size.height);
      open(window, lesson, step);
      EXPECT_TRUE(window.app().messages().empty()) << where << ": " << window.app().messages().back().text;
      const std::string problem = window.app().lessons().input().problem;
      if (!problem.empty()) {  // a learned model may not be installed here
        EXPECT_NE(problem.find("model"), std::string::npos) << where << ": " << problem;
        EXPECT_TRUE(window.gui().has("lesson.problem")) << where;
        continue;
      }
      expect_fits(window, where);
      expect_apart(window, where);
      expect_lit(window, where);
      expect_shown(window, where);
    }
  }
}

TEST(LessonSteps, AllFitASmallWindow) {
  walk_all({1100, 700});
}

TEST(LessonSteps, AllFitALargeWindow) {
  walk_all({1600, 1000});
}

TEST(LessonSteps, EveryTaskIsOpenAtFirstAndDoneByShowMe) {
  AppGui window;
  const core::LessonShelf shelf = window.app().lessons().shelf();
  for (const core::Lesson& lesson : shelf.lessons) {
    for (std::size_t step = 0; step < lesson.steps.size(); ++step) {
      const core::StepKind kind = lesson.steps[step].kind;
      if (kind != core::StepKind::Task && kind != core::StepKind::TypeIn) continue;
      const std::string where = lesson.id + ":" + lesson.steps[step].id;
      open(window, lesson, step);
      if (!window.app().lessons().input().problem.empty()) continue;  // its learned model is not installed here
      EXPECT_FALSE(window.app().lessons().input().state().done) << where;
      window.ask(ui::LessonRequest(ui::ShowMe{}));
      window.gui().frames(12);
      EXPECT_TRUE(window.app().lessons().input().state().done) << where;
      EXPECT_TRUE(window.app().messages().empty()) << where << ": " << window.app().messages().back().text;
      // The next time it shall be open again.
      window.ask(ui::LessonRequest(ui::LeaveLesson{}));
    }
  }
}

TEST(LessonSteps, EveryConceptShowsWhere) {
  AppGui window({.model = "", .sentence = "", .word = "", .width = 1100, .height = 700});
  const std::vector<core::Card> cards = *window.app().lessons().input().cards;
  ASSERT_GE(cards.size(), 10U);
  for (const core::Card& card : cards) {
    window.ask(ui::LessonRequest(ui::OpenCard{card.id}));
    window.gui().frames(2);
    const ui::LessonInput& lesson = window.app().lessons().input();
    ASSERT_NE(lesson.card, nullptr) << card.id;
    EXPECT_TRUE(window.app().messages().empty()) << card.id << ": " << window.app().messages().back().text;
    for (std::size_t i = 0; i < lesson.stage->light.size(); ++i) {
      EXPECT_NE(window.gui().items().find(fmt::format("spotlight.{}", i)), nullptr)
          << card.id << ": \"" << lesson.stage->light[i] << "\" points at nothing that can be seen";
    }
    const ui::Item* text = window.gui().items().find("card.text");
    ASSERT_NE(text, nullptr);
    EXPECT_LE(text->rect.Max.x, window.gui().item("lesson.panel").rect.Max.x) << card.id;
  }
}

}  // namespace
