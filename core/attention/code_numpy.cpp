// The stages of a row as NumPy programs.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "core/attention/attention.h"
#include "core/attention/code_parts.h"
#include "core/attention/explain.h"

namespace core::coding {

namespace {

constexpr CodeLanguage kNumPy = CodeLanguage::NumPy;
const char* const kImport = "import numpy as np\n\n";

std::string array(const Scene& scene, const std::string& name, const Vector& values, const std::string& comment) {
  return fmt::format("{} = np.array({})  # [{}] {}\n", name, row(scene, values, kNumPy), values.size(), comment);
}

std::string matrix(const Scene& scene, const std::string& name, const Matrix& values, const std::string& comment) {
  const std::string start = name + " = np.array([";
  return fmt::format("{} = np.array({})  # {} {}\n", name, rows(scene, values, kNumPy, start.size()), shape(values),
                     comment);
}

std::string words_program(const Scene& scene) {
  std::string words;
  const auto count = static_cast<Index>(scene.trace.tokens.size());
  constexpr Index kShown = 12;
  const Index end = scene.complete ? count : std::min(count, kShown);
  for (Index i = 0; i < end; ++i) {
    words += (i == 0 ? "" : ", ") + quoted(scene.trace.tokens[static_cast<std::size_t>(i)].text);
  }
  if (end < count) words += ", …";
  return fmt::format("words = [{}]  # T = {}\nprint(words[{}])  # the row of this word\n", words, count,
                     scene.place.query);
}

std::string x_program(const Scene& scene) {
  const std::string comment =
      scene.place.layer == 0 ? "a row for each word" : fmt::format("the stream before layer {}", scene.place.layer);
  return kImport + matrix(scene, "x", scene.layer().input, comment) +
         fmt::format("print(*x[{}])  # x of {}\n", scene.place.query, scene.query_word());
}

std::string edit_line(const Scene& scene, const std::string& name, const Edit& edit) {
  const std::string where = edit.column == kAllComponents ? ":" : fmt::format("{}", edit.column);
  return fmt::format("{}[{}] = {}  # your edit\n", name, where, number(scene, edit.value, kNumPy));
}

std::string projection_edits(const Scene& scene, Site site, const std::string& name, Index token) {
  std::string text;
  for (const Edit& edit : scene.settings().projection_edits) {
    if (edit.site == site && edit.row == token) text += edit_line(scene, name, edit);
  }
  return text;
}

std::string norm_lines(const Scene& scene, const std::string& name, const Norm& norm) {
  if (norm.gain.size() == 0) return "";
  return array(scene, name + "_gain", norm.gain, "of the norm") +
         fmt::format("{0} = {0} / np.sqrt(np.mean({0} ** 2) + {1}) * {0}_gain\n", name,
                     scene.trace.config().norm_epsilon);
}

std::string rotation(const Scene& scene) {
  const Rotary& rotary = scene.trace.config().rotary;
  Vector frequencies(static_cast<Index>(rotary.frequencies.size()));
  for (Index i = 0; i < frequencies.size(); ++i) frequencies(i) = rotary.frequencies[static_cast<std::size_t>(i)];
  return array(scene, "frequency", frequencies, "of each pair of components") +
         fmt::format(
             "def turn(row, position):\n"
             "    n = len(frequency)\n"
             "    c, s = np.cos(position * frequency) * {0}, np.sin(position * frequency) * {0}\n"
             "    a, b = row[:n], row[n:2 * n]\n"
             "    return np.concatenate([a * c - b * s, b * c + a * s, row[2 * n:]])\n",
             rotary.attention_factor);
}

struct Projection {
  const char* name;
  const char* input;
  const Matrix& weights;
  const Vector& bias;
  Index column, width;
};

std::string project(const Scene& scene, const Projection& one) {
  const std::string upper(1, static_cast<char>(one.name[0] - 'a' + 'A'));
  std::string text = matrix(scene, "W_" + upper, one.weights.middleCols(one.column, one.width), "of this head");
  std::string line = fmt::format("{} = {} @ W_{}", one.name, one.input, upper);
  if (one.bias.size() > 0) {
    text += array(scene, "b_" + upper, one.bias.segment(one.column, one.width), "of this head");
    line += " + b_" + upper;
  }
  return text + line + "\n";
}

std::string qkv_program(const Scene& scene) {
  const LayerWeights& weights = *scene.layer().weights;
  const HeadConfig& head = scene.head_config();
  const bool turns = !scene.trace.config().rotary.frequencies.empty();
  std::string text = kImport;
  text += array(scene, "x", scene.query_stream().row(scene.place.query), "of " + scene.query_word());
  text += array(scene, "y", scene.key_stream().row(scene.place.key), "of " + scene.key_word());
  if (turns) text += rotation(scene);
  text += project(scene, {"q", "x", weights.w_q, weights.b_q, head.query_column, head.d_k});
  text += norm_lines(scene, "q", weights.query_norm);
  if (turns) text += fmt::format("q = turn(q, {})\n", scene.place.query);
  text += projection_edits(scene, Site::Q, "q", scene.place.query);
  text += project(scene, {"k", "y", weights.w_k, weights.b_k, head.key_column, head.d_k});
  text += norm_lines(scene, "k", weights.key_norm);
  if (turns) text += fmt::format("k = turn(k, {})\n", scene.place.key);
  text += projection_edits(scene, Site::K, "k", scene.place.key);
  text += project(scene, {"v", "y", weights.w_v, weights.b_v, head.value_column, head.d_v});
  text += projection_edits(scene, Site::V, "v", scene.place.key);
  return text + fmt::format("print(*q, *k, *v)  # q of {}, k and v of {}\n", scene.query_word(), scene.key_word());
}

std::string scores_program(const Scene& scene) {
  std::string text = kImport;
  text += array(scene, "q", scene.head().q.row(scene.place.query), "of " + scene.query_word());
  text += matrix(scene, "k", scene.head().k, "a row for each word looked at");
  text += "scores = k @ q  # one dot product for each key\n";
  for (const Edit& edit : scene.settings().later_edits) {
    if (edit.site == Site::Score && edit.row == scene.place.query) text += edit_line(scene, "scores", edit);
  }
  return text + "print(*scores)\n";
}

std::string divisor_lines(const Scene& scene) {
  const LayerSettings& settings = scene.layer().settings;
  const double divisor = divisor_in_force(scene.trace, scene.place.layer, scene.place.head);
  std::string text = fmt::format("divisor = {}", divisor);
  if (settings.temperature != 1) text += fmt::format("  # with the temperature {}", settings.temperature);
  return text + "\n";
}

std::string scale_program(const Scene& scene) {
  return kImport + array(scene, "scores", scene.head().scores.row(scene.place.query), "of " + scene.query_word()) +
         divisor_lines(scene) + "scaled = scores / divisor\nprint(*scaled)\n";
}

std::string mask_program(const Scene& scene) {
  const auto scaled = scene.head().scaled.row(scene.place.query);
  std::string allowed;
  constexpr Index kShown = 8;
  const Index end = scene.complete ? scaled.size() : std::min(scaled.size(), kShown);
  for (Index j = 0; j < end; ++j)
    allowed += fmt::format("{}{}", j == 0 ? "" : ", ", std::isfinite(scaled(j)) ? "True" : "False");
  if (end < scaled.size()) allowed += ", …";
  return kImport + array(scene, "scores", scene.head().scores.row(scene.place.query), "of " + scene.query_word()) +
         divisor_lines(scene) +
         fmt::format("allowed = np.array([{}])  # [{}] may be looked at\n", allowed, scaled.size()) +
         "scaled = np.where(allowed, scores / divisor, -np.inf)\nprint(*scaled)\n";
}

// Some weights are set; the others share what is left, as they stand to each other.
std::string hold_lines(const std::map<Index, float>& held, const Scene& scene, const std::string& comment) {
  if (held.empty()) return "";
  std::string cells;
  for (const auto& [key, weight] : held) {
    cells += fmt::format("{}{}: {}", cells.empty() ? "" : ", ", key, number(scene, weight, kNumPy));
  }
  return fmt::format("held = {{{}}}  # {}\n", cells, comment) +
         "free = np.isfinite(scaled)\n"
         "free[list(held)] = False\n"
         "left = max(0.0, 1 - sum(held.values()))\n"
         "total = weights[free].sum()\n"
         "weights[free] = weights[free] * left / total if total > 0 else left / max(1, free.sum())\n"
         "weights[list(held)] = list(held.values())\n";
}

std::string softmax_lines(const Scene& scene) {
  const bool nothing =
      !(scene.head().scaled.row(scene.place.query).array() > -std::numeric_limits<float>::infinity()).any();
  if (nothing) return "weights = np.zeros(len(scaled))  # every word is masked\n";
  switch (scene.settings().softmax) {
    case SoftmaxKind::Soft:
      return "powers = np.exp(scaled - scaled.max())  # the largest is taken off, so that nothing overflows\n"
             "weights = powers / powers.sum()\n";
    case SoftmaxKind::Hard:
      return "weights = (scaled == scaled.max()).astype(float)  # hard: all on the largest\n"
             "weights = weights / weights.sum()\n";
    case SoftmaxKind::Uniform:
      return "weights = np.isfinite(scaled).astype(float)  # uniform: equal shares\n"
             "weights = weights / weights.sum()\n";
    case SoftmaxKind::None:
      return "weights = np.where(np.isfinite(scaled), scaled, 0.0)  # no softmax: the scaled scores themselves\n";
  }
  return "";
}

std::string softmax_program(const Scene& scene) {
  std::map<Index, float> given, held;
  for (const GivenWeight& one : scene.head().given) {
    if (one.query == scene.place.query) given[one.key] = one.weight;
  }
  for (const Edit& one : scene.head().held) {
    if (one.row == scene.place.query) held[one.column] = one.value;
  }
  return kImport + array(scene, "scaled", scene.head().scaled.row(scene.place.query), "of " + scene.query_word()) +
         softmax_lines(scene) + hold_lines(given, scene, "given by the model") +
         hold_lines(held, scene, "held by you") + "print(*weights)\n";
}

std::string mix_program(const Scene& scene) {
  std::string text = kImport;
  text += array(scene, "weights", scene.head().weights.row(scene.place.query), "of " + scene.query_word());
  text += matrix(scene, "v", scene.head().v, "a row for each word looked at");
  text += "output = weights @ v  # each value as much as its weight says\n";
  for (const Edit& edit : scene.settings().later_edits) {
    if (edit.site == Site::Output && edit.row == scene.place.query) text += edit_line(scene, "output", edit);
  }
  if (scene.head().muted) text += "output[:] = 0.  # this head is muted\n";
  return text + "print(*output)\n";
}

std::string output_program(const Scene& scene) {
  const HeadConfig& head = scene.head_config();
  const Matrix& w_o = scene.layer().weights->w_o;
  std::string text = kImport;
  text += array(scene, "output", scene.head().output.row(scene.place.query), "of this head for " + scene.query_word());
  if (w_o.size() == 0) {
    text += "written = output  # this model has no W_O: the head writes into the stream as it is\n";
  } else {
    text += matrix(scene, "W_O", w_o.middleRows(head.output_row, head.d_v), "this head's rows");
    text += "written = output @ W_O\n";
  }
  return text + "print(*written)  # what this head adds to the stream\n";
}

}  // namespace

std::string numpy_program(const Scene& scene, CodeStage stage) {
  switch (stage) {
    case CodeStage::Words:
      return words_program(scene);
    case CodeStage::X:
      return x_program(scene);
    case CodeStage::Qkv:
      return qkv_program(scene);
    case CodeStage::Scores:
      return scores_program(scene);
    case CodeStage::Scale:
      return scale_program(scene);
    case CodeStage::Mask:
      return mask_program(scene);
    case CodeStage::Softmax:
      return softmax_program(scene);
    case CodeStage::Mix:
      return mix_program(scene);
    case CodeStage::Output:
      return output_program(scene);
  }
  return "";
}

}  // namespace core::coding
