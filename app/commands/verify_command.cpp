#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "app/commands/commands.h"
#include "app/commands/output.h"
#include "app/commands/run_options.h"
#include "core/attention/forward.h"
#include "core/error.h"
#include "core/models/find_models.h"
#include "core/models/measured.h"
#include "core/models/verify.h"

namespace app {

namespace {

struct VerifyOptions {
  std::string model, record;
  std::vector<std::string> references;
};

// Within what a reference implementation's own kernels differ among themselves: 1e-5, 1e-4 through 30 layers.
double tolerance_of(std::size_t layers) {
  constexpr std::size_t kDeep = 12;
  return layers > kDeep ? 1e-4 : 1e-5;
}

// What all references of a model say together.
void add_result(core::Measured& all, const core::Reference& reference, core::Index tokens,
                const core::VerifyResult& result) {
  all.against = reference.computed_by.empty() ? reference.source : reference.computed_by;
  all.weights = std::max(all.weights, result.largest_weights());
  all.others = std::max(all.others, result.largest_other());
  all.allowed = tolerance_of(result.layers.size());
  all.tokens = std::max(all.tokens, tokens);
  ++all.texts;
}

// Prints the largest error of every layer and adds it to `all`; returns whether all are within the tolerance.
bool verify_one(const std::shared_ptr<const core::Model>& model, const std::string& file, core::Measured& all) {
  const core::Reference reference = core::read_reference(file);
  core::RunInput run;
  run.model = model;
  run.sentence = reference.sentence;
  run.has_second = reference.has_second;
  run.second = reference.second;
  const core::TracePointer trace = core::compute_trace(run);
  const core::VerifyResult result = core::compare_with_reference(*trace, reference);
  print(fmt::format("{}: {} tokens, {}\n", reference.source, trace->tokens.size(), model->config.name));
  print("  layer  weights    stream     (largest error; of weights absolute, else relative to the largest value)\n");
  for (std::size_t l = 0; l < result.layers.size(); ++l) {
    const core::LayerError& error = result.layers[l];
    const std::string stream = error.has_stream ? fmt::format("{:.2e}", error.stream) : "not held";
    print(fmt::format("  {:>5}  {:.2e}   {}\n", l, error.weights, stream));
  }
  if (result.has_output) print(fmt::format("  output             {:.2e}\n", result.output));
  if (result.has_logits) print(fmt::format("  logits             {:.2e}\n", result.logits));
  add_result(all, reference, static_cast<core::Index>(trace->tokens.size()), result);
  const double tolerance = all.allowed;
  const bool good = result.largest_weights() <= tolerance && result.largest_other() <= tolerance;
  print(fmt::format("  {}: largest error of weights {:.2e}, of other values {:.2e}; allowed {:.0e}\n",
                    good ? "equal" : "DIFFERENT", result.largest_weights(), result.largest_other(), tolerance));
  return good;
}

// Keeps the result for the model's card. That it cannot be kept changes nothing of what was found.
void keep_result(const VerifyOptions& options, core::Measured all) {
  const core::ModelPlaces places = core::model_places();
  const std::filesystem::path model = core::locate_learned_model(options.model, places);
  all.model = core::learned_model_name(model);
  all.fingerprint = core::fingerprint_of(model);
  const std::filesystem::path file =
      options.record.empty() ? core::reader_measured_file(places) : std::filesystem::path(options.record);
  try {
    core::record_measured(file, all);
    print(fmt::format("kept for the model's card, in {}\n", file.string()));
  } catch (const core::Error& error) {
    if (!options.record.empty()) throw;
    std::fprintf(stderr, "heed: the result is not kept for the model's card: %s\n", error.what());
  }
}

int run_verify(const VerifyOptions& options) {
  const auto model = open_model(options.model);
  bool good = true;
  core::Measured all;
  for (const std::string& file : options.references) good = verify_one(model, file, all) && good;
  if (model->config.origin == core::Origin::Learned) keep_result(options, std::move(all));
  return good ? 0 : 1;
}

}  // namespace

void add_verify_command(CLI::App& program, Action& action) {
  const auto options = std::make_shared<VerifyOptions>();
  CLI::App* command =
      program.add_subcommand("verify", "Compare a model with what PyTorch computed: the largest error of every layer");
  command->add_option("MODEL", options->model, "Model by id, folder or .gguf file")->required();
  command->add_option("REFERENCE", options->references, "Files of tests/data/make_reference.py")->required();
  command->add_option("--record", options->record, "Keep the result in this file instead of the reader's own");
  command->footer(
      "Weights are compared absolutely, other values relative to the largest of their array where that is above 1.\n"
      "Allowed are 1e-5, and 1e-4 for models of more than 12 layers; exit code 1 where an error is larger.\n"
      "The result is kept in Heed's data folder, and the model's card in the window and heed list models show it.");
  command->callback([options, &action] { action = [options] { return run_verify(*options); }; });
}

}  // namespace app
