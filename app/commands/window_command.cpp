#include <cstdlib>

#include "app/asset_paths.h"
#include "app/commands/commands.h"
#include "app/window_program.h"
#include "core/error.h"
#include "core/models/catalog.h"
#include "core/models/learned_model.h"
#include "core/sessions/session_json.h"
#include "core/spelling.h"

namespace app {

namespace {

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

}  // namespace

int open_window(const std::string& session_file) {
  const AssetPaths paths = find_assets();
  // A damaged file is refused before a window is opened.
  if (core::is_learned_model(session_file)) {
    core::summarize_learned_model(session_file);
  } else if (!session_file.empty()) {
    core::read_session_file(session_file, [&](const std::string& id) {
      return core::is_built_in(id) ? core::load_model(id, paths.assets) : nullptr;
    });
  }
  if (!is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY")) {
    throw core::Error("there is no display for the window", "DISPLAY or WAYLAND_DISPLAY to name one",
                      "heed --help lists the commands, which need none: " + core::all_of(command_names()));
  }
  WindowProgram program;
  program.assets = paths.assets;
  program.sentences = paths.sentences;
  program.open = session_file;
  run_window(program);
  return 0;
}

}  // namespace app
