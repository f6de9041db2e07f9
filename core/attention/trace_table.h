// A trace as plain text: the form that is read aloud by a screen reader and by eye in a terminal.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/attention/trace_values.h"

namespace core {

// One table a value: a line a word, its label first, then numbers with four decimals in columns that are aligned by
// display width. Wide tables are cut into blocks of columns, each with its labels. Without `only`, small models show
// every value, larger ones the weights alone. Masked cells read "masked", rows with no allowed key "nothing to look
// at".
void write_trace_table(const AttentionTrace& trace, const TraceSelection& selection,
                       const std::function<void(std::string_view)>& sink);
// The values that it shows: `selection.only`, or what stands in for it.
std::optional<std::set<std::string>> table_values(const TraceSelection& selection, const ModelConfig& config);

}  // namespace core
