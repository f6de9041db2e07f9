// What a family of learned models is made of: how its config is read, how its weights are called. One file a family.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/json_reader.h"
#include "core/model_files/gguf.h"
#include "core/models/model.h"

namespace core {

// One model's shape, read from its config without touching a weight.
struct FamilyShape {
  std::string family;  // "bert"
  std::string source;  // the config's name, for messages
  Index vocabulary = 0, width = 0, layers = 0, inner = 0;
  Index heads = 0, key_heads = 0, head_width = 0;
  Index max_tokens = 0;
  Index position_rows = 0;   // rows of the table of learned positions; 0: none
  Index first_position = 0;  // the first token's row (RoBERTa: padding id + 1)
  int padding_id = -1;       // tokens with this id do not count as positions (RoBERTa)
  Index token_types = 0;     // rows of the table of token types
  bool joins_sentences = false, types_by_sentence = false;
  NormKind norm = NormKind::LayerNorm;
  NormPlace norm_place = NormPlace::Before;
  double norm_epsilon = 1e-5;
  bool query_key_norm = false;
  Activation activation = Activation::Gelu;
  Activation head_activation = Activation::Gelu;  // of a masked-word head
  bool gated = false;
  bool causal = false;
  std::vector<Index> windows;    // [L], 0: no limit
  std::vector<double> divisors;  // [L] scores are divided by this
  Rotary rotary;
  bool query_bias = true, output_bias = true, mlp_bias = true;
  bool tied = true;  // the unembedding is the embedding unless the file holds another
};

// How a family calls its weights; "{}" in `layer` stands for the layer's number. Where a model lacks a part (types,
// a gate) its shape says so. Weights end in .weight and .bias (old norms in .gamma and .beta).
struct WeightNames {
  std::vector<std::string> prefixes;  // before embeddings and layers: "bert." in a model with a head, else ""
  std::string token, position, type, embedding_norm, final_norm;
  std::string layer;
  std::string query, key, value, fused;  // fused: q, k and v in one matrix
  std::string query_norm, key_norm, output, attention_norm, mlp_norm, up, gate, down;
  std::string unembedding;                    // of next-word models
  std::string transform, transform_norm;      // of a masked-word head
  std::vector<std::string> decoders, biases;  // of a masked-word head: matrix (may be the embedding), bias
  bool input_first = false;                   // matrices are stored [in, out] (GPT-2's Conv1D)
  bool permuted_rotary = false;               // rows of q and k lie pair by pair (GGUF's Llama)
  std::vector<std::string> ignored;           // endings of names that hold no weights: masks, frequencies
};

struct Family {
  std::string_view model_type;                          // in config.json
  FamilyShape (*read_config)(const JsonValue& config);  // throws Error
  const WeightNames& (*weight_names)();
  std::string_view architecture;                   // GGUF's general.architecture, "" where it has none
  FamilyShape (*read_gguf)(const GgufFile& file);  // null where `architecture` is ""
  const WeightNames& (*gguf_names)();
};

// THE list of families.
const std::vector<Family>& model_families();

// The families, each in its own file.
Family bert_family();
Family distilbert_family();
Family roberta_family();
Family xlm_roberta_family();
Family gpt2_family();
Family llama_family();
Family mistral_family();
Family qwen2_family();
Family qwen3_family();

}  // namespace core
