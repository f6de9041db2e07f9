#include <filesystem>

#include "app/commands/commands.h"
#include "app/commands/output.h"
#include "app/commands/run_options.h"
#include "core/attention/forward.h"
#include "core/attention/trace_json.h"
#include "core/attention/trace_table.h"
#include "core/attention/trace_tensors.h"
#include "core/error.h"

namespace app {

namespace {

struct TraceOptions {
  RunOptions run;
  std::string layers, only, out;
  bool matrices = false, json = false, table = false, whole_words = false;
};

core::TraceSelection selection_of(const TraceOptions& options, const core::Model& model) {
  core::TraceSelection selection;
  if (!options.layers.empty()) selection.layers = core::parse_layers(options.layers, model);
  if (!options.only.empty()) selection.only = core::parse_value_names(options.only);
  selection.matrices = options.matrices;
  selection.whole_words = options.whole_words;
  return selection;
}

int run_trace(const TraceOptions& options) {
  const std::filesystem::path out = options.out;
  if (!options.out.empty() && out.extension() != ".safetensors") {
    throw core::Error("--out " + options.out + " is of no kind that a trace is written as",
                      "a name that ends in .safetensors", "for JSON use --json > FILE.json");
  }
  const core::RunInput run = make_run(options.run);
  const core::TraceSelection selection = selection_of(options, *run.model);
  core::TraceSelection needed = selection;
  const bool table = options.table || (!options.json && options.out.empty());
  if (table && !options.json && options.out.empty()) needed.only = core::table_values(selection, run.model->config);
  const core::Keeping keeping = needed.keeping(static_cast<core::Index>(run.model->config.layers.size()));
  const core::TracePointer trace = compute_keeping(run, keeping, options.run.anyway);
  if (!options.out.empty()) core::write_trace_tensors(out, *trace, selection);
  if (options.json) core::write_trace_json(*trace, selection, print);
  if (table) core::write_trace_table(*trace, selection, print);
  return 0;
}

std::string values_help() {
  return R"(Values, for --only
  tokens alone leaves out every array. input, normed, q, k, v, q_unrotated, k_unrotated, scores (q·k), scaled (what softmax
  is taken of; null where masked), weights, output (of heads, of layers and behind the final norm), attended (all heads
  through W_O), after_attention, mlp. Names, tokens, switches and edits are always written. JSON adds "held" and "given",
  pairs of query and key whose weight is held, and for a second sentence "second_layers". A table shows every value of
  small models and of others the weights, unless --only says otherwise.)";
}

}  // namespace

void add_trace_command(CLI::App& program, Action& action) {
  const auto options = std::make_shared<TraceOptions>();
  CLI::App* command = program.add_subcommand("trace", "Compute a sentence and print every value");
  command->add_option("SENTENCE", options->run.sentence, "The sentence, as one argument")->required();
  add_input_options(*command, options->run);
  add_switch_options(*command, options->run);
  command->add_option("--layers", options->layers, "Only these layers: 0-2,5");
  command->add_option("--only", options->only, "Only these values, such as q,k,weights");
  command->add_flag("--matrices", options->matrices, "Also W_Q, W_K, W_V, W_O of every head, with their edits");
  auto* json = command->add_flag("--json", options->json, "As JSON, with numbers that read back to the bit");
  command->add_flag("--table", options->table, "As tables for people and screen readers (the standard)")
      ->excludes(json);
  command
      ->add_flag("--whole-words", options->whole_words,
                 "Tables join the pieces of words: weights to a word add up, from a word average")
      ->excludes(json);
  command->add_option("--out", options->out, "Write the arrays to FILE.safetensors")->type_name("FILE");
  command->footer(edit_help() + "\n\n" + values_help());
  command->callback([options, &action] { action = [options] { return run_trace(*options); }; });
}

}  // namespace app
