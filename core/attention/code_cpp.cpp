// The stages of a row as calls of Heed's own functions.
#include <fmt/format.h>

#include <cmath>

#include "core/attention/code_parts.h"
#include "core/attention/explain.h"

namespace core::coding {

namespace {

constexpr CodeLanguage kCpp = CodeLanguage::Cpp;

std::string vector(const Scene& scene, const std::string& name, const Vector& values, const std::string& comment) {
  return fmt::format("const Vector {}{{{}}};  // [1, {}] {}\n", name, row(scene, values, kCpp), values.size(), comment);
}

std::string matrix(const Scene& scene, const std::string& name, const Matrix& values, const std::string& comment) {
  const std::string start = "const Matrix " + name + "{";
  return fmt::format("{}{}}};  // {} {}\n", start, rows(scene, values, kCpp, start.size() + 1), shape(values), comment);
}

std::string result(const Scene& scene, const std::string& call, const Vector& values) {
  return fmt::format("{};\n// {}\n", call, row(scene, values, kCpp));
}

std::string quote_house(const Scene& scene, CodeStage stage) {
  std::string text;
  std::string file;
  for (const HouseFunction& one : house_functions(stage, scene.settings().softmax)) {
    if (file != one.file) text += fmt::format("// {}\n", one.file);
    file = one.file;
    text += std::string(one.text) + "\n\n";
  }
  return text;
}

std::string sentence_text(const Scene& scene) {
  std::string words;
  for (const Token& token : scene.trace.tokens) words += (words.empty() ? "" : " | ") + token.text;
  constexpr std::size_t kShown = 90;
  if (!scene.complete && words.size() > kShown) words = "…";
  return fmt::format("run.sentence = {};\n// {} tokens: {}\n// row {} is {}\n", quoted(scene.trace.run.sentence),
                     scene.trace.tokens.size(), words, scene.place.query, scene.query_word());
}

std::string x_text(const Scene& scene) {
  if (scene.place.layer > 0) {
    return fmt::format("// The rows of the embedding are x of layer 0; x of layer {} is what layer {} put out:\n",
                       scene.place.layer, scene.place.layer - 1) +
           matrix(scene, "x", scene.layer().input, "a row for each word");
  }
  return "const Matrix x = embed_with_edits(run, tokens, SentencePart::First);\n// x.row(" +
         fmt::format("{}): {}\n", scene.place.query, row(scene, scene.layer().input.row(scene.place.query), kCpp));
}

std::string qkv_text(const Scene& scene) {
  const LayerWeights& weights = *scene.layer().weights;
  const HeadConfig& head = scene.head_config();
  std::string text = vector(scene, "x", scene.query_stream().row(scene.place.query), "of " + scene.query_word());
  text += matrix(scene, "w_q", weights.w_q.middleCols(head.query_column, head.d_k), "this head's columns");
  const std::string bias = weights.b_q.size() > 0 ? "b_q" : "Vector()";
  if (weights.b_q.size() > 0) {
    text += vector(scene, "b_q", weights.b_q.segment(head.query_column, head.d_k), "this head's part");
  }
  text += result(scene, "const Matrix q = linear(x, w_q, " + bias + ")", scene.head().q.row(scene.place.query));
  text += fmt::format("// k of {}: {}\n", scene.key_word(), row(scene, scene.head().k.row(scene.place.key), kCpp));
  return text +
         fmt::format("// v of {}: {}\n", scene.key_word(), row(scene, scene.head().v.row(scene.place.key), kCpp));
}

std::string scores_text(const Scene& scene) {
  return vector(scene, "q", scene.head().q.row(scene.place.query), "of " + scene.query_word()) +
         matrix(scene, "k", scene.head().k, "a row for each word looked at") +
         result(scene, "const Matrix scores = attention_scores(q, k)", scene.head().scores.row(scene.place.query));
}

std::string scale_text(const Scene& scene) {
  const double divisor = divisor_in_force(scene.trace, scene.place.layer, scene.place.head);
  return vector(scene, "scores", scene.head().scores.row(scene.place.query), "of " + scene.query_word()) +
         fmt::format("const double divisor = {};  // the head's × the temperature\n", divisor) +
         result(scene, "const Matrix scaled = scaled_scores(scores, divisor, mask)",
                scene.head().scaled.row(scene.place.query));
}

std::string mask_text(const Scene& scene) {
  const LayerSettings& settings = scene.layer().settings;
  const HeadConfig& head = scene.head_config();
  const bool self = !scene.cross();
  const bool causal = self && (settings.mask == MaskKind::Causal || (settings.mask == MaskKind::Model && head.causal));
  const Index window = self && settings.mask == MaskKind::Model ? head.window : 0;
  std::string ignored;
  for (const Index key : self ? settings.ignored_keys : settings.ignored_second_keys) {
    ignored += fmt::format("{}{}", ignored.empty() ? "" : ", ", key);
  }
  return fmt::format(
             "const std::set<Index> ignored = {{{}}};\nconst Mask mask{{{}, {}, &ignored}};  // causal, window\n",
             ignored, causal, window) +
         fmt::format("// mask.allows({}, {}) is {}\n", scene.place.query, scene.place.key,
                     std::isfinite(scene.head().scaled(scene.place.query, scene.place.key))) +
         scale_text(scene);
}

std::string softmax_text(const Scene& scene) {
  static constexpr const char* kNames[] = {"softmax_row", "hard_row", "uniform_row", "plain_row"};
  const HeadTrace& head = scene.head();
  const auto kind = static_cast<std::size_t>(scene.settings().softmax);
  std::string text = vector(scene, "scaled", head.scaled.row(scene.place.query), "of " + scene.query_word());
  text += fmt::format("Vector weights({});\n", head.weights.cols());
  text += result(scene, fmt::format("{}(scaled, weights)", kNames[kind]), head.weights.row(scene.place.query));
  if (!head.given.empty() || !head.held.empty()) {
    text += "// Then hold_weights() sets what is given or held, and the others share what is left.\n";
  }
  return text;
}

std::string mix_text(const Scene& scene) {
  std::string text = vector(scene, "weights", scene.head().weights.row(scene.place.query), "of " + scene.query_word());
  text += matrix(scene, "v", scene.head().v, "a row for each word looked at");
  text += result(scene, "const Matrix output = mix_values(weights, v)", scene.head().output.row(scene.place.query));
  return scene.head().muted ? text + "// 0, because this head is muted\n" : text;
}

std::string output_text(const Scene& scene) {
  const HeadConfig& head = scene.head_config();
  const Matrix& w_o = scene.layer().weights->w_o;
  std::string text = vector(scene, "output", scene.head().output.row(scene.place.query), "of " + scene.query_word());
  if (w_o.size() > 0) text += matrix(scene, "w_o", w_o.middleRows(head.output_row, head.d_v), "this head's rows");
  const std::string call = fmt::format("const Vector written = head_contribution(trace, {}, {}, {})", scene.place.layer,
                                       scene.place.head, scene.place.query);
  const Vector written =
      w_o.size() == 0 ? Vector(scene.head().output.row(scene.place.query))
                      : Vector(scene.head().output.row(scene.place.query) * w_o.middleRows(head.output_row, head.d_v));
  return text + result(scene, call, written);
}

std::string call_text(const Scene& scene, CodeStage stage) {
  switch (stage) {
    case CodeStage::Words:
      return sentence_text(scene);
    case CodeStage::X:
      return x_text(scene);
    case CodeStage::Qkv:
      return qkv_text(scene);
    case CodeStage::Scores:
      return scores_text(scene);
    case CodeStage::Scale:
      return scale_text(scene);
    case CodeStage::Mask:
      return mask_text(scene);
    case CodeStage::Softmax:
      return softmax_text(scene);
    case CodeStage::Mix:
      return mix_text(scene);
    case CodeStage::Output:
      return output_text(scene);
  }
  return "";
}

}  // namespace

std::string cpp_program(const Scene& scene, CodeStage stage) {
  return quote_house(scene, stage) + "// called with the numbers of this row:\n" + call_text(scene, stage);
}

}  // namespace core::coding
