#include "app/lesson_room.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/app.h"
#include "app/lesson_stage.h"
#include "app/session_files.h"
#include "core/error.h"
#include "core/files.h"
#include "core/lessons/lesson_check.h"
#include "core/models/catalog.h"
#include "ui/lessons/lesson_memory.h"
#include "ui/row_views_memory.h"

namespace app {

namespace {

constexpr std::size_t kLongestProgress = std::size_t{4} << 20U;  // bytes

// The first step that is not done; the first of all where none is open.
std::size_t first_open_step(const core::LessonProgress& progress, const core::Lesson& lesson) {
  const auto record = progress.find(lesson.id);
  const auto open = std::find_if(lesson.steps.begin(), lesson.steps.end(), [&](const core::Step& step) {
    return record == progress.end() || !record->second.done.contains(step.id);
  });
  return open == lesson.steps.end() ? 0 : static_cast<std::size_t>(open - lesson.steps.begin());
}

}  // namespace

core::ModelSource LessonRoom::Models::source() const {
  return [this](const std::string& id) {
    const auto found = loaded.find(id);
    return found == loaded.end() ? core::load_model(id, assets) : found->second;
  };
}

LessonRoom::Models LessonRoom::models() const {
  return {app_.models_.loaded(), app_.assets_};
}

LessonRoom::LessonRoom(App& app)
    : app_(app),
      named_worker_(
          [](const NamedRequest& request, const std::atomic<bool>&) {
            return core::compute_named_runs(request.lesson, request.step, request.models.source());
          },
          [this] { app_.wake(); }),
      proof_worker_(
          [](const ProofRequest& request, const std::atomic<bool>& cancelled) {
            std::vector<core::LessonProblem> problems;
            for (const core::Lesson& lesson : request.lessons) {
              if (cancelled) break;
              const core::LessonProof proof = core::check_lesson(lesson, request.models.source());
              if (!proof.holds()) problems.push_back({lesson.file, proof.faults.front().message});
            }
            return problems;
          },
          [this] { app_.wake(); }) {}

void LessonRoom::load(const std::filesystem::path& built_in) {
  built_in_ = built_in;
  (*this)(ui::RescanLessons{});
  try {
    cards_ = core::read_cards_file(built_in_ / "cards.json");
  } catch (const core::Error& error) {
    app_.tell(ui::MessageKind::Warning, error.what());
  }
  read_progress();
}

void LessonRoom::operator()(const ui::RescanLessons&) {
  shelf_ = core::read_lessons(built_in_, app_.store_.lessons_folder);
  if (app_.trace_) prove_own();
}

void LessonRoom::read_progress() {
  const std::filesystem::path& file = app_.store_.progress_file;
  std::error_code unknown;
  if (file.empty() || !std::filesystem::exists(file, unknown)) return;
  try {
    progress_ = core::parse_progress(core::read_file(file, kLongestProgress), file.filename().string());
  } catch (const std::exception& error) {
    app_.tell(ui::MessageKind::Warning,
              fmt::format("The progress of lessons starts anew: {}. The old file is kept as {}", error.what(),
                          set_aside(file)));
  }
  saved_progress_ = progress_;
}

void LessonRoom::save_progress() {
  if (lesson_) core::record(progress_, *lesson_, run_);
  if (progress_ == saved_progress_ || app_.store_.progress_file.empty()) return;
  saved_progress_ = progress_;
  try {
    std::filesystem::create_directories(app_.store_.progress_file.parent_path());
    core::write_file_atomically(app_.store_.progress_file, core::write_progress(progress_));
  } catch (const std::exception& error) {
    app_.tell(ui::MessageKind::Warning, error.what());
  }
}

KeptWork LessonRoom::keep() const {
  return {app_.history_, app_.view_.selection, app_.view_.persisted, app_.compared_.text()};
}

void LessonRoom::give_back(KeptWork&& work) {
  pending_.clear();
  wants_strongest_key_ = false;
  app_.history_ = std::move(work.history);
  app_.view_.selection = work.selection;
  app_.view_.persisted = work.view;
  app_.view_.transient.show_before = app_.view_.transient.show_difference = false;
  app_.view_.transient.playing = false;
  app_.compare_with(work.compare_text);
  app_.goes_back_ = true;
  app_.refresh_trace();
}

const core::Session& LessonRoom::own_session() const {
  return own_ ? own_->history.current() : app_.session();
}

const ui::PersistedView& LessonRoom::own_view() const {
  return own_ ? own_->view : app_.view_.persisted;
}

// Puts a stage in force as a state of its own: nothing can be undone beyond it.
void LessonRoom::show(const core::StagedStep& staged) {
  pending_.clear();
  ui::ViewState& view = app_.view_;
  app_.history_ = core::History(with_model(staged.session, app_.models_.canonical(staged.session.model)));
  view.selection = staged.session.selection;
  set_view(staged.view, view.persisted);
  view.persisted.left_panel = ui::LeftPanel::Lessons;
  view.transient.show_before = view.transient.show_difference = false;
  view.transient.playing = false;
  view.transient.map = ui::MapView{};
  if (view.transient.row_views) {  // training begins anew with each step
    view.transient.row_views->training = ui::TrainingMemory{};
    view.transient.row_views->deeds.clear();
  }
  view.transient.hover_query = view.transient.hover_key = std::nullopt;
  // Few numbers without names stand in the order in which the text counts them.
  constexpr core::Index kFew = 12;
  const core::ModelConfig& config = app_.model(staged.session.model)->config;
  const bool few = config.components.empty() && config.width <= kFew;
  view.transient.word.vectors.by_size = !few;
  view.transient.word.vectors.zeros_open = false;
  app_.compare_with(staged.view.contrast);
  app_.status_.clear();  // of what the step before was about
  app_.goes_back_ = true;
  app_.refresh_trace();
  // The strongest key would tell what a question hides.
  const bool telling = lesson_ && !card_ && core::is_covering(step(), run_.state());
  wants_strongest_key_ = staged.strongest_key && !telling;
  run_pending();
  facts_.clear();
  hovered_.clear();
  last_query_ = view.selection.query;
  was_playing_ = false;
}

void LessonRoom::operator()(const ui::OpenLesson& request) {
  const core::Lesson* lesson = shelf_.find(request.id);
  if (lesson == nullptr) {
    app_.tell(ui::MessageKind::Error, fmt::format("The lesson “{}” is no longer there", request.id));
    return;
  }
  const core::Lesson opened = *lesson;
  if (card_) (*this)(ui::CloseCard{});
  if (lesson_) save_progress();
  if (!own_) own_ = keep();
  lesson_ = opened;
  finished_.clear();
  run_ = core::start_lesson(*lesson_, 0, core::Session());
  ui::lesson_memory(app_.view_).step = {};  // it may be taken again, and asks anew
  open_step(request.step.value_or(core::step_to_open(progress_, *lesson_)));
  app_.status_ = "Lesson: " + lesson_->title;
}

void LessonRoom::close_lesson() {
  save_progress();
  lesson_.reset();
  named_.clear();
  named_worker_.cancel();
  waits_for_model_ = false;
  (*this)(ui::RescanLessons{});
  if (own_) give_back(*std::exchange(own_, std::nullopt));
  app_.view_.persisted.left_panel = ui::LeftPanel::Lessons;
}

void LessonRoom::operator()(const ui::LeaveLesson&) {
  if (card_) (*this)(ui::CloseCard{});
  if (!lesson_) return;
  close_lesson();
  app_.status_ = "Your own work is back; the lesson's progress is kept";
}

void LessonRoom::leave_everything() {
  if (card_) (*this)(ui::CloseCard{});
  if (lesson_) close_lesson();
}

void LessonRoom::operator()(const ui::GoToStep& request) {
  if (!lesson_ || request.step >= lesson_->steps.size()) return;
  if (card_) (*this)(ui::CloseCard{});
  if (request.step > run_.step) core::leave_forwards(step(), run_.state());
  open_step(request.step);
}

void LessonRoom::operator()(const ui::GoOn&) {
  if (!lesson_ || card_ || !core::may_go_on(step(), run_.state())) return;
  if (run_.step + 1 < lesson_->steps.size()) return (*this)(ui::GoToStep{run_.step + 1});
  core::leave_forwards(step(), run_.state());
  save_progress();
  const std::size_t done = core::steps_done(progress_, *lesson_), all = lesson_->steps.size();
  finished_ = lesson_->title;
  ui::LessonMemory& memory = ui::lesson_memory(app_.view_);
  memory.finished_id = lesson_->id;
  memory.finished_open.reset();
  run_.step = first_open_step(progress_, *lesson_);
  if (done < all) {
    memory.finished_open = run_.step;
    finished_ += fmt::format(": {} of {} steps done. Step {}, “{}”, is still open", done, all, run_.step + 1,
                             lesson_->steps[run_.step].title);
  }
  close_lesson();
  app_.status_ = (memory.finished_open ? "Almost finished: " : "Finished: ") + finished_;
}

void LessonRoom::operator()(const ui::RestartStep&) {
  if (!missing_model_.empty()) app_.models_.look();  // it may have been fetched meanwhile
  if (lesson_ && !card_) open_step(run_.step);
}

void LessonRoom::operator()(const ui::OpenCard& request) {
  const auto found =
      std::find_if(cards_.begin(), cards_.end(), [&](const core::Card& card) { return card.id == request.id; });
  if (found == cards_.end()) return;
  const core::ModelSource models = [this](const std::string& id) { return app_.model(id); };
  try {
    const core::StagedStep staged = core::open_card(*found, models);
    if (!own_) {
      own_ = keep();
    } else if (lesson_ && !under_card_) {
      under_card_ = keep();
    }
    card_ = *found;
    card_stage_ = staged.view;
    show(staged);
    app_.status_ = "Key concept: " + found->term;
  } catch (const core::Error& error) {
    app_.tell(ui::MessageKind::Error, error.what());
  }
}

void LessonRoom::operator()(const ui::CloseCard&) {
  if (!card_) return;
  card_.reset();
  const ui::LeftPanel left = app_.view_.persisted.left_panel;
  if (under_card_) {
    give_back(*std::exchange(under_card_, std::nullopt));
    app_.view_.persisted.left_panel = ui::LeftPanel::Lessons;
  } else if (own_) {
    give_back(*std::exchange(own_, std::nullopt));
    if (left != ui::LeftPanel::Lessons) app_.view_.persisted.left_panel = left;
  }
}

void LessonRoom::open_place(const std::string& place) {
  const core::LessonPlace found = core::find_lesson_step(shelf_, place);
  (*this)(ui::OpenLesson{found.lesson->id, found.step});
}

// The first lesson in order that is not done.
std::string LessonRoom::next_lesson() const {
  for (const core::Lesson& lesson : shelf_.lessons) {
    if (!lesson.own && core::steps_done(progress_, lesson) < lesson.steps.size()) return lesson.id;
  }
  return {};
}

}  // namespace app
