// Lessons on the command line: what is proved, what is listed, what is printed on paper, and what is refused.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <tuple>

#include "core/files.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace {

using nlohmann::json;
using support::ProgramRun;
using support::run_heed;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

// A lesson of one show step on the three words; its claim stands in line 5.
std::string lesson_with(const std::string& claim) {
  return R"({ "id": "own", "title": "Own", "goals": ["see it hold"], "steps": [
  { "id": "look", "kind": "show", "title": "Look", "text": "“sat” gives {weight@0.attention[sat,cat]} to “cat”.",
    "stage": { "model": "three-words", "sentence": "The cat sat", "select": "sat" },
    "expect": [
      ")" +
         claim + "\" ] } ] }\n";
}

long lines_starting(const std::string& text, const std::string& start) {
  long count = 0;
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
    count += text.compare(at, start.size(), start) == 0 ? 1 : 0;
    if (text.find('\n', at) == std::string::npos) break;
  }
  return count;
}

TEST(LessonCommands, CheckProvesEveryLessonAndTheCardsALineEach) {
  const json lessons = json::parse(run_heed({"list", "lessons", "--json"}).out);
  const ProgramRun run = run_heed({"check"});
  EXPECT_EQ(run.exit_code, 0) << run.out;
  EXPECT_EQ(run.err, "");
  EXPECT_EQ(lines_starting(run.out, "FAIL"), 0) << run.out;
  const long proved = lines_starting(run.out, "ok lesson "), skipped = lines_starting(run.out, "skipped lesson ");
  EXPECT_EQ(proved + skipped, static_cast<long>(lessons.size()));
  EXPECT_THAT(run.out, HasSubstr("ok lesson where-it-looks: "));
  EXPECT_THAT(run.out, HasSubstr("ok cards: "));
  const std::string rest = skipped == 0 ? "\n" : ", " + std::to_string(skipped) + " skipped\n";
  EXPECT_THAT(run.out, HasSubstr("all " + std::to_string(proved) + " lessons hold" + rest));
}

TEST(LessonCommands, AFileOfOnesOwnIsProvedAlone) {
  const support::TemporaryFolder folder;
  const auto file = folder.file("own.json", lesson_with("weight@0.attention[sat,cat] = 0.38"));
  const ProgramRun run = run_heed({"check", file.string()});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.out, "ok lesson own: 1 step, 0 tasks, 0 questions, 1 claim holds\n");
}

TEST(LessonCommands, AFalseClaimIsShownWithItsLineAndItsNumber) {
  const support::TemporaryFolder folder;
  const auto file = folder.file("own.json", lesson_with("weight@0.attention[sat,cat] = 0.39"));
  const ProgramRun run = run_heed({"check", file.string()});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, AllOf(StartsWith("FAIL lesson own: [look] own.json, line 5: "), HasSubstr("0.3784")));
  EXPECT_EQ(std::count(run.out.begin(), run.out.end(), '\n'), 1);
}

TEST(LessonCommands, AFileThatIsNoLessonIsRefusedInOneLine) {
  const support::TemporaryFolder folder;
  const auto refusal = [&](const std::string& text) {
    const ProgramRun run = run_heed({"check", folder.file("own.json", text).string()});
    EXPECT_EQ(run.exit_code, 2) << run.out;
    EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 1) << run.err;
    return run.err;
  };
  EXPECT_THAT(refusal(lesson_with("wieght@0.attention[sat,cat] = 0.38")),
              AllOf(HasSubstr("own.json, line 5"), HasSubstr("weight")));
  EXPECT_THAT(refusal(R"({ "id": "own", "title": "Own", "goals": ["g"] })"), HasSubstr("steps"));
  EXPECT_THAT(refusal("{ \"id\": \"own\",\n \"steps\": [ }"), HasSubstr("line 2"));
  EXPECT_EQ(run_heed({"check", (folder.path() / "none.json").string()}).exit_code, 2);
}

TEST(LessonCommands, ADamagedLessonInOnesFolderFailsAndHidesNoOther) {
  const support::TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() / "heed/lessons");
  std::ignore = folder.file("heed/lessons/bad.json", "{ \"id\": \"bad\" ");
  std::ignore = folder.file("heed/lessons/good.json", lesson_with("weight@0.attention[sat,cat] = 0.38"));
  support::ProgramOptions options;
  options.environment["XDG_DATA_HOME"] = folder.path().string();
  const ProgramRun run = run_heed({"check"}, options);
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, AllOf(HasSubstr("FAIL lesson file bad.json: "), HasSubstr("ok lesson own: ")));
}

TEST(LessonCommands, TheListCountsStepsTasksAndQuestions) {
  const ProgramRun run = run_heed({"list", "lessons", "--json"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  const json lessons = json::parse(run.out);
  ASSERT_GE(lessons.size(), 3U);
  EXPECT_EQ(lessons[0]["id"], "where-it-looks");
  for (const json& lesson : lessons) {
    EXPECT_GE(lesson["steps"], 5) << lesson;
    EXPECT_GE(lesson["questions"], 2) << lesson;
    EXPECT_GE(lesson["tasks"], 1) << lesson;
  }
  EXPECT_THAT(run_heed({"list", "lessons"}).out, HasSubstr("query-key-value"));
}

TEST(LessonCommands, TheWorksheetIsTheSameForTheSameSeed) {
  const ProgramRun first = run_heed({"worksheet", "--seed", "7"});
  EXPECT_EQ(first.exit_code, 0) << first.err;
  EXPECT_THAT(first.out, AllOf(HasSubstr("drill 7"), HasSubstr("\f"), HasSubstr("Answers")));
  EXPECT_EQ(run_heed({"worksheet", "--seed", "7"}).out, first.out);
  EXPECT_NE(run_heed({"worksheet", "--seed", "8"}).out, first.out);
  const support::TemporaryFolder folder;
  const auto file = folder.path() / "sheet.pdf";
  EXPECT_EQ(run_heed({"worksheet", "--seed", "7", "--out", file.string()}).exit_code, 0);
  EXPECT_THAT(core::read_file(file, 1'000'000), StartsWith("%PDF"));
  EXPECT_EQ(run_heed({"worksheet", "--out", (folder.path() / "sheet.doc").string()}).exit_code, 2);
}

}  // namespace
