// Numbers and arrays as program text, long ones shortened or not; used by code_*.cpp only.
#pragma once

#include <string>
#include <string_view>

#include "core/attention/code_text.h"

namespace core::coding {

// What one program is written from.
struct Scene {
  const AttentionTrace& trace;
  CodePlace place;
  bool complete = false;  // every number, else shortened

  const LayerTrace& layer() const { return *trace.layers[static_cast<std::size_t>(place.layer)]; }
  const HeadTrace& head() const { return trace.head(place.layer, place.head); }
  const HeadConfig& head_config() const { return trace.head_config(place.layer, place.head); }
  const HeadSettings& settings() const { return layer().settings.heads[static_cast<std::size_t>(place.head)]; }
  const Tokens& keys() const { return trace.key_tokens(place.layer, place.head); }
  bool cross() const { return head_config().keys == KeySource::Second; }
  // What W_Q, W_K and W_V multiply, of the words that look and of those that are looked at.
  const Matrix& query_stream() const;
  const Matrix& key_stream() const;
  std::string query_word() const;
  std::string key_word() const;
};

// 32-bit floats with all their digits ("0.1", "-inf" as the language spells it), or four figures.
std::string number(const Scene& scene, float value, CodeLanguage language);
// "[0.4, 0.6, 0.5]" or "{…}"; shortened: the first ones and "…".
std::string row(const Scene& scene, const Vector& values, CodeLanguage language);
// Rows of the above on lines of their own, `indent` blanks in front.
std::string rows(const Scene& scene, const Matrix& values, CodeLanguage language, std::size_t indent);
// Text in double quotes.
std::string quoted(std::string_view text);
// "[11, 49]"
std::string shape(const Matrix& values);

std::string numpy_program(const Scene& scene, CodeStage stage);
std::string cpp_program(const Scene& scene, CodeStage stage);

}  // namespace core::coding
