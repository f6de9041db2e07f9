#include "app/request_handler.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "app/folder_listing.h"
#include "app/session_files.h"
#include "core/attention/forward.h"
#include "core/error.h"
#include "core/models/catalog.h"
#include "core/sessions/session_json.h"
#include "ui/selection.h"

namespace app {

bool RequestHandler::change_checked(const std::string& name, core::Session session, bool continues) {
  if (app_.trace_ == nullptr) {
    change_text(name, std::move(session), continues);
    return true;
  }
  const core::RunInput run = app_.run_of(session);
  app_.continues_ = continues;
  try {
    if (!app_.is_long(run)) app_.take(core::compute_trace(run, app_.trace_));
  } catch (const core::Error& error) {
    app_.continues_ = false;
    app_.tell(ui::MessageKind::Error, error.what());
    return false;
  }
  session.selection = app_.view_.selection;
  app_.history_.push(name, std::move(session), continues);
  app_.refresh_trace();  // asks the worker where the run is long; else finds it done
  app_.continues_ = false;
  app_.status_ = name;
  return true;
}

void RequestHandler::change_text(const std::string& name, core::Session session, bool continues) {
  session.selection = app_.view_.selection;
  app_.history_.push(name, std::move(session), continues);
  app_.refresh_trace();
  app_.status_ = name;
}

std::vector<core::SessionEdit>& RequestHandler::edits_of(core::Session& session) const {
  return session.edits[session.model];
}

std::string RequestHandler::token_text(bool second, core::Index token) const {
  const core::Tokens& tokens = second ? app_.trace_->second_tokens : app_.trace_->tokens;
  return tokens[static_cast<std::size_t>(token)].text;
}

core::SessionEdit RequestHandler::hang_on_tokens(const core::Edit& edit) const {
  core::SessionEdit hung{edit, true, false, "", ""};
  if (core::is_matrix(edit.site)) return hung;
  hung.row_text = token_text(edit.second, edit.row);
  if (core::is_pair(edit.site)) {
    const bool cross = app_.trace_->head_config(edit.layer, edit.head).keys == core::KeySource::Second;
    hung.column_text = token_text(cross, edit.column);
  }
  return hung;
}

void RequestHandler::operator()(const ui::SetSentence& request) {
  core::Session session = app_.session();
  if (session.sentence == request.text) return;
  session.sentence = request.text;
  follow_sentence(session, app_.session(), *app_.model(session.model));
  app_.view_.selection = session.selection;
  change_text("Type a sentence", std::move(session), request.continues);
  app_.reselect_key();
}

void RequestHandler::operator()(const ui::SetSecond& request) {
  core::Session session = app_.session();
  const bool opens = request.text && !session.has_second;
  session.has_second = request.text.has_value();
  if (request.text) session.second = *request.text;
  follow_sentence(session, app_.session(), *app_.model(session.model));
  change_text(request.text ? "Type a second sentence" : "Close the second sentence", std::move(session),
              request.continues);
  if (opens) app_.select_cross_head();
  app_.reselect_key();
}

void RequestHandler::operator()(const ui::ChooseModel& request) {
  core::Session session = app_.session();
  if (session.model == request.id) return;
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
    app_.select_default("");
  } catch (const core::Error& error) {
    app_.tell(ui::MessageKind::Error, error.what());
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
    app_.select_default(sentence.click, sentence.head);
    return;
  }
}

void RequestHandler::operator()(const ui::SetSwitches& request) {
  core::Session session = app_.session();
  session.switches = request.switches;
  change_checked(request.name, std::move(session), request.continues);
}

void RequestHandler::operator()(const ui::PutEdits& request) {
  if (!app_.trace_) return;
  core::Session session = app_.session();
  std::vector<core::SessionEdit>& edits = edits_of(session);
  for (const core::Edit& edit : request.edits) {
    // The newest of one place stands last, and only it is kept.
    edits.erase(std::remove_if(edits.begin(), edits.end(),
                               [&](const core::SessionEdit& one) { return !one.parked && one.edit.same_place(edit); }),
                edits.end());
    edits.push_back(hang_on_tokens(edit));
  }
  change_checked(request.name, std::move(session), request.continues);
}

void RequestHandler::operator()(const ui::RemoveEdits& request) {
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
  bool& on = edits[request.index].on;
  on = !on;
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
  try {
    app_.export_figure(request);
    app_.status_ = "Saved " + request.path;
  } catch (const core::Error& error) {
    app_.tell(ui::MessageKind::Error, error.what());
  }
}

void RequestHandler::operator()(const ui::ExportWindow& request) {
  try {
    if (std::filesystem::path(request.path).extension() != ".png") {
      throw core::Error("the window cannot be saved as " + request.path, "a path that ends in .png", "");
    }
    if (app_.surroundings_.save_window_picture) app_.surroundings_.save_window_picture(request.path);
    app_.status_ = "Saved " + request.path;
  } catch (const core::Error& error) {
    app_.tell(ui::MessageKind::Error, error.what());
  }
}

void RequestHandler::operator()(const ui::OpenPath& request) {
  app_.open_path(request.path);
}

void RequestHandler::operator()(const ui::ListFolder& request) {
  app_.folder_ = list_folder(request.path);
}

void RequestHandler::operator()(const ui::SaveSession& request) {
  try {
    core::Session session = app_.session();
    session.selection = app_.view_.selection;
    core::write_session_file(request.path, session, [this](const std::string& id) { return app_.model(id); });
    app_.status_ = "Saved " + request.path;
  } catch (const core::Error& error) {
    app_.tell(ui::MessageKind::Error, error.what());
  }
}

void RequestHandler::operator()(const ui::ShowError& request) {
  app_.tell(ui::MessageKind::Error, request.text);
}

void RequestHandler::operator()(const ui::DismissMessage& request) {
  if (request.index < app_.messages_.size()) {
    app_.messages_.erase(app_.messages_.begin() + static_cast<std::ptrdiff_t>(request.index));
  }
}

void RequestHandler::operator()(const ui::CancelRun&) {
  app_.worker_.cancel();
  app_.status_ = "The run was cancelled; what is shown is the run before";
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

void App::apply(const ui::Requests& requests) {
  RequestHandler handler(*this);
  for (const ui::Request& request : requests.list()) std::visit(handler, request);
}

}  // namespace app
