// A trace as a safetensors file: the arrays of trace_json.h under names such as "layers.0.heads.2.weights".
#pragma once

#include <filesystem>

#include "core/attention/trace_values.h"

namespace core {

// The metadata hold the model, the sentence and under "trace" the JSON form without its arrays. A masked cell of
// `scaled` is −infinity. Throws Error where the file cannot be written.
void write_trace_tensors(const std::filesystem::path& path, const AttentionTrace& trace,
                         const TraceSelection& selection);

}  // namespace core
