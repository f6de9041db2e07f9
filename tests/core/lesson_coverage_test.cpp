// What the lessons must hold together: every interactive part of every source text, enough to do, nothing to read only.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "core/lessons/cards.h"
#include "core/lessons/lesson_reader.h"
#include "core/lessons/stage.h"
#include "core/lessons/stage_names.h"
#include "core/lessons/step_texts.h"

namespace {

struct Part {
  int source;         // which of the five texts
  const char* part;   // its interactive or worked part
  const char* place;  // LESSON:STEP that reaches it
  const char* view;   // what stands there in the stages' place; "" where that does not matter
};

// One line for each part; several lines where it takes several steps.
constexpr std::array kParts = {
    Part{0, "weighted average with given weights", "by-hand:given", ""},
    Part{0, "database table: query, keys, values (0.6, 0.05, 0.35)", "query-key-value:library", ""},
    Part{0, "database table: the blend is returned", "query-key-value:books", ""},
    Part{0, "Q, K and V are three transformations of one input", "where-from:project", ""},
    Part{0, "self against cross-attention: The → Der, dog → Hund", "two-sentences:dog", ""},
    Part{0, "self against cross-attention: who brings what", "two-sentences:whose", ""},
    Part{0, "pattern: previous token", "patterns:previous", ""},
    Part{0, "pattern: column", "patterns:column", "patterns"},
    Part{0, "pattern: syntactic, sat → cat and mat", "patterns:syntactic", ""},
    Part{0, "pattern: diagonal", "patterns:diagonal", ""},
    Part{0, "dynamic routing: animal … tired and wide", "patterns:wide", "contrast"},
    Part{0, "static against dynamic weights", "where-from:fixed", "contrast"},
    Part{0, "walkthrough The cat sat: scores", "by-hand:scores", ""},
    Part{0, "walkthrough The cat sat: softmax", "by-hand:weights", ""},
    Part{0, "walkthrough The cat sat: output", "by-hand:output", ""},
    Part{0, "its printed figures beside the true ones", "by-hand:printed", ""},
    Part{0, "why weights sum to 1", "by-hand:sums-to-one", ""},
    Part{0, "drill: compute by hand", "by-hand:drill", "drill"},
    Part{0, "drill: nudge one query", "by-hand:nudge", ""},
    Part{0, "thought experiment: uniform weights", "formula:uniform", ""},
    Part{0, "thought experiment: no softmax", "formula:none", ""},
    Part{0, "thought experiment: a very long document", "near-far:long-document", "paths"},
    Part{0, "question: a soft lookup", "where-it-looks:blend", ""},
    Part{0, "question: the dog chased the cat and then it ran away", "patterns:ambiguous", ""},
    Part{0, "question: why separate projections", "query-key-value:one-vector", ""},
    Part{0, "avoid over-interpreting attention", "not-tell:mute-cat", ""},
    Part{0, "the cocktail party", "where-it-looks:guess", ""},
    Part{1, "pronoun resolution: click it, attention flows to cat", "where-it-looks:guess", ""},
    Part{1, "query–key matching", "query-key-value:cards", "key-cards"},
    Part{1, "query–key matching: another query, another card", "query-key-value:other-question", "key-cards"},
    Part{1, "soft against hard attention", "where-it-looks:hard", ""},
    Part{1, "hard attention has no gradient", "who-chose:hard", ""},
    Part{1, "heatmap: point at a cell", "where-it-looks:row", ""},
    Part{1, "heatmap: click a word for its row", "company:two-rows", ""},
    Part{1, "takeaways", "where-it-looks:takeaways", ""},
    Part{2, "heatmap of a sentence that the reader types", "where-it-looks:turn", ""},
    Part{2, "step by step: 3 words × 4 components", "where-from:shapes", ""},
    Part{2, "step by step: W_Q, W_K, W_V", "where-from:one-entry", ""},
    Part{2, "step by step: softmax(QKᵀ/√d_k)V", "formula:terms", "formula"},
    Part{2, "code tab", "where-from:as-code", "code"},
    Part{2, "academic tab: variance and √d_k", "formula:variance", ""},
    Part{2, "academic tab: three matrices decouple", "query-key-value:three-projections", ""},
    Part{2, "complexity: time", "near-far:bill", "cost"},
    Part{2, "complexity: memory", "near-far:memory", "cost"},
    Part{2, "any two positions one hop apart", "near-far:one-way", "paths"},
    Part{2, "apple the fruit, apple the company", "company:apple", ""},
    Part{2, "translation", "two-sentences:word-order", ""},
    Part{2, "the one fixed vector of older translators", "two-sentences:one-vector", ""},
    Part{2, "computed in parallel", "where-from:parallel", ""},
    Part{3, "river bank, steep and muddy", "company:muddy", ""},
    Part{3, "the library", "query-key-value:library", ""},
    Part{3, "scores of tired: 0.1, 0.9, 0.2, 0.7", "formula:tired-scores", ""},
    Part{3, "scale and softmax: printed, true, with d_k = 64", "formula:tired-three-rows", ""},
    Part{3, "weighted sum", "by-hand:output", ""},
    Part{3, "the formula taken apart", "formula:quick-check", "formula"},
    Part{3, "differentiable: toward a painted row", "who-chose:wish", "training"},
    Part{3, "differentiable: slope of softmax", "formula:slope", ""},
    Part{3, "what gets learned", "who-chose:shared", ""},
    Part{3, "click a word for its row", "where-it-looks:another-word", ""},
    Part{3, "quick check with four answers", "formula:quick-check", ""},
    Part{4, "relevance sliders shift the blended output", "company:slider", ""},
    Part{4, "bank with given weights 0.35, 0.30, 0.15, 0.20", "company:given", ""},
    Part{4, "weights are not negative and sum to 1", "company:rules", ""},
    Part{4, "bank and deposit have rows of their own", "company:two-rows", ""},
    Part{4, "trophy and suitcase", "patterns:trophy", ""},
    Part{4, "token 3 need not wait for token 4", "near-far:waiting", ""},
    Part{4, "position 50 and 200", "near-far:fifty", "paths"},
    Part{4, "99 RNN steps from token 1 to 100, CNN layers", "near-far:count-steps", "paths"},
    Part{4, "deposited money at the bank, fished by the bank of the river", "company:two-banks", "contrast"},
};

class LessonCoverage : public testing::Test {
 protected:
  core::LessonShelf shelf_ = core::read_lessons("assets/lessons");
};

TEST_F(LessonCoverage, EveryPartOfEverySourceIsReachedByAStep) {
  std::set<int> sources;
  for (const Part& part : kParts) {
    SCOPED_TRACE(std::string(part.part) + " at " + part.place);
    sources.insert(part.source);
    try {
      const core::LessonPlace found = core::find_lesson_step(shelf_, part.place);
      const auto view = core::stage_of(*found.lesson, found.step).view;
      if (*part.view != 0) {
        EXPECT_EQ(view.value_or("stages"), part.view);
      }
    } catch (const std::exception& error) {
      ADD_FAILURE() << error.what();
    }
  }
  EXPECT_EQ(sources, (std::set<int>{0, 1, 2, 3, 4}));
}

TEST_F(LessonCoverage, ThereAreTwelveLessonsWithEnoughToDo) {
  core::LessonCounts all;
  for (const core::Lesson& lesson : shelf_.lessons) {
    const core::LessonCounts counts = core::count_steps(lesson);
    all.steps += counts.steps;
    all.tasks += counts.tasks;
    all.questions += counts.questions;
  }
  EXPECT_EQ(shelf_.lessons.size(), 12U);
  EXPECT_GE(all.steps, 70U);
  EXPECT_GE(all.tasks, 25U);
  EXPECT_GE(all.questions, 24U);
}

TEST_F(LessonCoverage, LessonsFollowEachOtherAndRecallEarlierOnes) {
  std::set<std::string> earlier;
  for (const core::Lesson& lesson : shelf_.lessons) {
    for (const std::string& before : lesson.after) EXPECT_EQ(earlier.count(before), 1U) << lesson.id;
    for (const core::Step& step : lesson.steps) {
      if (!step.recalls.empty()) {
        EXPECT_EQ(earlier.count(step.recalls), 1U) << lesson.id << ":" << step.id;
      }
    }
    earlier.insert(lesson.id);
  }
}

TEST_F(LessonCoverage, EveryViewIsOpenedBySomeStep) {
  std::set<std::string> opened;
  for (const core::Lesson& lesson : shelf_.lessons) {
    for (std::size_t i = 0; i < lesson.steps.size(); ++i) {
      opened.insert(core::stage_of(lesson, i).view.value_or("stages"));
    }
  }
  for (const std::string_view view : core::kViews) EXPECT_EQ(opened.count(std::string(view)), 1U) << view;
}

TEST_F(LessonCoverage, EveryCardNamesTheLessonThatExplainsIt) {
  for (const core::Card& card : core::read_cards_file("assets/lessons/cards.json")) {
    EXPECT_NE(shelf_.find(card.lesson), nullptr) << card.id << " names \"" << card.lesson << "\"";
  }
}

// A step that only shows must point at something, offer a list to tick, or open a view of its own.
TEST_F(LessonCoverage, NoStepIsTextAlone) {
  for (const core::Lesson& lesson : shelf_.lessons) {
    for (const core::Step& step : lesson.steps) {
      if (step.kind != core::StepKind::Show) continue;
      EXPECT_TRUE(!step.stage.light.empty() || !step.ticks.empty() || step.stage.view) << lesson.id << ":" << step.id;
    }
  }
}

// An answer that stands on the screen is no prediction: it is covered, belongs to a run that is not the one shown, or
// is measured for this question alone.
TEST_F(LessonCoverage, PredictionsAreMadeBeforeTheirAnswerIsSeen) {
  for (const core::Lesson& lesson : shelf_.lessons) {
    for (const core::Step& step : lesson.steps) {
      if (step.kind != core::StepKind::Predict) continue;
      bool elsewhere = false;
      for (const core::Expression* one : core::expressions_in(step)) {
        elsewhere |= !core::named_runs(*one).empty() || one->text().find("sign_variance(") != std::string::npos;
      }
      EXPECT_TRUE(!step.stage.hide.empty() || elsewhere) << lesson.id << ":" << step.id;
    }
  }
}

TEST_F(LessonCoverage, AtLeastHalfOfTheStepsAskOrSetATask) {
  for (const core::Lesson& lesson : shelf_.lessons) {
    const core::LessonCounts counts = core::count_steps(lesson);
    EXPECT_GE(2 * (counts.tasks + counts.questions), counts.steps) << lesson.id;
  }
}

}  // namespace
