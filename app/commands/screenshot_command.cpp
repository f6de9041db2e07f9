#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "app/asset_paths.h"
#include "app/commands/commands.h"
#include "app/commands/run_options.h"
#include "app/picture.h"
#include "app/screenshot.h"
#include "app/store.h"
#include "core/attention/memory.h"
#include "core/attention/token_reference.h"
#include "core/error.h"
#include "core/numbers.h"
#include "core/plain_text.h"
#include "core/sessions/follow.h"
#include "core/spelling.h"
#include "ui/panels/row_views.h"

namespace app {

namespace {

struct ScreenshotArguments {
  RunOptions run;
  std::string out, select, lesson, view, theme = "light", size = "1600x1000", scale = "1";
  bool whole_words = false, resting_aside = false;
};

constexpr long kLargestSide = 16'384;

void check_ending(const std::filesystem::path& out) {
  const std::string ending = out.extension().string();
  if (ending == ".png") return;
  throw core::Error(fmt::format("--out {} {}", core::shown_text(out.string()),
                                ending.empty() ? "has no ending" : "ends in " + ending),
                    "a name that ends in .png", "for one head's map as SVG, PDF or CSV there is heed render");
}

void read_size(const std::string& text, ScreenshotOptions& options) {
  const std::size_t cross = text.find_first_of("xX");
  const long width = core::parse_count(text.substr(0, cross)).value_or(0);
  const long height = cross == std::string::npos ? 0 : core::parse_count(text.substr(cross + 1)).value_or(0);
  const bool fits =
      width >= kLeastWindowWidth && height >= kLeastWindowHeight && width <= kLargestSide && height <= kLargestSide;
  if (!fits) {
    throw core::Error(fmt::format("the size \"{}\" is no size of a window", core::shown_text(text)),
                      fmt::format("WxH in pixels, from {}x{} to {}x{}, such as 1600x1000", kLeastWindowWidth,
                                  kLeastWindowHeight, kLargestSide, kLargestSide),
                      "");
  }
  options.width = static_cast<int>(width);
  options.height = static_cast<int>(height);
}

void read_look(const ScreenshotArguments& arguments, ScreenshotOptions& options) {
  constexpr float kLeastScale = 0.5F;
  constexpr float kMostScale = 4;
  read_size(arguments.size, options);
  if (arguments.theme != "light" && arguments.theme != "dark") {
    throw core::Error(fmt::format("there is no theme \"{}\"", core::shown_text(arguments.theme)), "light or dark",
                      core::did_you_mean(arguments.theme, {"light", "dark"}, ""));
  }
  options.theme = arguments.theme == "dark" ? ui::Theme::Dark : ui::Theme::Light;
  const auto scale = core::parse_number(arguments.scale);
  if (!scale || *scale < kLeastScale || *scale > kMostScale) {
    throw core::Error(fmt::format("the scale \"{}\" is no scale of the window", core::shown_text(arguments.scale)),
                      fmt::format("a number from {} to {}", kLeastScale, kMostScale), "");
  }
  options.scale = *scale;
}

constexpr const char* kPatterns = "patterns";  // stands at the left edge instead

std::vector<std::string> view_ids() {
  std::vector<std::string> ids;
  for (const ui::RowViewEntry& entry : ui::row_views()) ids.emplace_back(entry.id);
  if (std::find(ids.begin(), ids.end(), kPatterns) == ids.end()) ids.emplace_back(kPatterns);
  return ids;
}

std::string view_names() {
  return fmt::format("{}", fmt::join(view_ids(), ", "));
}

void read_view(const std::string& text, ScreenshotOptions& options) {
  if (text.empty()) return;
  if (text == kPatterns) {
    options.left_panel = ui::LeftPanel::Patterns;
    return;
  }
  const ui::RowViewEntry* entry = ui::find_row_view(text);
  if (entry == nullptr) {
    throw core::Error(fmt::format("there is no view \"{}\"", core::shown_text(text)), "one of " + view_names(),
                      core::did_you_mean(text, view_ids(), ""));
  }
  options.row_view = entry->view;
}

// A step sets its own stage.
void refuse_beside_lesson(const ScreenshotArguments& arguments) {
  if (arguments.lesson.empty()) return;
  const bool others = !arguments.run.sentence.empty() || !arguments.select.empty() || !arguments.view.empty();
  if (!others) return;
  throw core::Error("--lesson stands beside --sentence, --select or --view", "--lesson alone",
                    "a lesson's step says itself what is on screen");
}

int run_screenshot(const ScreenshotArguments& arguments) {
  refuse_beside_lesson(arguments);
  check_ending(arguments.out);
  const AssetPaths paths = find_assets();
  ScreenshotOptions options;
  options.assets = paths.assets;
  options.sentences = paths.sentences;
  read_look(arguments, options);
  read_view(arguments.view, options);
  options.whole_words = arguments.whole_words;
  options.resting_aside = arguments.resting_aside;
  options.lesson = arguments.lesson;
  if (!arguments.lesson.empty()) {
    write_png(take_screenshot(options), arguments.out);
    return 0;
  }
  RunOptions what = arguments.run;
  if (what.sentence.empty()) what.sentence = open_model(what.model)->config.default_sentence;
  const core::RunInput run = make_run(what);
  settle_memory(run, {}, what.anyway, core::available_memory());
  core::Session& session = options.session;
  session.model = run.model->config.id;
  session.sentence = run.sentence;
  session.has_second = run.has_second;
  session.second = run.second;
  const auto [tokens, second] = core::tokenize_sentences(*run.model, run.sentence, run.has_second, run.second);
  for (const core::Edit& edit : run.edits) {
    session.edits[session.model].push_back(core::hang_edit(edit, *run.model, tokens, second));
  }
  if (!arguments.select.empty()) options.select = std::to_string(core::find_token(arguments.select, tokens));
  write_png(take_screenshot(options), arguments.out);
  return 0;
}

}  // namespace

void add_screenshot_command(CLI::App& program, Action& action) {
  const auto arguments = std::make_shared<ScreenshotArguments>();
  CLI::App* command = program.add_subcommand("screenshot", "Draw the window into a PNG, without a display");
  command->add_option("--out", arguments->out, "The PNG file to write")->required()->type_name("FILE");
  command->add_option("--sentence", arguments->run.sentence, "The sentence; the model's own is the standard");
  add_input_options(*command, arguments->run);
  command->add_option("--select", arguments->select, "The word that is selected");
  command->add_option("--lesson", arguments->lesson, "Lesson to show: ID or ID:STEP");
  command->add_option("--view", arguments->view, "What stands in the stages' place: " + view_names());
  command->add_flag("--whole-words", arguments->whole_words, "Pieces of words are shown as one");
  command->add_flag("--resting-aside", arguments->resting_aside, "Colours and ribbons scale without resting places");
  command->add_option("--theme", arguments->theme, "light (the standard) or dark");
  command->add_option(
      "--size", arguments->size,
      fmt::format("Pixels, WxH (standard 1600x1000, least {}x{})", kLeastWindowWidth, kLeastWindowHeight));
  command->add_option("--scale", arguments->scale, "Size of type and controls, 0.5 to 4 (standard 1)");
  command->footer(
      "The same options give the same picture on every machine; the reader's own settings do not count.\n\n" +
      edit_help());
  command->callback([arguments, &action] { action = [arguments] { return run_screenshot(*arguments); }; });
}

}  // namespace app
