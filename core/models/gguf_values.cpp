#include "core/models/gguf_values.h"

#include <cmath>

#include "core/attention/layer_parts.h"
#include "core/error.h"
#include "core/models/config_values.h"
#include "core/models/yarn.h"

namespace core {

namespace {

class Metadata {
 public:
  Metadata(const GgufMetadata& metadata, std::string architecture)
      : metadata_(metadata), prefix_(std::move(architecture) + ".") {}
  bool has(const char* key) const { return metadata_.has(prefix_ + key); }
  Index count(const char* key, Index high) const { return metadata_.integer(prefix_ + key, 1, high); }
  Index count_or(const char* key, Index otherwise, Index high) const { return has(key) ? count(key, high) : otherwise; }
  Index count_or_zero(const char* key) const { return has(key) ? metadata_.integer(prefix_ + key, 0, 1 << 20) : 0; }
  double number_or(const char* key, double otherwise) const {
    return has(key) ? metadata_.number(prefix_ + key) : otherwise;
  }
  std::string text_or(const char* key, const char* otherwise) const {
    return has(key) ? metadata_.text(prefix_ + key) : otherwise;
  }
  [[noreturn]] void refuse(const std::string& found, const std::string& expected) const {
    throw Error(metadata_.source() + ": " + found, expected, "this model needs a newer Heed, or its header is damaged");
  }

 private:
  const GgufMetadata& metadata_;
  std::string prefix_;
};

void read_scaling(const GgufFile& file, const Metadata& metadata, FamilyShape& shape) {
  Rotary& rotary = shape.rotary;
  const std::string type = metadata.text_or("rope.scaling.type", "none");
  const double factor = metadata.number_or("rope.scaling.factor", metadata.number_or("rope.scale_linear", 1));
  if (!(factor > 0)) metadata.refuse("its rope scaling factor is not above 0", "a positive factor");
  if (type == "linear" || (type == "none" && metadata.has("rope.scale_linear"))) {
    for (float& frequency : rotary.frequencies) frequency /= static_cast<float>(factor);
  } else if (type == "yarn") {
    Yarn yarn;
    yarn.factor = factor;
    yarn.original = static_cast<double>(
        metadata.count_or("rope.scaling.original_context_length", shape.max_tokens, Index{1} << 40U));
    yarn.beta_fast = metadata.number_or("rope.scaling.yarn_beta_fast", 32);
    yarn.beta_slow = metadata.number_or("rope.scaling.yarn_beta_slow", 1);
    rotary.frequencies = yarn_frequencies(yarn, rotary.base, static_cast<Index>(2 * rotary.frequencies.size()));
    rotary.attention_factor =
        static_cast<float>(yarn_attention(factor, 1) * metadata.number_or("rope.scaling.attn_factor", 1));
  } else if (type != "none") {
    metadata.refuse("its rope scaling is \"" + type + "\"", "none, linear or yarn");
  }
  if (!file.tensors->has("rope_freqs.weight")) return;  // Llama 3's stretch, worked out by the converter
  const Vector stretch = file.tensors->vector("rope_freqs.weight", static_cast<Index>(rotary.frequencies.size()));
  for (Index i = 0; i < stretch.size(); ++i) {
    if (!(stretch(i) > 0)) metadata.refuse("rope_freqs.weight is not above 0", "positive factors");
    rotary.frequencies[static_cast<std::size_t>(i)] /= stretch(i);
  }
}

}  // namespace

FamilyShape read_gguf_sizes(const GgufFile& file, const std::string& architecture) {
  const Metadata metadata(*file.metadata, architecture);
  FamilyShape shape;
  shape.family = architecture;
  shape.source = file.metadata->source();
  const StoredTensor& token = file.tensors->find("token_embd.weight");
  shape.vocabulary = token.shape.empty() ? 0 : token.shape[0];
  if (metadata.count_or("vocab_size", shape.vocabulary, Index{1} << 32U) != shape.vocabulary) {
    metadata.refuse("its vocab_size is not the number of rows of token_embd.weight", "the same number");
  }
  shape.width = metadata.count("embedding_length", kMostWidth);
  shape.layers = metadata.count("block_count", kMostLayers);
  shape.inner = metadata.count("feed_forward_length", kMostWidth);
  shape.heads = metadata.count("attention.head_count", kMostWidth);
  shape.key_heads = metadata.count_or("attention.head_count_kv", shape.heads, kMostWidth);
  shape.max_tokens = metadata.count("context_length", Index{1} << 30U);
  if (metadata.count_or_zero("expert_count") > 0) {
    metadata.refuse("it is a mixture of experts", "one MLP a layer");
  }
  const bool fits = shape.heads % shape.key_heads == 0;
  if (!fits) metadata.refuse("its key heads do not divide its heads", "heads that the key heads divide");
  shape.head_width = metadata.count_or("attention.key_length", shape.width / shape.heads, kMostWidth);
  if (shape.head_width < 1) metadata.refuse("it has more heads than components", "heads of a width of 1 or more");
  if (metadata.count_or("attention.value_length", shape.head_width, kMostWidth) != shape.head_width) {
    metadata.refuse("its keys and values have different widths", "the same width for both");
  }
  shape.divisors.assign(static_cast<std::size_t>(shape.layers), std::sqrt(static_cast<double>(shape.head_width)));
  shape.windows.assign(static_cast<std::size_t>(shape.layers), 0);
  return shape;
}

FamilyShape read_gguf_decoder(const GgufFile& file, const std::string& architecture) {
  const Metadata metadata(*file.metadata, architecture);
  FamilyShape shape = read_gguf_sizes(file, architecture);
  shape.norm = NormKind::RmsNorm;
  shape.norm_epsilon = file.metadata->number(architecture + ".attention.layer_norm_rms_epsilon");
  if (shape.norm_epsilon < 0) metadata.refuse("its norm's epsilon is below 0", "a small positive number");
  shape.activation = Activation::Silu;
  shape.gated = true;
  shape.causal = true;
  shape.windows.assign(static_cast<std::size_t>(shape.layers),
                       metadata.count_or("attention.sliding_window", 0, Index{1} << 40U));
  const auto& tensors = *file.tensors;
  shape.query_bias = tensors.has("blk.0.attn_q.bias");
  shape.output_bias = tensors.has("blk.0.attn_output.bias");
  shape.mlp_bias = tensors.has("blk.0.ffn_up.bias");
  shape.rotary.base = metadata.number_or("rope.freq_base", 10000);
  if (!(shape.rotary.base > 0)) metadata.refuse("rope.freq_base is not above 0", "a positive number");
  const Index dims = metadata.count_or("rope.dimension_count", shape.head_width, shape.head_width);
  if (dims % 2 != 0) metadata.refuse("it turns an odd number of components", "an even rope.dimension_count");
  if (dims != shape.head_width && architecture == "llama") {
    metadata.refuse("it turns only a part of each head", "rope.dimension_count equal to the heads' width");
  }
  shape.rotary.frequencies = plain_frequencies(shape.rotary.base, dims);
  read_scaling(file, metadata, shape);
  return shape;
}

const WeightNames& gguf_decoder_names() {
  static const WeightNames names = [] {
    WeightNames n;
    n.prefixes = {""};
    n.token = "token_embd";
    n.position = "position_embd";
    n.final_norm = "output_norm";
    n.layer = "blk.{}.";
    n.query = "attn_q";
    n.key = "attn_k";
    n.value = "attn_v";
    n.fused = "attn_qkv";
    n.output = "attn_output";
    n.query_norm = "attn_q_norm";
    n.key_norm = "attn_k_norm";
    n.attention_norm = "attn_norm";
    n.mlp_norm = "ffn_norm";
    n.gate = "ffn_gate";
    n.up = "ffn_up";
    n.down = "ffn_down";
    n.unembedding = "output";
    return n;
  }();
  return names;
}

const WeightNames& gguf_bert_names() {
  static const WeightNames names = [] {
    WeightNames n = gguf_decoder_names();
    n.type = "token_types";
    n.embedding_norm = "token_embd_norm";
    n.final_norm = n.unembedding = "";
    n.attention_norm = "attn_output_norm";
    n.mlp_norm = "layer_output_norm";
    return n;
  }();
  return names;
}

}  // namespace core
