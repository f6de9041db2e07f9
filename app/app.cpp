#include "app/app.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/library.h"
#include "app/request_handler.h"
#include "app/session_files.h"
#include "app/version.h"
#include "core/attention/forward.h"
#include "core/error.h"
#include "core/models/catalog.h"
#include "core/sessions/session_json.h"
#include "core/spelling.h"
#include "ui/selection.h"

namespace app {

namespace {

constexpr double kGlideSeconds = 0.15;
constexpr double kTypingPause = 1;  // seconds after the last letter
constexpr std::size_t kMostMessages = 4;
const std::string& default_model() {
  return core::built_in_models().front().id;
}

bool only_spaces(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char byte) { return byte <= ' '; });
}

bool same_shape(const core::AttentionTrace& a, const core::AttentionTrace& b) {
  return a.run.model == b.run.model && a.tokens.size() == b.tokens.size() &&
         a.second_tokens.size() == b.second_tokens.size();
}

std::vector<ui::ModelCard> list_models() {
  std::vector<ui::ModelCard> cards;
  for (const core::CatalogEntry& entry : core::built_in_models()) {
    cards.push_back({entry.id, entry.name, "", entry.origin, ""});
  }
  return cards;
}

}  // namespace

App::App(std::filesystem::path assets, const std::filesystem::path& sentences, Store store, Surroundings surroundings)
    : assets_(std::move(assets)),
      store_(std::move(store)),
      surroundings_(std::move(surroundings)),
      model_cards_(list_models()),
      history_(core::Session{}),
      worker_([this] { wake(); }),
      compare_worker_([this] { wake(); }),
      cost_worker_([this] { wake(); }),
      lessons_(*this) {
  const ModelPointer first = model(default_model());
  try {
    library_ = load_library(sentences);
  } catch (const core::Error& error) {
    tell(ui::MessageKind::Error, error.what());
  }
  try {
    settings_ = read_settings(store_);
  } catch (const std::exception& error) {
    set_aside(store_.settings_file);
    tell(ui::MessageKind::Warning, fmt::format("Settings start anew: {}. The old file is kept as {}.damaged",
                                               error.what(), store_.settings_file.filename().string()));
  }
  view_.persisted = settings_.view;
  core::Session start;
  start.model = default_model();
  start.sentence = first->config.default_sentence;
  bool restored = false;
  try {
    restored = read_last_session(store_, start);
  } catch (const std::exception& error) {
    set_aside(store_.session_file);
    tell(ui::MessageKind::Warning, fmt::format("The last session could not be read: {}. The file is kept as {}.damaged",
                                               error.what(), store_.session_file.filename().string()));
  }
  open_session(start, restored);
  lessons_.load(assets_ / "lessons");
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
  trace_ = before_ = former_ = nullptr;
  refresh_trace();
  finish_run();
  if (!keep_selection) select_default(session.sentence == kFirstSentence ? "it" : "");
}

App::ModelPointer App::model(const std::string& id) {
  ModelPointer& loaded = models_[id];
  if (!loaded) {
    try {
      loaded = core::load_model(id, assets_);
    } catch (...) {
      models_.erase(id);
      throw;
    }
    nearest_[id] = std::make_shared<core::NearestWords>(loaded);
    for (ui::ModelCard& card : model_cards_) {
      if (card.id != id) continue;
      card.about = loaded->config.about;
      std::size_t heads = 0;
      for (const core::LayerConfig& layer : loaded->config.layers) heads += layer.heads.size();
      const std::size_t layers = loaded->config.layers.size();
      card.detail =
          fmt::format("{} {}, {} {}", layers, layers == 1 ? "layer" : "layers", heads, heads == 1 ? "head" : "heads");
    }
  }
  return loaded;
}

core::RunInput App::run_of(const core::Session& session) {
  core::RunInput run;
  run.model = model(session.model);
  run.sentence = session.sentence;
  run.has_second = session.has_second;
  run.second = session.has_second ? session.second : std::string();
  run.switches = session.switches;
  run.edits = core::edits_in_force(session);
  return run;
}

void App::refresh_trace() {
  empty_reason_.clear();
  if (only_spaces(session().sentence)) {
    trace_ = before_ = former_ = nullptr;
    worker_.cancel();
    empty_reason_ = "Type a sentence above, or choose one from the library";
    return;
  }
  try {
    const core::RunInput run = run_of(session());
    if (trace_ && trace_->run == run) {
      worker_.cancel();
      return;
    }
    if (is_long(run)) {
      worker_.request(run, trace_);
    } else {
      worker_.cancel();
      take(core::compute_trace(run, trace_));
    }
  } catch (const core::Error& error) {
    trace_ = before_ = former_ = nullptr;
    empty_reason_ = error.what();
  }
}

bool App::is_long(const core::RunInput& run) const {
  const auto tokens = core::tokenize_sentences(*run.model, run.sentence, run.has_second, run.second);
  return estimated_cost(run.model->config, static_cast<core::Index>(tokens.first.size()),
                        static_cast<core::Index>(tokens.second.size())) > kInstantCost;
}

void App::take(core::TracePointer trace) {
  const bool comparable = trace_ && same_shape(*trace_, *trace);
  if (!comparable) {
    former_ = nullptr;
  } else if (!continues_) {
    former_ = trace_;
    glide_start_ = now_;
  }
  trace_ = std::move(trace);
  refresh_before();
}

// The same run without the reader's edits, for "before" and "difference".
void App::refresh_before() {
  if (trace_->run.edits.empty()) {
    before_ = trace_;
    return;
  }
  core::RunInput plain = trace_->run;
  plain.edits.clear();
  if (before_ && before_->run == plain) return;
  before_ = core::compute_trace(plain, before_ ? before_ : trace_);
}

void App::poll_worker() {
  const auto result = worker_.poll();
  if (!result) return;
  try {
    if (result->error) std::rethrow_exception(result->error);
    if (result->trace) take(result->trace);
  } catch (const core::Error& error) {
    trace_ = before_ = former_ = nullptr;
    empty_reason_ = error.what();
  }
}

void App::finish_run() {
  while (worker_.busy() || compare_worker_.busy()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    poll_worker();
    poll_compared();
  }
  poll_worker();
  poll_compared();
}

bool App::wants_frames() const {
  const bool gliding = !settings_.preferences.reduce_motion && former_ && now_ - glide_start_ < kGlideSeconds;
  return gliding || view_.transient.playing || view_.transient.unfinished;
}

void App::frame(ui::Ui& ui, ImVec2 size, double now) {
  now_ = now;
  poll_worker();
  poll_compared();
  poll_cost();
  refresh_compared();
  view_.transient.unfinished = false;
  lessons_.update();
  look_for_lessons();
  ui::Requests requests;
  ui::PanelInput input = panel_input();
  input.lesson = &lessons_.input();
  ui::draw_workspace(ui, size, input, view_, requests);
  if (!requests.list().empty()) changed_time_ = now_;
  apply(requests);
  history_.select(view_.selection);
  // A gesture is over when nothing is held; then it is saved.
  if (!ImGui::IsAnyItemActive()) {
    save();
  } else if (ImGui::GetIO().WantTextInput && now_ - changed_time_ > kTypingPause) {
    save_session();  // a field may stay active for long; what stands in it must outlive a kill
  }
}

ui::PanelInput App::panel_input() const {
  ui::PanelInput input;
  input.trace = trace_.get();
  input.before = before_.get();
  input.former = former_.get();
  const double passed = (now_ - glide_start_) / kGlideSeconds;
  input.glide = settings_.preferences.reduce_motion ? 1.0F : static_cast<float>(std::clamp(passed, 0.0, 1.0));
  input.empty_reason = empty_reason_;
  const auto nearest = trace_ ? nearest_.find(trace_->config().id) : nearest_.end();
  input.nearest = nearest == nearest_.end() ? nullptr : nearest->second.get();
  input.session = &session();
  input.preferences = &settings_.preferences;
  input.models = &model_cards_;
  input.library = &library_;
  input.recent = &settings_.recent;
  input.messages = &messages_;
  input.folder = folder_ ? &*folder_ : nullptr;
  input.version = version();
  input.undo_name = history_.undo_name();
  input.redo_name = history_.redo_name();
  input.computing = worker_.busy();
  input.progress = worker_.progress();
  input.compared = compared_.get();
  input.compare_text = compare_text_;
  input.compare_problem = compare_problem_;
  input.cost = cost_ ? &*cost_ : nullptr;
  input.measuring = measuring_;
  input.status = status_;
  return input;
}

std::string App::title() const {
  const auto found = models_.find(session().model);
  const std::string name = found == models_.end() ? session().model : found->second->config.name;
  return fmt::format("{} — {} — Heed", session().sentence.empty() ? "No sentence" : session().sentence, name);
}

void App::tell(ui::MessageKind kind, const std::string& text) {
  for (const ui::Message& message : messages_) {
    if (message.text == text) return;
  }
  messages_.push_back({kind, text});
  if (messages_.size() > kMostMessages) messages_.erase(messages_.begin());
}

}  // namespace app
