// A trace as JSON, written as a stream so that no copy of it is ever held.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/attention/trace_values.h"

namespace core {

// Takes the next bytes; throws to stop the writing.
using TextSink = std::function<void(std::string_view)>;

// Numbers have the fewest digits that give the same float back; masked cells of `scaled` are null. The names of
// tokens, edits and switches are always written, arrays and layers as selected. Throws Error, before the first byte,
// where the text would be larger than 2 GB.
void write_trace_json(const AttentionTrace& trace, const TraceSelection& selection, const TextSink& sink);

// `text` as a JSON string with its quotes; bytes that are not UTF-8 become U+FFFD.
std::string json_text(std::string_view text);

}  // namespace core
