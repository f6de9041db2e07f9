#include "core/attention/trace_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/attention/edit_text.h"
#include "core/attention/prediction.h"
#include "core/attention/switch_text.h"
#include "core/attention/token_reference.h"
#include "core/attention/whole_words.h"
#include "core/plain_text.h"

namespace core {

namespace {

using Labels = std::vector<std::string>;

constexpr std::size_t kColumnsPerBlock = 12;
constexpr std::size_t kWidestLabel = 16;
constexpr std::size_t kNarrowestColumn = 7;  // "-0.0000"

std::string cell_text(float value) {
  if (!std::isfinite(value)) return "masked";
  constexpr float kLarge = 1e6F;
  if (std::abs(value) >= kLarge) return fmt::format("{:.3e}", value);
  const std::string text = fmt::format("{:.4f}", value);
  return text == "-0.0000" ? "0.0000" : text;
}

// "0 The", "1 cat": position and word, so that a column read alone is never mistaken for another.
Labels token_labels(const Tokens& tokens) {
  Labels labels;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    labels.push_back(fmt::format("{} {}", i, shown_text(token_word(tokens[i]), kWidestLabel)));
  }
  return labels;
}

Labels component_labels(const std::vector<std::string>& names, Index count) {
  Labels labels;
  for (Index i = 0; i < count; ++i) {
    const bool named = i < static_cast<Index>(names.size());
    labels.push_back(named ? shown_text(names[static_cast<std::size_t>(i)], kWidestLabel) : std::to_string(i));
  }
  return labels;
}

class TableWriter {
 public:
  TableWriter(const AttentionTrace& trace, const TraceSelection& selection,
              const std::function<void(std::string_view)>& sink)
      : trace_(trace), selection_(selection), sink_(sink) {
    selection_.only = table_values(selection, trace.config());
  }

  void write() {
    write_heading();
    for (std::size_t l = 0; l < trace_.layers.size(); ++l) {
      if (!selection_.has_layer(static_cast<Index>(l))) continue;
      write_layer(fmt::format("Layer {}", l), l, *trace_.layers[l], trace_.tokens, false);
      if (l < trace_.second_layers.size()) {
        write_layer(fmt::format("Second sentence, layer {}", l), l, *trace_.second_layers[l], trace_.second_tokens,
                    true);
      }
    }
    if (selection_.has("output")) {
      write_matrix("Output", trace_.output, token_labels(trace_.tokens),
                   component_labels(trace_.config().components, trace_.output.cols()));
    }
    if (selection_.matrices) write_matrices();
  }

 private:
  void line(const std::string& text) { sink_(text + "\n"); }

  void write_words(const char* title, const Tokens& tokens) {
    std::string words;
    const Labels labels = token_labels(tokens);
    for (std::size_t i = 0; i < labels.size(); ++i) {
      words += (words.empty() ? "" : ", ") + labels[i] + (tokens[i].known ? "" : " (unknown)");
    }
    line(fmt::format("{}: {}", title, words));
  }

  void write_heading() {
    line(fmt::format("Model: {}", trace_.config().name));
    line(fmt::format("Sentence: {}", shown_text(trace_.run.sentence, trace_.run.sentence.size())));
    write_words("Words", trace_.tokens);
    if (!trace_.second_tokens.empty()) write_words("Words of the second sentence", trace_.second_tokens);
    std::string switches;
    for (const auto& [option, value] :
         write_switches(trace_.run.switches, trace_.model(), trace_.tokens, trace_.second_tokens)) {
      switches += fmt::format("{}{} {}", switches.empty() ? "" : ", ", option.substr(2), shown_text(value));
    }
    if (!switches.empty()) line("Switches: " + switches);
    write_next();
    for (const Edit& edit : trace_.run.edits) {
      line("Edit: " + shown_text(write_edit(edit, trace_.model(), trace_.tokens, trace_.second_tokens), kLineWidth) +
           sharing_phrase(edit, trace_.model()));
    }
  }

  // The most probable next words, of models that continue a text.
  void write_next() {
    const auto& predictor = trace_.model().predictor;
    if (!predictor || predictor->fills_masks()) return;
    constexpr Index kWords = 5;
    std::string words;
    for (const PredictedWord& word : predict_at(trace_, trace_.layers.back()->output.rows() - 1, kWords)) {
      words += fmt::format("{}\"{}\" {:.1f} %", words.empty() ? "" : ", ", shown_text(word.shown, kWidestLabel),
                           100 * word.probability);
    }
    line("Next: " + words);
  }

  // "3 Previous word", or the number alone where the name is no other.
  static std::string head_text(std::size_t h, const HeadConfig& config) {
    const std::string number = std::to_string(h);
    return config.name.empty() || config.name == number ? number : number + " " + config.name;
  }

  // A table of `values`, in blocks of columns.
  void write_matrix(const std::string& title, const Matrix& values, const Labels& rows, const Labels& columns,
                    const char* row_note = "") {
    line("");
    line(title);
    if (values.size() == 0) return line("  (empty)");
    std::size_t label_width = 0;
    for (const std::string& label : rows) label_width = std::max(label_width, display_width(label));
    for (std::size_t from = 0; from < columns.size(); from += kColumnsPerBlock) {
      const std::size_t end = std::min(columns.size(), from + kColumnsPerBlock);
      if (from > 0) line(fmt::format("{}, columns {} to {}", title, from, end - 1));
      std::vector<std::size_t> widths;
      std::string heading = "  " + pad_right("", label_width);
      for (std::size_t j = from; j < end; ++j) {
        widths.push_back(std::max(kNarrowestColumn, display_width(columns[j])));
        for (Index i = 0; i < values.rows(); ++i) {
          widths.back() = std::max(widths.back(), cell_text(values(i, static_cast<Index>(j))).size());
        }
        heading += "  " + pad_left(columns[j], widths.back());
      }
      line(heading);
      for (std::size_t i = 0; i < rows.size(); ++i) {
        std::string text = "  " + pad_right(rows[i], label_width);
        for (std::size_t j = from; j < end; ++j) {
          const float value = values(static_cast<Index>(i), static_cast<Index>(j));
          text += "  " + pad_left(cell_text(value), widths[j - from]);
        }
        const bool nothing = *row_note != '\0' && (values.row(static_cast<Index>(i)).array() == 0.0F).all();
        line(nothing ? text + "  " + row_note : text);
      }
    }
  }

  template <typename Values>
  void write_layer_values(const std::string& title, const Values& list, const LayerTrace& layer, const Tokens& tokens) {
    for (const LayerValue& one : list) {
      const Matrix& values = layer.*one.values;
      if (!selection_.has(one.name) || (one.optional && values.size() == 0)) continue;
      write_matrix(fmt::format("{}: {}", title, one.name), values, token_labels(tokens),
                   component_labels(trace_.config().components, values.cols()));
    }
  }

  void write_head(const std::string& title, const HeadTrace& head, const HeadConfig& config, const Tokens& queries,
                  const Tokens& keys) {
    if (head.idle) {
      line("");
      return line(title + ": idle, it looks at a second sentence and there is none");
    }
    for (const HeadValue& one : kHeadValues) {
      const Matrix& values = head.*one.values;
      const std::string name = one.name;
      if (!selection_.has(name) || (one.optional && values.size() == 0)) continue;
      if (selection_.whole_words && name == "weights") {
        write_joined(title, values, queries, keys);
        continue;
      }
      const bool pair = name == "scores" || name == "scaled" || name == "weights";
      const bool of_keys = name[0] == 'k' || name == "v";
      const bool of_values = name == "v" || name == "output";
      const Labels columns =
          pair ? token_labels(keys)
               : component_labels(of_values ? config.value_components : config.score_components, values.cols());
      const std::string explained =
          pair ? name + " (a line is the word that looks, a column the word looked at)" : name;
      write_matrix(fmt::format("{}: {}", title, explained), values, token_labels(of_keys ? keys : queries), columns,
                   name == "weights" ? "nothing to look at" : "");
      if (name != "weights") continue;
      write_cells("held by an edit", head.held, &Edit::row, &Edit::column, queries, keys);
      write_cells("given by the model", head.given, &GivenWeight::query, &GivenWeight::key, queries, keys);
    }
  }

  // "  given by the model: 2 it -> 0 cat", under the weights.
  template <typename Cells, typename Query, typename Key>
  void write_cells(const char* what, const Cells& cells, Query query, Key key, const Tokens& queries,
                   const Tokens& keys) {
    if (cells.empty()) return;
    const Labels rows = token_labels(queries), columns = token_labels(keys);
    std::string pairs;
    for (const auto& one : cells) {
      pairs += fmt::format("{}{} -> {}", pairs.empty() ? "" : ", ", rows[static_cast<std::size_t>(one.*query)],
                           columns[static_cast<std::size_t>(one.*key)]);
    }
    line(fmt::format("  {}: {}", what, pairs));
  }

  // Labelled by the position of a word's first piece.
  static Labels word_labels(const WholeWords& words) {
    Labels labels = token_labels(words.tokens);
    for (std::size_t i = 0; i < labels.size(); ++i) {
      labels[i] = fmt::format("{} {}", words.first[i], shown_text(token_word(words.tokens[i]), kWidestLabel));
    }
    return labels;
  }

  void write_joined(const std::string& title, const Matrix& weights, const Tokens& queries, const Tokens& keys) {
    const RunInput& run = trace_.run;
    const auto words_of = [&](const Tokens& tokens) {
      return whole_words(tokens, &tokens == &trace_.second_tokens ? run.second : run.sentence, run.second);
    };
    const WholeWords rows = words_of(queries), columns = words_of(keys);
    write_matrix(fmt::format("{}: weights of whole words (to a word's pieces added up, from them averaged)", title),
                 join_weights(weights, rows, columns), word_labels(rows), word_labels(columns), "nothing to look at");
  }

  void write_layer(const std::string& title, std::size_t l, const LayerTrace& layer, const Tokens& tokens,
                   bool second) {
    write_layer_values(title, kValuesBeforeHeads, layer, tokens);
    for (std::size_t h = 0; h < layer.heads.size() && selection_.has_head_values(); ++h) {
      const HeadConfig& config = trace_.config().layers[l].heads[h];
      if (second && layer.heads[h]->idle) continue;
      const bool cross = config.keys == KeySource::Second;
      const std::string muted = layer.heads[h]->muted ? " (muted)" : "";
      write_head(fmt::format("{}, head {}{}", title, head_text(h, config), muted), *layer.heads[h], config, tokens,
                 cross ? trace_.second_tokens : tokens);
    }
    write_layer_values(title, kValuesAfterHeads, layer, tokens);
  }

  void write_matrices() {
    const std::vector<std::string>& names = trace_.config().components;
    for (std::size_t l = 0; l < trace_.layers.size(); ++l) {
      if (!selection_.has_layer(static_cast<Index>(l))) continue;
      for (std::size_t h = 0; h < trace_.layers[l]->heads.size(); ++h) {
        const HeadConfig& config = trace_.config().layers[l].heads[h];
        for (const HeadMatrix& one : head_matrices(trace_, static_cast<Index>(l), static_cast<Index>(h))) {
          if (one.values.size() == 0) continue;
          const std::string name = one.name;
          const auto& inner = name == "W_Q" || name == "W_K" ? config.score_components : config.value_components;
          write_matrix(fmt::format("Layer {}, head {}: {}", l, head_text(h, config), name), one.values,
                       component_labels(name == "W_O" ? inner : names, one.values.rows()),
                       component_labels(name == "W_O" ? names : inner, one.values.cols()));
        }
      }
    }
  }

  static constexpr std::size_t kLineWidth = 400;

  const AttentionTrace& trace_;
  TraceSelection selection_;
  const std::function<void(std::string_view)>& sink_;
};

}  // namespace

std::optional<std::set<std::string>> table_values(const TraceSelection& selection, const ModelConfig& config) {
  constexpr Index kSmallWidth = 8;
  const bool small = config.layers.size() == 1 && config.width <= kSmallWidth;
  if (selection.only || small) return selection.only;
  return std::set<std::string>{"weights"};
}

void write_trace_table(const AttentionTrace& trace, const TraceSelection& selection,
                       const std::function<void(std::string_view)>& sink) {
  TableWriter(trace, selection, sink).write();
}

}  // namespace core
