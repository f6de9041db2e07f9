// What the App reads from disk and writes to it after the start.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/app.h"
#include "app/figures.h"
#include "app/file_overlay.h"
#include "app/folder_listing.h"
#include "app/session_files.h"
#include "core/attention/run_changes.h"
#include "core/error.h"
#include "core/files.h"
#include "core/json_reader.h"
#include "core/models/catalog.h"
#include "core/sessions/session_json.h"
#include "ui/panels/map_scene.h"

namespace app {

namespace {

constexpr std::size_t kMostRecent = 20;
constexpr std::size_t kLongestRecent = 100'000;  // bytes; a longer text is no line of a list

// A lesson has steps, a session has none. Throws core::Error for what is no JSON and not called so, either.
bool is_lesson(const std::string& text, const std::filesystem::path& name) {
  try {
    const core::JsonValue json = core::parse_json(text, name.string());
    return json.has("steps") && !json.has("heed_session");
  } catch (const core::Error&) {
    if (name.extension() == ".json") throw;
    throw core::Error(name.string() + " is nothing that Heed opens",
                      "a model's folder, a .gguf file, a session or a lesson", "");
  }
}

}  // namespace

void App::save() {
  if (!lessons_.is_staged()) remember_recent();
  settings_.view = lessons_.own_view();
  save_session();
  if (settings_ == saved_settings_) return;
  // Marked as saved first: a folder that cannot be written is named once, and tried again with the next change.
  saved_settings_ = settings_;
  try_to_save(settings_problem_, [this] { write_settings(store_, settings_); });
}

void App::try_to_save(std::string& problem, const std::function<void()>& write) {
  try {
    write();
    std::erase_if(messages_, [&](const ui::Message& message) { return message.text == problem; });
    problem.clear();
  } catch (const std::exception& error) {
    problem = error.what();
    tell(ui::MessageKind::Warning, problem);
  }
}

// Files may have been added, mended or deleted since the list was last looked at.
void App::look_for_lessons() {
  const bool listed = view_.persisted.left_panel == ui::LeftPanel::Lessons && !lessons_.is_staged();
  if (listed && !lessons_listed_) lessons_(ui::RescanLessons{});
  lessons_listed_ = listed;
}

void App::save_session() {
  // In a lesson it is the reader's own work that outlives the program, not the lesson's stage.
  const core::Session& own = lessons_.own_session();
  if (own == saved_session_ || (stand_in_ && own == *stand_in_)) return;
  saved_session_ = own;
  try_to_save(session_problem_, [&] { write_last_session(store_, own); });
}

void App::open_path(const std::string& path) {
  act_for_overlay(*this, ui::Overlay::OpenFile, [&](bool) {
    std::error_code unknown;
    if (core::is_learned_model(path)) {
      ui::Requests requests;
      requests.add(ui::ChooseModel{models_.canonical(path)});
      return apply(requests);
    }
    if (std::filesystem::is_directory(path, unknown)) {
      core::summarize_learned_model(path);  // throws, naming what is missing
    }
    const std::filesystem::path name = std::filesystem::path(path).filename();
    const std::string text = core::read_file(path, core::JsonLimits().bytes);
    if (is_lesson(text, name)) return lessons_.adopt(name.string(), text);
    // Only built-in models name heads and components; the edits of others are numbers.
    core::Session session = core::parse_session(
        text, name.string(), [this](const std::string& id) { return core::is_built_in(id) ? model(id) : nullptr; });
    session.model = models_.canonical(session.model);
    if (!has_model(session.model, [this, path] { open_path(path); })) return;
    place_edits(session, *model(session.model));  // refuses a model that is not there before anything is given up
    lessons_.leave_everything();                  // it joins the reader's own work
    history_.push("Open " + name.string(), session, false);
    refresh_trace();
    select_once_shown([] {});
    status_ = "Opened " + path;
  });
}

void App::save_picture(const Picture& picture, const std::string& path) {
  const bool asked =
      std::exchange(view_.transient.files.saves_picture, false) && view_.transient.overlay == ui::Overlay::None;
  const ui::Overlay asked_in = asked ? ui::Overlay::SaveFile : ui::Overlay::None;
  try {
    write_png(picture, path);
    status_ = "Saved " + path;
  } catch (const core::Error& error) {
    refuse_where_asked(*this, asked_in, error.what());
  }
}

void App::remember_window_size(ImVec2 size, float display_scale) {
  const auto kept = [display_scale](float pixels, int least) {
    return static_cast<int>(
        std::clamp(pixels / display_scale, static_cast<float>(least), static_cast<float>(kMostWindow)));
  };
  const int width = kept(size.x, kLeastWindowWidth);
  const int height = kept(size.y, kLeastWindowHeight);
  if (width == settings_.window_width && height == settings_.window_height) return;
  settings_.window_width = width;
  settings_.window_height = height;
  changed_time_ = now_;
}

// What another program did to the folder since is seen when it is looked at again.
void App::refresh_folder() {
  const ui::Overlay overlay = view_.transient.overlay;
  const bool shown = overlay == ui::Overlay::OpenFile || overlay == ui::Overlay::SaveFile;
  if (shown && !folder_shown_ && folder_) folder_ = app::list_folder(folder_->path);
  folder_shown_ = shown;
}

void App::list_folder(const std::string& path) {
  ui::FolderListing listing = app::list_folder(path);
  const bool unreadable = listing.entries.empty() && !listing.problem.empty();
  if (unreadable && folder_) {
    folder_->refused = listing.path + ": " + listing.problem;
  } else {
    folder_ = std::move(listing);
  }
}

void App::export_map(const std::string& path) {
  act_for_overlay(*this, ui::Overlay::SaveFile, [&](bool) {
    write_map(path);
    status_ = "Saved " + path;
  });
}

void App::export_window(const std::string& path) {
  act_for_overlay(*this, ui::Overlay::SaveFile, [&](bool asked) {
    if (std::filesystem::path(path).extension() != ".png") {
      throw core::Error("the window cannot be saved as " + path, "a path that ends in .png", "");
    }
    view_.transient.files.saves_picture = asked;
    if (surroundings_.save_window_picture) surroundings_.save_window_picture(path);
    status_ = "Saving " + path;
  });
}

void App::save_session_as(const std::string& path) {
  act_for_overlay(*this, ui::Overlay::SaveFile, [&](bool) {
    core::Session session = this->session();
    if (shows_session()) session.selection = view_.selection;
    core::write_session_file(path, session, [this](const std::string& id) { return model(id); });
    status_ = "Saved " + path;
  });
}

// The map that is shown, with its words and its range, in the present colour map but on paper's white.
void App::write_map(const std::string& path) const {
  if (!trace_) throw core::Error("there is no map to save", "a sentence that is computed", empty_reason_);
  ui::ViewState view = view_;  // whose cache keeps what the map is made of
  ui::PanelInput input = panel_input();
  const bool before = view.transient.show_before && input.before != nullptr;
  if (before) input.trace = input.before;
  const core::Selection& selection = view.selection;
  const ui::MapScene scene = ui::make_map_scene(input, view);
  std::string title = ui::map_name(input, selection);
  if (selection.map == core::MapKind::Head) {
    title += fmt::format(" · layer {}, head {}", selection.layer, selection.head);
  }
  // Whoever sees the figure alone must not take an edited run for the model's own.
  if (const std::string changes = core::run_changes(input.trace->run); !changes.empty()) title += " · " + changes;
  if (before) title += " · before the edits";
  if (scene.is_difference) title += " · now − before";
  core::MapFigure figure = weights_figure(scene.values(), *scene.queries, *scene.keys, title);
  figure.high = std::max(scene.full, scene.shown->largest);  // also of what the window sets aside
  if (scene.is_signed) figure.low = -figure.high;
  if (scene.is_difference) figure.quantity = "change";
  const ui::ColorMap colors = settings_.preferences.color_map;
  core::write_figure(path, figure, scene.is_signed ? signed_paper_style() : paper_style(colors));
}

void App::remember_recent() {
  const std::string& sentence = session().sentence;
  if (sentence.size() > kLongestRecent) return;
  if (sentence.find_first_not_of(" \t\n") == std::string::npos ||
      (!settings_.recent.empty() && settings_.recent.front() == sentence))
    return;
  auto& recent = settings_.recent;
  recent.erase(std::remove(recent.begin(), recent.end(), sentence), recent.end());
  recent.insert(recent.begin(), sentence);
  if (recent.size() > kMostRecent) recent.resize(kMostRecent);
}

}  // namespace app
