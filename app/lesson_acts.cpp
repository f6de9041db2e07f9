// What a reader does in an open lesson: answers, hints, "Show me" as ordinary edits; and what the window counts.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/app.h"
#include "app/lesson_room.h"
#include "app/lesson_stage.h"
#include "app/request_handler.h"
#include "core/attention/token_reference.h"
#include "core/error.h"
#include "core/lessons/actions.h"
#include "core/lessons/stage_names.h"
#include "ui/lessons/lesson_memory.h"
#include "ui/panels/row_views.h"
#include "ui/row_views_memory.h"

namespace app {

core::LessonMoment LessonRoom::moment() {
  core::LessonMoment moment;
  moment.now = app_.trace_;
  moment.named = card_ ? &card_named_ : &named_;
  moment.session = &app_.session();
  moment.view = &stage();
  moment.facts = facts_;
  moment.nearest = [this](const std::shared_ptr<const core::Model>& model) -> const core::NearestWords& {
    return app_.models_.words_of(model);
  };
  return moment;
}

bool LessonRoom::is_waiting() const {
  return app_.worker_.busy() || named_worker_.busy() || waits_for_model_ || !app_.trace_ ||
         (!card_ && !problem_.empty());
}

void LessonRoom::operator()(const ui::ChooseAnswer& request) {
  if (!lesson_ || card_ || is_waiting()) return;
  const bool asks = step().kind == core::StepKind::Predict || step().kind == core::StepKind::Quiz;
  if (!asks || request.choice >= step().choices.size()) return;
  // A prediction is made once; a quiz may be tried until it is right.
  core::StepState& state = run_.state();
  if (step().kind == core::StepKind::Predict && state.choice) return;
  if (step().kind == core::StepKind::Quiz && state.done && state.choice) return;
  try {
    const bool covered = core::is_covering(step(), state);
    core::choose(step(), state, request.choice, moment());
    if (covered) uncover();
    save_progress();
  } catch (const core::Error& error) {
    app_.tell(ui::MessageKind::Error, error.what());
  }
}

void LessonRoom::operator()(const ui::SkipQuestion&) {
  if (!lesson_ || card_) return;
  core::skip(run_.state());
  uncover();
}

// What was hidden appears, and with it the row's strongest key.
void LessonRoom::uncover() {
  show_uncovered(step().stage.hide, app_.view_.persisted);
  wants_strongest_key_ = !app_.view_.selection.key;
  run_pending();
}

void LessonRoom::operator()(const ui::TypeAnswer& request) {
  if (!lesson_ || card_ || is_waiting() || step().kind != core::StepKind::TypeIn) return;
  try {
    core::type_number(step(), run_.state(), request.field, request.text, moment());
    save_progress();
  } catch (const core::Error& error) {
    app_.tell(ui::MessageKind::Error, error.what());
  }
}

void LessonRoom::operator()(const ui::WriteReflection& request) {
  if (!lesson_ || card_ || step().kind != core::StepKind::Reflect) return;
  core::reflect(run_.state(), request.text);
  save_progress();
}

void LessonRoom::operator()(const ui::TickItem& request) {
  if (!lesson_ || card_) return;
  core::tick(step(), run_.state(), request.item, request.on);
  save_progress();
}

void LessonRoom::operator()(const ui::ShowHint&) {
  if (!lesson_ || card_) return;
  core::StepState& state = run_.state();
  state.hints = std::min(state.hints + 1, step().hints.size());
}

void LessonRoom::operator()(const ui::ShowMe&) {
  if (!lesson_ || card_) return;
  core::StepState& state = run_.state();
  if (step().kind == core::StepKind::TypeIn && !is_waiting()) {
    try {
      for (std::size_t i = 0; i < step().fields.size(); ++i) {
        const double truth = core::evaluate_number(step().fields[i].value, moment());
        core::type_number(step(), state, i, fmt::format("{:.4f}", truth), moment());
      }
      state.shown_me = true;
      save_progress();
    } catch (const core::Error& error) {
      app_.tell(ui::MessageKind::Error, error.what());
    }
    return;
  }
  if (step().kind != core::StepKind::Task) return;
  state.shown_me = true;
  pending_.assign(step().show_me.begin(), step().show_me.end());
  run_pending();
}

// One act after another; an act waits for the run that the one before asked for.
void LessonRoom::run_pending() {
  while (!app_.worker_.busy() && app_.trace_) {
    if (wants_strongest_key_) {
      wants_strongest_key_ = false;
      core::select_strongest_key(app_.view_.selection, *app_.trace_);
      app_.history_.select(app_.view_.selection);
    }
    if (pending_.empty()) return;
    const core::LessonAction action = pending_.front();
    pending_.pop_front();
    run_action(action);
  }
}

void LessonRoom::run_action(const core::LessonAction& action) {
  try {
    app_.history_.select(app_.view_.selection);
    ask(core::resolve_action(action, *app_.trace_, app_.session()));
  } catch (const core::Error& error) {
    pending_.clear();
    app_.tell(ui::MessageKind::Error, fmt::format("Show me stopped: {}", error.what()));
  }
}

// The same requests that a reader's own acts make, so that each can be undone.
void LessonRoom::ask(const core::LessonChange& change) {
  RequestHandler handler(app_);
  ui::ViewState& view = app_.view_;
  if (change.model) handler(ui::ChooseModel{*change.model});
  if (change.sentence) handler(ui::SetSentence{*change.sentence});
  if (change.changes_second) handler(ui::SetSecond{change.second});
  if (change.switches) handler(ui::SetSwitches{*change.switches, change.name});
  if (!change.put.empty()) handler(ui::PutEdits{change.put, change.name});
  if (change.remove_all || !change.remove.empty()) handler(ui::RemoveEdits{change.remove, change.name});
  if (change.selection) {
    view.selection = *change.selection;
    app_.history_.select(view.selection);
  }
  core::StageView& stage = this->stage();
  if (change.at || change.tab || change.view || change.whole) {
    stage = seen(stage);
    if (change.at) stage.at = *change.at;
    if (change.tab) stage.tab = *change.tab;
    if (change.view) stage.view = *change.view;
    if (change.whole) stage.whole = *change.whole;
    show_view(stage, view.persisted);
  }
  if (!change.deed.empty()) do_deed(change.deed);
}

void LessonRoom::do_deed(const std::string& deed) {
  ui::ViewState& view = app_.view_;
  const std::size_t blank = deed.find(' ');
  const std::string what = deed.substr(0, blank);
  const std::string rest = blank == std::string::npos ? "" : deed.substr(blank + 1);
  if (what == "hover") {
    const std::size_t comma = rest.find(',');
    const core::Index query = core::find_token(rest.substr(0, comma), app_.trace_->tokens);
    const core::Index key = core::find_token(rest.substr(comma + 1), app_.trace_->tokens);
    view.transient.next_hover_query = query;
    view.transient.next_hover_key = key;
    hovered_.insert({query, key});
  } else if (what == "play") {
    view.persisted.stage = ui::Stage::Words;
    view.transient.playing = true;
    view.transient.next_step_time = 0;
  } else if (auto training = core::read_training_deed(deed)) {
    ui::row_views_memory(view).deeds.push_back(std::move(*training));  // the training view does it
  } else {
    throw core::Error(fmt::format("\"do\": \"{}\" is nothing that the window does", deed),
                      "hover QUERY,KEY, play, paint WORD=SHARE, rate NUMBER, train STEPS or keep", "");
  }
}

core::StageView LessonRoom::seen(core::StageView stage) const {
  stage.contrast = app_.compared_.text();
  return seen_stage(std::move(stage), app_.view_.persisted);
}

void LessonRoom::count_facts() {
  const ui::TransientView& view = app_.view_.transient;
  if (view.hover_query && view.hover_key) hovered_.insert({*view.hover_query, *view.hover_key});
  facts_["hovered"] = static_cast<double>(hovered_.size());
  if (last_query_ && *last_query_ != app_.view_.selection.query) ++facts_["selected"];
  last_query_ = app_.view_.selection.query;
  if (view.playing && !was_playing_) ++facts_["played"];
  was_playing_ = view.playing;
  if (drill_) facts_["drill.right"] = static_cast<double>(drill_->right());
  if (!view.row_views || view.row_views->training.losses.empty()) return;
  const std::vector<double>& losses = view.row_views->training.losses;
  facts_["training.steps"] = static_cast<double>(losses.size() - 1);
  facts_["training.loss"] = losses.back();
  facts_["training.least"] = core::least_loss(view.row_views->training.target);
  facts_["training.rate"] = view.row_views->training.learning_rate;
}

// "contrast" is the other text as it stands on screen: it follows edits, switches and what is typed into its field.
void LessonRoom::follow_contrast() {
  const auto contrast = named_.find("contrast");
  if (contrast == named_.end() || app_.compared_.text().empty()) return;
  if (contrast_of_ == app_.trace_ && contrast_for_ == app_.compared_.text()) return;
  contrast_of_ = app_.trace_;
  contrast_for_ = app_.compared_.text();
  try {
    contrast->second = core::compute_contrast(app_.session(), app_.compared_.text(),
                                              [this](const std::string& id) { return app_.model(id); });
  } catch (const core::Error&) {
    // The view says why this text cannot be run; the numbers that stood in the step stay.
  }
}

void LessonRoom::update() {
  // The way to the first lesson that was put away stays away: that lesson counts as met.
  const auto& memory = app_.view_.transient.lessons;
  if (memory && memory->offer_is_over && progress_.empty() && !shelf_.lessons.empty()) {
    progress_[shelf_.lessons.front().id].last = shelf_.lessons.front().steps.front().id;
    save_progress();
  }
  poll();
  run_pending();
  if (!drill_ && app_.view_.persisted.row_view == ui::RowView::Drill) (*this)(ui::NewDrill{1});
  if (!lesson_ && !card_) return;
  stage() = seen(stage());
  count_facts();
  if (!lesson_ || card_ || is_waiting() || !pending_.empty()) return;
  follow_contrast();
  if (core::watch_task(step(), run_.state(), moment())) save_progress();
}

const ui::LessonInput& LessonRoom::input() {
  input_ = ui::LessonInput{};
  input_.shelf = &shelf_;
  input_.progress = &progress_;
  input_.cards = &cards_;
  input_.own_folder = app_.store_.lessons_folder.string();
  input_.next_lesson = next_lesson();
  input_.finished = finished_;
  if (drill_) input_.drill = &*drill_;
  if (!lesson_ && !card_) return input_;
  if (lesson_) {
    input_.lesson = &*lesson_;
    input_.run = &run_;
  }
  if (card_) input_.card = &*card_;
  input_.stage = &stage();
  input_.covering = !card_ && core::is_covering(step(), run_.state());
  if (!card_) input_.problem = problem_;
  if (!card_) input_.missing_model = missing_model_;
  // Texts and answers may speak of runs that are still under way.
  if (app_.trace_ && input_.problem.empty() && (card_ || !named_worker_.busy())) {
    moment_ = moment();
    input_.moment = &moment_;
  }
  return input_;
}

}  // namespace app
