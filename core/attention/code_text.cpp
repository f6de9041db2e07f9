#include "core/attention/code_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/attention/code_parts.h"
#include "core/error.h"

namespace core {

namespace coding {

namespace {

constexpr Index kShownNumbers = 5, kShownRows = 4;

const Matrix& read_stream(const LayerTrace& layer) {
  return layer.normed.size() > 0 ? layer.normed : layer.input;
}

}  // namespace

const Matrix& Scene::query_stream() const {
  return read_stream(layer());
}

const Matrix& Scene::key_stream() const {
  return cross() ? read_stream(*trace.second_layers[static_cast<std::size_t>(place.layer)]) : query_stream();
}

std::string Scene::query_word() const {
  return quoted(trace.tokens[static_cast<std::size_t>(place.query)].text);
}

std::string Scene::key_word() const {
  return quoted(keys()[static_cast<std::size_t>(place.key)].text);
}

std::string number(const Scene& scene, float value, CodeLanguage language) {
  const bool numpy = language == CodeLanguage::NumPy;
  if (std::isinf(value)) {
    const std::string name = numpy ? "np.inf" : "kInfinity";
    return value < 0 ? "-" + name : name;
  }
  const std::string digits = scene.complete ? fmt::format("{}", value) : fmt::format("{:.4g}", value);
  const bool whole = digits.find_first_of(".e") == std::string::npos;
  if (numpy) return whole ? digits + "." : digits;
  return whole ? digits + ".0F" : digits + "F";
}

std::string row(const Scene& scene, const Vector& values, CodeLanguage language) {
  const bool numpy = language == CodeLanguage::NumPy;
  std::string text = numpy ? "[" : "{";
  const bool cut = !scene.complete && values.size() > kShownNumbers + 1;
  const Index end = cut ? kShownNumbers : values.size();
  for (Index i = 0; i < end; ++i) text += (i == 0 ? "" : ", ") + number(scene, values(i), language);
  if (cut) text += ", …";
  return text + (numpy ? "]" : "}");
}

std::string rows(const Scene& scene, const Matrix& values, CodeLanguage language, std::size_t indent) {
  std::string text = language == CodeLanguage::NumPy ? "[" : "{";
  const bool cut = !scene.complete && values.rows() > kShownRows + 1;
  const Index end = cut ? kShownRows : values.rows();
  for (Index i = 0; i < end; ++i) {
    if (i > 0) text += ",\n" + std::string(indent, ' ');
    text += row(scene, values.row(i), language);
  }
  if (cut) text += ",\n" + std::string(indent, ' ') + "…";
  return text + (language == CodeLanguage::NumPy ? "]" : "}");
}

std::string quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') quoted += '\\';
    const auto byte = static_cast<unsigned char>(letter);
    constexpr unsigned char kBlank = 0x20;
    quoted += byte < kBlank ? fmt::format("\\x{:02x}", byte) : std::string(1, letter);
  }
  return quoted + "\"";
}

std::string shape(const Matrix& values) {
  return fmt::format("[{}, {}]", values.rows(), values.cols());
}

}  // namespace coding

std::string code_text(const AttentionTrace& trace, CodeStage stage, const CodePlace& place, CodeLanguage language,
                      CodeLength length) {
  const HeadTrace& head = trace.head(place.layer, place.head);
  if (head.idle) throw Error("this head is idle", "a second sentence", "it has nothing to look at");
  if (place.query < 0 || place.query >= head.weights.rows() || place.key < 0 || place.key >= head.weights.cols()) {
    throw Error(fmt::format("there is no cell {}, {} in this map", place.query, place.key), "a word of the sentence",
                "");
  }
  const coding::Scene scene{trace, place, length == CodeLength::Complete};
  return language == CodeLanguage::NumPy ? coding::numpy_program(scene, stage) : coding::cpp_program(scene, stage);
}

}  // namespace core
