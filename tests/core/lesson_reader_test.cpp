// Lesson files: what is read, and each kind of mistake answered with file, line, found and expected.
#include "core/lessons/lesson_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "core/lessons/cards.h"
#include "tests/support/temporary_folder.h"

namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kLesson = R"({
  "id": "short", "title": "Short", "minutes": 3, "goals": ["know"],
  "steps": [
    { "id": "one", "kind": "show", "title": "One", "text": "Look at {tokens} words.",
      "stage": { "sentence": "The cat sat", "model": "three-words", "light": ["word:cat"] } },
    { "id": "two", "kind": "quiz", "title": "Two", "text": "A question.",
      "question": "Which?",
      "choices": [ { "text": "a", "why": "no" }, { "text": "b", "right": true, "why": "yes" } ] },
    { "id": "three", "kind": "task", "title": "Three", "text": "Do.",
      "goal": "Do it", "when": "edits > 0",
      "show_me": [ { "edit": "x[cat].0=1" } ] },
    { "id": "four", "kind": "type-in", "title": "Four", "text": "Type.",
      "fields": [ { "label": "a", "value": "x[cat].0", "slips": [ { "value": "1", "reply": "no" } ] } ] }
  ]
})";

std::string with(const std::string& old_text, const std::string& new_text) {
  std::string text = kLesson;
  const std::size_t at = text.find(old_text);
  EXPECT_NE(at, std::string::npos) << old_text;
  return text.replace(at, old_text.size(), new_text);
}

std::string refusal(const std::string& text) {
  try {
    core::parse_lesson(text, "short.json");
  } catch (const core::Error& error) {
    return error.what();
  }
  return "accepted";
}

TEST(LessonReader, ReadsEveryKindOfField) {
  const core::Lesson lesson = core::parse_lesson(kLesson, "short.json");
  EXPECT_EQ(lesson.id, "short");
  ASSERT_EQ(lesson.steps.size(), 4U);
  EXPECT_EQ(lesson.steps[0].stage.sentence, "The cat sat");
  EXPECT_EQ(lesson.steps[0].stage.light, std::vector<std::string>{"word:cat"});
  EXPECT_EQ(lesson.steps[1].line, 6);
  EXPECT_TRUE(lesson.steps[1].choices[1].right);
  EXPECT_EQ(lesson.steps[2].when.text(), "edits > 0");
  EXPECT_EQ(lesson.steps[2].when.line(), 10);
  EXPECT_EQ(lesson.steps[3].fields[0].slips[0].reply.text, "no");
  const core::LessonCounts counts = core::count_steps(lesson);
  EXPECT_EQ(counts.steps, 4U);
  EXPECT_EQ(counts.tasks, 2U);
  EXPECT_EQ(counts.questions, 1U);
}

TEST(LessonReader, MistakesAreNamedWithFileAndLine) {
  const std::vector<std::tuple<std::string, std::string, std::string, std::string>> cases = {
      {"\"kind\": \"quiz\"", "\"kind\": \"quizz\"", "line 6", "did you mean"},
      {"\"goal\": \"Do it\",", "\"gaol\": \"Do it\",", "line 10", "no field \"gaol\""},
      {"\"when\": \"edits > 0\"", "\"when\": \"edit > 0\"", "line 10", "did you mean"},
      {"\"when\": \"edits > 0\"", "\"when\": 3", "line 10", "expected a text"},
      {"{tokens}", "{tokens", "line 4", "not closed"},
      {"{tokens}", "{token}", "line 4", "did you mean"},
      {"\"right\": true, ", "", "line 8", "exactly one right choice"},
      {"\"a\", \"why\": \"no\"", "\"a\", \"right\": true, \"why\": \"no\"", "line 8", "exactly one right choice"},
      {", \"why\": \"no\"", "", "line 8", "\"why\""},
      {"word:cat", "wrd:cat", "line 5", "word:it"},
      {"word:cat", "stage:softmx", "line 5", "softmax"},
      {"x[cat].0=1", "x[cat]=1", "line 11", "x[cat]=1"},
      {"\"edit\"", "\"edti\"", "line 11", "one of edit"},
      {"\"id\": \"two\"", "\"id\": \"one\"", "line 6", "also in line 4"},
      {"\"id\": \"two\"", "\"id\": \"t w o\"", "line 6", "hyphens"},
      {"\"minutes\": 3", "\"minutes\": 0", "line 2", "from 1 to 60"},
      {"\"goals\": [\"know\"]", "\"goals\": []", "line 2", "at least one goal"},
      {"[ { \"edit\": \"x[cat].0=1\" } ]", "[]", "line 11", "dead end"},
      {"\"sentence\": \"The cat sat\"", "\"sentense\": \"The cat sat\"", "line 5", "unknown key \"sentense\""},
      {"\"title\": \"One\"", "\"title\": \"\"", "line 4", "words in it"}};
  for (const auto& [old_text, new_text, line, message] : cases) {
    EXPECT_THAT(refusal(with(old_text, new_text)), AllOf(HasSubstr("short.json"), HasSubstr(line), HasSubstr(message)))
        << new_text;
  }
}

TEST(LessonReader, EveryPrefixOfALessonIsRefused) {
  for (std::size_t length = 0; length + 1 < kLesson.size(); ++length) {
    EXPECT_NE(refusal(kLesson.substr(0, length)), "accepted") << length;
  }
}

TEST(LessonReader, ADamagedLessonHidesNoOther) {
  const support::TemporaryFolder built_in;
  const support::TemporaryFolder own;
  built_in.file("1.json", kLesson);
  built_in.file("2.json", "{ \"id\": 3 }");
  built_in.file("cards.json", "not read here");
  own.file("again.json", kLesson);
  own.file("mine.json", with("\"short\"", "\"mine\""));
  own.file("later.json", with("\"id\": \"short\",", "\"id\": \"later\", \"after\": [\"shrt\"],"));
  const core::LessonShelf shelf = core::read_lessons(built_in.path(), own.path());
  ASSERT_EQ(shelf.lessons.size(), 3U);
  EXPECT_FALSE(shelf.find("short")->own);
  EXPECT_TRUE(shelf.find("mine")->own);
  ASSERT_EQ(shelf.problems.size(), 3U);
  EXPECT_THAT(shelf.problems[0].message, HasSubstr("2.json"));
  EXPECT_THAT(shelf.problems[1].message, AllOf(HasSubstr("again.json"), HasSubstr("also that of 1.json")));
  EXPECT_THAT(shelf.problems[2].message, AllOf(HasSubstr("\"shrt\""), HasSubstr("short")));
  EXPECT_THAT(core::read_lessons(built_in.path() / "nowhere").problems, IsEmpty());
}

TEST(LessonReader, StepsAreFoundByIdAndNumber) {
  const support::TemporaryFolder folder;
  folder.file("1.json", kLesson);
  const core::LessonShelf shelf = core::read_lessons(folder.path());
  EXPECT_EQ(core::find_lesson_step(shelf, "short").step, 0U);
  EXPECT_EQ(core::find_lesson_step(shelf, "short:3").step, 2U);
  EXPECT_EQ(core::find_lesson_step(shelf, "short:four").step, 3U);
  EXPECT_THROW(core::find_lesson_step(shelf, "short:5"), core::Error);
  EXPECT_THROW(core::find_lesson_step(shelf, "short:0"), core::Error);
  EXPECT_THROW(core::find_lesson_step(shelf, "shrot"), core::Error);
}

TEST(LessonCards, MistakesAreNamedWithTheirLine) {
  const std::string good = "{ \"cards\": [\n{ \"id\": \"a\", \"term\": \"A\", \"text\": \"One.\", \"stage\": {} }\n] }";
  ASSERT_EQ(core::parse_cards(good, "cards.json").size(), 1U);
  const auto refused = [](const std::string& text) -> std::string {
    try {
      core::parse_cards(text, "cards.json");
    } catch (const core::Error& error) {
      return error.what();
    }
    return "accepted";
  };
  EXPECT_THAT(refused("{ \"cards\": [\n{ \"id\": \"a\", \"term\": \"A\", \"text\": \"One.\" }\n] }"),
              AllOf(HasSubstr("cards.json, line 2"), HasSubstr("stage")));
  EXPECT_THAT(refused("{ \"cards\": [\n{ \"id\": \"a\", \"term\": \"A\", \"text\": \"One.\", \"stage\": {},\n\"also\": "
                      "[\"b\"] }\n] }"),
              AllOf(HasSubstr("line 3"), HasSubstr("another card")));
}

}  // namespace
