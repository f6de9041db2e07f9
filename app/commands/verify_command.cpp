#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/commands/output.h"
#include "app/commands/run_options.h"
#include "core/attention/forward.h"
#include "core/error.h"
#include "core/models/verify.h"

namespace app {

namespace {

struct VerifyOptions {
  std::string model;
  std::vector<std::string> references;
};

// Within what a reference implementation's own kernels differ among themselves: 1e-5, 1e-4 through 30 layers.
double tolerance_of(std::size_t layers) {
  constexpr std::size_t kDeep = 12;
  return layers > kDeep ? 1e-4 : 1e-5;
}

// Prints the largest error of every layer; returns whether all are within the tolerance.
bool verify_one(const std::shared_ptr<const core::Model>& model, const std::string& file) {
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
  const double tolerance = tolerance_of(result.layers.size());
  const bool good = result.largest_weights() <= tolerance && result.largest_other() <= tolerance;
  print(fmt::format("  {}: largest error of weights {:.2e}, of other values {:.2e}; allowed {:.0e}\n",
                    good ? "equal" : "DIFFERENT", result.largest_weights(), result.largest_other(), tolerance));
  return good;
}

int run_verify(const VerifyOptions& options) {
  const auto model = open_model(options.model);
  bool good = true;
  for (const std::string& file : options.references) good = verify_one(model, file) && good;
  return good ? 0 : 1;
}

}  // namespace

void add_verify_command(CLI::App& program, Action& action) {
  const auto options = std::make_shared<VerifyOptions>();
  CLI::App* command =
      program.add_subcommand("verify", "Compare a model with what PyTorch computed: the largest error of every layer");
  command->add_option("MODEL", options->model, "Model by id, folder or .gguf file")->required();
  command->add_option("REFERENCE", options->references, "Files of tests/data/make_reference.py")->required();
  command->footer(
      "Weights are compared absolutely, other values relative to the largest of their array where that is above 1.\n"
      "Allowed are 1e-5, and 1e-4 for models of more than 12 layers; exit code 1 where an error is larger.");
  command->callback([options, &action] { action = [options] { return run_verify(*options); }; });
}

}  // namespace app
