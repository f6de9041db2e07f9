// Heed's own functions to the letter, for the code view; tests/core/code_text_test.cpp compares them with their files.
#include "core/attention/code_text.h"

namespace core {

namespace {

// clang-format off
constexpr HouseFunction kTokenize = {"core/attention/forward.cpp", R"(SentenceTokens read = tokenize_sentences(model, run.sentence, run.has_second, run.second);
  trace->tokens = std::move(read.first);)"};

constexpr HouseFunction kEmbed = {"core/attention/forward.cpp", R"(Matrix embed_with_edits(const RunInput& run, const Tokens& tokens, SentencePart part) {
  Matrix x = run.model->encoder->embed(tokens, part);  // [T, D]
  for (const Edit& edit : run.edits) {
    if (edit.site == Site::X && edit.second == (part == SentencePart::Second)) apply_edit(edit, x);
  }
  require_finite(x, "x");
  return x;
})"};

constexpr HouseFunction kProject = {"core/attention/layer_pass.cpp", R"(  all.q = linear(normed, weights.w_q, weights.b_q, in.crew);
  all.k = linear(normed, weights.w_k, weights.b_k, in.crew);
  all.v = linear(normed, weights.w_v, weights.b_v, in.crew);)"};

constexpr HouseFunction kLinear = {"core/attention/layer_parts.cpp", R"(Matrix linear(const Matrix& x, const Matrix& weight, const Vector& bias, Crew* crew, ProductKind kind) {
  Matrix result = product(x, weight, crew, kind);
  if (bias.size() == 0) return result;
  share_rows(crew, result.rows(), result.cols(),
             [&](Index first, Index rows) { result.middleRows(first, rows).rowwise() += bias; });
  return result;
})"};

constexpr HouseFunction kScores = {"core/attention/attention.cpp", R"(Matrix attention_scores(const Matrix& q, const Matrix& k) {
  return product(q, k.transpose());
})"};

constexpr HouseFunction kScaled = {"core/attention/attention.cpp", R"(Matrix scaled_scores(const Matrix& scores, double divisor, const Mask& mask) {
  Matrix scaled(scores.rows(), scores.cols());
  const auto short_divisor = static_cast<float>(divisor);
  const bool is_short = static_cast<double>(short_divisor) == divisor;  // then dividing in float rounds no other way
  for (Index i = 0; i < scores.rows(); ++i) {
    const Index query = mask.first_query + i;
    const Index end = mask.causal ? std::min(scores.cols(), query + 1) : scores.cols();
    const Index begin = mask.window > 0 ? std::clamp<Index>(query - mask.window + 1, 0, end) : 0;
    scaled.row(i).head(begin).setConstant(kMasked);
    scaled.row(i).tail(scores.cols() - end).setConstant(kMasked);
    if (begin == end) continue;
    const auto row = scores.row(i).segment(begin, end - begin);
    auto quotients = scaled.row(i).segment(begin, end - begin);
    if (is_short) quotients = row / short_divisor;
    if (!is_short) quotients = (row.cast<double>() / divisor).cast<float>();
    if (static_cast<double>(row.cwiseAbs().maxCoeff()) / divisor > kLargest) refuse_overflow(scores, i, divisor, mask);
  }
  if (mask.ignored == nullptr) return scaled;
  for (const Index key : *mask.ignored) {
    if (key < scores.cols()) scaled.col(key).setConstant(kMasked);
  }
  return scaled;
})"};

constexpr HouseFunction kAllows = {"core/attention/attention.cpp", R"(bool Mask::allows(Index query, Index key) const {
  if (causal && key > query) return false;
  if (window > 0 && query - key >= window) return false;
  return ignored == nullptr || ignored->count(key) == 0;
})"};

constexpr HouseFunction kSoft = {"core/attention/attention.cpp", R"(void softmax_row(const Eigen::Ref<const Vector>& scaled, Eigen::Ref<Vector> weights) {
  const Index used = used_keys(scaled);
  weights.setZero();
  if (used == 0) return;
  // The maximum is taken off first, so that exp never overflows; what is masked gets 0.
  const float largest = scaled.head(used).maxCoeff();
  const double sum = exponentials(scaled.data(), used, largest, weights.data());
  weights.head(used) /= static_cast<float>(sum);
})"};

constexpr HouseFunction kHard = {"core/attention/attention.cpp", R"(void hard_row(const Eigen::Ref<const Vector>& scaled, Eigen::Ref<Vector> weights) {
  const float largest = scaled.maxCoeff();
  weights.setZero();
  if (largest == kMasked) return;
  weights = (scaled.array() == largest).cast<float>();
  weights /= weights.sum();
})"};

constexpr HouseFunction kUniform = {"core/attention/attention.cpp", R"(void uniform_row(const Eigen::Ref<const Vector>& scaled, Eigen::Ref<Vector> weights) {
  weights = (scaled.array() != kMasked).cast<float>();
  const float allowed = weights.sum();
  if (allowed > 0) weights /= allowed;
})"};

constexpr HouseFunction kPlain = {"core/attention/attention.cpp", R"(void plain_row(const Eigen::Ref<const Vector>& scaled, Eigen::Ref<Vector> weights) {
  weights = (scaled.array() == kMasked).select(0.0F, scaled.array());
})"};

constexpr HouseFunction kMix = {"core/attention/attention.cpp", R"(Matrix mix_values(const Matrix& weights, const Matrix& v) {
  return product(weights, v);
})"};

constexpr HouseFunction kWritten = {"core/attention/nearest_words.cpp", R"(Vector head_contribution(const AttentionTrace& trace, Index layer, Index head, Index row, bool second) {
  const LayerTrace& values = *(second ? trace.second_layers : trace.layers)[static_cast<std::size_t>(layer)];
  const HeadTrace& writer = *values.heads[static_cast<std::size_t>(head)];
  if (writer.idle) return Vector::Zero(trace.config().width);
  const Matrix& w_o = values.weights->w_o;
  if (w_o.size() == 0) return writer.output.row(row);
  const HeadConfig& config = trace.head_config(layer, head);
  return writer.output.row(row) * w_o.middleRows(config.output_row, config.d_v);
})"};

// clang-format on

HouseFunction softmax_function(SoftmaxKind softmax) {
  switch (softmax) {
    case SoftmaxKind::Soft:
      break;
    case SoftmaxKind::Hard:
      return kHard;
    case SoftmaxKind::Uniform:
      return kUniform;
    case SoftmaxKind::None:
      return kPlain;
  }
  return kSoft;
}

}  // namespace

std::vector<HouseFunction> house_functions(CodeStage stage, SoftmaxKind softmax) {
  switch (stage) {
    case CodeStage::Words:
      return {kTokenize};
    case CodeStage::X:
      return {kEmbed};
    case CodeStage::Qkv:
      return {kProject, kLinear};
    case CodeStage::Scores:
      return {kScores};
    case CodeStage::Scale:
      return {kScaled};
    case CodeStage::Mask:
      return {kAllows, kScaled};
    case CodeStage::Softmax:
      return {softmax_function(softmax)};
    case CodeStage::Mix:
      return {kMix};
    case CodeStage::Output:
      return {kWritten};
  }
  return {};
}

}  // namespace core
