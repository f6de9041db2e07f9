// The proof of lessons: those that come with Heed hold, and each kind of fault is found.
#include "core/lessons/lesson_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "core/models/catalog.h"

namespace {

using testing::AllOf;
using testing::HasSubstr;

core::ModelSource models() {
  const auto loaded = std::make_shared<std::map<std::string, std::shared_ptr<const core::Model>>>();
  return [loaded](const std::string& id) {
    auto& model = (*loaded)[id];
    if (model == nullptr) model = core::load_model(id, "assets");
    return model;
  };
}

std::string faults_of(const core::LessonProof& proof) {
  std::string all;
  for (const core::LessonFault& fault : proof.faults) all += fault.step + ": " + fault.message + "\n";
  return all;
}

TEST(LessonCheck, EveryLessonAndCardThatComesWithHeedHolds) {
  const core::ModelSource source = models();
  const core::LessonShelf shelf = core::read_lessons("assets/lessons");
  for (const core::LessonProblem& problem : shelf.problems) ADD_FAILURE() << problem.message;
  ASSERT_GE(shelf.lessons.size(), 3U);
  for (const core::Lesson& lesson : shelf.lessons) {
    const core::LessonProof proof = core::check_lesson(lesson, source);
    EXPECT_TRUE(proof.holds()) << lesson.id << "\n" << faults_of(proof);
    EXPECT_GE(lesson.steps.size(), 5U) << lesson.id;
  }
  const std::vector<core::Card> cards = core::read_cards_file("assets/lessons/cards.json");
  EXPECT_GE(cards.size(), 20U);
  EXPECT_EQ(faults_of(core::check_cards(cards, source)), "");
}

// The faults of a lesson of one step on the three words, this field replaced.
std::string faults(const std::string& step) {
  const std::string text =
      "{ \"id\": \"l\", \"title\": \"L\", \"goals\": [\"g\"], \"steps\": [\n{ \"id\": \"s\", "
      "\"title\": \"T\", " +
      step + " } ] }";
  core::Lesson lesson = core::parse_lesson(text, "l.json");
  lesson.own = true;
  return faults_of(core::check_lesson(lesson, models()));
}

const std::string kStage = R"("stage": { "model": "three-words", "sentence": "The cat sat", "select": "sat" })";

std::string show(const std::string& rest) {
  return "\"kind\": \"show\", " + rest;
}
std::string task(const std::string& when, const std::string& actions) {
  return "\"kind\": \"task\", \"text\": \"T\", \"goal\": \"G\", \"when\": \"" + when + "\", \"show_me\": " + actions +
         ", " + kStage;
}

TEST(LessonCheck, ASoundStepHasNoFault) {
  EXPECT_EQ(faults(show(
                "\"text\": \"{weight@0.attention[sat,cat]}\", \"expect\": [\"weight@0.attention[sat,cat] = 0.38\"], " +
                kStage)),
            "");
  EXPECT_EQ(faults(task("edits = 1", "[{\"edit\": \"x[cat].0=1\"}]")), "");
  EXPECT_EQ(faults(task("fact[hovered] > 0", "[{\"do\": \"hover sat,cat\"}]")), "");
}

TEST(LessonCheck, FalseClaimsAndMissingWordsAreFaultsWithTheirLine) {
  EXPECT_THAT(faults(show("\"text\": \"T\", \"expect\": [\"weight@0.attention[sat,cat] = 0.39\"], " + kStage)),
              AllOf(HasSubstr("l.json, line 2"), HasSubstr("does not hold"), HasSubstr("0.3784")));
  EXPECT_THAT(faults(show("\"text\": \"{x[dog].0}\", " + kStage)), HasSubstr("no word \"dog\""));
  EXPECT_THAT(faults(show(R"("text": "T", "stage": { "model": "three-words", "sentence": "The dog" })")),
              HasSubstr("does not know the word"));
  EXPECT_THAT(faults(show(R"("text": "T", "stage": { "light": ["word:dog"] })")), HasSubstr("dog"));
  EXPECT_THAT(faults(show(R"("text": "T", "stage": { "light": ["row"], "show": ["words"] })")),
              HasSubstr("does not show"));
  std::string words;
  for (int i = 0; i < 61; ++i) words += "word ";
  EXPECT_THAT(faults(show("\"text\": \"" + words + "\", " + kStage)), HasSubstr("61 words"));
}

TEST(LessonCheck, ATaskIsFalseFirstAndTrueAfterShowMe) {
  EXPECT_THAT(faults(task("edits = 0", "[{\"select\": \"cat\"}]")), HasSubstr("done before it begins"));
  EXPECT_THAT(faults(task("edits = 2", "[{\"edit\": \"x[cat].0=1\"}]")), HasSubstr("after Show me"));
  EXPECT_THAT(faults(task("edits = 1", "[{\"edit\": \"x[dog].0=1\"}]")), HasSubstr("dog"));
  EXPECT_THAT(faults(task("fact[done] = 1", "[{\"do\": \"something\"}]")), HasSubstr("nothing that can be proved"));
}

TEST(LessonCheck, TheOtherSentenceFollowsWhatTheReaderDoes) {
  core::Lesson lesson = core::parse_lesson(
      R"({ "id": "l", "title": "L", "goals": ["g"], "steps": [ { "id": "s", "kind": "task", "title": "T", "text": "T",
           "stage": { "model": "three-words", "sentence": "The cat sat", "select": "sat", "view": "contrast",
                      "contrast": "cat The sat" },
           "goal": "G", "when": "softmax = 'uniform'", "show_me": [ { "switch": { "softmax": "uniform" } } ],
           "expect": [ "contrast:weight@0.attention[sat,cat] = 0.38" ],
           "expect_after": [ "contrast:weight@0.attention[sat,cat] = 0.33" ] } ] })",
      "l.json");
  lesson.own = true;
  EXPECT_EQ(faults_of(core::check_lesson(lesson, models())), "");
}

TEST(LessonCheck, TrainingIsProvedByItsDeeds) {
  const std::string painted = R"([{"do": "paint The=0.8"}, {"do": "train 300"}, {"do": "keep"}])";
  EXPECT_EQ(faults(task("weight@0.attention[sat,The] > 0.7 and edits[W_Q] > 0 and edits[W_K] > 0", painted)), "");
  EXPECT_EQ(faults(task("fact[training.steps] = 300 and fact[training.loss] < fact[training.least] + 0.05",
                        R"([{"do": "paint The=0.8"}, {"do": "train 300"}])")),
            "");
  EXPECT_EQ(faults(task("fact[training.rate] = 0.25", R"([{"do": "rate 0.25"}])")), "");
  EXPECT_THAT(faults(task("edits > 0", R"([{"do": "paint dog=0.8"}])")), HasSubstr("no word \"dog\""));
  EXPECT_THAT(faults(task("edits > 0", R"([{"do": "paint The"}])")), HasSubstr("WORD=SHARE"));
  EXPECT_THAT(faults(task("edits > 0", R"([{"do": "train 0"}])")), HasSubstr("number of steps"));
  EXPECT_THAT(faults(task("edits > 0", R"([{"switch": {"softmax": "hard"}}, {"do": "train 5"}])")),
              HasSubstr("softmax"));
}

TEST(LessonCheck, AQuestionHasExactlyOneRightAnswer) {
  const auto predict = [](const char* first, const char* second) {
    return std::string(
               R"("kind": "predict", "text": "T", "question": "Q", "answer": "most@0.attention[sat]", "choices": [
      { "text": "a", "is": ")") +
           first + R"(", "reply": "r" }, { "text": "b", "is": ")" + second + R"(", "reply": "r" } ], )" + kStage;
  };
  EXPECT_EQ(faults(predict("cat", "sat")), "");
  EXPECT_THAT(faults(predict("The", "sat")), AllOf(HasSubstr("0 right answers"), HasSubstr("cat")));
  EXPECT_THAT(faults(predict("cat", "Cat")), HasSubstr("2 right answers"));
}

TEST(LessonCheck, RightNumbersAreFiniteAndSlipsDiffer) {
  const auto type_in = [](const std::string& value, const std::string& slip) {
    return "\"kind\": \"type-in\", \"text\": \"T\", \"fields\": [ { \"label\": \"a\", \"value\": \"" + value +
           "\", \"slips\": [ { \"value\": \"" + slip + "\", \"reply\": \"r\" } ] } ], " + kStage;
  };
  EXPECT_EQ(faults(type_in("weight@0.attention[sat,cat]", "1")), "");
  EXPECT_THAT(faults(type_in("weight@0.attention[sat,cat]", "0.38")), HasSubstr("counts as right"));
  EXPECT_THAT(faults(type_in("1 / (tokens - 3)", "1")), HasSubstr("finite"));
}

TEST(LessonCheck, AMissingLearnedModelIsNoFaultButAMisspeltOneIs) {
  core::Lesson lesson = core::parse_lesson(
      R"({ "id": "l", "title": "L", "goals": ["g"], "steps": [ { "id": "s", "kind": "show", "title": "T", "text": "T",
           "stage": { "model": "some-other-model" } } ] })",
      "l.json");
  lesson.own = true;
  const core::LessonProof proof = core::check_lesson(lesson, models());
  EXPECT_TRUE(proof.holds());
  EXPECT_TRUE(proof.skipped);
  EXPECT_THAT(proof.reason, HasSubstr("some-other-model"));
  EXPECT_THAT(faults(show(R"("text": "T", "stage": { "model": "glassbox" })")), HasSubstr("glass-box"));
}

TEST(LessonCheck, BuiltInLessonsAskAndRecall) {
  core::Lesson lesson = core::parse_lesson(
      R"({ "id": "l", "title": "L", "goals": ["g"], "after": ["k"], "steps": [ { "id": "s", "kind": "show", "title": "T",
           "text": "T" } ] })",
      "l.json");
  const std::string found = faults_of(core::check_lesson(lesson, models()));
  EXPECT_THAT(found, AllOf(HasSubstr("0 predict and quiz steps"), HasSubstr("recalls")));
}

}  // namespace
