#include "tests/support/reference_forward.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace support {

namespace {

using core::Edit;
using core::Index;
using core::Matrix;
using core::Site;
using core::Vector;

std::size_t at(Index i) {
  return static_cast<std::size_t>(i);
}

// One sentence's way through the layers.
class Pass {
 public:
  Pass(const core::RunInput& run, bool second_sentence, const std::vector<ReferenceLayer>* second)
      : run_(run), config_(run.model->config), in_second_(second_sentence), second_(second) {}

  std::vector<ReferenceLayer> all_layers() {
    const auto part = in_second_ ? core::SentencePart::Second : core::SentencePart::First;
    const core::Encoder& encoder = *run_.model->encoder;
    const core::Tokens tokens = encoder.tokenize(in_second_ ? run_.second : run_.sentence, part);
    if (!in_second_) given_ = encoder.given_weights(tokens);
    Grid stream = grid_of(encoder.embed(tokens, part));
    for (const Edit& edit : run_.edits) {
      if (edit.site == Site::X && edit.second == in_second_) put(edit, stream);
    }
    std::vector<ReferenceLayer> layers;
    for (std::size_t l = 0; l < config_.layers.size(); ++l) {
      layers.push_back(layer(static_cast<Index>(l), stream));
      stream = layers.back().output;
    }
    return layers;
  }

 private:
  const core::LayerWeights& weights(Index l) const { return *run_.model->weights.layers[at(l)]; }
  const core::HeadConfig& head_config(Index l, Index h) const { return config_.layers[at(l)].heads[at(h)]; }

  // The head's own columns (rows, for W_O) of a matrix with the reader's entries; sharing heads see each other's edits.
  Grid head_matrix(Index l, Index h, Site site) const {
    const core::HeadConfig& head = head_config(l, h);
    const core::LayerWeights& w = weights(l);
    Matrix whole = site == Site::WQ ? w.w_q : site == Site::WK ? w.w_k : site == Site::WV ? w.w_v : w.w_o;
    for (const Edit& edit : run_.edits) {
      if (edit.site != site || edit.layer != l) continue;
      const core::HeadConfig& other = head_config(l, edit.head);
      const Index first = site == Site::WQ   ? other.query_column
                          : site == Site::WK ? other.key_column
                                             : other.value_column;
      if (site == Site::WO) whole(other.output_row + edit.row, edit.column) = edit.value;
      if (site != Site::WO) whole(edit.row, first + edit.column) = edit.value;
    }
    if (site == Site::WO) return grid_of(whole.middleRows(head.output_row, head.d_v));
    if (site == Site::WV) return grid_of(whole.middleCols(head.value_column, head.d_v));
    return grid_of(whole.middleCols(site == Site::WQ ? head.query_column : head.key_column, head.d_k));
  }

  static Row head_bias(const Vector& bias, Index first, Index count) {
    return bias.size() == 0 ? Row{} : row_of(bias.segment(first, count));
  }

  Grid before_attention(Index l, const Grid& stream) const {
    if (config_.norm_place == core::NormPlace::After) return stream;
    return norm(stream, config_.norm, weights(l).attention_norm, config_.norm_epsilon);
  }

  bool reaches(const Edit& edit, Index l, Index h) const {
    if (edit.layer != l) return false;
    const core::HeadConfig& mine = head_config(l, h);
    const core::HeadConfig& other = head_config(l, edit.head);
    const bool cross = mine.keys == core::KeySource::Second;
    if (edit.site == Site::K || edit.site == Site::V) {
      if (mine.keys != other.keys) return false;
      if (cross ? in_second_ || !edit.second : edit.second != in_second_) return false;
      return edit.site == Site::K ? mine.key_column == other.key_column : mine.value_column == other.value_column;
    }
    return !in_second_ && edit.head == h;
  }

  void edit_all(Site site, Index l, Index h, Grid& grid) const {
    for (const Edit& edit : run_.edits) {
      if (edit.site == site && reaches(edit, l, h)) put(edit, grid);
    }
  }

  bool hidden(Index l, Index h, std::size_t query, std::size_t key) const {
    const core::HeadConfig& head = head_config(l, h);
    const bool cross = head.keys == core::KeySource::Second;
    const auto& ignored = cross || in_second_ ? run_.switches.ignored_second : run_.switches.ignored;
    if (ignored.count(static_cast<Index>(key)) > 0) return true;
    if (cross || run_.switches.mask == core::MaskKind::None) return false;
    if (run_.switches.mask == core::MaskKind::Causal) return key > query;
    if (head.causal && key > query) return true;
    return head.window > 0 && key + at(head.window) <= query;
  }

  double divisor(const core::HeadConfig& head) const {
    switch (run_.switches.scale) {
      case core::ScaleKind::Model:
        return head.divisor;
      case core::ScaleKind::Sqrt:
        return std::sqrt(static_cast<double>(head.d_k));
      case core::ScaleKind::Number:
        return run_.switches.divisor;
      case core::ScaleKind::None:
        break;
    }
    return 1;
  }

  void hold_rows(Index l, Index h, ReferenceHead& head) const {
    for (std::size_t query = 0; query < head.weights.size(); ++query) {
      std::map<Index, double> given;
      double sum = 0;
      for (const core::GivenWeight& one : given_) {
        if (one.layer != l || one.head != h || at(one.query) != query) continue;
        if (head.scaled[query][at(one.key)] == kHidden) continue;
        given[one.key] = one.weight;
        sum += one.weight;
      }
      const auto open = std::count_if(head.scaled[query].begin(), head.scaled[query].end(),
                                      [](double scaled) { return scaled != kHidden; });
      if (static_cast<std::ptrdiff_t>(given.size()) == open) {
        for (auto& [key, weight] : given) weight /= sum;
      }
      if (!given.empty()) hold(given, head.scaled[query], head.weights[query]);
      std::map<Index, double> held;
      for (const Edit& edit : run_.edits) {
        if (edit.site == Site::Weight && reaches(edit, l, h) && at(edit.row) == query) held[edit.column] = edit.value;
      }
      if (!held.empty()) hold(held, head.scaled[query], head.weights[query]);
    }
  }

  ReferenceHead head(Index l, Index h, const Grid& normed) const {
    const core::HeadConfig& config = head_config(l, h);
    const core::LayerWeights& w = weights(l);
    ReferenceHead result;
    const bool cross = config.keys == core::KeySource::Second;
    if (cross && second_ == nullptr) {
      result.idle = true;
      return result;
    }
    const Grid other = cross ? before_attention(l, (*second_)[at(l)].input) : normed;
    const double epsilon = config_.norm_epsilon;
    result.q = project(normed, head_matrix(l, h, Site::WQ), head_bias(w.b_q, config.query_column, config.d_k));
    result.k = project(other, head_matrix(l, h, Site::WK), head_bias(w.b_k, config.key_column, config.d_k));
    result.v = project(other, head_matrix(l, h, Site::WV), head_bias(w.b_v, config.value_column, config.d_v));
    result.q = norm(result.q, core::NormKind::RmsNorm, w.query_norm, epsilon);
    result.k = norm(result.k, core::NormKind::RmsNorm, w.key_norm, epsilon);
    if (!config_.rotary.frequencies.empty()) {
      result.q_unrotated = result.q;
      result.k_unrotated = result.k;
      result.q = turned(result.q, config_.rotary);
      result.k = turned(result.k, config_.rotary);
    }
    edit_all(Site::Q, l, h, result.q);
    edit_all(Site::K, l, h, result.k);
    edit_all(Site::V, l, h, result.v);
    weigh(l, h, result);
    const std::size_t wide = result.v.front().size();
    result.output.assign(result.q.size(), Row(wide, 0));
    for (std::size_t i = 0; i < result.q.size(); ++i) {
      for (std::size_t j = 0; j < result.v.size(); ++j) {
        for (std::size_t c = 0; c < wide; ++c) result.output[i][c] += result.weights[i][j] * result.v[j][c];
      }
    }
    edit_all(Site::Output, l, h, result.output);
    if (run_.switches.muted.count({l, h}) > 0) result.output.assign(result.q.size(), Row(wide, 0));
    return result;
  }

  void weigh(Index l, Index h, ReferenceHead& result) const {
    const core::HeadConfig& config = head_config(l, h);
    result.scores.assign(result.q.size(), Row(result.k.size(), 0));
    for (std::size_t i = 0; i < result.q.size(); ++i) {
      for (std::size_t j = 0; j < result.k.size(); ++j) {
        for (std::size_t c = 0; c < result.q[i].size(); ++c) result.scores[i][j] += result.q[i][c] * result.k[j][c];
      }
    }
    edit_all(Site::Score, l, h, result.scores);
    result.scaled = result.scores;
    for (std::size_t i = 0; i < result.scores.size(); ++i) {
      for (std::size_t j = 0; j < result.scores[i].size(); ++j) {
        result.scaled[i][j] /= divisor(config) * static_cast<double>(run_.switches.temperature);
        if (hidden(l, h, i, j)) result.scaled[i][j] = kHidden;
      }
    }
    const core::SoftmaxKind kind = run_.switches.softmax_of(l, h);
    for (const Row& row : result.scaled) result.weights.push_back(spread(row, kind));
    if (kind == core::SoftmaxKind::Soft) hold_rows(l, h, result);
  }

  Grid attended(Index l, const ReferenceLayer& layer) const {
    const core::LayerWeights& w = weights(l);
    Grid sum(layer.input.size(), Row(at(config_.width), 0));
    for (std::size_t h = 0; h < layer.heads.size(); ++h) {
      if (layer.heads[h].idle) continue;
      const Grid& output = layer.heads[h].output;
      sum =
          plus(sum, w.w_o.size() == 0 ? output : project(output, head_matrix(l, static_cast<Index>(h), Site::WO), {}));
    }
    for (Row& row : sum) {
      for (std::size_t j = 0; j < row.size() && w.w_o.size() > 0 && w.b_o.size() > 0; ++j) {
        row[j] += static_cast<double>(w.b_o(static_cast<Index>(j)));
      }
    }
    return sum;
  }

  Grid mlp(Index l, const Grid& x) const {
    const core::LayerWeights& w = weights(l);
    Grid inner = project(x, grid_of(w.w_up), row_of(w.b_up));
    const bool gated = w.w_gate.size() > 0;
    const Grid gate = gated ? project(x, grid_of(w.w_gate), row_of(w.b_gate)) : inner;
    for (std::size_t t = 0; t < inner.size(); ++t) {
      for (std::size_t f = 0; f < inner[t].size(); ++f) {
        const double opened = activation(gate[t][f], config_.activation);
        inner[t][f] = gated ? inner[t][f] * opened : opened;
      }
    }
    return project(inner, grid_of(w.w_down), row_of(w.b_down));
  }

  ReferenceLayer layer(Index l, const Grid& stream) const {
    const core::LayerWeights& w = weights(l);
    const bool after = config_.norm_place == core::NormPlace::After;
    const double epsilon = config_.norm_epsilon;
    ReferenceLayer result;
    result.input = stream;
    result.normed = before_attention(l, stream);
    for (std::size_t h = 0; h < config_.layers[at(l)].heads.size(); ++h) {
      result.heads.push_back(head(l, static_cast<Index>(h), result.normed));
    }
    result.attended = attended(l, result);
    result.after_attention = config_.residual ? plus(stream, result.attended) : result.attended;
    if (after) result.after_attention = norm(result.after_attention, config_.norm, w.attention_norm, epsilon);
    result.output = result.after_attention;
    if (config_.activation != core::Activation::None) {
      const Grid& x = result.after_attention;
      result.mlp = mlp(l, after ? x : norm(x, config_.norm, w.mlp_norm, epsilon));
      result.output = plus(x, result.mlp);
      if (after) result.output = norm(result.output, config_.norm, w.mlp_norm, epsilon);
    }
    for (const Edit& edit : run_.edits) {
      if (edit.site == Site::Residual && edit.layer == l && edit.second == in_second_) put(edit, result.output);
    }
    return result;
  }

  const core::RunInput& run_;
  const core::ModelConfig& config_;
  bool in_second_;
  const std::vector<ReferenceLayer>* second_;
  std::vector<core::GivenWeight> given_;
};

}  // namespace

ReferenceRun reference_forward(const core::RunInput& run) {
  ReferenceRun result;
  if (run.has_second) result.second_layers = Pass(run, true, nullptr).all_layers();
  result.layers = Pass(run, false, run.has_second ? &result.second_layers : nullptr).all_layers();
  result.output = norm(result.layers.back().output, run.model->config.norm, run.model->weights.final_norm,
                       run.model->config.norm_epsilon);
  return result;
}

}  // namespace support
