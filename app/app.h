// The owner of all state: sessions and their history, models, traces, messages. No window in here.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/cost_worker.h"
#include "app/latest_worker.h"
#include "app/lesson_room.h"
#include "app/model_shelf.h"
#include "app/picture.h"
#include "app/prediction_worker.h"
#include "app/store.h"
#include "app/trace_worker.h"
#include "core/attention/trace.h"
#include "core/sessions/history.h"
#include "ui/panel_input.h"
#include "ui/panels/memory_dialog.h"
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
  std::function<std::uint64_t()> free_memory;  // bytes, 0: not known; empty asks the system
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
  // Starts with this session; its history begins anew. A long run is begun beside the window.
  void open_session(const core::Session& session, bool keep_selection);
  void open_path(const std::string& path);
  // Writes the picture and says so, or says why not.
  void save_picture(const Picture& picture, const std::string& path);
  // Shows a message until it is closed; the same one is shown once.
  void tell(ui::MessageKind kind, const std::string& text);
  // In screen pixels; kept for the next start.
  void remember_window_size(ImVec2 size, float display_scale);
  // Writes the session and the settings where they changed. A frame does so once nothing has changed for a while.
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
  // The run that waits for the reader's answer; null: none.
  const ui::MemoryQuestion* memory_question() const { return memory_question_ ? &*memory_question_ : nullptr; }
  // Waits for what runs beside the window, a model that is being loaded too; for tests and pictures.
  void finish_run();
  // Selects a word by position or text in the present sentence; false where it is not there.
  bool select_word(const std::string& word);

 private:
  friend class RequestHandler;
  friend class LessonRoom;
  using ModelPointer = std::shared_ptr<const core::Model>;

  ModelPointer model(const std::string& id) { return models_.get(id); }
  // Whether the model is at hand; else it is loaded beside the window, and `then` is done when it is.
  bool has_model(const std::string& id, std::function<void()> then);
  void poll_models();
  void cancel_loading();
  // Opens the session, or the default model in its place while its own is being loaded or where it is gone.
  void restore(core::Session session, bool keep_selection);
  void park_strangers(core::Session& session);
  core::RunInput run_of(const core::Session& session);
  bool is_long(const core::RunInput& run) const;
  void refresh_trace();
  // Whether the run may take the memory that it takes; else the reader is asked.
  bool may_take_memory(const core::RunInput& run);
  void answer_memory(const ui::MemoryAnswer& answer);
  // What a run of this model keeps.
  core::Keeping keeping_of(const core::RunInput& run) const;
  // Computes the selected layer again where it was not kept.
  void refresh_kept();
  std::uint64_t free_memory() const;
  bool fits_beside(const core::RunInput& run) const;
  // Whether what is shown is of the session's model and texts: else their run is under way, was cancelled or refused.
  bool shows_session() const;
  // Takes the run; throws, with nothing changed, where the one without edits (`before`, or computed here) is refused.
  void take(core::TracePointer trace, core::TracePointer before = nullptr);
  core::TracePointer run_without_edits(const core::TracePointer& trace) const;
  void poll_worker();
  // Shows nothing and says why; or keeps what is shown where only edits or switches were refused.
  void refuse_run(const std::exception& error);
  // An edit or a switch whose run does not come is taken back; another text stays in its field.
  void give_up_change();
  void stop_run();
  void cancel_run();
  // What is selected in the session is selected in the window, then `refine` goes on from there: now, or as soon as
  // the run under way is shown.
  void select_once_shown(std::function<void()> refine);
  void keep_selection();
  void compare_with(const std::string& text);
  core::RunInput compared_run();
  void refresh_compared();
  void poll_compared();
  void refresh_prediction();
  void poll_prediction();
  // The words nearest to what the selected head writes, where comparing takes longer than a frame has.
  void refresh_nearest();
  void poll_nearest();
  void measure_cost();
  void poll_cost();
  void cancel_cost();
  void wake() const;
  void select_default(const std::string& word, const std::string& head = {});
  void reselect_key();
  void select_cross_head();
  void save_session();
  void look_for_lessons();
  void remember_recent();
  void refresh_folder();
  void export_figure(const ui::ExportFigure& request) const;

  std::filesystem::path assets_;
  Store store_;
  Surroundings surroundings_;
  Settings settings_;
  ModelShelf models_;
  std::function<void()> after_load_;       // what waits for the model that is being loaded
  std::optional<core::Session> stand_in_;  // shown, and not saved, while the last session's model is being loaded
  std::vector<ui::LibrarySentence> library_;
  core::History history_;
  ui::ViewState view_;
  std::vector<ui::Message> messages_;
  std::string status_;
  std::optional<ui::FolderListing> folder_;  // of the file overlays
  bool folder_shown_ = false;                // in the frame before
  std::string empty_reason_;
  core::TracePointer trace_, before_, former_;
  core::Session shown_session_;  // that `trace_` was computed from
  TraceWorker worker_;
  bool run_requested_ = false;        // of the worker; what it brings was not taken yet
  std::function<void()> when_shown_;  // goes on selecting when the run under way is there
  // The second text of the compare view, and the run and text that `compared_` belongs to.
  std::string compare_text_, compare_problem_, compared_for_;
  core::TracePointer compared_, compared_of_;
  TraceWorker compare_worker_;
  // What the model predicts, and the question that it answers.
  std::optional<core::Prediction> prediction_;
  std::optional<PredictionRequest> predicted_for_;
  PredictionWorker prediction_worker_;
  // What long runs keep, as the reader chose for this model and so many tokens.
  struct MemoryChoice {
    std::shared_ptr<const core::Model> model;
    core::Index tokens = 0;
    core::Keeping keeping;
  };
  std::optional<MemoryChoice> memory_choice_;
  std::optional<ui::MemoryQuestion> memory_question_;
  struct NearestQuestion {
    std::shared_ptr<const core::Model> model;
    std::shared_ptr<const core::NearestWords> words;
    core::Vector direction;
    std::string left_out;
    bool operator==(const NearestQuestion&) const = default;
  };
  using NearestQuestions = std::vector<NearestQuestion>;
  NearestQuestions nearest_asked_;
  LatestWorker<NearestQuestions, std::vector<std::vector<core::NearWord>>> nearest_worker_;
  std::optional<core::CostCurves> cost_;
  bool measuring_ = false;
  CostWorker cost_worker_;
  LessonRoom lessons_;
  bool lessons_listed_ = false;  // their list was on screen in the frame before
  double now_ = 0;
  double glide_start_ = -1;
  double changed_time_ = -1;  // when anything that is saved may last have changed
  bool continues_ = false;    // the request under way goes on with a gesture
  core::Session saved_session_;
  Settings saved_settings_;
};

}  // namespace app
