// Lessons while the program runs: the shelf, the open lesson or card, progress, the drill, and the reader's own work
// kept aside meanwhile.
#pragma once

#include <deque>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/latest_worker.h"
#include "core/lessons/actions.h"
#include "core/sessions/history.h"
#include "ui/lessons/lesson_input.h"
#include "ui/requests.h"
#include "ui/view_state.h"

namespace app {

class App;

// What a lesson takes the place of, and gives back.
//
//   own work ──OpenLesson──► lesson ──OpenCard──► card
//      ◄──────LeaveLesson──────┘ ◄────CloseCard────┘        a card may also be shown over the own work itself
struct KeptWork {
  core::History history;
  core::Selection selection;
  ui::PersistedView view;
  std::string compare_text;
};

class LessonRoom {
 public:
  explicit LessonRoom(App& app);
  LessonRoom(const LessonRoom&) = delete;
  LessonRoom& operator=(const LessonRoom&) = delete;
  ~LessonRoom() = default;

  // Reads lessons, cards and progress. What is damaged becomes a message; a damaged progress file is kept aside.
  void load(const std::filesystem::path& built_in);
  // Before a frame: what the reader did since the last one counts, and a task may be done.
  void update();
  // What panels read; valid until the next update or act.
  const ui::LessonInput& input();

  void operator()(const ui::OpenLesson& request);
  void operator()(const ui::LeaveLesson& request);
  void operator()(const ui::GoToStep& request);
  void operator()(const ui::GoOn& request);
  void operator()(const ui::ChooseAnswer& request);
  void operator()(const ui::SkipQuestion& request);
  void operator()(const ui::TypeAnswer& request);
  void operator()(const ui::WriteReflection& request);
  void operator()(const ui::TickItem& request);
  void operator()(const ui::ShowHint& request);
  void operator()(const ui::ShowMe& request);
  void operator()(const ui::RestartStep& request);
  void operator()(const ui::RescanLessons& request);
  void operator()(const ui::OpenCard& request);
  void operator()(const ui::CloseCard& request);
  void operator()(const ui::RecordStep& request);
  void operator()(const ui::NewDrill& request);
  void operator()(const ui::TypeDrill& request);
  void operator()(const ui::ShowDrillAnswer& request);
  void operator()(const ui::SaveWorksheet& request);

  // The reader's own work, wherever it is now: what is saved between starts.
  const core::Session& own_session() const;
  const ui::PersistedView& own_view() const;
  bool is_staged() const { return own_.has_value(); }
  // Ends card and lesson, if any; the own work is back.
  void leave_everything();
  // Opens "ID", "ID:STEP". Throws core::Error naming the nearest.
  void open_place(const std::string& place);
  // Puts a lesson among the reader's own, as a file of this name with this text, and opens it. Throws core::Error where
  // it is damaged, where another lesson has its id, or another file its name.
  void adopt(const std::string& name, const std::string& text);
  // Takes the named runs that were computed beside the window, or a model that a step waits for.
  void poll();
  bool computing() const { return named_worker_.busy() || proof_worker_.busy(); }
  const core::LessonShelf& shelf() const { return shelf_; }
  const core::LessonProgress& progress() const { return progress_; }

 private:
  KeptWork keep() const;
  void give_back(KeptWork&& work);
  void show(const core::StagedStep& staged);
  void open_step(std::size_t number);
  void compute_named_runs(const std::string& model);
  // Proves the reader's own lessons beside the window: what they name must exist, each question has one right answer.
  void prove_own();
  void close_lesson();
  void run_pending();
  void uncover();
  void run_action(const core::LessonAction& action);
  void ask(const core::LessonChange& change);
  void do_deed(const std::string& deed);
  bool is_waiting() const;
  void count_facts();
  void follow_contrast();
  core::StageView seen(core::StageView now) const;
  core::LessonMoment moment();
  core::Step& step() { return lesson_->steps[run_.step]; }
  void save_progress();
  void read_progress();
  std::string next_lesson() const;
  core::StageView& stage() { return card_ ? card_stage_ : lesson_stage_; }

  App& app_;
  std::filesystem::path built_in_;
  core::LessonShelf shelf_;
  std::vector<core::Card> cards_;
  core::LessonProgress progress_, saved_progress_;
  std::optional<KeptWork> own_;         // while a lesson or a card is open
  std::optional<KeptWork> under_card_;  // the lesson's state while a card is shown over it
  std::optional<core::Lesson> lesson_;  // a copy: its file may go away
  core::LessonRun run_;
  std::optional<core::Card> card_;
  core::StageView lesson_stage_, card_stage_;  // as opened; at, whole, tab and view follow the window
  core::NamedTraces named_, card_named_;
  std::map<std::string, double> facts_;
  std::set<std::pair<core::Index, core::Index>> hovered_;
  std::optional<core::Index> last_query_;
  bool was_playing_ = false;
  bool wants_strongest_key_ = false;
  std::deque<core::LessonAction> pending_;  // of Show me
  std::string finished_, problem_, missing_model_;
  core::TracePointer contrast_of_;  // the run and …
  std::string contrast_for_;        // … the text that the named run "contrast" was last computed for
  std::optional<ui::DrillState> drill_;
  // What a worker opens models with. The source is valid as long as this.
  struct Models {
    std::map<std::string, std::shared_ptr<const core::Model>> loaded;
    std::filesystem::path assets;
    core::ModelSource source() const;
  };
  Models models() const;
  struct NamedRequest {
    core::Lesson lesson;
    std::size_t step = 0;
    Models models;
  };
  LatestWorker<NamedRequest, core::NamedTraces> named_worker_;
  struct ProofRequest {
    std::vector<core::Lesson> lessons;
    Models models;
  };
  LatestWorker<ProofRequest, std::vector<core::LessonProblem>> proof_worker_;
  bool waits_for_model_ = false;  // the step opens when it is loaded
  core::LessonMoment moment_;
  ui::LessonInput input_;
};

}  // namespace app
