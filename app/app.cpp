#include "app/app.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/library.h"
#include "app/reason.h"
#include "app/request_handler.h"
#include "app/session_files.h"
#include "app/version.h"
#include "core/attention/forward.h"
#include "core/attention/memory.h"
#include "core/error.h"
#include "core/models/catalog.h"
#include "core/numbers.h"
#include "core/sessions/session_json.h"
#include "core/spelling.h"
#include "ui/selection.h"

namespace app {

namespace {

constexpr double kGlideSeconds = 0.15;
constexpr double kSavePause = 0.3;  // seconds after the last change, so that no frame of a walk waits for the disk
constexpr double kTypingPause = 1;  // seconds after the last letter
constexpr std::size_t kMostMessages = 3;

const std::string& default_model() {
  return core::built_in_models().front().id;
}

}  // namespace

App::App(std::filesystem::path assets, const std::filesystem::path& sentences, Store store, Surroundings surroundings)
    : assets_(std::move(assets)),
      store_(std::move(store)),
      surroundings_(std::move(surroundings)),
      models_(assets_, store_.models, [this] { wake(); }),
      history_(core::Session{}),
      worker_([this] { wake(); }),
      compared_([this] { wake(); }),
      prediction_([this] { wake(); }),
      memory_(surroundings_.free_memory),
      nearest_([this] { wake(); }),
      cost_([this] { wake(); }),
      lessons_(*this) {
  const ModelPointer first = model(default_model());
  try {
    library_ = load_library(sentences);
  } catch (const std::exception& error) {
    tell(ui::MessageKind::Error, error.what());
  }
  try {
    settings_ = read_settings(store_);
  } catch (const std::exception& error) {
    tell(ui::MessageKind::Warning, fmt::format("Settings start anew: {}. The old file is kept as {}", error.what(),
                                               set_aside(store_.settings_file)));
  }
  view_.persisted = settings_.view;
  core::Session start;
  start.model = default_model();
  start.sentence = first->config.default_sentence;
  bool restored = false;
  try {
    restored = read_last_session(store_, start);
  } catch (const std::exception& error) {
    tell(ui::MessageKind::Warning, fmt::format("The last session could not be read: {}. The file is kept as {}",
                                               error.what(), set_aside(store_.session_file)));
  }
  restore(std::move(start), restored);
  lessons_.load(assets_ / "lessons");
}

void App::park_strangers(core::Session& session) {
  try {
    app::park_strangers(session, *model(session.model));
  } catch (const core::Error&) {
    // A model that is not there is told where its run is asked for.
  }
}

App::~App() {
  save();
}

void App::wake() const {
  if (surroundings_.wake) surroundings_.wake();
}

void App::open_session(const core::Session& session, bool keep_selection) {
  history_ = core::History(session);
  view_.selection = session.selection;
  trace_ = before_ = former_ = preview_ = nullptr;
  core::return_freed_memory();  // of the model before
  refresh_trace();
  const std::string word = session.sentence == kFirstSentence ? "it" : "";
  select_once_shown([this, keep_selection, word] {
    if (!keep_selection) select_default(word);
  });
}

bool App::wants_frames() const {
  const bool gliding = !settings_.preferences.reduce_motion && former_ && now_ - glide_start_ < kGlideSeconds;
  return gliding || view_.transient.playing || view_.transient.unfinished;
}

void App::frame(ui::Ui& ui, ImVec2 size, double now) {
  now_ = now;
  poll_models();
  poll_worker();
  compared_.poll();
  prediction_.poll();
  nearest_.poll(view_.transient.word);
  poll_cost();
  refresh_compared();
  refresh_prediction();
  view_.transient.unfinished = false;
  lessons_.update();
  look_for_lessons();
  const ui::PersistedView shown = view_.persisted;
  refresh_folder();
  ui::Requests requests;
  ui::PanelInput input = panel_input();
  input.lesson = &lessons_.input();
  input.dark = ui.style.theme == ui::Theme::Dark;
  ui::draw_workspace(ui, size, input, view_, requests);
  const core::Selection selected = session().selection;
  apply(requests);
  if (const ui::MemoryQuestion* question = memory_.question()) {
    if (const auto answer = ui::draw_memory_dialog(ui, size, *question)) answer_memory(*answer);
  }
  refresh_kept();
  nearest_.refresh(view_.transient.word, shown_trace(), trace_ ? models_.nearest(trace_->config().id) : nullptr);
  keep_selection();
  if (!requests.list().empty() || session().selection != selected || view_.persisted != shown) changed_time_ = now_;
  // A gesture is over when nothing is held: then it is saved, and what keys change soon after.
  const bool active = ImGui::IsAnyItemActive();
  const bool released = std::exchange(was_active_, active) && !active;
  if (!active) {
    if (released || now_ - changed_time_ > kSavePause) save();
  } else if (ImGui::GetIO().WantTextInput && now_ - changed_time_ > kTypingPause) {
    save_session();  // a field may stay active for long; what stands in it must outlive a kill
  }
}

void App::apply(const ui::Requests& requests) {
  if (!requests.list().empty()) keep_selection();
  RequestHandler handler(*this);
  for (const ui::Request& request : requests.list()) std::visit(handler, request);
}

ui::PanelInput App::panel_input() const {
  ui::PanelInput input;
  input.trace = shown_trace().get();
  input.before = before_.get();
  input.former = former_.get();
  input.marks_former = marks_former_;
  const double passed = (now_ - glide_start_) / kGlideSeconds;
  input.glide = settings_.preferences.reduce_motion ? 1.0F : static_cast<float>(std::clamp(passed, 0.0, 1.0));
  input.empty_reason = empty_reason_;
  input.nearest = trace_ ? models_.nearest(trace_->config().id).get() : nullptr;
  input.session = &session();
  input.preferences = &settings_.preferences;
  input.models = &models_.cards();
  input.library = &library_;
  input.recent = &settings_.recent;
  input.messages = &messages_;
  input.folder = folder_ ? &*folder_ : nullptr;
  input.version = version();
  input.undo_name = history_.undo_name();
  input.redo_name = history_.redo_name();
  input.loading = models_.loading() ? models_.loading_name() : "";
  input.computing = worker_.busy() || models_.loading();
  input.progress = models_.loading() ? models_.progress() : worker_.progress();
  input.compared = compared_.trace().get();
  input.compare_text = compared_.text();
  input.compare_problem = compared_.problem();
  input.prediction = prediction_.get();
  input.predicting = prediction_.busy();
  input.cost = cost_.get();
  input.measuring = cost_.under_way();
  input.status = status_;
  return input;
}

std::string App::title() const {
  const std::string name = models_.name(session().model);
  return fmt::format("{} — {} — Heed", session().sentence.empty() ? "No sentence" : session().sentence, name);
}

void App::tell(ui::MessageKind kind, const std::string& text) {
  ui::Message message{kind, text, 1};
  const auto told =
      std::find_if(messages_.begin(), messages_.end(), [&](const ui::Message& one) { return one.text == text; });
  if (told != messages_.end()) {
    message.count = told->count + 1;
    messages_.erase(told);
  }
  messages_.push_back(std::move(message));
  if (messages_.size() > kMostMessages) messages_.erase(messages_.begin());
}

void App::dismiss(std::size_t message) {
  if (message < messages_.size()) messages_.erase(messages_.begin() + static_cast<std::ptrdiff_t>(message));
}

void App::copy(const std::string& text, const std::string& what) {
  if (surroundings_.set_clipboard) surroundings_.set_clipboard(text);
  status_ = "Copied: " + what;
}

}  // namespace app
