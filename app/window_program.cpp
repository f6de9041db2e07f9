#include "app/window_program.h"

#include <imgui.h>

#include "app/app.h"
#include "app/look.h"
#include "app/window.h"
#include "ui/lessons/lesson_memory.h"

namespace app {

namespace {

WindowOptions window_options(const WindowProgram& program, const Settings& settings) {
  WindowOptions options;
  options.width = settings.window_width;
  options.height = settings.window_height;
  options.icons = icon_files(program.assets / "icon");
  return options;
}

Settings settings_or_default(const Store& store) {
  try {
    return read_settings(store);
  } catch (const std::exception&) {
    return {};  // the App reads the file again and tells the reader
  }
}

}  // namespace

std::vector<std::filesystem::path> icon_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;  // without an icon the window is still a window
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (entry->path().extension() == ".png") files.push_back(entry->path());
  }
  return files;
}

void run_window(const WindowProgram& program) {
  const Store store = reader_store();
  Window window(window_options(program, settings_or_default(store)));
  std::string picture_path;  // asked for in a frame, taken between two frames
  Surroundings surroundings;
  surroundings.set_clipboard = [](const std::string& text) { ImGui::SetClipboardText(text.c_str()); };
  surroundings.save_window_picture = [&](const std::string& path) { picture_path = path; };
  surroundings.toggle_fullscreen = [&] { window.toggle_fullscreen(); };
  surroundings.wake = [] { Window::wake(); };
  surroundings.quit = [&] { window.close(); };
  App app(program.assets, program.sentences, store, std::move(surroundings));
  for (const std::string& message : window.gui().font_messages()) app.tell(ui::MessageKind::Warning, message);
  ui::lesson_memory(app.view()).offers = true;
  if (!program.session.sentence.empty()) app.open_session(program.session, false);
  if (!program.open.empty()) app.open_path(program.open);
  window.set_drop_handler([&](const std::vector<std::string>& paths) {
    for (const std::string& path : paths) app.open_path(path);
  });
  apply_preferences(window.gui(), app.preferences(), false);
  std::string title;
  const DrawFrame draw = [&](ui::Ui& ui) {
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    app.frame(ui, size, ImGui::GetTime());
    apply_preferences(window.gui(), app.preferences(), app.view().transient.presenter);
    if (!window.fullscreen()) app.remember_window_size(size, window.gui().display_scale());
    if (title != app.title()) window.set_title(title = app.title());
  };
  window.run(draw, [&] {
    if (!picture_path.empty()) app.save_picture(window.frame_as_shown(draw), picture_path);
    picture_path.clear();
    return app.wants_frames();
  });
}

}  // namespace app
