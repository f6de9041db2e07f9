#include <fmt/format.h>

#include <filesystem>

#include "app/commands/commands.h"
#include "app/commands/run_options.h"
#include "app/figures.h"
#include "core/attention/edit_text.h"
#include "core/attention/forward.h"
#include "core/error.h"
#include "core/figures/map_figure.h"
#include "core/plain_text.h"

namespace app {

namespace {

struct RenderOptions {
  RunOptions run;
  std::string layer, head, out;
};

void check_ending(const std::filesystem::path& out) {
  const std::string ending = out.extension().string();
  for (const char* known : {".png", ".svg", ".pdf", ".csv"}) {
    if (ending == known) return;
  }
  throw core::Error(fmt::format("--out {} is of no kind that a figure is written as", core::shown_text(out.string())),
                    "a name that ends in .png, .svg, .pdf or .csv", "");
}

int run_render(const RenderOptions& options) {
  check_ending(options.out);
  const core::RunInput run = make_run(options.run);
  const auto [layer, head] = core::parse_head(options.layer + "." + options.head, *run.model);
  const core::TracePointer trace = core::compute_trace(run);
  if (trace->head(layer, head).idle) {
    throw core::Error(fmt::format("head {} looks at a second sentence and there is none", options.head),
                      "--second SENTENCE", "");
  }
  const std::string title = fmt::format("{} · layer {}, head {}", trace->head_config(layer, head).name, layer, head);
  core::MapFigure figure =
      weights_figure(trace->head(layer, head).weights, trace->tokens, trace->key_tokens(layer, head), title);
  if (run.switches.softmax_of(layer, head) == core::SoftmaxKind::None) core::fit_range(figure);
  core::write_figure(options.out, figure, paper_style(ui::ColorMap::SingleHue));
  return 0;
}

}  // namespace

void add_render_command(CLI::App& program, Action& action) {
  const auto options = std::make_shared<RenderOptions>();
  CLI::App* command = program.add_subcommand("render", "Draw one head's weights as a figure: PNG, SVG, PDF or CSV");
  command->add_option("SENTENCE", options->run.sentence, "The sentence, as one argument")->required();
  add_input_options(*command, options->run);
  add_switch_options(*command, options->run);
  command->add_option("--layer", options->layer, "The layer, counting from 0")->required();
  command->add_option("--head", options->head, "The head, by number or id")->required();
  command->add_option("--out", options->out, "FILE.png, .svg, .pdf or .csv")->required()->type_name("FILE");
  command->footer(
      "A row is the word that looks, a column the word looked at. Colours span 0 to 1; with --softmax none the "
      "range of the values, as the legend says. CSV holds digits that read back to the bit.\n\n" +
      edit_help());
  command->callback([options, &action] { action = [options] { return run_render(*options); }; });
}

}  // namespace app
