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

#include "app/compared_run.h"
#include "app/cost_measurement.h"
#include "app/lesson_room.h"
#include "app/model_shelf.h"
#include "app/nearest_search.h"
#include "app/picture.h"
#include "app/run_memory.h"
#include "app/shown_prediction.h"
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

  // What requests come down to. Records and computes a session whose sentence and model stay: where the engine refuses
  // it, nothing changes and the reason becomes a message.
  bool change_checked(const std::string& name, core::Session session, bool continues);
  // Records a session with another sentence or model: whatever is wrong with the text, it stays in its field.
  void change_text(const std::string& name, core::Session session, bool continues);
  // Whether the panels still show another text or model, so that their positions mean nothing; says so.
  bool is_outdated();
  void undo();
  void redo();
  // What is selected in the session is selected in the window, then `refine` goes on from there: now, or as soon as
  // the run under way is shown.
  void select_once_shown(std::function<void()> refine);
  void select_default(const std::string& word, const std::string& head = {});
  // Where in the sentence the selected word ends, its last byte; nothing for a special token or while another text is
  // shown. Selects the word there, however the model cuts the text.
  std::optional<std::size_t> selected_byte() const;
  void select_word_at(std::size_t byte);
  void reselect_key();
  void select_cross_head();
  // Where the selected head has nothing to look at: the one before the second sentence was opened, else the default.
  void leave_idle_head();
  std::shared_ptr<const core::Model> model(const std::string& id) { return models_.get(id); }
  // Whether the model is at hand; else it is loaded beside the window, and `then` is done when it is.
  bool has_model(const std::string& id, std::function<void()> then);
  void cancel_loading();
  // The loading of a model, or the run under way.
  void cancel_run();
  void look_for_models() { models_.look(); }
  void compare_with(const std::string& text);
  void measure_cost();
  void cancel_cost();
  void copy(const std::string& text, const std::string& what);
  void set_preferences(const ui::Preferences& preferences) { settings_.preferences = preferences; }
  void list_folder(const std::string& path);
  void export_map(const std::string& path);
  void export_window(const std::string& path);
  void save_session_as(const std::string& path);
  void dismiss(std::size_t message);

  const core::Session& session() const { return history_.current(); }
  const core::History& history() const { return history_; }
  static constexpr const char* kTypeSentence = "Type a sentence";
  const core::Session* typing_began() const;  // the state before the text that is being typed; null if none is
  const core::TracePointer& trace() const { return trace_; }
  const ui::Preferences& preferences() const { return settings_.preferences; }
  ui::ViewState& view() { return view_; }
  const ui::ViewState& view() const { return view_; }
  const std::vector<ui::Message>& messages() const { return messages_; }
  const std::string& status() const { return status_; }
  const std::vector<ui::LibrarySentence>& library() const { return library_; }
  const Surroundings& surroundings() const { return surroundings_; }
  std::string title() const;
  ui::PanelInput panel_input() const;
  LessonRoom& lessons() { return lessons_; }
  // The run that waits for the reader's answer; null: none.
  const ui::MemoryQuestion* memory_question() const { return memory_.question(); }
  // Waits for what runs beside the window, a model that is being loaded too; for tests and pictures.
  void finish_run();
  // Selects a word by position or text in the present sentence; false where it is not there.
  bool select_word(const std::string& word);
  // The word that says most of a sentence: its pronoun, or its end where a model continues texts.
  void select_telling_word();

 private:
  friend class LessonRoom;
  using ModelPointer = std::shared_ptr<const core::Model>;

  void poll_models();
  // Opens the session, or the default model in its place while its own is being loaded or where it is gone.
  void restore(core::Session session, bool keep_selection);
  void park_strangers(core::Session& session);
  core::RunInput run_of(const core::Session& session);
  void refresh_trace();
  void show_another_state();  // of the history
  void answer_memory(const ui::MemoryAnswer& answer);
  // Computes the selected layer again where it was not kept.
  void refresh_kept();
  // Whether what is shown is of the session's model and texts: else their run is under way, was cancelled or refused.
  bool shows_session() const;
  // Takes the run; throws, with nothing changed, where the one without edits (`before`, or computed here) is refused.
  void take(core::TracePointer trace, core::TracePointer before = nullptr);
  core::TracePointer run_without_edits(const core::TracePointer& trace) const;
  void poll_worker();
  // What the edit or switch of a long run does in the layer that the reader looks at, before the rest has followed.
  void show_preview(const core::RunInput& run);
  const core::TracePointer& shown_trace() const { return preview_ ? preview_ : trace_; }
  // Shows nothing and says why; or keeps what is shown where only edits or switches were refused.
  void refuse_run(const std::exception& error);
  // An edit or a switch whose run does not come is taken back; another text stays in its field.
  void give_up_change();
  void stop_run();
  void keep_selection();
  core::RunInput compared_run(const std::string& text);
  void refresh_compared();
  void refresh_prediction();
  void poll_cost();
  void wake() const;
  void save_session();
  // Says why a file could not be written, and takes that back once it could.
  void try_to_save(std::string& problem, const std::function<void()>& write);
  void look_for_lessons();
  void remember_recent();
  void refresh_folder();
  void write_map(const std::string& path) const;

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
  core::TracePointer preview_;  // of the run under way: shown in place of `trace_`, which stays until that run is there
  core::Session shown_session_;  // that `trace_` was computed from
  TraceWorker worker_;
  bool run_requested_ = false;        // of the worker; what it brings was not taken yet
  std::function<void()> when_shown_;  // goes on selecting when the run under way is there
  ComparedRun compared_;
  ShownPrediction prediction_;
  RunMemory memory_;
  NearestSearch nearest_;
  CostMeasurement cost_;
  LessonRoom lessons_;
  bool lessons_listed_ = false;  // their list was on screen in the frame before
  double now_ = 0;
  double glide_start_ = -1;
  bool was_active_ = false;   // something was held or typed into in the frame before
  double changed_time_ = -1;  // when anything that is saved may last have changed
  bool continues_ = false;    // the request under way goes on with a gesture
  bool goes_back_ = false;    // undo, redo or a lesson put another state in force: no number was changed by hand
  bool marks_former_ = false;
  struct HeadBefore {
    std::string model;
    core::Selection selection;
  };
  std::optional<HeadBefore> before_second_;  // what was selected when the second sentence was opened
  core::Session saved_session_;
  Settings saved_settings_;
  std::string session_problem_, settings_problem_;  // as they were told; "" while saving succeeds
};

}  // namespace app
