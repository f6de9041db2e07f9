#include "core/attention/layer_pass.h"

#include <fmt/format.h>

#include "core/attention/head_pass.h"
#include "core/attention/layer_parts.h"
#include "core/attention/layer_stream.h"

namespace core {

namespace {

using LayerPointer = std::shared_ptr<const LayerTrace>;
using WeightsPointer = std::shared_ptr<const LayerWeights>;

void apply_matrix_edit(const Edit& edit, const HeadConfig& head, LayerWeights& weights) {
  switch (edit.site) {
    case Site::WQ:
      weights.w_q(edit.row, head.query_column + edit.column) = edit.value;
      break;
    case Site::WK:
      weights.w_k(edit.row, head.key_column + edit.column) = edit.value;
      break;
    case Site::WV:
      weights.w_v(edit.row, head.value_column + edit.column) = edit.value;
      break;
    case Site::WO:
      weights.w_o(head.output_row + edit.row, edit.column) = edit.value;
      break;
    default:
      break;
  }
}

WeightsPointer weights_in_force(const LayerInput& in, const LayerConfig& config, const LayerSettings& settings) {
  const WeightsPointer& original = in.model->weights.layers[static_cast<std::size_t>(in.layer)];
  if (settings.matrix_edits.empty()) return original;
  if (in.previous && in.previous->settings.matrix_edits == settings.matrix_edits) return in.previous->weights;
  auto edited = std::make_shared<LayerWeights>(*original);
  for (const Edit& edit : settings.matrix_edits) {
    apply_matrix_edit(edit, config.heads[static_cast<std::size_t>(edit.head)], *edited);
  }
  return edited;
}

// q, k and v of all heads at once, before they are cut into heads: few large products are faster than many small ones,
// and a head's numbers do not depend on which other heads are recomputed.
struct Projections {
  Matrix q, k, v;                            // of the sentence itself
  Matrix second_k, second_v;                 // of the second sentence's stream; empty without one
  const RotaryTable* turn = nullptr;         // of the sentence's positions; null where q and k are not turned
  const RotaryTable* second_turn = nullptr;  // of the second sentence's
};

bool has_cross_heads(const LayerConfig& config) {
  for (const HeadConfig& head : config.heads) {
    if (head.keys == KeySource::Second) return true;
  }
  return false;
}

Projections project(const LayerInput& in, const LayerConfig& config, const LayerWeights& weights,
                    const Matrix& normed) {
  Projections all;
  all.q = linear(normed, weights.w_q, weights.b_q, in.crew);
  all.k = linear(normed, weights.w_k, weights.b_k, in.crew);
  all.v = linear(normed, weights.w_v, weights.b_v, in.crew);
  if (in.rotary != nullptr) all.turn = &in.rotary->table();
  if (in.rotary_second != nullptr) all.second_turn = &in.rotary_second->table();
  if (in.second_input == nullptr || !has_cross_heads(config)) return all;
  const ModelConfig& model = in.model->config;
  const Matrix second = model.norm_place == NormPlace::Before
                            ? normalize(*in.second_input, model.norm, weights.attention_norm, model.norm_epsilon)
                            : *in.second_input;
  all.second_k = linear(second, weights.w_k, weights.b_k);
  all.second_v = linear(second, weights.w_v, weights.b_v);
  return all;
}

void cut_projections(const LayerInput& in, const HeadConfig& head, const LayerWeights& weights, const Projections& all,
                     HeadTrace& trace) {
  const ModelConfig& model = in.model->config;
  const bool cross = head.keys == KeySource::Second;
  trace.q = all.q.middleCols(head.query_column, head.d_k);
  trace.k = (cross ? all.second_k : all.k).middleCols(head.key_column, head.d_k);
  trace.v = (cross ? all.second_v : all.v).middleCols(head.value_column, head.d_v);
  if (weights.query_norm.gain.size() > 0) {
    trace.q = normalize(trace.q, NormKind::RmsNorm, weights.query_norm, model.norm_epsilon);
    trace.k = normalize(trace.k, NormKind::RmsNorm, weights.key_norm, model.norm_epsilon);
  }
  if (model.rotary.frequencies.empty()) return;
  trace.q_unrotated = std::move(trace.q);
  trace.k_unrotated = std::move(trace.k);
  trace.q = rotate(trace.q_unrotated, *all.turn);
  trace.k = rotate(trace.k_unrotated, cross ? *all.second_turn : *all.turn);
}

void apply_projection_edits(const std::vector<Edit>& edits, HeadTrace& trace) {
  for (const Edit& edit : edits) {
    if (edit.site == Site::Q) apply_edit(edit, trace.q);
    if (edit.site == Site::K) apply_edit(edit, trace.k);
    if (edit.site == Site::V) apply_edit(edit, trace.v);
  }
}

bool is_idle(const LayerInput& in, const HeadConfig& head) {
  return head.keys == KeySource::Second && in.second_input == nullptr;
}

// Whether an edit of a matrix changes this head's q, k or v; heads that share keys share the columns.
bool reaches(const Edit& edit, const HeadConfig& edited, const HeadConfig& head) {
  if (edit.site == Site::WQ) return edited.query_column == head.query_column;
  if (edit.site == Site::WK) return edited.key_column == head.key_column;
  return edit.site == Site::WV && edited.value_column == head.value_column;
}

std::vector<Edit> matrix_edits_of(const LayerSettings& settings, const LayerConfig& config, const HeadConfig& head) {
  std::vector<Edit> edits;
  for (const Edit& edit : settings.matrix_edits) {
    if (reaches(edit, config.heads[static_cast<std::size_t>(edit.head)], head)) edits.push_back(edit);
  }
  return edits;
}

bool projections_unchanged(const LayerInput& in, const LayerConfig& config, const LayerSettings& settings,
                           std::size_t h) {
  if (!in.previous || !in.same_input) return false;
  const HeadConfig& head = config.heads[h];
  if (head.keys == KeySource::Second && !in.same_second_input) return false;
  const LayerSettings& before = in.previous->settings;
  return before.heads[h].projection_edits == settings.heads[h].projection_edits &&
         matrix_edits_of(before, config, head) == matrix_edits_of(settings, config, head);
}

// Some rows of one head.
struct Block {
  HeadPass* pass = nullptr;
  Index number = 0;
};

class LayerPass {
 public:
  LayerPass(const LayerInput& in, LayerSettings settings)
      : in_(in), config_(in.model->config.layers[static_cast<std::size_t>(in.layer)]), model_(in.model->config) {
    layer_ = std::make_shared<LayerTrace>();
    layer_->settings = std::move(settings);
  }

  LayerPointer run() {
    layer_->input = *in_.input;
    layer_->weights = weights_in_force(in_, config_, layer_->settings);
    if (model_.norm != NormKind::None && model_.norm_place == NormPlace::Before) {
      layer_->normed = same_before() ? in_.previous->normed : norm(layer_->input, layer_->weights->attention_norm);
    }
    run_heads();
    all_ = {};  // the heads hold what they need
    write_stream({&model_, &config_, same_before() ? in_.previous.get() : nullptr, in_.crew}, *layer_);
    require_finite(layer_->output, fmt::format("the output of layer {}", in_.layer));
    return layer_;
  }

 private:
  // Whether the run before read the same input with the same weights.
  bool same_before() const { return in_.previous && in_.same_input && in_.previous->weights == layer_->weights; }

  bool same_head(std::size_t h) const {
    return projections_unchanged(in_, config_, layer_->settings, h) &&
           in_.previous->settings.common_equal(layer_->settings) &&
           in_.previous->settings.heads[h] == layer_->settings.heads[h];
  }

  // Each head by itself, on whichever thread takes it; what they share is computed before.
  void run_heads() {
    const auto count = static_cast<Index>(config_.heads.size());
    layer_->heads.resize(config_.heads.size());
    Index anew = 0;
    for (std::size_t h = 0; h < config_.heads.size(); ++h) {
      if (!same_head(h)) ++anew;
      if (!is_idle(in_, config_.heads[h]) && !projections_unchanged(in_, config_, layer_->settings, h)) projections();
    }
    const Index tokens = layer_->input.rows();
    constexpr Index kWorthCrew = Index{1} << 11U;  // cells of weights
    Crew* crew = anew * tokens * tokens < kWorthCrew ? nullptr : in_.crew;
    std::vector<std::unique_ptr<HeadPass>> passes(config_.heads.size());
    share_loop(crew, count,
               [&](Index h) { passes[static_cast<std::size_t>(h)] = begin_head(static_cast<std::size_t>(h)); });
    std::vector<Block> blocks;
    for (const auto& pass : passes) {
      for (Index block = 0; pass && block < pass->blocks(); ++block) blocks.push_back({pass.get(), block});
    }
    share_loop(crew, static_cast<Index>(blocks.size()), [&](Index i) {
      const Block& block = blocks[static_cast<std::size_t>(i)];
      if (block.pass->compute(block.number)) count_head();
    });
  }

  void count_head() {
    if (in_.heads_done != nullptr) ++*in_.heads_done;
  }

  // Nothing where the head is taken over or idle; otherwise its q, k and v are there and the rest is to be computed.
  std::unique_ptr<HeadPass> begin_head(std::size_t h) {
    const HeadConfig& head = config_.heads[h];
    const HeadSettings& settings = layer_->settings.heads[h];
    const bool same_projections = projections_unchanged(in_, config_, layer_->settings, h);
    if (same_head(h)) {
      layer_->heads[h] = in_.previous->heads[h];
      count_head();
      return nullptr;
    }
    const auto trace = std::make_shared<HeadTrace>();
    layer_->heads[h] = trace;
    if (is_idle(in_, head)) {
      trace->idle = true;
      trace->muted = settings.muted;
      count_head();
      return nullptr;
    }
    if (same_projections) {
      const HeadTrace& before = *in_.previous->heads[h];
      trace->q = before.q;
      trace->k = before.k;
      trace->v = before.v;
      trace->q_unrotated = before.q_unrotated;
      trace->k_unrotated = before.k_unrotated;
    } else {
      cut_projections(in_, head, *layer_->weights, projections(), *trace);
      apply_projection_edits(settings.projection_edits, *trace);
    }
    return std::make_unique<HeadPass>(HeadJob{&model_, &head, &layer_->settings, &settings, in_.part}, *trace);
  }

  const Projections& projections() {
    if (!projected_) {
      all_ = project(in_, config_, *layer_->weights, layer_->normed.size() > 0 ? layer_->normed : layer_->input);
      projected_ = true;
    }
    return all_;
  }

  Matrix norm(const Matrix& x, const Norm& norm) const {
    return normalize(x, model_.norm, norm, model_.norm_epsilon, in_.crew);
  }

  const LayerInput& in_;
  const LayerConfig& config_;
  const ModelConfig& model_;
  std::shared_ptr<LayerTrace> layer_;
  Projections all_;
  bool projected_ = false;
};

}  // namespace

std::shared_ptr<const LayerTrace> compute_layer(const LayerInput& input, LayerSettings settings) {
  const LayerConfig& config = input.model->config.layers[static_cast<std::size_t>(input.layer)];
  const bool same_second = input.same_second_input || !has_cross_heads(config);
  if (input.previous && input.same_input && same_second && input.previous->settings == settings) {
    if (input.heads_done != nullptr) *input.heads_done += static_cast<Index>(config.heads.size());
    return input.previous;
  }
  return LayerPass(input, std::move(settings)).run();
}

}  // namespace core
