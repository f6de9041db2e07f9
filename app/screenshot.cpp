#include "app/screenshot.h"

#include <fmt/format.h>

#include "app/app.h"
#include "app/headless.h"
#include "app/lesson_files.h"
#include "core/error.h"
#include "core/models/find_models.h"

namespace app {

Picture take_screenshot(const ScreenshotOptions& options) {
  HeadlessOptions headless_options;
  headless_options.width = options.width;
  headless_options.height = options.height;
  headless_options.scale = options.scale;
  headless_options.theme = options.theme;
  Headless headless(headless_options);
  Store store;  // nothing of the reader's but the models and lessons that can be asked for by name
  store.models = core::model_places();
  store.lessons_folder = options.lesson.empty() ? std::filesystem::path() : own_lessons_folder();
  Surroundings surroundings;
  surroundings.free_memory = [] { return std::uint64_t{0}; };  // whoever asks for a picture has settled it already
  App app(options.assets, options.sentences, store, std::move(surroundings));
  if (!options.session.sentence.empty()) app.open_session(options.session, false);
  app.finish_run();
  if (!app.trace()) throw core::Error(app.panel_input().empty_reason, "", "");
  if (app.session().sentence != app.trace()->config().default_sentence) app.select_telling_word();
  if (app.session().has_second) {
    app.select_cross_head();
    app.reselect_key();
  }
  if (!options.select.empty() && !app.select_word(options.select)) {
    throw core::Error(fmt::format("the sentence has no word \"{}\"", options.select), "one of its words or a position",
                      "words are compared without case");
  }
  if (options.lesson.empty()) {
    app.view().persisted.row_view = options.row_view;
    app.view().persisted.whole_words = options.whole_words;
    app.view().persisted.resting_aside = options.resting_aside;
    app.view().persisted.left_panel = options.left_panel;
  } else {
    app.lessons().open_place(options.lesson);
    app.finish_run();
    if (const std::string& problem = app.lessons().input().problem; !problem.empty())
      throw core::Error(problem, "", "");
  }
  const ImVec2 size(static_cast<float>(options.width), static_cast<float>(options.height));
  double now = 0;
  const DrawFrame draw = [&](ui::Ui& ui) { app.frame(ui, size, now += 1); };
  // Maps fill in over several frames where they are many.
  return draw_settled(headless, draw, [&app] {
    app.finish_run();
    return app.wants_frames();
  });
}

}  // namespace app
