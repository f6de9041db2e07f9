// What a lesson computes beside the reader's own run, and the model that a step waits for.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "app/app.h"
#include "app/lesson_room.h"
#include "app/lesson_stage.h"
#include "core/error.h"
#include "core/models/catalog.h"
#include "core/models/find_models.h"

namespace app {

namespace {

// A step asks for a model that takes time to open.
struct NotLoaded {
  std::string id;
};

// The learned model that the step wants, where this machine does not have it; "" where it is a path or a built-in one.
std::string missing_model(const core::Stage& stage) {
  const std::string wanted = stage.model.value_or("");
  if (wanted.empty() || core::is_built_in(wanted) || wanted.find('/') != std::string::npos) return "";
  const std::vector<core::FoundModel> found = core::list_learned_models(core::model_places());
  const bool known = std::any_of(found.begin(), found.end(), [&](const auto& model) { return model.id == wanted; });
  return known ? "" : wanted;
}

}  // namespace

void LessonRoom::open_step(std::size_t number) {
  run_.step = std::min(number, lesson_->steps.size() - 1);
  named_.clear();
  named_worker_.cancel();
  contrast_of_.reset();
  problem_.clear();
  missing_model_.clear();
  waits_for_model_ = false;
  lesson_stage_ = core::StageView();
  if (step().kind == core::StepKind::Task) {  // its stage opens with the task undone; the progress remembers
    run_.state().done = run_.state().shown_me = run_.state().revealed = false;
  }
  const core::ModelSource models = [this](const std::string& id) -> std::shared_ptr<const core::Model> {
    if (app_.models_.at_hand(id)) return app_.model(id);
    core::locate_model(id);  // throws where it is not there at all
    throw NotLoaded{app_.models_.canonical(id)};
  };
  try {
    const core::StagedStep staged = core::open_step(*lesson_, run_.step, models);
    lesson_stage_ = staged.view;
    show(staged);
    compute_named_runs(staged.session.model);
  } catch (const core::Error& error) {
    app_.view_.persisted.left_panel = ui::LeftPanel::Lessons;
    problem_ = error.what();  // said in the panel; the other steps stay within reach
    missing_model_ = missing_model(core::stage_of(*lesson_, run_.step));
    run_.state().revealed = true;
  } catch (const NotLoaded& model) {
    waits_for_model_ = true;
    problem_ = fmt::format("Loading {} …", app_.models_.name(model.id));
    app_.has_model(model.id, [this, lesson = lesson_->id, at = run_.step] {
      if (lesson_ && !card_ && lesson_->id == lesson && run_.step == at) open_step(at);
    });
  }
  save_progress();
}

// Beside the window where the model is large.
void LessonRoom::compute_named_runs(const std::string& model) {
  if (app_.model(model)->config.origin == core::Origin::Learned) {
    named_worker_.request({*lesson_, run_.step, models()});
    return;
  }
  named_ = core::compute_named_runs(*lesson_, run_.step, [this](const std::string& id) { return app_.model(id); });
}

void LessonRoom::prove_own() {
  ProofRequest request;
  std::copy_if(shelf_.lessons.begin(), shelf_.lessons.end(), std::back_inserter(request.lessons),
               [](const core::Lesson& lesson) { return lesson.own; });
  if (request.lessons.empty()) return proof_worker_.cancel();
  request.models = models();
  proof_worker_.request(std::move(request));
}

void LessonRoom::poll() {
  if (const auto proofs = proof_worker_.poll(); proofs && proofs->result) {
    shelf_.problems.insert(shelf_.problems.end(), proofs->result->begin(), proofs->result->end());
  }
  if (waits_for_model_ && !app_.models_.loading()) {  // it could not be opened, or the reader cancelled
    waits_for_model_ = false;
    problem_ = "The model of this step was not loaded";
    if (!app_.messages_.empty()) problem_ = app_.messages_.back().text;
    if (lesson_) run_.state().revealed = true;
  }
  auto done = named_worker_.poll();
  if (!done) return;
  try {
    if (done->error) std::rethrow_exception(done->error);
    named_ = std::move(*done->result);
  } catch (const std::exception& error) {
    problem_ = error.what();
    if (lesson_) run_.state().revealed = true;
  }
}

}  // namespace app
