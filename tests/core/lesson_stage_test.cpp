// What a step puts on screen: inheritance, sessions, further runs, and the acts of Show me.
#include "core/lessons/stage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/attention/forward.h"
#include "core/error.h"
#include "core/lessons/actions.h"
#include "core/lessons/lesson_reader.h"
#include "core/lessons/step_writer.h"
#include "core/models/catalog.h"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const core::ModelSource kModels = [](const std::string& id) { return core::load_model(id, "assets"); };

// A lesson of show steps with these stages.
core::Lesson lesson_of(const std::vector<std::string>& stages, const std::string& runs = "{}",
                       const std::string& text = "Look.") {
  std::string steps;
  for (std::size_t i = 0; i < stages.size(); ++i) {
    steps += (i > 0 ? ",\n" : "") + std::string("{ \"id\": \"s") + std::to_string(i) +
             "\", \"kind\": \"show\", \"title\": \"T\", \"text\": \"" + text + "\", \"runs\": " + runs +
             ", \"stage\": " + stages[i] + " }";
  }
  return core::parse_lesson("{ \"id\": \"l\", \"title\": \"L\", \"goals\": [\"g\"], \"steps\": [\n" + steps + " ] }",
                            "l.json");
}

TEST(LessonStage, AFieldLeftOutKeepsWhatTheStepBeforeSet) {
  const core::Lesson lesson = lesson_of({R"({"model": "three-words", "sentence": "The cat sat", "select": "sat",
                                            "edits": ["x[cat].0=0.5"], "at": "mix", "show": ["words"],
                                            "light": ["words"], "key": "The"})",
                                         R"({"select": "cat"})", R"({"edits": null, "show": null})"});
  const core::StagedStep first = core::open_step(lesson, 0, kModels);
  EXPECT_EQ(first.session.model, "three-words");
  EXPECT_EQ(first.session.selection.query, 2);
  EXPECT_EQ(first.session.selection.key, 0);
  EXPECT_FALSE(first.strongest_key);
  EXPECT_EQ(core::edits_in_force(first.session).size(), 1U);
  EXPECT_EQ(first.view.at, "mix");
  EXPECT_THAT(first.view.light, ElementsAre("words"));

  const core::StagedStep second = core::open_step(lesson, 1, kModels);
  EXPECT_EQ(second.session.selection.query, 1);
  EXPECT_TRUE(second.strongest_key) << "another word has another strongest key";
  EXPECT_EQ(core::edits_in_force(second.session).size(), 1U);
  EXPECT_EQ(second.view.at, "mix");
  EXPECT_FALSE(second.view.show_all);
  EXPECT_TRUE(second.view.light.empty()) << "lights belong to their step";

  const core::StagedStep third = core::open_step(lesson, 2, kModels);
  EXPECT_TRUE(core::edits_in_force(third.session).empty());
  EXPECT_TRUE(third.view.show_all);
}

TEST(LessonStage, AnotherSentenceOrModelStartsClean) {
  const core::Lesson lesson = lesson_of({R"({"model": "three-words", "sentence": "The cat sat", "select": "sat",
                                            "switches": {"scale": "sqrt"}, "edits": ["x[cat].0=0.5"], "at": "mix"})",
                                         R"({"sentence": "cat sat"})", R"({"model": "given-weights"})"});
  const core::StagedStep second = core::open_step(lesson, 1, kModels);
  EXPECT_EQ(second.session.model, "three-words");
  EXPECT_EQ(second.session.sentence, "cat sat");
  EXPECT_EQ(second.session.switches, core::Switches());
  EXPECT_TRUE(core::edits_in_force(second.session).empty());
  EXPECT_EQ(second.session.selection.query, 0);
  EXPECT_EQ(second.view.at, "mix");
  EXPECT_EQ(core::open_step(lesson, 2, kModels).session.sentence, "cat mat it") << "the model's own";
}

TEST(LessonStage, WhatDoesNotExistIsNamedWithFileAndLine) {
  const auto refusal = [](const std::string& stage) -> std::string {
    try {
      core::open_step(lesson_of({"{}", stage}), 1, kModels);
    } catch (const core::Error& error) {
      return error.what();
    }
    return "accepted";
  };
  EXPECT_THAT(refusal(R"({"select": "dog"})"), HasSubstr("l.json, line 3: the sentence has no word \"dog\""));
  EXPECT_THAT(refusal(R"({"head": "1.refrence"})"), HasSubstr("reference"));
  EXPECT_THAT(refusal(R"({"model": "four-by-tree"})"), HasSubstr("four-by-three"));
  EXPECT_THAT(refusal(R"({"edits": ["x[it].anmal=1"]})"), HasSubstr("animal"));
  EXPECT_THAT(refusal(R"({"switches": {"scale": "squirt"}})"), HasSubstr("sqrt"));
  EXPECT_THAT(refusal(R"({"head": "mean-over-heads@7"})"), HasSubstr("0 to 1"));
}

TEST(LessonStage, FurtherRunsAreComputedWhereTheyAreNamed) {
  const core::Lesson lesson = lesson_of(
      {R"({"model": "three-words", "sentence": "The cat sat", "edits": ["x[cat].0=0.5"], "contrast": "cat sat"})"},
      R"({"sqrt": {"switches": {"scale": "sqrt"}}, "idle": {"switches": {"scale": "none"}}})",
      "{sqrt:x[cat].0} {before:x[cat].0} {plain:x[cat].0}");
  const core::NamedTraces traces = core::compute_named_runs(lesson, 0, kModels);
  ASSERT_EQ(traces.count("sqrt"), 1U);
  EXPECT_EQ(traces.count("idle"), 0U) << "nobody names it";
  EXPECT_FLOAT_EQ(traces.at("sqrt")->layers[0]->input(1, 0), 0.5F) << "a run keeps the step's edits";
  EXPECT_FLOAT_EQ(traces.at("before")->layers[0]->input(1, 0), 0.5F);
  EXPECT_FLOAT_EQ(traces.at("plain")->layers[0]->input(1, 0), 0.9F);
  EXPECT_EQ(traces.at("contrast")->tokens.size(), 2U);
  EXPECT_FLOAT_EQ(traces.at("contrast")->layers[0]->input(0, 0), 0.5F) << "edits follow their words";
}

// Plays actions on the stage of a lesson's first step.
core::StagedStep played(const std::vector<core::LessonAction>& actions, const std::string& stage) {
  core::StagedStep state = core::open_step(lesson_of({stage}), 0, kModels);
  for (const core::LessonAction& action : actions) {
    const core::TracePointer trace = core::compute_trace(core::run_of(state.session, kModels));
    core::apply_change(core::resolve_action(action, *trace, state.session), kModels, *trace, state);
  }
  return state;
}

const std::string kThree = R"({"model": "three-words", "sentence": "The cat sat", "select": "sat"})";

TEST(LessonActions, DoWhatAReaderWouldDo) {
  using core::ActionKind;
  const auto state = played({{ActionKind::Edit, "x[cat].0=0.1", {}, 0},
                             {ActionKind::Edit, "x[cat].0=0.2", {}, 0},
                             {ActionKind::Select, "cat", {}, 0},
                             {ActionKind::At, "softmax", {}, 0},
                             {ActionKind::Whole, "yes", {}, 0}},
                            kThree);
  ASSERT_EQ(core::edits_in_force(state.session).size(), 1U);
  EXPECT_FLOAT_EQ(core::edits_in_force(state.session)[0].value, 0.2F);
  EXPECT_EQ(state.session.selection.query, 1);
  EXPECT_EQ(state.view.at, "softmax");
  EXPECT_TRUE(state.view.whole);
}

TEST(LessonActions, AWeightIsReachedThroughTheScore) {
  const auto state = played({{core::ActionKind::Weight, "0.attention[sat,The]=0.6", {}, 0}}, kThree);
  const auto trace = core::compute_trace(core::run_of(state.session, kModels));
  EXPECT_NEAR(trace->head(0, 0).weights(2, 0), 0.6F, 1e-4);
  EXPECT_EQ(core::edits_in_force(state.session)[0].site, core::Site::Score);
}

TEST(LessonActions, SwitchesModelsAndSentencesChangeTheSession) {
  core::SwitchTexts hard;
  hard.softmax = {"hard"};
  const auto state = played({{core::ActionKind::Switch, "", hard, 0},
                             {core::ActionKind::Edit, "x[sat].1=0.3", {}, 0},
                             {core::ActionKind::Sentence, "cat sat The", {}, 0}},
                            kThree);
  EXPECT_EQ(state.session.switches.softmax, core::SoftmaxKind::Hard);
  ASSERT_EQ(core::edits_in_force(state.session).size(), 1U) << "an edit follows its word";
  EXPECT_EQ(core::edits_in_force(state.session)[0].row, 1) << "“cat sat” is what the two sentences share";
  const auto moved = played({{core::ActionKind::Model, "given-weights", {}, 0}}, kThree);
  EXPECT_EQ(moved.session.sentence, "cat mat it");
  const auto cleared =
      played({{core::ActionKind::Edit, "x[sat].1=0.3", {}, 0}, {core::ActionKind::Remove, "*", {}, 0}}, kThree);
  EXPECT_TRUE(core::edits_in_force(cleared.session).empty());
}

TEST(LessonWriter, ARecordedStepOpensAsItWas) {
  const std::string stage = R"({"model": "three-words", "sentence": "The cat sat", "select": "sat", "key": "cat",
    "switches": {"scale": "sqrt", "mute": ["0.attention"], "ignore": ["The"]}, "edits": ["x[cat].0=0.5"],
    "at": "mix", "tab": "value", "show": ["words", "row"]})";
  const core::StagedStep state = core::open_step(lesson_of({stage}), 0, kModels);
  const auto trace = core::compute_trace(core::run_of(state.session, kModels));
  const std::string step = core::write_step("mine", "Mine", *trace, state.session, state.view);
  const core::Lesson lesson = core::parse_lesson(core::write_lesson("own", "Own", step), "own.json");
  const core::StagedStep again = core::open_step(lesson, 0, kModels);
  EXPECT_EQ(again.session, state.session);
  EXPECT_EQ(again.view, state.view);
}

}  // namespace
