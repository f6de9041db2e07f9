// What lessons leave on disk: progress, the reader's own work behind them, own lessons with their mistakes, records.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "core/files.h"
#include "tests/support/lesson_gui.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace {

namespace fs = std::filesystem;
using support::AppGui;
using support::TemporaryFolder;
using support::write_own_lesson;
using testing::HasSubstr;

// The program with its files in a folder that outlives it.
std::unique_ptr<app::App> start(const fs::path& folder) {
  const fs::path source = HEED_SOURCE_DIR;
  return std::make_unique<app::App>(source / "assets", source / "sentences", app::store_in(folder),
                                    app::Surroundings{});
}

template <typename Kind>
void ask_plain(app::App& app, Kind request) {
  ui::Requests requests;
  requests.add(std::move(request));
  app.apply(requests);
  app.finish_run();
}

template <typename Kind>
void ask(app::App& app, Kind request) {
  ask_plain(app, ui::LessonRequest(std::move(request)));
}

const char* const kOwnLesson = R"({ "id": "mine", "title": "My lesson", "goals": ["look"],
  "steps": [
    { "id": "first", "kind": "show", "title": "First", "text": "Look at {weight@1.reference[it,cat]}.",
      "stage": { "sentence": "The cat sat on the mat because it was tired.", "head": "1.reference", "select": "it" } },
    { "id": "second", "kind": "show", "title": "Second", "text": "And again." } ] })";

// The lesson with another text in the place of `from`.
std::string own_lesson_with(const std::string& from, const std::string& to) {
  std::string text = kOwnLesson;
  return text.replace(text.find(from), from.size(), to);
}

std::string read(const fs::path& path) {
  return core::read_file(path, 1'000'000);
}

TEST(LessonFiles, ProgressSurvivesARestartAndTheLessonGoesOnWhereItStopped) {
  const TemporaryFolder folder;
  {
    const auto app = start(folder.path());
    ask(*app, ui::OpenLesson{"where-it-looks", 0});
    ask(*app, ui::ChooseAnswer{1});
    ask(*app, ui::GoOn{});
  }
  const auto app = start(folder.path());
  EXPECT_TRUE(app->messages().empty());
  const ui::LessonInput& lesson = app->lessons().input();
  const core::Lesson& first = *lesson.shelf->find("where-it-looks");
  EXPECT_EQ(core::steps_done(*lesson.progress, first), 1U);
  ask(*app, ui::OpenLesson{"where-it-looks", {}});
  EXPECT_EQ(app->lessons().input().step().id, "another-word");
}

TEST(LessonFiles, ClosingInTheMiddleOfALessonKeepsTheOwnWork) {
  const TemporaryFolder folder;
  core::Session own;
  ui::PersistedView view;
  {
    const auto app = start(folder.path());
    ask_plain(*app, ui::SetSentence{"Dogs bark because they are loud.", false});
    app->select_word("bark");
    app->view().persisted.vector_tab = ui::VectorTab::Value;
    own = app->session();
    view = app->view().persisted;
    ask(*app, ui::OpenLesson{"by-hand", 2});
    EXPECT_NE(app->session().model, own.model);
  }  // the program ends here
  const auto app = start(folder.path());
  EXPECT_EQ(app->session().sentence, own.sentence);
  EXPECT_EQ(app->session().model, own.model);
  EXPECT_EQ(app->session().selection, own.selection);
  EXPECT_EQ(app->view().persisted.vector_tab, view.vector_tab);
  EXPECT_EQ(app->lessons().input().lesson, nullptr);
}

TEST(LessonFiles, ADamagedProgressFileIsOneMessageAndKeptAside) {
  const TemporaryFolder folder;
  const fs::path file = app::store_in(folder.path()).progress_file;
  fs::create_directories(file.parent_path());
  core::write_file_atomically(file, "{\"lessons\": {\"where-it-looks\": {\"done\": [\"cro");
  const auto app = start(folder.path());
  ASSERT_EQ(app->messages().size(), 1U);
  EXPECT_THAT(app->messages()[0].text, HasSubstr("progress"));
  EXPECT_THAT(app->messages()[0].text, HasSubstr(".damaged"));
  EXPECT_TRUE(fs::exists(file.string() + ".damaged"));
  ask(*app, ui::OpenLesson{"where-it-looks", 0});
  EXPECT_NE(app->lessons().input().lesson, nullptr);
}

TEST(LessonFiles, ASecondDamagedFileDoesNotTakeThePlaceOfTheFirst) {
  const TemporaryFolder folder;
  const fs::path file = app::store_in(folder.path()).progress_file;
  fs::create_directories(file.parent_path());
  for (const char* name : {".damaged", ".damaged-2"}) {
    core::write_file_atomically(file, name);  // no progress: its own future name
    const auto app = start(folder.path());
    ASSERT_EQ(app->messages().size(), 1U);
    EXPECT_THAT(app->messages()[0].text, HasSubstr(file.filename().string() + name));
  }
  EXPECT_EQ(read(file.string() + ".damaged"), ".damaged");
  EXPECT_EQ(read(file.string() + ".damaged-2"), ".damaged-2");
}

TEST(LessonFiles, OwnLessonsStandBesideTheBuiltInOnes) {
  const TemporaryFolder folder;
  const fs::path own = app::store_in(folder.path()).lessons_folder;
  fs::create_directories(own);
  core::write_file_atomically(own / "mine.json", kOwnLesson);
  const auto app = start(folder.path());
  ask(*app, ui::OpenLesson{"mine", {}});
  ASSERT_NE(app->lessons().input().lesson, nullptr);
  EXPECT_TRUE(app->lessons().input().lesson->own);
  EXPECT_EQ(app->session().selection.query, 7);
}

TEST(LessonFiles, ALessonThatIsDroppedJoinsTheReadersOwnAndOpens) {
  const TemporaryFolder folder;
  const auto app = start(folder.path());
  const fs::path dropped = folder.file("mine.json", kOwnLesson);
  for (int time = 0; time < 2; ++time) {
    ask_plain(*app, ui::OpenPath{dropped.string()});
    ASSERT_NE(app->lessons().input().lesson, nullptr) << time;
    EXPECT_EQ(app->lessons().input().lesson->id, "mine");
    ask(*app, ui::LeaveLesson{});
  }
  EXPECT_EQ(read(app::store_in(folder.path()).lessons_folder / "mine.json"), kOwnLesson);
  ask_plain(*app, ui::OpenPath{std::string(HEED_SOURCE_DIR "/assets/lessons/03-by-hand.json")});
  EXPECT_EQ(app->lessons().input().lesson->id, "by-hand");
  EXPECT_TRUE(app->messages().empty());
}

TEST(LessonFiles, ALessonThatIsDroppedTakesNoOthersPlace) {
  const TemporaryFolder folder;
  const auto app = start(folder.path());
  const auto drop = [&](const std::string& name, const std::string& from, const std::string& to) {
    ask_plain(*app, ui::OpenPath{folder.file(name, own_lesson_with(from, to)).string()});
    return app->messages().empty() ? std::string() : app->messages().back().text;
  };
  EXPECT_THAT(drop("twin.json", "\"mine\"", "\"by-hand\""), HasSubstr("the id “by-hand” is that of another lesson"));
  EXPECT_THAT(drop("broken.json", "\"show\"", "\"shwo\""), HasSubstr("broken.json, line 3"));
  EXPECT_THAT(drop("notes.txt", "{ \"id\"", "{ id"), HasSubstr("notes.txt is nothing that Heed opens"));
  EXPECT_EQ(app->lessons().input().lesson, nullptr);
  const fs::path own = app::store_in(folder.path()).lessons_folder;
  fs::create_directories(own);
  core::write_file_atomically(own / "mine.json", "not a lesson");
  EXPECT_THAT(drop("mine.json", "My lesson", "Our lesson"), HasSubstr("another file mine.json"));
  EXPECT_EQ(read(own / "mine.json"), "not a lesson");
}

TEST(LessonFiles, AMistakeIsShownWithItsLineAndHidesNoOtherLesson) {
  AppGui window;
  write_own_lesson(window, "broken.json", own_lesson_with("\"show\"", "\"shwo\""));
  write_own_lesson(window, "good.json", kOwnLesson);
  window.view().persisted.left_panel = ui::LeftPanel::Lessons;
  window.gui().frames(3);
  const core::LessonShelf& shelf = *window.app().lessons().input().shelf;
  ASSERT_EQ(shelf.problems.size(), 1U);
  EXPECT_THAT(shelf.problems[0].message, HasSubstr("broken.json, line 3"));
  EXPECT_THAT(shelf.problems[0].message, HasSubstr("expected"));
  EXPECT_NE(shelf.find("mine"), nullptr);
  EXPECT_NE(window.gui().items().find("lessons.problem.0"), nullptr);
  EXPECT_NE(window.gui().items().find("lessons.mine"), nullptr);
}

TEST(LessonFiles, ALessonThatNamesWhatDoesNotExistIsAMistakeInTheListBeforeItIsOpened) {
  AppGui window;
  write_own_lesson(window, "wrong.json", own_lesson_with("\"head\": \"1.reference\"", "\"head\": \"1.refrence\""));
  window.view().persisted.left_panel = ui::LeftPanel::Lessons;
  window.gui().frames(3);
  window.app().finish_run();
  window.gui().frames(2);
  const core::LessonShelf& shelf = *window.app().lessons().input().shelf;
  ASSERT_EQ(shelf.problems.size(), 1U);
  EXPECT_THAT(shelf.problems[0].message, testing::AllOf(HasSubstr("wrong.json, line 4"), HasSubstr("refrence")));
  EXPECT_NE(window.gui().items().find("lessons.problem.0"), nullptr);
}

TEST(LessonFiles, ALessonThatIsDeletedWhileOpenGoesOn) {
  AppGui window;
  const fs::path own = write_own_lesson(window, "mine.json", kOwnLesson);
  window.ask(ui::LessonRequest(ui::RescanLessons{}));
  window.ask(ui::LessonRequest(ui::OpenLesson{"mine", 0}));
  fs::remove(own / "mine.json");
  window.ask(ui::LessonRequest(ui::RescanLessons{}));
  window.gui().click("lesson.next");
  window.gui().frames(2);
  ASSERT_NE(window.app().lessons().input().lesson, nullptr);
  EXPECT_EQ(window.app().lessons().input().step().id, "second");
  window.gui().click("lesson.next");
  window.gui().frames(2);
  EXPECT_EQ(window.app().lessons().input().lesson, nullptr);
  EXPECT_TRUE(window.app().messages().empty());
  EXPECT_EQ(window.gui().items().find("lessons.mine"), nullptr);
}

TEST(LessonFiles, RecordThisStepMakesALessonThatOpensAsItWasRecorded) {
  AppGui window({.model = "", .sentence = "The dog chased the ball because it was fast.", .word = "it"});
  window.view().persisted.stage = ui::Stage::Softmax;
  const core::Selection selection = window.selection();
  window.gui().key(ImGuiKey_R, ImGuiMod_Alt);
  window.gui().frames(2);
  window.gui().type("Where it looks");
  window.gui().click("record.lesson_title");
  window.gui().type("Ünser Ball");
  window.gui().click("record.write");
  window.gui().frames(2);
  EXPECT_TRUE(window.app().messages().empty()) << window.app().messages().front().text;
  const core::LessonShelf& shelf = *window.app().lessons().input().shelf;
  const core::Lesson* lesson = shelf.find("nser-ball");
  ASSERT_NE(lesson, nullptr);
  EXPECT_EQ(lesson->title, "Ünser Ball");
  window.ask(ui::SetSentence{"Another sentence.", false});
  window.ask(ui::LessonRequest(ui::OpenLesson{"nser-ball", 0}));
  EXPECT_EQ(window.app().session().sentence, "The dog chased the ball because it was fast.");
  EXPECT_EQ(window.selection(), selection);
  EXPECT_EQ(window.view().persisted.stage, ui::Stage::Softmax);
  // A second step goes behind the first.
  window.ask(ui::LessonRequest(ui::RecordStep{"nser-ball", "", "Where it looks"}));
  const core::Lesson* longer = window.app().lessons().input().shelf->find("nser-ball");
  ASSERT_NE(longer, nullptr);
  ASSERT_EQ(longer->steps.size(), 2U);
  EXPECT_NE(longer->steps[0].id, longer->steps[1].id);
}

TEST(LessonFiles, RecordingIntoADamagedFileChangesNothing) {
  AppGui window;
  const fs::path own = write_own_lesson(window, "mine.json", kOwnLesson);
  window.ask(ui::LessonRequest(ui::RescanLessons{}));
  const std::string damaged = std::string(kOwnLesson).substr(0, 200);
  core::write_file_atomically(own / "mine.json", damaged);
  window.ask(ui::LessonRequest(ui::RecordStep{"mine", "", "More"}));
  EXPECT_EQ(read(own / "mine.json"), damaged);
  ASSERT_EQ(window.app().messages().size(), 1U);
}

TEST(LessonFiles, TheWorksheetIsWrittenFromTheDrill) {
  AppGui window;
  const TemporaryFolder folder;
  window.ask(ui::LessonRequest(ui::NewDrill{7}));
  for (const char* name : {"sheet.pdf", "sheet.md", "sheet.txt"}) {
    window.ask(ui::LessonRequest(ui::SaveWorksheet{(folder.path() / name).string()}));
    EXPECT_GT(fs::file_size(folder.path() / name), 200U) << name;
  }
  EXPECT_THAT(read(folder.path() / "sheet.txt"), HasSubstr("7"));
  window.ask(ui::LessonRequest(ui::SaveWorksheet{(folder.path() / "sheet.doc").string()}));
  ASSERT_EQ(window.app().messages().size(), 1U);
  EXPECT_THAT(window.app().messages()[0].text, HasSubstr(".pdf"));
}

TEST(LessonFiles, AnySpotOfALessonIsAPicture) {
  const TemporaryFolder folder;
  const std::string out = (folder.path() / "step.png").string();
  const auto run =
      support::run_heed({"screenshot", "--lesson", "where-it-looks:row", "--size", "800x600", "--out", out});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_GT(fs::file_size(out), 10'000U);
  const auto misspelt = support::run_heed({"screenshot", "--lesson", "where-it-look:row", "--out", out});
  EXPECT_EQ(misspelt.exit_code, 2);
  EXPECT_THAT(misspelt.err, HasSubstr("where-it-looks"));
  const auto no_step = support::run_heed({"screenshot", "--lesson", "where-it-looks:rwo", "--out", out});
  EXPECT_EQ(no_step.exit_code, 2);
  EXPECT_THAT(no_step.err, HasSubstr("row"));
  const auto both =
      support::run_heed({"screenshot", "--lesson", "where-it-looks", "--sentence", "Dogs bark", "--out", out});
  EXPECT_EQ(both.exit_code, 2);
  EXPECT_THAT(both.err, HasSubstr("--lesson"));
}

}  // namespace
