// What a panel may ask the app to do. Panels record wishes; the app acts after the frame is drawn.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/sessions/session.h"
#include "ui/lessons/lesson_requests.h"
#include "ui/preferences.h"

namespace ui {

// `name` is what undo will say ("Change animal of x(it)"). `continues`: the same drag or the same typing goes on, so
// that one gesture becomes one undo step.
struct SetSentence {
  std::string text;
  bool continues = false;
};
struct SetSecond {
  std::optional<std::string> text;  // nullopt closes the second sentence
  bool continues = false;
};
struct OpenSecond {};  // with the text that it had when it was closed
struct ChooseModel {
  std::string id;
};
struct OpenSentence {  // of the library: its text, second sentence and word to click
  std::string id;
};
struct SetSwitches {
  core::Switches switches;
  std::string name;
  bool continues = false;
};
// Puts edits in force; one at the same place is replaced.
struct PutEdits {
  std::vector<core::Edit> edits;
  std::string name;
  bool continues = false;
};
// Takes back the edits at these places; an empty list takes back all of the model's.
struct RemoveEdits {
  std::vector<core::Edit> places;
  std::string name;
};
struct ToggleEdit {  // by its place in the model's list
  std::size_t index = 0;
  std::string name;
};
struct RemoveEdit {
  std::size_t index = 0;
  std::string name;
};
struct Undo {};
struct Redo {};
struct CopyText {
  std::string text;
  std::string what;  // for the status line: "row of “it” as TSV"
};
struct SetPreferences {
  Preferences preferences;
};
struct ExportFigure {  // the map that is shown, as the path's ending says: .png, .svg, .pdf or .csv
  std::string path;
};
struct ExportWindow {  // the window as a PNG
  std::string path;
};
struct OpenPath {  // a session file or a model folder
  std::string path;
};
struct ListFolder {  // for the file overlays; the answer stands in PanelInput::folder
  std::string path;
};
struct SaveSession {
  std::string path;
};
struct ShowError {  // something could not be drawn or done
  std::string text;
};
struct DismissMessage {
  std::size_t index = 0;
};
struct ListModels {};  // looks again at what is on this machine, for PanelInput::models
struct CancelRun {};
struct CompareWith {  // a second text, run like the sentence, for the compare view; "" for none
  std::string text;
};
struct MeasureCost {};  // of attention at several lengths, beside the window
struct CancelCost {};
struct ToggleFullscreen {};
struct Quit {};

using Request = std::variant<SetSentence, SetSecond, OpenSecond, ChooseModel, OpenSentence, SetSwitches, PutEdits,
                             RemoveEdits, ToggleEdit, RemoveEdit, Undo, Redo, CopyText, SetPreferences, ExportFigure,
                             ExportWindow, OpenPath, ListFolder, SaveSession, ShowError, DismissMessage, ListModels,
                             CancelRun, CompareWith, MeasureCost, CancelCost, LessonRequest, ToggleFullscreen, Quit>;

class Requests {
 public:
  template <typename Kind>
  void add(Kind request) {
    list_.emplace_back(std::move(request));
  }
  const std::vector<Request>& list() const { return list_; }
  void clear() { list_.clear(); }

 private:
  std::vector<Request> list_;
};

}  // namespace ui
