// THE list of a trace's arrays by name, and which of them a reader asked for.
#pragma once

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/attention/keeping.h"
#include "core/attention/trace.h"

namespace core {

struct HeadValue {
  const char* name;
  Matrix HeadTrace::*values;
  bool optional;  // left out where it is empty
};
inline constexpr std::array<HeadValue, 9> kHeadValues = {{{"q_unrotated", &HeadTrace::q_unrotated, true},
                                                          {"k_unrotated", &HeadTrace::k_unrotated, true},
                                                          {"q", &HeadTrace::q, false},
                                                          {"k", &HeadTrace::k, false},
                                                          {"v", &HeadTrace::v, false},
                                                          {"scores", &HeadTrace::scores, false},
                                                          {"scaled", &HeadTrace::scaled, false},
                                                          {"weights", &HeadTrace::weights, false},
                                                          {"output", &HeadTrace::output, false}}};

struct LayerValue {
  const char* name;
  Matrix LayerTrace::*values;
  bool optional;
};
inline constexpr std::array<LayerValue, 2> kValuesBeforeHeads = {
    {{"input", &LayerTrace::input, false}, {"normed", &LayerTrace::normed, true}}};
inline constexpr std::array<LayerValue, 4> kValuesAfterHeads = {
    {{"attended", &LayerTrace::attended, false},
     {"after_attention", &LayerTrace::after_attention, false},
     {"mlp", &LayerTrace::mlp, true},
     {"output", &LayerTrace::output, false}}};

// What of a trace is written.
struct TraceSelection {
  std::optional<std::set<Index>> layers;      // nothing: all
  std::optional<std::set<std::string>> only;  // names of arrays; nothing: all. "tokens" alone: no arrays
  bool matrices = false;                      // W_Q, W_K, W_V, W_O in force
  bool whole_words = false;                   // tables join the pieces of words in weights

  bool has_layer(Index layer) const { return !layers || layers->count(layer) > 0; }
  bool has(const std::string& name) const { return !only || only->count(name) > 0; }
  bool has_head_values() const;
  bool has_layer_values() const;
  // The least that a run keeps for it.
  Keeping keeping(Index layers_of_model) const;
};

// Reads "0-2,5". Throws Error for layers that the model has not.
std::set<Index> parse_layers(std::string_view text, const Model& model);
// Reads "tokens,q,weights". Throws Error naming the nearest.
std::set<std::string> parse_value_names(std::string_view text);

// How many numbers the selection holds.
std::uint64_t selected_count(const AttentionTrace& trace, const TraceSelection& selection);

// One head's block of a matrix in force; empty where the model has none.
struct HeadMatrix {
  const char* name;  // "W_Q"
  Matrix values;
};
std::array<HeadMatrix, 4> head_matrices(const AttentionTrace& trace, Index layer, Index head);

}  // namespace core
