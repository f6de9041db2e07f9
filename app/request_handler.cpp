#include "app/request_handler.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "app/file_overlay.h"
#include "app/folder_listing.h"
#include "app/reason.h"
#include "app/session_files.h"
#include "core/attention/forward.h"
#include "core/attention/settings.h"
#include "core/error.h"
#include "core/models/catalog.h"
#include "core/sessions/follow.h"
#include "core/sessions/session_json.h"
#include "ui/selection.h"

namespace app {

bool RequestHandler::change_checked(const std::string& name, core::Session session, bool continues) {
  if (app_.trace_ == nullptr) {
    change_text(name, std::move(session), continues);
    return true;
  }
  app_.continues_ = continues;
  try {
    const core::RunInput run = app_.run_of(session);
    if (app_.is_long(run)) {
      core::check_run(run);
    } else {
      app_.take(core::compute_trace(run, app_.trace_));
    }
  } catch (const std::exception& error) {
    app_.continues_ = false;
    app_.tell(ui::MessageKind::Error, reason_of(error));
    return false;
  }
  if (app_.shows_session()) session.selection = app_.view_.selection;
  app_.history_.push(name, std::move(session), continues);
  app_.refresh_trace();  // asks the worker where the run is long; else finds it done
  app_.continues_ = false;
  app_.status_ = name;
  return true;
}

void RequestHandler::change_text(const std::string& name, core::Session session, bool continues) {
  app_.history_.push(name, std::move(session), continues);
  app_.refresh_trace();
  app_.status_ = name;
}

bool RequestHandler::is_outdated() {
  if (!app_.trace_ || app_.shows_session()) return false;
  app_.tell(ui::MessageKind::Warning,
            "Nothing was changed: what is shown is still the former text or model. Wait for the run of the new one, or "
            "undo the change");
  return true;
}

std::vector<core::SessionEdit>& RequestHandler::edits_of(core::Session& session) const {
  return session.edits[session.model];
}

core::SessionEdit RequestHandler::hang_on_tokens(const core::Edit& edit) const {
  const core::AttentionTrace& shown = *app_.trace_;
  core::check_edit(edit, shown.model(), static_cast<core::Index>(shown.tokens.size()),
                   static_cast<core::Index>(shown.second_tokens.size()));
  return core::hang_edit(edit, shown.model(), shown.tokens, shown.second_tokens);
}

void RequestHandler::operator()(const ui::SetSentence& request) {
  core::Session session = app_.session();
  if (session.sentence == request.text) return;
  session.sentence = request.text;
  follow_sentence(session, app_.session(), *app_.model(session.model));
  change_text("Type a sentence", std::move(session), request.continues);
  app_.select_once_shown([&app = app_] { app.reselect_key(); });
}

void RequestHandler::operator()(const ui::SetSecond& request) {
  core::Session session = app_.session();
  const bool opens = request.text && !session.has_second;
  session.has_second = request.text.has_value();
  if (request.text) session.second = *request.text;
  follow_sentence(session, app_.session(), *app_.model(session.model));
  change_text(request.text ? "Type a second sentence" : "Close the second sentence", std::move(session),
              request.continues);
  app_.select_once_shown([&app = app_, opens] {
    if (opens) app.select_cross_head();
    app.reselect_key();
  });
}

void RequestHandler::operator()(const ui::OpenSecond&) {
  (*this)(ui::SetSecond{app_.session().second});
}

void RequestHandler::operator()(const ui::ChooseModel& request) {
  core::Session session = app_.session();
  if (session.model == request.id && !app_.models_.loading()) return;
  if (session.model == request.id) return app_.cancel_loading();
  if (!app_.has_model(request.id, [this_app = &app_, request] { RequestHandler{*this_app}(request); })) return;
  try {
    const auto model = app_.model(request.id);
    session.model = request.id;
    // A model that knows only its own few words opens on its own sentence; the other one is an undo away.
    try {
      model->encoder->tokenize(session.sentence, core::SentencePart::First);
    } catch (const core::Error&) {
      session.sentence = model->config.default_sentence;
    }
    place_edits(session, *model);
    session.switches.muted.clear();
    session.switches.head_softmax.clear();
    session.switches.ignored.clear();
    session.switches.ignored_second.clear();
    change_text("Model: " + model->config.name, std::move(session), false);
    app_.select_once_shown([&app = app_] { app.select_default(""); });
  } catch (const std::exception& error) {
    app_.tell(ui::MessageKind::Error, reason_of(error));
  }
}

void RequestHandler::operator()(const ui::OpenSentence& request) {
  for (const ui::LibrarySentence& sentence : app_.library_) {
    if (sentence.id != request.id) continue;
    core::Session session = app_.session();
    session.model = core::built_in_models().front().id;  // the library is written for it
    session.sentence = sentence.text;
    session.has_second = !sentence.second.empty();
    session.second = sentence.second;
    follow_sentence(session, app_.session(), *app_.model(session.model));
    change_text("Open “" + sentence.text + "”", std::move(session), false);
    app_.select_once_shown(
        [&app = app_, click = sentence.click, head = sentence.head] { app.select_default(click, head); });
    return;
  }
}

void RequestHandler::operator()(const ui::SetSwitches& request) {
  if (is_outdated()) return;
  core::Session session = app_.session();
  session.switches = request.switches;
  change_checked(request.name, std::move(session), request.continues);
}

void RequestHandler::operator()(const ui::PutEdits& request) {
  if (!app_.trace_ || is_outdated()) return;
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
  change_checked(request.name, std::move(session), request.continues);
}

void RequestHandler::operator()(const ui::RemoveEdits& request) {
  if (!request.places.empty() && is_outdated()) return;
  core::Session session = app_.session();
  std::vector<core::SessionEdit>& edits = edits_of(session);
  const auto goes = [&](const core::SessionEdit& one) {
    if (request.places.empty()) return true;
    return !one.parked && std::any_of(request.places.begin(), request.places.end(),
                                      [&](const core::Edit& place) { return place.same_place(one.edit); });
  };
  edits.erase(std::remove_if(edits.begin(), edits.end(), goes), edits.end());
  change_checked(request.name, std::move(session), false);
}

void RequestHandler::operator()(const ui::ToggleEdit& request) {
  core::Session session = app_.session();
  std::vector<core::SessionEdit>& edits = edits_of(session);
  if (request.index >= edits.size()) return;
  const bool on = edits[request.index].on = !edits[request.index].on;
  change_checked(on ? "Switch an edit on" : "Switch an edit off", std::move(session), false);
}

void RequestHandler::operator()(const ui::RemoveEdit& request) {
  core::Session session = app_.session();
  std::vector<core::SessionEdit>& edits = edits_of(session);
  if (request.index >= edits.size()) return;
  edits.erase(edits.begin() + static_cast<std::ptrdiff_t>(request.index));
  change_checked("Remove an edit", std::move(session), false);
}

void RequestHandler::operator()(const ui::Undo&) {
  app_.status_ = "Undone: " + app_.history_.undo_name();
  app_.history_.undo();
  app_.refresh_trace();
}

void RequestHandler::operator()(const ui::Redo&) {
  app_.status_ = "Done again: " + app_.history_.redo_name();
  app_.history_.redo();
  app_.refresh_trace();
}

void RequestHandler::operator()(const ui::CopyText& request) {
  if (app_.surroundings_.set_clipboard) app_.surroundings_.set_clipboard(request.text);
  app_.status_ = "Copied: " + request.what;
}

void RequestHandler::operator()(const ui::SetPreferences& request) {
  app_.settings_.preferences = request.preferences;
}

void RequestHandler::operator()(const ui::ExportFigure& request) {
  const ui::Overlay asked_in = leave_overlay(app_.view_, ui::Overlay::SaveFile);
  try {
    app_.export_figure(request);
    app_.status_ = "Saved " + request.path;
  } catch (const core::Error& error) {
    refuse_where_asked(app_, asked_in, error.what());
  }
}

void RequestHandler::operator()(const ui::ExportWindow& request) {
  const ui::Overlay asked_in = leave_overlay(app_.view_, ui::Overlay::SaveFile);
  try {
    if (std::filesystem::path(request.path).extension() != ".png") {
      throw core::Error("the window cannot be saved as " + request.path, "a path that ends in .png", "");
    }
    if (asked_in != ui::Overlay::None) app_.view_.transient.drafts[kPictureAsked] = request.path;
    if (app_.surroundings_.save_window_picture) app_.surroundings_.save_window_picture(request.path);
    app_.status_ = "Saving " + request.path;
  } catch (const core::Error& error) {
    refuse_where_asked(app_, asked_in, error.what());
  }
}

void RequestHandler::operator()(const ui::OpenPath& request) {
  app_.open_path(request.path);
}

void RequestHandler::operator()(const ui::ListFolder& request) {
  app_.folder_ = list_folder(request.path);
}

void RequestHandler::operator()(const ui::SaveSession& request) {
  const ui::Overlay asked_in = leave_overlay(app_.view_, ui::Overlay::SaveFile);
  try {
    core::Session session = app_.session();
    if (app_.shows_session()) session.selection = app_.view_.selection;
    core::write_session_file(request.path, session, [this](const std::string& id) { return app_.model(id); });
    app_.status_ = "Saved " + request.path;
  } catch (const core::Error& error) {
    refuse_where_asked(app_, asked_in, error.what());
  }
}

void RequestHandler::operator()(const ui::ShowError& request) {
  app_.tell(ui::MessageKind::Error, request.text);
}

void RequestHandler::operator()(const ui::DismissMessage& request) {
  if (request.index >= app_.messages_.size()) return;
  app_.messages_.erase(app_.messages_.begin() + static_cast<std::ptrdiff_t>(request.index));
}

void RequestHandler::operator()(const ui::ListModels&) {
  app_.models_.look();
}

void RequestHandler::operator()(const ui::CancelRun&) {
  if (app_.models_.loading()) return app_.cancel_loading();
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
  app_.status_ = "The measurement was cancelled; its points so far stay";
}

void RequestHandler::operator()(const ui::LessonRequest& request) {
  std::visit(app_.lessons_, request);
}

void RequestHandler::operator()(const ui::ToggleFullscreen&) {
  if (app_.surroundings_.toggle_fullscreen) app_.surroundings_.toggle_fullscreen();
}

void RequestHandler::operator()(const ui::Quit&) {
  if (app_.surroundings_.quit) app_.surroundings_.quit();
}

}  // namespace app
