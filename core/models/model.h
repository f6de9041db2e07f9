// A model as the engine sees it: its shape, its weights, and the encoder that turns text into vectors.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/tensor.h"

namespace core {

enum class Origin { Compiled, Given, Learned };  // made by hand, copied from a text, trained
enum class NormKind { None, LayerNorm, RmsNorm };
enum class NormPlace { Before, After };  // before each block (GPT-2, Llama) or after its residual add (BERT)
enum class Activation { None, Relu, Gelu, GeluTanh, GeluQuick, Silu };  // GeluQuick: x · sigmoid(1.702 x)
enum class KeySource { Self, Second };  // Second: cross-attention, keys and values from the second sentence

// One head's place in its layer's fused matrices, and what to call it.
struct HeadConfig {
  std::string id;                                            // "reference"; a learned model's is its number as text
  std::string name;                                          // "Reference"
  std::string about;                                         // one sentence: what this head does
  Index query_column = 0, key_column = 0, value_column = 0;  // first column in w_q, w_k, w_v
  Index output_row = 0;                                      // first row in w_o
  Index d_k = 0, d_v = 0;
  KeySource keys = KeySource::Self;
  bool causal = false;                        // looks back only (a decoder's head)
  Index window = 0;                           // keys further back than this are masked; 0: no limit
  float divisor = 1;                          // scores are divided by this under --scale model
  std::vector<std::string> score_components;  // [d_k] names of the components of q and k, or empty
  std::vector<std::string> value_components;  // [d_v] names of the components of v, or empty
};

struct LayerConfig {
  std::vector<HeadConfig> heads;
};

// Rotary positions: the pairs (i, i + dims/2) of q and k are turned by position · frequency[i].
struct Rotary {
  std::vector<float> frequencies;  // [dims / 2], empty: no rotation
  float attention_factor = 1;      // multiplies q and k after the turn (YaRN)
  // Dynamic scaling: sentences longer than this many tokens get frequencies of a larger base; 0: none.
  Index dynamic_from = 0;
  double base = 10000, dynamic_factor = 1;
};

struct ModelConfig {
  std::string id, name, family;
  std::string about;  // one sentence for the model menu and the status bar
  Origin origin = Origin::Compiled;
  Index width = 0;                      // D
  std::vector<std::string> components;  // [D] names of the components of x, or empty
  std::vector<LayerConfig> layers;      // [L]
  bool residual = true;                 // false: a layer's output is what its heads wrote
  NormKind norm = NormKind::None;
  NormPlace norm_place = NormPlace::Before;
  float norm_epsilon = 1e-5F;
  Activation activation = Activation::None;  // of the MLP; None: the layer has no MLP
  Rotary rotary;
  Index max_tokens = 2048;
  std::string default_sentence;
  std::string license;
};

struct Norm {
  Vector gain, bias;  // [D]; an empty bias is zero, an empty gain means there is no norm here
};

// Bias vectors may be empty (zero). Products are x · W: a row is an input component.
struct LayerWeights {
  Matrix w_q, w_k, w_v;  // [D, Σ d_k], [D, Σ d_k], [D, Σ d_v]; grouped heads share columns of w_k and w_v
  Matrix w_o;            // [Σ d_v, D]; empty: head outputs are D wide and simply add up
  Vector b_q, b_k, b_v, b_o;
  Norm query_norm, key_norm;  // RMS norm of each head's q and k before rotation (Qwen 3), gain [d_k]
  Norm attention_norm, mlp_norm;
  Matrix w_up, w_gate, w_down;  // [D, F], [D, F] or empty (plain MLP), [F, D]
  Vector b_up, b_gate, b_down;
};

struct ModelWeights {
  std::vector<std::shared_ptr<const LayerWeights>> layers;  // [L]
  Norm final_norm;
};

struct Token {
  std::string vocabulary;        // as the model's vocabulary spells it: "cat", "##ly", "Ġthe"
  std::string text;              // as a reader sees it
  int id = -1;                   // in the vocabulary, where there is one
  std::size_t from = 0, to = 0;  // UTF-8 byte span [from, to) in the sentence
  std::string kind;              // word kind for the screen ("pronoun"), may be empty
  bool known = true;             // false: in no list; its vector is a guess and the screen says so
  bool special = false;          // [CLS], <s> …: not typed by the reader
  int segment = 0;               // 1: of the second part of a sentence pair; its span is then in the second sentence
  bool operator==(const Token&) const = default;
};
using Tokens = std::vector<Token>;

// A weight that the model itself holds ("given"), until the reader edits it.
struct GivenWeight {
  Index layer = 0, head = 0, query = 0, key = 0;
  float weight = 0;
  bool operator==(const GivenWeight&) const = default;
};

enum class SentencePart { First, Second };

// One summand of an embedding: "word", "position", "type".
struct EmbeddingPart {
  std::string name;
  Vector values;  // [D]
};

// Turns text into tokens and tokens into x. Immutable, safe to share between threads.
class Encoder {
 public:
  virtual ~Encoder() = default;
  // Throws Error where the model cannot read the text (a word that three-words does not know).
  virtual Tokens tokenize(std::string_view sentence, SentencePart part) const = 0;
  // Returns x, [T, D]: embedding with position and type, after the embedding norm where there is one.
  virtual Matrix embed(const Tokens& tokens, SentencePart part) const = 0;
  // Weights held by the model for these tokens. Most models give none.
  virtual std::vector<GivenWeight> given_weights(const Tokens&) const { return {}; }
  // Whether two sentences are read as one sequence (BERT); the model then has no second stream.
  virtual bool joins_sentences() const { return false; }
  virtual Tokens tokenize_pair(std::string_view first, std::string_view second) const;
  // What row `row` of embed() is the sum of, before embedding_norm(); empty where it is one vector of its own.
  virtual std::vector<EmbeddingPart> embedding_parts(const Tokens&, Index) const { return {}; }
  virtual const Norm& embedding_norm() const;
  // Words whose vectors an output is compared with ("nearest words"): names and a [N, D] matrix. May be empty.
  virtual const std::vector<std::string>& nearest_names() const;
  virtual const Matrix& nearest_vectors() const;
  // [D], 0 for components that do not count in the comparison (positions), else 1. Empty: all count.
  virtual const Vector& nearest_mask() const;
  // What stands in for an output in the comparison: predicting models take it through their final norm.
  virtual Vector nearest_direction(const Vector& output) const { return output; }
  // The comparison means little (outputs and word vectors live in different spaces); the screen says so.
  virtual bool nearest_is_rough() const { return false; }
};

// Which word a model expects: the next one (GPT, Llama) or the one behind a mask (BERT). Immutable.
class Predictor {
 public:
  virtual ~Predictor() = default;
  // Logits [N, V] for rows [N, D] of the stream as a layer leaves it, before the final norm: those of the last layer
  // are what the model predicts, those of an earlier one its "logit lens".
  virtual Matrix logits(const Matrix& stream) const = 0;
  virtual std::string piece(int id) const = 0;  // as the vocabulary spells it
  virtual std::string shown(int id) const = 0;  // as a reader sees it, " Paris"
  // A masked-word model predicts the word at a position itself, others the word after it.
  virtual bool fills_masks() const = 0;
  virtual int mask_id() const { return -1; }
};

struct Model {
  ModelConfig config;
  ModelWeights weights;
  std::shared_ptr<const Encoder> encoder;
  std::shared_ptr<const Predictor> predictor;  // null where the model predicts nothing
};

struct SentenceTokens {
  Tokens first, second;  // a sentence pair of one sequence stands in `first` alone
};
// The tokens of a run. Throws Error where there is a second sentence and the model has no use for one.
SentenceTokens tokenize_sentences(const Model& model, std::string_view sentence, bool has_second,
                                  std::string_view second);
// Whether any head reads a second sentence's stream.
bool has_cross_attention(const ModelConfig& config);

// The number of matrix entries of W_Q, W_K, W_V, W_O in all layers.
Index attention_weight_count(const Model& model);
// Up to so many they may be edited and trained.
inline constexpr Index kMostEditableWeights = 1'000'000;
// Finds a head of the layer by number or id; throws Error naming the nearest id.
Index find_head(const Model& model, Index layer, std::string_view number_or_id);
// Finds a component by number or name among `names` of `width` components; throws Error naming the nearest.
Index find_component(const std::vector<std::string>& names, Index width, std::string_view number_or_name);
// "reference" or "2": how the head is called in edits and switches, "layer.id".
std::string head_label(const Model& model, Index layer, Index head);

}  // namespace core
