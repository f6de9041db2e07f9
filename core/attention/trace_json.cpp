#include "core/attention/trace_json.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>

#include "core/attention/edit_text.h"
#include "core/attention/prediction.h"
#include "core/attention/switch_text.h"
#include "core/error.h"
#include "core/numbers.h"

namespace core {

namespace {

class JsonWriter {
 public:
  JsonWriter(const AttentionTrace& trace, const TraceSelection& selection, const TextSink& sink)
      : trace_(trace), selection_(selection), sink_(sink) {}

  void write() {
    put("{\n");
    write_names();
    write_switches_and_edits();
    write_layers("layers", trace_.layers);
    if (!trace_.second_layers.empty()) write_layers("second_layers", trace_.second_layers);
    if (selection_.has("output")) {
      put(",\n\"output\": ");
      put_matrix(trace_.output);
    }
    if (trace_.model().predictor) write_next();
    if (selection_.matrices) write_matrices();
    put("\n}\n");
    flush();
  }

 private:
  void put(std::string_view text) {
    buffer_ += text;
    if (buffer_.size() >= kBufferSize) flush();
  }
  void flush() {
    sink_(buffer_);
    buffer_.clear();
  }

  void put_number(float value) {
    if (!std::isfinite(value)) return put("null");  // masked
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    put({digits.data(), static_cast<std::size_t>(end.ptr - digits.data())});
  }

  void put_matrix(const Matrix& values) {
    put("[");
    for (Index i = 0; i < values.rows(); ++i) {
      put(i > 0 ? ", [" : "[");
      for (Index j = 0; j < values.cols(); ++j) {
        if (j > 0) put(", ");
        put_number(values(i, j));
      }
      put("]");
    }
    put("]");
  }

  template <typename List, typename Item>
  void put_list(const List& list, Item item) {
    put("[");
    bool first = true;
    for (const auto& one : list) {
      if (!first) put(", ");
      first = false;
      put(item(one));
    }
    put("]");
  }

  void put_tokens(const char* key, const Tokens& tokens, std::string Token::*text) {
    put(fmt::format(",\n\"{}\": ", key));
    put_list(tokens, [&](const Token& token) { return json_text(token.*text); });
  }

  void write_names() {
    const RunInput& run = trace_.run;
    put(fmt::format("\"model\": {},\n\"sentence\": {},\n\"second\": {}", json_text(trace_.config().id),
                    json_text(run.sentence), run.has_second ? json_text(run.second) : "null"));
    put_tokens("tokens", trace_.tokens, &Token::vocabulary);
    put_tokens("texts", trace_.tokens, &Token::text);
    if (has_cross_attention(trace_.config())) {
      put_tokens("key_tokens", trace_.second_tokens, &Token::vocabulary);
      put_tokens("key_texts", trace_.second_tokens, &Token::text);
    }
    if (!trace_.tokens.empty() && trace_.tokens[0].id >= 0) {
      put(",\n\"ids\": ");
      put_list(trace_.tokens, [](const Token& token) { return std::to_string(token.id); });
    }
    if (!trace_.config().components.empty()) {
      put(",\n\"components\": ");
      put_list(trace_.config().components, [](const std::string& name) { return json_text(name); });
    }
  }

  static std::string address_text(const HeadAddress& head) { return fmt::format("{}.{}", head.first, head.second); }

  void write_switches_and_edits() {
    const Switches& switches = trace_.run.switches;
    const std::string scale = scale_text(switches);
    put(fmt::format(",\n\"switches\": {{\"scale\": {}, \"mask\": \"{}\", \"softmax\": \"{}\", \"temperature\": {}, ",
                    switches.scale == ScaleKind::Number ? scale : json_text(scale), mask_text(switches.mask),
                    softmax_text(switches.softmax), shortest_number(switches.temperature)));
    put("\"muted\": ");
    put_list(switches.muted, [](const HeadAddress& head) { return json_text(address_text(head)); });
    put(", \"ignored\": ");
    put_list(switches.ignored, [](Index token) { return std::to_string(token); });
    if (!switches.ignored_second.empty()) {
      put(", \"ignored_second\": ");
      put_list(switches.ignored_second, [](Index token) { return std::to_string(token); });
    }
    if (!switches.head_softmax.empty()) {
      put(", \"head_softmax\": {");
      const char* comma = "";
      for (const auto& [head, kind] : switches.head_softmax) {
        put(fmt::format("{}\"{}\": \"{}\"", comma, address_text(head), softmax_text(kind)));
        comma = ", ";
      }
      put("}");
    }
    put("},\n\"edits\": ");
    put_list(trace_.run.edits, [&](const Edit& edit) {
      return json_text(write_edit(edit, trace_.model(), trace_.tokens, trace_.second_tokens));
    });
  }

  template <typename Values, typename Owner>
  void write_values(const Values& values, const Owner& owner) {
    for (const auto& one : values) {
      const Matrix& matrix = owner.*one.values;
      if (!selection_.has(one.name) || (one.optional && matrix.size() == 0)) continue;
      put(fmt::format(",\n  \"{}\": ", one.name));
      put_matrix(matrix);
    }
  }

  // The weights that a row holds, by the reader or by the model: [query, key] each.
  template <typename Cells, typename Query, typename Key>
  void write_cells(const char* key, const Cells& cells, Query query, Key column) {
    if (cells.empty() || !selection_.has("weights")) return;
    put(fmt::format(",\n  \"{}\": ", key));
    put_list(cells, [&](const auto& one) { return fmt::format("[{}, {}]", one.*query, one.*column); });
  }

  void write_head(std::size_t l, std::size_t h, const HeadTrace& head) {
    const HeadConfig& config = trace_.config().layers[l].heads[h];
    put(fmt::format("{}{{ \"head\": {}, \"id\": {}, \"name\": {}, \"keys\": \"{}\", \"muted\": {}, \"idle\": {}",
                    h > 0 ? ",\n  " : "\n  ", h, json_text(config.id), json_text(config.name),
                    config.keys == KeySource::Second ? "second" : "self", head.muted, head.idle));
    write_values(kHeadValues, head);
    write_cells("held", head.held, &Edit::row, &Edit::column);
    write_cells("given", head.given, &GivenWeight::query, &GivenWeight::key);
    put(" }");
  }

  void write_layers(const char* key, const std::vector<std::shared_ptr<const LayerTrace>>& layers) {
    put(fmt::format(",\n\"{}\": [", key));
    const char* comma = "";
    for (std::size_t l = 0; l < layers.size() && selection_.has_layer_values(); ++l) {
      if (!selection_.has_layer(static_cast<Index>(l))) continue;
      put(fmt::format("{}\n{{ \"layer\": {}", comma, l));
      comma = ",";
      write_values(kValuesBeforeHeads, *layers[l]);
      if (selection_.has_head_values()) {
        put(",\n  \"heads\": [");
        for (std::size_t h = 0; h < layers[l]->heads.size(); ++h) write_head(l, h, *layers[l]->heads[h]);
        put(" ]");
      }
      write_values(kValuesAfterHeads, *layers[l]);
      put(" }");
    }
    put("]");
  }

  // What the model expects after the last token, or, where it fills masks, in the place of each mask.
  void write_next() {
    constexpr Index kWords = 10;
    const auto text = [](const PredictedWord& word) {
      return fmt::format("{{\"token\": {}, \"id\": {}, \"probability\": {}}}", json_text(word.shown), word.id,
                         shortest_number(static_cast<float>(word.probability)));
    };
    if (!trace_.model().predictor->fills_masks()) {
      put(",\n\"next\": ");
      return put_list(predict_at(trace_, trace_.layers.back()->output.rows() - 1, kWords), text);
    }
    put(",\n\"masked\": {");
    const char* comma = "";
    for (std::size_t t = 0; t < trace_.tokens.size(); ++t) {
      if (trace_.tokens[t].id != trace_.model().predictor->mask_id()) continue;
      put(fmt::format("{}\"{}\": ", comma, t));
      put_list(predict_at(trace_, static_cast<Index>(t), kWords), text);
      comma = ", ";
    }
    put("}");
  }

  void write_matrices() {
    put(",\n\"matrices\": {");
    const char* comma = "";
    for (std::size_t l = 0; l < trace_.layers.size(); ++l) {
      if (!selection_.has_layer(static_cast<Index>(l))) continue;
      for (std::size_t h = 0; h < trace_.layers[l]->heads.size(); ++h) {
        for (const HeadMatrix& one : head_matrices(trace_, static_cast<Index>(l), static_cast<Index>(h))) {
          if (one.values.size() == 0) continue;
          put(fmt::format("{}\n  \"{}@{}.{}\": ", comma, one.name, l, h));
          put_matrix(one.values);
          comma = ",";
        }
      }
    }
    put("}");
  }

  static constexpr std::size_t kBufferSize = std::size_t{1} << 16U;

  const AttentionTrace& trace_;
  const TraceSelection& selection_;
  const TextSink& sink_;
  std::string buffer_;
};

void check_length(const AttentionTrace& trace, const TraceSelection& selection) {
  constexpr double kBytesPerNumber = 12;  // a float takes up to 9 digits, a point, perhaps a sign or exponent, ", "
  constexpr double kMostBytes = 2e9;
  const double bytes = kBytesPerNumber * static_cast<double>(selected_count(trace, selection));
  if (bytes <= kMostBytes) return;
  throw Error(fmt::format("this trace would be about {:.1f} GB of JSON", bytes / 1e9), "at most 2 GB",
              "choose with --layers and --only, or write --out FILE.safetensors");
}

}  // namespace

std::string json_text(std::string_view text) {
  return nlohmann::json(std::string(text)).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void write_trace_json(const AttentionTrace& trace, const TraceSelection& selection, const TextSink& sink) {
  check_length(trace, selection);
  JsonWriter(trace, selection, sink).write();
}

}  // namespace core
