#include "app/commands/run_options.h"

#include <fmt/format.h>

#include "app/asset_paths.h"
#include "core/attention/edit_text.h"
#include "core/attention/forward.h"
#include "core/attention/memory.h"
#include "core/attention/settings.h"
#include "core/attention/switch_text.h"
#include "core/error.h"
#include "core/models/catalog.h"
#include "core/plain_text.h"

namespace app {

namespace {

void check_tokens(const core::Model& model, const core::Tokens& tokens, const std::string& text, const char* what) {
  if (tokens.empty()) {
    throw core::Error(fmt::format("{} is empty", what), "at least one word",
                      text.empty() ? "" : "it holds nothing that is read as a word");
  }
  const auto count = static_cast<core::Index>(tokens.size());
  if (count > model.config.max_tokens) {
    const char* unit = model.config.origin == core::Origin::Learned ? "tokens" : "words";
    throw core::Error(fmt::format("{} has {} {}", what, count, unit),
                      fmt::format("at most {} for {}", model.config.max_tokens, model.config.name), "shorten the text");
  }
}

core::SentenceTokens read_tokens(const core::RunInput& run) {
  const core::Model& model = *run.model;
  if (run.has_second) check_text(run.second, "the second sentence");
  if (run.has_second && !core::takes_second_sentence(model)) {
    throw core::Error("--second was given and this model has no cross-attention", "a model that has, such as glass-box",
                      "drop --second or choose another --model");
  }
  core::SentenceTokens tokens = core::tokenize_sentences(model, run.sentence, run.has_second, run.second);
  check_tokens(model, tokens.first, run.sentence, "the sentence");
  if (run.has_second && !model.encoder->joins_sentences()) {
    check_tokens(model, tokens.second, run.second, "the second sentence");
  }
  return tokens;
}

void read_switches(const RunOptions& options, const core::Model& model, const core::Tokens& tokens,
                   const core::Tokens& second_tokens, core::Switches& switches) {
  if (options.scale) core::read_scale(*options.scale, switches);
  if (options.no_scale) core::read_scale("none", switches);
  if (options.mask) core::read_mask(*options.mask, switches);
  if (options.causal) core::read_mask("causal", switches);
  if (options.temperature) core::read_temperature(*options.temperature, switches);
  for (const std::string& one : options.softmax) core::read_softmax(one, model, switches);
  for (const std::string& one : options.muted) core::read_mute(one, model, switches);
  for (const std::string& one : options.ignored) core::read_ignore(one, tokens, second_tokens, switches);
}

}  // namespace

void add_input_options(CLI::App& command, RunOptions& options) {
  command.add_option(
      "--model", options.model,
      "Model by id (heed list models), or a learned model's folder or .gguf file; the first one listed is the default");
  command.add_option("--second", options.second, "Second sentence, which cross-attention heads look at");
  command.add_flag("--anyway", options.anyway, "Run although it takes more than half of the memory that is free");
  command
      .add_option(
          "--edit", options.edits,
          "Change one number before what follows from it is computed, such as x[it].animal=0.9; may be repeated, "
          "of several at one place the last wins")
      ->allow_extra_args(false)
      ->type_name("EDIT");
}

void add_switch_options(CLI::App& command, RunOptions& options) {
  auto* scale = command.add_option("--scale", options.scale,
                                   "What scores are divided by: model (the standard), sqrt (√d_k), none or a number");
  auto* mask = command.add_option(
      "--mask", options.mask, "Which words may be looked at: model (the standard), causal (not later ones) or none");
  command.add_option("--temperature", options.temperature,
                     "Divides the scores once more; a number above 0 (standard 1)");
  command
      .add_option("--softmax", options.softmax,
                  "How weights are made of scores: soft (the standard), hard, uniform or none; of one head: "
                  "uniform@LAYER.HEAD; may be repeated")
      ->allow_extra_args(false);
  command.add_option("--mute", options.muted, "LAYER.HEAD: its weights are computed, its output is 0; may be repeated")
      ->allow_extra_args(false);
  command
      .add_option("--ignore", options.ignored,
                  "Word that no head may look at; 2:WORD of the second sentence; may be repeated")
      ->allow_extra_args(false);
  command.add_flag("--causal", options.causal, "Short for --mask causal")->excludes(mask);
  command.add_flag("--no-scale", options.no_scale, "Short for --scale none")->excludes(scale);
}

std::string edit_help() {
  return R"(Edits
  x[WORD].COMPONENT=NUMBER                         the vector that a word enters with
  q@LAYER.HEAD[WORD].COMPONENT=NUMBER              likewise k, v and output (before W_O)
  score@LAYER.HEAD[QUERY,KEY]=NUMBER               before it is divided
  weight@LAYER.HEAD[QUERY,KEY]=NUMBER              holds the weight, 0 to 1; the rest of the row shares what is left
  residual@LAYER[WORD].COMPONENT=NUMBER            the stream behind a layer
  W_Q@LAYER.HEAD[ROW,COLUMN]=NUMBER                likewise W_K, W_V, W_O; a row is a component of what enters
  x2[WORD]  k2@…  v2@…  residual2@…                the same of a word of the second sentence
  HEAD is a number, an id or a name as the window spells it, COMPONENT a number, a name or * for all. WORD is compared without case; of equal words
  the#1 is the second; "quoted text" may hold any sign, also a word of digits; digits alone are a position.
  NUMBER may be written 0.9, 0,9, -2, 1e-3. Layers, heads, words and components count from 0.
  An edit of k or v that several heads share changes them all. On a cross-attention head k@ and v@ are written k2@, v2@.)";
}

void check_text(const std::string& text, const char* what) {
  if (!core::is_valid_utf8(text)) {
    throw core::Error(fmt::format("{} is not UTF-8: \"{}\"", what, core::shown_text(text)), "UTF-8 text",
                      "the terminal or the file uses another encoding");
  }
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const bool blank = byte == '\t' || byte == '\n' || byte == '\r';
    if ((byte >= 0x20 && byte != 0x7F) || blank) continue;
    throw core::Error(fmt::format("{} holds the control character U+{:04X} at byte {}", what, byte, at),
                      "letters, signs and blanks", "it was pasted from a file that is not plain text");
  }
}

std::shared_ptr<const core::Model> open_model(const std::string& id) {
  return core::load_model(id.empty() ? core::built_in_models().front().id : id, find_assets().assets);
}

core::RunInput make_run(const RunOptions& options) {
  check_text(options.sentence, "the sentence");
  core::RunInput run;
  run.model = open_model(options.model);
  run.sentence = options.sentence;
  run.has_second = options.second.has_value();
  run.second = options.second.value_or("");
  const auto [tokens, second_tokens] = read_tokens(run);
  read_switches(options, *run.model, tokens, second_tokens, run.switches);
  for (const std::string& edit : options.edits) {
    run.edits.push_back(core::parse_edit(edit, *run.model, tokens, second_tokens));
  }
  return run;
}

core::Keeping settle_memory(const core::RunInput& run, const core::Keeping& needed, bool anyway, std::uint64_t free) {
  const core::RunLengths lengths = core::lengths_of(run);
  if (core::leaves_half(core::trace_bytes(run.model->config, lengths), free)) return {};
  const std::uint64_t bytes = core::trace_bytes(run.model->config, lengths, needed);
  if (anyway || core::leaves_half(bytes, free)) return needed;
  throw core::Error(
      fmt::format("this run needs {} of memory, and {} are free", core::size_text(bytes), core::size_text(free)),
      "a run that leaves half of it, or --anyway",
      "the text is long for this machine; --layers and --only of heed trace keep less");
}

core::TracePointer compute_keeping(const core::RunInput& run, const core::Keeping& needed, bool anyway) {
  core::RunControl control;
  control.keeping = settle_memory(run, needed, anyway, core::available_memory());
  return core::compute_trace(run, nullptr, &control);
}

}  // namespace app
