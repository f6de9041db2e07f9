// The owner of all state: sessions and their history, models, traces, messages. No window in here.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/cost_worker.h"
#include "app/lesson_room.h"
#include "app/picture.h"
#include "app/store.h"
#include "app/trace_worker.h"
#include "core/attention/nearest_words.h"
#include "core/attention/trace.h"
#include "core/sessions/history.h"
#include "ui/panel_input.h"
#include "ui/requests.h"
#include "ui/view_state.h"
#include "ui/workspace.h"

namespace app {

inline constexpr const char* kFirstSentence = "The cat sat on the mat because it was tired.";

// What only the program around the App can do.
struct Surroundings {
  std::function<void(const std::string&)> set_clipboard;
  std::function<void(const std::string& path)> save_window_picture;
  std::function<void()> toggle_fullscreen;
  std::function<void()> wake;  // asks for another frame; may be called from another thread
  std::function<void()> quit;
};

class App {
 public:
  // Loads the sentences, settings and the last session. What is damaged becomes a message, never an exception;
  // only a missing default model throws.
  App(std::filesystem::path assets, const std::filesystem::path& sentences, Store store, Surroundings surroundings);
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  // One frame: takes finished work, draws, acts on what was asked. `now` in seconds, growing.
  void frame(ui::Ui& ui, ImVec2 size, double now);
  // Whether something moves or is being computed, so that another frame is wanted without input.
  bool wants_frames() const;

  void apply(const ui::Requests& requests);
  // Starts with this session; its history begins anew.
  void open_session(const core::Session& session, bool keep_selection);
  void open_path(const std::string& path);
  // Writes the picture and says so, or says why not.
  void save_picture(const Picture& picture, const std::string& path);
  // In screen pixels; kept for the next start.
  void remember_window_size(ImVec2 size, float display_scale);
  // Writes the session and the settings where they changed.
  void save();

  const core::Session& session() const { return history_.current(); }
  const core::TracePointer& trace() const { return trace_; }
  const ui::Preferences& preferences() const { return settings_.preferences; }
  ui::ViewState& view() { return view_; }
  const ui::ViewState& view() const { return view_; }
  const std::vector<ui::Message>& messages() const { return messages_; }
  const std::string& status() const { return status_; }
  std::string title() const;
  ui::PanelInput panel_input() const;
  LessonRoom& lessons() { return lessons_; }
  // Waits for a run beside the window, for tests and pictures.
  void finish_run();
  // Selects a word by position or text in the present sentence; false where it is not there.
  bool select_word(const std::string& word);

 private:
  friend class RequestHandler;
  friend class LessonRoom;
  using ModelPointer = std::shared_ptr<const core::Model>;

  ModelPointer model(const std::string& id);
  core::RunInput run_of(const core::Session& session);
  bool is_long(const core::RunInput& run) const;
  void refresh_trace();
  void refresh_before();
  void take(core::TracePointer trace);
  void poll_worker();
  void compare_with(const std::string& text);
  core::RunInput compared_run();
  void refresh_compared();
  void poll_compared();
  void measure_cost();
  void poll_cost();
  void cancel_cost();
  void wake() const;
  void tell(ui::MessageKind kind, const std::string& text);
  void select_default(const std::string& word, const std::string& head = {});
  void reselect_key();
  void select_cross_head();
  void save_session();
  void look_for_lessons();
  void remember_recent();
  void export_figure(const ui::ExportFigure& request) const;

  std::filesystem::path assets_;
  Store store_;
  Surroundings surroundings_;
  Settings settings_;
  std::map<std::string, ModelPointer> models_;  // loaded ones
  std::map<std::string, std::shared_ptr<core::NearestWords>> nearest_;
  std::vector<ui::ModelCard> model_cards_;
  std::vector<ui::LibrarySentence> library_;
  core::History history_;
  ui::ViewState view_;
  std::vector<ui::Message> messages_;
  std::string status_;
  std::optional<ui::FolderListing> folder_;  // of the file overlays
  std::string empty_reason_;
  core::TracePointer trace_, before_, former_;
  TraceWorker worker_;
  // The second text of the compare view, and the run and text that `compared_` belongs to.
  std::string compare_text_, compare_problem_, compared_for_;
  core::TracePointer compared_, compared_of_;
  TraceWorker compare_worker_;
  std::optional<core::CostCurves> cost_;
  bool measuring_ = false;
  CostWorker cost_worker_;
  LessonRoom lessons_;
  bool lessons_listed_ = false;  // their list was on screen in the frame before
  double now_ = 0;
  double glide_start_ = -1;
  double changed_time_ = 0;  // when a panel last asked for something
  bool continues_ = false;   // the request under way goes on with a gesture
  core::Session saved_session_;
  Settings saved_settings_;
};

}  // namespace app
