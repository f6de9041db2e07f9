#include <cstdio>
#include <cstring>

#include "app/screenshot.h"
#include "app/window_program.h"
#include "core/error.h"
#include "core/models/catalog.h"

// Until the command line arrives: heed OUT.png SENTENCE MODEL WIDTH HEIGHT SCALE light|dark WORD
int main(int argc, char** argv) {
  try {
    if (argc == 1) {
      app::run_window({HEED_SOURCE_ASSETS "/assets", HEED_SOURCE_ASSETS "/sentences", "", {}});
      return 0;
    }
    app::ScreenshotOptions options;
    options.assets = HEED_SOURCE_ASSETS "/assets";
    options.sentences = HEED_SOURCE_ASSETS "/sentences";
    if (argc > 2) options.session.sentence = argv[2];
    options.session.model = argc > 3 ? argv[3] : core::built_in_models().front().id;
    if (argc > 5) options.width = std::atoi(argv[4]), options.height = std::atoi(argv[5]);
    if (argc > 6) options.scale = static_cast<float>(std::atof(argv[6]));
    if (argc > 7 && std::strcmp(argv[7], "dark") == 0) options.theme = ui::Theme::Dark;
    if (argc > 8) options.select = argv[8];
    app::write_png(app::take_screenshot(options), argc > 1 ? argv[1] : "heed.png");
  } catch (const core::Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
  return 0;
}
