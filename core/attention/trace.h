// All values of one run. Data only, immutable once built; unchanged parts are shared with the run before.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/attention/edit.h"
#include "core/attention/switches.h"
#include "core/models/model.h"
#include "core/tensor.h"

namespace core {

// A masked or ignored cell of `scaled` is −infinity (JSON: null).
struct HeadTrace {
  Matrix q, k, v;                   // [T, d_k], [S, d_k], [S, d_v], as they enter the products
  Matrix q_unrotated, k_unrotated;  // before rotation; empty where there is none
  Matrix scores, scaled, weights;   // [T, S]
  Matrix output;                    // [T, d_v], before W_O; after an edit of it, 0 where muted
  bool idle = false;                // cross-attention without a second sentence: everything is empty
  bool muted = false;
  std::vector<Edit> held;          // weights that the reader holds
  std::vector<GivenWeight> given;  // weights that the model holds
};

// What one head was computed with, beside its layer's input and weights.
struct HeadSettings {
  SoftmaxKind softmax = SoftmaxKind::Soft;
  bool muted = false;
  std::vector<Edit> projection_edits;  // of q, k, v; for grouped keys also those of the heads that share them
  std::vector<Edit> later_edits;       // of scores, weights, output
  std::vector<GivenWeight> given;
  bool operator==(const HeadSettings&) const = default;
};

// What one layer was computed with, beside its input: equal settings and input mean an equal layer.
struct LayerSettings {
  ScaleKind scale = ScaleKind::Model;
  float divisor = 1, temperature = 1;
  MaskKind mask = MaskKind::Model;
  std::set<Index> ignored_keys, ignored_second_keys;
  std::vector<Edit> matrix_edits, residual_edits;
  std::vector<HeadSettings> heads;
  bool common_equal(const LayerSettings& other) const {
    return scale == other.scale && divisor == other.divisor && temperature == other.temperature && mask == other.mask &&
           ignored_keys == other.ignored_keys && ignored_second_keys == other.ignored_second_keys;
  }
  bool operator==(const LayerSettings&) const = default;
};

struct LayerTrace {
  Matrix input;                                         // [T, D] residual stream before the layer
  Matrix normed;                                        // [T, D] what W_Q, W_K, W_V multiply; empty where it is `input`
  Matrix attended;                                      // [T, D] Σ heads · W_O (+ bias)
  Matrix after_attention;                               // [T, D] input + attended (after its norm in post-norm models)
  Matrix mlp;                                           // [T, D] what the MLP writes; empty where there is none
  Matrix output;                                        // [T, D] the next layer's input, after an edit of it
  std::vector<std::shared_ptr<const HeadTrace>> heads;  // [H]
  std::shared_ptr<const LayerWeights> weights;          // in force: with the edits of matrices
  LayerSettings settings;
};

// What is computed: everything that a trace depends on.
struct RunInput {
  std::shared_ptr<const Model> model;
  std::string sentence;
  bool has_second = false;
  std::string second;
  Switches switches;
  std::vector<Edit> edits;  // in force, later ones win
  bool operator==(const RunInput&) const = default;
};

struct AttentionTrace {
  RunInput run;
  Tokens tokens;                                                 // [T]
  Tokens second_tokens;                                          // [S], empty without a second sentence
  std::vector<std::shared_ptr<const LayerTrace>> layers;         // [L]
  std::vector<std::shared_ptr<const LayerTrace>> second_layers;  // [L], empty without a second sentence
  Matrix output;                                                 // [T, D] after the final norm

  const Model& model() const { return *run.model; }
  const ModelConfig& config() const { return run.model->config; }
  const HeadTrace& head(Index layer, Index head) const {
    return *layers[static_cast<std::size_t>(layer)]->heads[static_cast<std::size_t>(head)];
  }
  const HeadConfig& head_config(Index layer, Index head) const {
    return config().layers[static_cast<std::size_t>(layer)].heads[static_cast<std::size_t>(head)];
  }
  // The tokens that a head's columns stand for.
  const Tokens& key_tokens(Index layer, Index head) const {
    return head_config(layer, head).keys == KeySource::Second ? second_tokens : tokens;
  }
};

using TracePointer = std::shared_ptr<const AttentionTrace>;

}  // namespace core
