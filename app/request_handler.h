// Acts on one request of a panel: changes the session with its history, settings, files, the clipboard.
#pragma once

#include "app/app.h"

namespace app {

class RequestHandler {
 public:
  explicit RequestHandler(App& app) : app_(app) {}

  void operator()(const ui::SetSentence& request);
  void operator()(const ui::SetSecond& request);
  void operator()(const ui::OpenSecond& request);
  void operator()(const ui::ChooseModel& request);
  void operator()(const ui::OpenSentence& request);
  void operator()(const ui::SetSwitches& request);
  void operator()(const ui::PutEdits& request);
  void operator()(const ui::RemoveEdits& request);
  void operator()(const ui::ToggleEdit& request);
  void operator()(const ui::RemoveEdit& request);
  void operator()(const ui::Undo& request);
  void operator()(const ui::Redo& request);
  void operator()(const ui::CopyText& request);
  void operator()(const ui::SetPreferences& request);
  void operator()(const ui::ExportFigure& request);
  void operator()(const ui::ExportWindow& request);
  void operator()(const ui::OpenPath& request);
  void operator()(const ui::ListFolder& request);
  void operator()(const ui::SaveSession& request);
  void operator()(const ui::ShowError& request);
  void operator()(const ui::DismissMessage& request);
  void operator()(const ui::ListModels& request);
  void operator()(const ui::CancelRun& request);
  void operator()(const ui::CompareWith& request);
  void operator()(const ui::MeasureCost& request);
  void operator()(const ui::CancelCost& request);
  void operator()(const ui::LessonRequest& request);
  void operator()(const ui::ToggleFullscreen& request);
  void operator()(const ui::Quit& request);

 private:
  std::vector<core::SessionEdit>& edits_of(core::Session& session) const;
  // Throws core::Error where the edit does not fit what is shown.
  core::SessionEdit hang_on_tokens(const core::Edit& edit) const;

  App& app_;
};

}  // namespace app
