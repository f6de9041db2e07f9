#include "app/request_handler.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "app/reason.h"
#include "app/session_files.h"
#include "core/attention/settings.h"
#include "core/error.h"
#include "core/models/catalog.h"
#include "core/sessions/follow.h"

namespace app {

std::vector<core::SessionEdit>& RequestHandler::edits_of(core::Session& session) const {
  return session.edits[session.model];
}

core::SessionEdit RequestHandler::hang_on_tokens(const core::Edit& edit) const {
  const core::AttentionTrace& shown = *app_.trace();
  core::check_edit(edit, shown.model(), static_cast<core::Index>(shown.tokens.size()),
                   static_cast<core::Index>(shown.second_tokens.size()));
  return core::hang_edit(edit, shown.model(), shown.tokens, shown.second_tokens);
}

void RequestHandler::operator()(const ui::SetSentence& request) {
  core::Session session = app_.session();
  if (session.sentence == request.text) return;
  session.sentence = request.text;
  follow_sentence(session, app_.session(), *app_.model(session.model));
  // A half-typed text loses the chosen words: they are looked for from where the typing began.
  if (const core::Session* began = request.continues ? app_.typing_began() : nullptr) {
    core::Session anew = *began;
    anew.sentence = request.text;
    follow_sentence(anew, *began, *app_.model(session.model));
    session.selection.query = anew.selection.query;
    session.selection.key = anew.selection.key;
  }
  app_.change_text(App::kTypeSentence, std::move(session), request.continues);
  app_.select_once_shown([&app = app_] { app.reselect_key(); });
}

void RequestHandler::operator()(const ui::SetSecond& request) {
  core::Session session = app_.session();
  const bool opens = request.text && !session.has_second;
  if (opens && !core::takes_second_sentence(*app_.model(session.model))) {
    return app_.tell(ui::MessageKind::Warning, app_.model(session.model)->config.name +
                                                   " cannot look at a second sentence: it has no "
                                                   "cross-attention and reads no pairs. The glass box can");
  }
  session.has_second = request.text.has_value();
  if (request.text) session.second = *request.text;
  follow_sentence(session, app_.session(), *app_.model(session.model));
  app_.change_text(request.text ? "Type a second sentence" : "Close the second sentence", std::move(session),
                   request.continues);
  app_.select_once_shown([&app = app_, opens] {
    if (opens) app.select_cross_head();
    app.leave_idle_head();
    app.reselect_key();
  });
}

void RequestHandler::operator()(const ui::OpenSecond&) {
  (*this)(ui::SetSecond{app_.session().second});
}

namespace {

constexpr std::string_view kModelStep = "Model: ";

// The session whose sentence gave way to that of a model with few words, and has not been typed over since.
std::optional<core::Session> before_own_sentences(core::History past) {
  std::optional<core::Session> found;
  while (past.can_undo()) {
    const core::Session later = past.current();
    const bool model_step = past.undo_name().rfind(kModelStep, 0) == 0;
    past.undo();
    if (past.current().sentence == later.sentence) continue;
    if (!model_step) break;
    found = past.current();
  }
  return found;
}

bool knows(const core::Model& model, const std::string& sentence) {
  try {
    model.encoder->tokenize(sentence, core::SentencePart::First);
    return true;
  } catch (const core::Error&) {
    return false;
  }
}

// A model that knows only its own few words opens on its own sentence. The other one is an undo away, and back with
// the first model that knows its words.
void choose_sentence(core::Session& session, const core::Model& model, const core::History& history) {
  const auto before = before_own_sentences(history);
  if (before && knows(model, before->sentence)) {
    session.sentence = before->sentence;
    session.has_second = session.has_second || (before->has_second && before->second == session.second);
  } else if (!knows(model, session.sentence)) {
    session.sentence = model.config.default_sentence;
  }
}

}  // namespace

void RequestHandler::operator()(const ui::ChooseModel& request) {
  core::Session session = app_.session();
  if (session.model == request.id) return app_.cancel_loading();
  if (!app_.has_model(request.id, [this_app = &app_, request] { RequestHandler{*this_app}(request); })) return;
  try {
    const auto model = app_.model(request.id);
    session.model = request.id;
    choose_sentence(session, *model, app_.history());
    const auto byte = session.sentence == app_.session().sentence ? app_.selected_byte() : std::nullopt;
    session.has_second = session.has_second && core::takes_second_sentence(*model);  // its text stays for later
    place_edits(session, *model);
    session.switches.muted.clear();
    session.switches.head_softmax.clear();
    session.switches.ignored.clear();
    session.switches.ignored_second.clear();
    app_.change_text(std::string(kModelStep) + model->config.name, std::move(session), false);
    app_.select_once_shown([&app = app_, byte] {
      app.select_default("");
      if (byte) app.select_word_at(*byte);
    });
  } catch (const std::exception& error) {
    app_.tell(ui::MessageKind::Error, reason_of(error));
  }
}

void RequestHandler::operator()(const ui::OpenSentence& request) {
  for (const ui::LibrarySentence& sentence : app_.library()) {
    if (sentence.id != request.id) continue;
    core::Session session = app_.session();
    session.model = core::built_in_models().front().id;  // the library is written for it
    session.sentence = sentence.text;
    session.has_second = !sentence.second.empty();
    session.second = sentence.second;
    follow_sentence(session, app_.session(), *app_.model(session.model));
    app_.change_text("Open “" + sentence.text + "”", std::move(session), false);
    app_.select_once_shown(
        [&app = app_, click = sentence.click, head = sentence.head] { app.select_default(click, head); });
    return;
  }
}

void RequestHandler::operator()(const ui::SetSwitches& request) {
  if (app_.is_outdated()) return;
  core::Session session = app_.session();
  session.switches = request.switches;
  app_.change_checked(request.name, std::move(session), request.continues);
}

void RequestHandler::operator()(const ui::PutEdits& request) {
  if (!app_.trace() || app_.is_outdated()) return;
  core::Session session = app_.session();
  std::vector<core::SessionEdit>& edits = edits_of(session);
  try {
    for (const core::Edit& edit : request.edits) {
      // The newest of one place stands last, and only it is kept.
      const auto same = [&](const core::SessionEdit& one) { return !one.parked && one.edit.same_place(edit); };
      edits.erase(std::remove_if(edits.begin(), edits.end(), same), edits.end());
      edits.push_back(hang_on_tokens(edit));
    }
  } catch (const core::Error& error) {
    app_.tell(ui::MessageKind::Error, error.what());
    return;
  }
  app_.change_checked(request.name, std::move(session), request.continues);
}

void RequestHandler::operator()(const ui::RemoveEdits& request) {
  if (!request.places.empty() && app_.is_outdated()) return;
  core::Session session = app_.session();
  std::vector<core::SessionEdit>& edits = edits_of(session);
  const auto goes = [&](const core::SessionEdit& one) {
    if (request.places.empty()) return true;
    return !one.parked && std::any_of(request.places.begin(), request.places.end(),
                                      [&](const core::Edit& place) { return place.same_place(one.edit); });
  };
  edits.erase(std::remove_if(edits.begin(), edits.end(), goes), edits.end());
  app_.change_checked(request.name, std::move(session), false);
}

void RequestHandler::operator()(const ui::ToggleEdit& request) {
  core::Session session = app_.session();
  std::vector<core::SessionEdit>& edits = edits_of(session);
  if (request.index >= edits.size()) return;
  edits[request.index].on = !edits[request.index].on;
  app_.change_checked(request.name, std::move(session), false);
}

void RequestHandler::operator()(const ui::RemoveEdit& request) {
  core::Session session = app_.session();
  std::vector<core::SessionEdit>& edits = edits_of(session);
  if (request.index >= edits.size()) return;
  edits.erase(edits.begin() + static_cast<std::ptrdiff_t>(request.index));
  app_.change_checked(request.name, std::move(session), false);
}

void RequestHandler::operator()(const ui::Undo&) {
  app_.undo();
}

void RequestHandler::operator()(const ui::Redo&) {
  app_.redo();
}

void RequestHandler::operator()(const ui::CopyText& request) {
  app_.copy(request.text, request.what);
}

void RequestHandler::operator()(const ui::SetPreferences& request) {
  app_.set_preferences(request.preferences);
}

void RequestHandler::operator()(const ui::ExportFigure& request) {
  app_.export_map(request.path);
}

void RequestHandler::operator()(const ui::ExportWindow& request) {
  app_.export_window(request.path);
}

void RequestHandler::operator()(const ui::OpenPath& request) {
  app_.open_path(request.path);
}

void RequestHandler::operator()(const ui::ListFolder& request) {
  app_.list_folder(request.path);
}

void RequestHandler::operator()(const ui::SaveSession& request) {
  app_.save_session_as(request.path);
}

void RequestHandler::operator()(const ui::ShowError& request) {
  app_.tell(ui::MessageKind::Error, request.text);
}

void RequestHandler::operator()(const ui::DismissMessage& request) {
  app_.dismiss(request.index);
}

void RequestHandler::operator()(const ui::ListModels&) {
  app_.look_for_models();
}

void RequestHandler::operator()(const ui::CancelRun&) {
  app_.cancel_run();
}

void RequestHandler::operator()(const ui::CompareWith& request) {
  app_.compare_with(request.text);
}

void RequestHandler::operator()(const ui::MeasureCost&) {
  app_.measure_cost();
}

void RequestHandler::operator()(const ui::CancelCost&) {
  app_.cancel_cost();
}

void RequestHandler::operator()(const ui::LessonRequest& request) {
  std::visit(app_.lessons(), request);
}

void RequestHandler::operator()(const ui::ToggleFullscreen&) {
  if (app_.surroundings().toggle_fullscreen) app_.surroundings().toggle_fullscreen();
}

void RequestHandler::operator()(const ui::Quit&) {
  if (app_.surroundings().quit) app_.surroundings().quit();
}

}  // namespace app
