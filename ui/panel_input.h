// What every panel reads. Nothing in it can be changed by a panel: changes go through Requests and ViewState.
#pragma once

#include <string>
#include <vector>

#include "core/attention/nearest_words.h"
#include "core/attention/trace.h"
#include "core/sessions/session.h"
#include "ui/preferences.h"

namespace core {
struct CostCurves;
struct Prediction;
}  // namespace core

namespace ui {

struct LessonInput;  // ui/lessons/lesson_input.h

struct ModelCard {
  std::string id, name, about;
  core::Origin origin = core::Origin::Compiled;
  std::string detail;  // "2 layers × 9 heads", "" until it was loaded; of learned ones also family, size, licence
  bool usable = true;  // false: it cannot be opened, `detail` says why
};

struct LibrarySentence {
  std::string id, text, second, notice, set_title;
  std::string click;  // the word to select first
  std::string head;   // "1.reference": the head that its first expectation is about; may be empty
  std::string wrong_because;
  std::string partner;  // the text of the other half of a contrast pair; may be empty
};

enum class MessageKind { Info, Warning, Error };
struct Message {
  MessageKind kind = MessageKind::Info;
  std::string text;
  int count = 1;  // how often it was told
};

// A folder on disk, listed by the app for the file overlays.
struct FolderListing {
  std::string path;
  struct Entry {
    std::string name;
    bool folder = false;
  };
  std::vector<Entry> entries;
  std::string problem;  // why it could not be read
  std::string refused;  // why the folder that was asked for last could not be read: this one is still shown
};

struct PanelInput {
  const core::AttentionTrace* trace = nullptr;  // null: nothing to show, `empty_reason` says why
  const core::AttentionTrace* before =
      nullptr;  // the same run without the reader's edits; `trace` where there are none
  const core::AttentionTrace* former = nullptr;  // before the last gesture, where its shape is the same; else null
  bool marks_former = false;  // values that changed since `former` are marked: an edit or a switch changed them
  float glide = 1;            // 0 → 1: how far shapes have moved from `former` to `trace`
  std::string empty_reason;
  const core::NearestWords* nearest = nullptr;  // of the model; null without a trace
  const core::Session* session = nullptr;
  const Preferences* preferences = nullptr;
  const std::vector<ModelCard>* models = nullptr;
  const std::vector<LibrarySentence>* library = nullptr;
  const std::vector<std::string>* recent = nullptr;  // sentences, newest first
  const std::vector<Message>* messages = nullptr;
  const FolderListing* folder = nullptr;  // of the file overlays
  std::string version;
  bool dark = false;                 // the theme that is shown, whoever chose it
  std::string undo_name, redo_name;  // "" where there is nothing to undo or redo
  std::string loading;               // the model that is being loaded beside the window; "" for none
  bool computing = false;            // a model is being loaded, or a long run is under way beside the window
  float progress = 0;                // of either, 0 to 1
  // The text of CompareWith, run like `trace` with the same switches; null: there is none, or it is under way, or
  // `compare_problem` says why it cannot be run.
  const core::AttentionTrace* compared = nullptr;
  std::string compare_text, compare_problem;
  // What the model predicts where prediction_row() says; null: under way, or not asked for, or it predicts nothing.
  const core::Prediction* prediction = nullptr;
  bool predicting = false;                 // it is being worked out; `prediction` may be of the run before
  const core::CostCurves* cost = nullptr;  // as measured since the program started; null: nothing yet
  bool measuring = false;                  // MeasureCost is under way
  std::string status;                      // the last thing done: "Copied the row of “it”"
  const LessonInput* lesson = nullptr;     // lessons, cards and the drill; null only in tests of other panels

  bool has_trace() const { return trace != nullptr; }
  const core::HeadTrace& head(const core::Selection& selection) const {
    return trace->head(selection.layer, selection.head);
  }
  const core::HeadConfig& head_config(const core::Selection& selection) const {
    return trace->head_config(selection.layer, selection.head);
  }
  const core::Tokens& key_tokens(const core::Selection& selection) const;
  // Whether the reader's edits in force include one at this place.
  bool is_edited(const core::Edit& place) const;
};

// `former` to `now` as far as the glide has come: for the geometry of bars, ribbons and cells, never for numbers.
inline float gliding(float former, float now, float glide) {
  return former + (now - former) * glide;
}

}  // namespace ui
