#include "core/lessons/expression_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/attention/edit_parts.h"
#include "core/attention/edit_text.h"
#include "core/attention/explain.h"
#include "core/attention/nearest_words.h"
#include "core/attention/patterns.h"
#include "core/attention/prediction.h"
#include "core/attention/resting.h"
#include "core/attention/token_reference.h"
#include "core/attention/trace_values.h"
#include "core/error.h"
#include "core/numbers.h"
#include "core/plain_text.h"

namespace core {

namespace {

// One reference, looked up in one trace.
class Lookup {
 public:
  Lookup(const ExpressionNode& node, const AttentionTrace& trace, const NearestLookup& nearest)
      : node_(node), trace_(trace), nearest_(nearest) {}

  Value value() const {
    const std::string& name = node_.name;
    if (name == "x") return row_value(first_layer().input, query(), config().components);
    if (name == "x2") return row_value(second_layer(0).input, second_token(0), config().components);
    if (name == "position") return static_cast<double>(query());
    if (name == "tokens") return static_cast<double>(trace_.tokens.size());
    if (name == "layers") return static_cast<double>(config().layers.size());
    if (name == "components") return static_cast<double>(config().width);
    if (name == "heads") return head_count();
    if (name == "resting_everywhere") return resting_everywhere();
    if (name == "next") return next_word();
    if (name == "chance") return chance();
    if (node_.address.find('.') == std::string::npos) return stream_value();
    return head_value();
  }

 private:
  const ModelConfig& config() const { return trace_.config(); }
  const LayerTrace& first_layer() const { return *trace_.layers.front(); }
  const LayerTrace& second_layer(std::size_t layer) const {
    if (trace_.second_layers.empty()) {
      throw Error(fmt::format("{} names a word of a second sentence and there is none", node_.name),
                  "a stage with a second sentence", "");
    }
    return *trace_.second_layers.at(layer);
  }
  double head_count() const {
    std::size_t count = 0;
    for (const LayerConfig& layer : config().layers) count += layer.heads.size();
    return static_cast<double>(count);
  }

  // The mean over all heads that have something to look at.
  double resting_everywhere() const {
    double sum = 0;
    double heads = 0;
    for (Index layer = 0; layer < static_cast<Index>(trace_.layers.size()); ++layer) {
      for (Index head = 0; head < static_cast<Index>(trace_.layers[static_cast<std::size_t>(layer)]->heads.size());
           ++head) {
        const HeadTrace& values = trace_.head(layer, head);
        if (values.idle) continue;
        sum += resting_share(resting_places(values.weights, trace_.key_tokens(layer, head)));
        ++heads;
      }
    }
    return sum / heads;
  }

  // What the model expects behind the last token, the most probable first.
  std::vector<PredictedWord> expected(Index count) const {
    auto words = predict_at(trace_, static_cast<Index>(trace_.tokens.size()) - 1, count);
    if (words.empty()) throw Error(config().name + " expects no next word", "a model that predicts", "");
    return words;
  }
  Value next_word() const {
    constexpr long kMost = 10;
    const long place = node_.arguments.empty() ? 1 : parse_count(node_.arguments[0]).value_or(0);
    if (place < 1 || place > kMost) throw Error(node_.arguments[0], "a number from 1 to 10", "");
    const std::string word(trim_blanks(expected(kMost).at(static_cast<std::size_t>(place - 1)).shown));
    return WordValue{word, word};
  }
  Value chance() const {
    constexpr Index kSearched = 1000;
    const std::string wanted = fold_case(node_.arguments[0]);
    for (const PredictedWord& word : expected(kSearched)) {
      if (fold_case(trim_blanks(word.shown)) == wanted) return word.probability;
    }
    throw Error(fmt::format("“{}” is not among the {} most probable next words", node_.arguments[0], kSearched),
                "a word that the model thinks possible", "");
  }

  Index query() const { return find_token(node_.arguments[0], trace_.tokens); }
  Index second_token(std::size_t argument) const {
    return find_token(node_.arguments[argument], trace_.second_tokens, "the second sentence");
  }

  // A token's row: one component of it, or all.
  Value row_value(const Matrix& values, Index row, const std::vector<std::string>& names) const {
    if (row >= values.rows()) {
      throw Error(fmt::format("there is no {} here", node_.name), "a model, head and sentence that have it",
                  values.rows() == 0 ? "the head is idle, or the layer has no such part" : "");
    }
    if (!node_.component.empty()) {
      return static_cast<double>(values(row, find_component(names, values.cols(), node_.component)));
    }
    const auto cells = values.row(row);
    return ListValue(cells.begin(), cells.end());
  }

  std::size_t layer_number() const {
    const auto layer = parse_count(node_.address).value_or(-1);
    if (layer < 0 || layer >= static_cast<long>(trace_.layers.size())) {
      throw Error(fmt::format("{} has no layer {}", config().name, node_.address),
                  fmt::format("0 to {}", trace_.layers.size() - 1), "layers count from 0");
    }
    return static_cast<std::size_t>(layer);
  }

  Value stream_value() const {
    const std::size_t number = layer_number();
    if (node_.name == "residual2") return row_value(second_layer(number).output, second_token(0), config().components);
    const LayerTrace& layer = *trace_.layers[number];
    const Matrix& values = node_.name == "attended" ? layer.attended : node_.name == "mlp" ? layer.mlp : layer.output;
    return row_value(values, query(), config().components);
  }

  Value head_value() const {
    const auto [layer, head] = parse_head(node_.address, trace_.model());
    const HeadTrace& values = trace_.head(layer, head);
    const HeadConfig& head_config = trace_.head_config(layer, head);
    const std::string& name = node_.name;
    if (name == "q") return row_value(values.q, query(), head_config.score_components);
    if (name == "k" || name == "k2") return row_value(values.k, key(layer, head, 0), head_config.score_components);
    if (name == "v" || name == "v2") return row_value(values.v, key(layer, head, 0), head_config.value_components);
    if (name == "output") return row_value(values.output, query(), head_config.value_components);
    if (name == "wrote") return row_value(head_contribution(trace_, layer, head, query()), 0, config().components);
    if (name == "width") return static_cast<double>(head_config.d_k);
    if (name == "divisor") return divisor_in_force(trace_, layer, head);
    if (name.substr(0, 2) == "W_") return matrix_entry(layer, head);
    if (values.idle) {
      throw Error(fmt::format("the head {} is idle", node_.address), "a second sentence in the stage",
                  "it looks at the second sentence alone");
    }
    if (name == "score") return pair_value(values.scores, layer, head);
    if (name == "scaled") return pair_value(values.scaled, layer, head);
    if (name == "weight") return pair_value(values.weights, layer, head);
    return row_summary(layer, head, values);
  }

  // Keys are words of the second sentence for a head that looks there; k2 and v2 name them anywhere.
  Index key(Index layer, Index head, std::size_t argument) const {
    const bool second = trace_.head_config(layer, head).keys == KeySource::Second;
    if (second) second_layer(0);
    return find_token(node_.arguments[argument], trace_.key_tokens(layer, head),
                      second ? "the second sentence" : "the sentence");
  }

  Value pair_value(const Matrix& values, Index layer, Index head) const {
    const Index row = query();
    if (node_.arguments.size() == 2) return static_cast<double>(values(row, key(layer, head, 1)));
    const auto cells = values.row(row);
    return ListValue(cells.begin(), cells.end());
  }

  Value matrix_entry(Index layer, Index head) const {
    for (const HeadMatrix& matrix : head_matrices(trace_, layer, head)) {
      if (matrix.name != node_.name || matrix.values.size() == 0) continue;
      const HeadConfig& names = trace_.head_config(layer, head);
      const bool out = node_.name == "W_O";
      const auto& rows = out ? names.value_components : config().components;
      const auto& columns = out                   ? config().components
                            : node_.name == "W_V" ? names.value_components
                                                  : names.score_components;
      return static_cast<double>(matrix.values(find_component(rows, matrix.values.rows(), node_.arguments[0]),
                                               find_component(columns, matrix.values.cols(), node_.arguments[1])));
    }
    throw Error(fmt::format("{} has no {}", config().name, node_.name), "a matrix of the model", "");
  }

  Value row_summary(Index layer, Index head, const HeadTrace& values) const {
    const std::string& name = node_.name;
    if (name == "variance") return variance(values.scores);
    if (name == "resting") return resting_share(resting_places(values.weights, trace_.key_tokens(layer, head)));
    if (name == "diagonal") return measure_patterns(trace_, layer, head).diagonal;
    if (name == "previous") return measure_patterns(trace_, layer, head).previous;
    if (name == "column") return measure_patterns(trace_, layer, head).column;
    if (name == "entropy") return entropy(values.weights.row(query()));
    if (name == "nearest") return near_word(layer, head);
    if (name == "leaning") return leaning(layer, head);
    return ranked_word(layer, head, values.weights.row(query()));
  }

  static double variance(const Matrix& scores) {
    const Eigen::ArrayXXd all = scores.cast<double>().array();
    return (all - all.mean()).square().mean();
  }
  static double entropy(const Vector& weights) {
    double bits = 0;
    for (const float weight : weights) {
      if (weight > 0) bits -= static_cast<double>(weight) * std::log2(static_cast<double>(weight));
    }
    return bits;
  }

  Value ranked_word(Index layer, Index head, const Vector& weights) const {
    std::vector<Index> order(static_cast<std::size_t>(weights.size()));
    std::iota(order.begin(), order.end(), Index{0});
    std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return weights(a) > weights(b); });
    const std::size_t place = node_.name == "most" ? 0 : node_.name == "least" ? order.size() - 1 : 1;
    if (place >= order.size()) throw Error("the row has one word alone", "a sentence of two words or more", "");
    return word_value(trace_.key_tokens(layer, head), order[place]);
  }

  std::size_t rank() const {
    if (node_.arguments.size() < 2) return 1;
    const auto number = parse_count(node_.arguments[1]);
    if (!number || *number < 1 || *number > 5) throw Error(node_.arguments[1], "a number from 1 to 5", "");
    return static_cast<std::size_t>(*number);
  }

  Value near_word(Index layer, Index head) const {
    const Index row = query();
    const std::string own = token_word(trace_.tokens[static_cast<std::size_t>(row)]);
    const Vector wrote = head_contribution(trace_, layer, head, row);
    const auto words =
        nearest_ ? nearest_(trace_.run.model).find(wrote, own) : NearestWords(trace_.run.model).find(wrote, own);
    if (words.size() < rank()) throw Error("no word is near this output", "an output that is not 0", "");
    const std::string& word = words[rank() - 1].word;
    return WordValue{word, word};
  }

  Value leaning(Index layer, Index head) const {
    const auto found = leanings(trace_.model(), head_contribution(trace_, layer, head, query()), rank());
    if (found.size() < rank()) throw Error("this output leans nowhere", "an output above 0", "");
    return WordValue{found.back().name, found.back().name};
  }

  const ExpressionNode& node_;
  const AttentionTrace& trace_;
  const NearestLookup& nearest_;
};

}  // namespace

WordValue word_value(const Tokens& tokens, Index position) {
  return {token_word(tokens[static_cast<std::size_t>(position)]), write_token(tokens, position)};
}

Value trace_value(const ExpressionNode& node, const AttentionTrace& trace, const NearestLookup& nearest) {
  return Lookup(node, trace, nearest).value();
}

}  // namespace core
