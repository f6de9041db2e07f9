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
constexpr std::size_t kMostRecent = 20;
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

// A damaged file is kept beside the new one: it may hold work worth mending by hand.
void set_aside(const std::filesystem::path& file) {
  std::error_code ignored;
  std::filesystem::rename(file, file.string() + ".damaged", ignored);
}

}  // namespace

App::App(const std::filesystem::path& assets, const std::filesystem::path& sentences, Store store,
         Surroundings surroundings)
    : assets_(assets),
      store_(std::move(store)),
      surroundings_(std::move(surroundings)),
      model_cards_(list_models()),
      history_(core::Session{}),
      worker_([this] {
        if (surroundings_.wake) surroundings_.wake();
      }) {
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
  open_session(std::move(start), restored);
}

App::~App() {
  save();
}

void App::open_session(core::Session session, bool keep_selection) {
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
  const core::Tokens tokens = run.model->encoder->tokenize(run.sentence, core::SentencePart::First);
  const core::Tokens second =
      run.has_second ? run.model->encoder->tokenize(run.second, core::SentencePart::Second) : core::Tokens{};
  return estimated_cost(run.model->config, static_cast<core::Index>(tokens.size()),
                        static_cast<core::Index>(second.size())) > kInstantCost;
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
  while (worker_.busy()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    poll_worker();
  }
  poll_worker();
}

bool App::wants_frames() const {
  const bool gliding = !settings_.preferences.reduce_motion && former_ && now_ - glide_start_ < kGlideSeconds;
  return gliding || view_.transient.playing;
}

void App::frame(ui::Ui& ui, ImVec2 size, double now) {
  now_ = now;
  poll_worker();
  ui::Requests requests;
  ui::draw_workspace(ui, size, panel_input(), view_, requests);
  apply(requests);
  history_.select(view_.selection);
  // A gesture is over when nothing is held; then it is saved.
  if (!ImGui::IsAnyItemActive()) save();
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

bool App::select_word(const std::string& word) {
  if (!trace_ || word.empty()) return false;
  for (std::size_t t = 0; t < trace_->tokens.size(); ++t) {
    if (core::lower(trace_->tokens[t].text) != core::lower(word) && std::to_string(t) != word) continue;
    ui::select_query(panel_input(), view_.selection, static_cast<core::Index>(t));
    history_.select(view_.selection);
    return true;
  }
  return false;
}

// After another sentence or model: the head that is meant, the word that is meant, its strongest key.
void App::select_default(const std::string& word, const std::string& head) {
  if (!trace_) return;
  const ui::PanelInput input = panel_input();
  ui::clamp_selection(input, view_.selection);  // it may still be the former model's
  const std::string wanted = head.empty() ? "reference" : head.substr(head.find('.') + 1);
  const auto& layers = trace_->config().layers;
  for (std::size_t l = 0; l < layers.size(); ++l) {
    for (std::size_t h = 0; h < layers[l].heads.size(); ++h) {
      if (layers[l].heads[h].id != wanted) continue;
      ui::select_head(input, view_.selection, static_cast<core::Index>(l), static_cast<core::Index>(h));
    }
  }
  if (!select_word(word)) {
    const auto last = static_cast<core::Index>(trace_->tokens.size()) - 1;
    ui::select_query(input, view_.selection, std::min(view_.selection.query, last));
  }
  history_.select(view_.selection);
}

// The strongest key of the row as it is now, for a selection whose word moved.
void App::reselect_key() {
  if (!trace_) return;
  ui::clamp_selection(panel_input(), view_.selection);
  const auto last = static_cast<core::Index>(trace_->tokens.size()) - 1;
  ui::select_query(panel_input(), view_.selection, std::min(view_.selection.query, last));
  history_.select(view_.selection);
}

void App::save() {
  remember_recent();
  settings_.view = view_.persisted;
  try {
    if (!(session() == saved_session_)) {
      write_last_session(store_, session());
      saved_session_ = session();
    }
    if (!(settings_ == saved_settings_)) {
      write_settings(store_, settings_);
      saved_settings_ = settings_;
    }
  } catch (const std::exception& error) {
    // Said once: tell() keeps one of equal messages. The state is kept in memory and tried again with the next change.
    saved_session_ = session();
    saved_settings_ = settings_;
    tell(ui::MessageKind::Warning, error.what());
  }
}

void App::open_path(const std::string& path) {
  try {
    std::error_code unknown;
    if (std::filesystem::is_directory(path, unknown)) {
      throw core::Error(fmt::format("“{}” is a folder", path), "a session file (.json)",
                        "models in folders cannot be opened yet");
    }
    core::Session session = core::read_session_file(path, [this](const std::string& id) { return model(id); });
    model(session.model);  // refuses a model that is not there before anything is given up
    const core::Selection selected = session.selection;
    history_.push("Open " + std::filesystem::path(path).filename().string(), session, false);
    refresh_trace();
    view_.selection = selected;
    status_ = "Opened " + path;
  } catch (const core::Error& error) {
    tell(ui::MessageKind::Error, error.what());
  }
}

void App::save_picture(const Picture& picture, const std::string& path) {
  try {
    write_png(picture, path);
    status_ = "Saved " + path;
  } catch (const core::Error& error) {
    tell(ui::MessageKind::Error, error.what());
  }
}

void App::remember_window_size(ImVec2 size, float display_scale) {
  settings_.window_width = static_cast<int>(size.x / display_scale);
  settings_.window_height = static_cast<int>(size.y / display_scale);
}

void App::export_figure(const ui::ExportFigure&) const {}

void App::remember_recent() {
  const std::string& sentence = session().sentence;
  if (only_spaces(sentence) || (!settings_.recent.empty() && settings_.recent.front() == sentence)) return;
  auto& recent = settings_.recent;
  recent.erase(std::remove(recent.begin(), recent.end(), sentence), recent.end());
  recent.insert(recent.begin(), sentence);
  if (recent.size() > kMostRecent) recent.resize(kMostRecent);
}

}  // namespace app
