// The options that say what to compute, shared by the commands that compute.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/attention/keeping.h"
#include "core/attention/trace.h"

namespace app {

struct RunOptions {
  std::string sentence;
  std::optional<std::string> second;
  std::string model;  // "" takes the default
  std::vector<std::string> edits;
  std::optional<std::string> scale, mask, temperature;
  std::vector<std::string> softmax, muted, ignored;
  bool causal = false, no_scale = false;
  bool anyway = false;  // also where most of the free memory is needed
};

// --model, --second and --edit; then also the switches.
void add_input_options(CLI::App& command, RunOptions& options);
void add_switch_options(CLI::App& command, RunOptions& options);
// How edits and words are written, for the end of a help text.
std::string edit_help();

// Throws core::Error for text that is no UTF-8 or holds control characters other than tabs and line ends.
void check_text(const std::string& text, const char* what);

// The model with this id, or the default one for "".
std::shared_ptr<const core::Model> open_model(const std::string& id);

// Reads every option into what is to be computed. Throws core::Error.
core::RunInput make_run(const RunOptions& options);

// What the run keeps: everything, or only what is `needed` where everything would take more than half of the memory
// that is free (bytes; 0: not known). Throws core::Error where that is too much, too, and the reader has not said
// --anyway.
core::Keeping settle_memory(const core::RunInput& run, const core::Keeping& needed, bool anyway, std::uint64_t free);
// Computes the run with that.
core::TracePointer compute_keeping(const core::RunInput& run, const core::Keeping& needed, bool anyway);

}  // namespace app
