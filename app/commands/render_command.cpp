#include <fmt/format.h>

#include <filesystem>

#include "app/commands/commands.h"
#include "app/commands/run_options.h"
#include "app/figures.h"
#include "core/attention/edit_text.h"
#include "core/attention/forward.h"
#include "core/attention/run_changes.h"
#include "core/attention/whole_words.h"
#include "core/error.h"
#include "core/figures/map_figure.h"
#include "core/plain_text.h"

namespace app {

namespace {

struct RenderOptions {
  RunOptions run;
  std::string layer, head, out;
  bool whole_words = false;
};

void check_ending(const std::filesystem::path& out) {
  const std::string ending = out.extension().string();
  for (const char* known : {".png", ".svg", ".pdf", ".csv"}) {
    if (ending == known) return;
  }
  throw core::Error(fmt::format("--out {} is of no kind that a figure is written as", core::shown_text(out.string())),
                    "a name that ends in .png, .svg, .pdf or .csv", "");
}

core::MapFigure head_figure(const core::AttentionTrace& trace, core::Index layer, core::Index head, bool whole_words,
                            const std::string& title) {
  const core::Matrix& weights = trace.head(layer, head).weights;
  const core::Tokens& keys = trace.key_tokens(layer, head);
  if (!whole_words) return weights_figure(weights, trace.tokens, keys, title);
  const core::RunInput& run = trace.run;
  const core::WholeWords queries = core::whole_words(trace.tokens, run.sentence, run.second);
  const bool cross = trace.head_config(layer, head).keys == core::KeySource::Second;
  const core::WholeWords looked_at = cross ? core::whole_words(keys, run.second, run.second) : queries;
  return weights_figure(core::join_weights(weights, queries, looked_at), queries.tokens, looked_at.tokens, title);
}

int run_render(const RenderOptions& options) {
  check_ending(options.out);
  const core::RunInput run = make_run(options.run);
  const auto [layer, head] = core::parse_head(options.layer + "." + options.head, *run.model);
  const core::TracePointer trace = compute_keeping(run, {core::Kept::Stream, {layer}}, options.run.anyway);
  if (trace->head(layer, head).idle) {
    throw core::Error(fmt::format("head {} looks at a second sentence and there is none", options.head),
                      "--second SENTENCE", "");
  }
  const std::string changes = core::run_changes(run);
  const std::string title = fmt::format("{} · layer {}, head {}{}{}", trace->head_config(layer, head).name, layer, head,
                                        changes.empty() ? "" : " · ", changes);
  core::MapFigure figure = head_figure(*trace, layer, head, options.whole_words, title);
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
  command->add_option("--head", options->head, "The head, by number, id or name")->required();
  command->add_option("--out", options->out, "FILE.png, .svg, .pdf or .csv")->required()->type_name("FILE");
  command->add_flag("--whole-words", options->whole_words,
                    "Join the pieces of words: weights to a word add up, from a word average");
  command->footer(
      "A row is the word that looks, a column the word looked at. Colours span 0 to 1; with --softmax none the "
      "range of the values, as the legend says. CSV holds digits that read back to the bit.\n\n" +
      edit_help());
  command->callback([options, &action] { action = [options] { return run_render(*options); }; });
}

}  // namespace app
