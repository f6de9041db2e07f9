#include "ui/panels/stage_content.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/attention/attention.h"
#include "core/attention/edit_site.h"
#include "core/attention/whole_words.h"
#include "ui/panels/stage_content_parts.h"
#include "ui/panels/word_names.h"

namespace ui {

namespace content {

bool Scene::is_allowed(Index key) const {
  return !core::is_masked(head().scaled(focus.query, key));
}

const core::Token& token_at(const core::Tokens& tokens, Index position) {
  return tokens[static_cast<std::size_t>(position)];
}

std::string Scene::query_word() const {
  return quoted_word(trace.tokens, focus.query);
}
std::string Scene::key_word(Index key) const {
  return quoted_word(keys(), key);
}

std::string count_of(const Scene& scene, const core::Tokens& tokens) {
  const core::RunInput& run = scene.trace.run;
  const bool has_parts =
      std::any_of(tokens.begin(), tokens.end(), [](const core::Token& one) { return one.special; }) ||
      core::has_word_pieces(tokens, run.sentence, run.second);
  const char* one = has_parts ? "token" : "word";
  return fmt::format("{} {}{}", tokens.size(), one, tokens.size() == 1 ? "" : "s");
}

std::string Scene::setting(double value) const {
  return value == std::round(value) ? core::number_text(value) : number(value);
}

std::vector<float> row_of(const core::Matrix& matrix, Index row) {
  std::vector<float> values(static_cast<std::size_t>(matrix.cols()));
  for (Index j = 0; j < matrix.cols(); ++j) values[static_cast<std::size_t>(j)] = matrix(row, j);
  return values;
}

std::vector<std::string> texts_of(const core::Tokens& tokens) {
  std::vector<std::string> texts;
  texts.reserve(tokens.size());
  for (const core::Token& token : tokens) texts.push_back(token.text);
  return texts;
}

std::vector<std::string> component_names(const std::vector<std::string>& names, Index count) {
  if (static_cast<Index>(names.size()) == count) return names;
  std::vector<std::string> numbers;
  numbers.reserve(static_cast<std::size_t>(count));
  for (Index i = 0; i < count; ++i) numbers.push_back(fmt::format("[{}]", i));
  return numbers;
}

std::vector<std::string> value_names(const Scene& scene) {
  const core::HeadConfig& head = scene.head_config();
  const bool into_stream = head.value_components.empty() && head.d_v == scene.trace.config().width;
  return component_names(into_stream ? scene.trace.config().components : head.value_components, head.d_v);
}

Index largest_of(const std::vector<float>& values) {
  const auto smaller = [](float a, float b) { return std::abs(a) < std::abs(b); };
  return std::max_element(values.begin(), values.end(), smaller) - values.begin();
}

Sentence arithmetic_line(const std::string& name, Ink ink, const std::string& formula) {
  const std::size_t equals = std::min(formula.find(" = "), formula.find(" ≈ "));
  Sentence line;
  if (!name.empty()) line.push_back({name + "  ", ink, false, true});
  if (equals == std::string::npos) {
    line.push_back({formula, Ink::Plain, true, false});
    return line;
  }
  line.push_back({formula.substr(0, equals), Ink::Plain, true, true});
  line.push_back({formula.substr(equals), Ink::Quiet, true, false});
  return line;
}

void sort_terms(TermTable& table) {
  constexpr std::size_t kAllShown = 6;  // so few stand in their own order, as on paper
  if (table.columns.size() <= kAllShown) return;
  std::stable_sort(table.columns.begin(), table.columns.end(),
                   [](const auto& a, const auto& b) { return std::abs(a.product) > std::abs(b.product); });
}

TermTable::Column column_of(const core::Term& term) {
  return {term.label, -1, term.left, term.right, term.product};
}

std::vector<bool> edited_columns(const AttentionTrace& trace, const core::Edit& place, Index count) {
  std::vector<bool> edited(static_cast<std::size_t>(count), false);
  for (core::Edit edit : trace.run.edits) {
    const Index column = std::exchange(edit.column, place.column);
    if (!edit.same_place(place)) continue;
    if (column == core::kAllComponents) edited.assign(edited.size(), true);
    if (column >= 0 && column < count) edited[static_cast<std::size_t>(column)] = true;
  }
  return edited;
}

std::vector<bool> Scene::edited(core::Site site, Index row, Index count, bool second) const {
  core::Edit place = core::head_edit(site, focus.layer, focus.head, row, 0);
  place.second = second;
  return edited_columns(trace, place, count);
}

}  // namespace content

namespace {

using core::Index;

Index chosen_or_largest(Index chosen, const core::Matrix& matrix, Index row) {
  if (chosen >= 0 && chosen < matrix.cols()) return chosen;
  if (row >= matrix.rows() || matrix.cols() == 0) return 0;
  return content::largest_of(content::row_of(matrix, row));
}

}  // namespace

StageFocus stage_focus(const core::AttentionTrace& trace, const ViewState& view) {
  const core::Selection& selection = view.selection;
  StageFocus focus;
  focus.layer = selection.layer;
  focus.head = selection.head;
  focus.query = selection.query;
  const core::HeadTrace& head = trace.head(focus.layer, focus.head);
  if (selection.key && *selection.key < head.weights.cols()) {
    focus.key = *selection.key;
  } else {
    head.weights.row(focus.query).maxCoeff(&focus.key);
  }
  if (view.persisted.vector_tab != VectorTab::X) focus.vector = view.persisted.vector_tab;
  const StagesView& chosen = view.transient.stages;
  const core::Matrix& vectors = focus.vector == VectorTab::Query ? head.q
                                : focus.vector == VectorTab::Key ? head.k
                                                                 : head.v;
  focus.component =
      chosen_or_largest(chosen.component, vectors, focus.vector == VectorTab::Query ? focus.query : focus.key);
  focus.value_component = chosen_or_largest(chosen.value_component, head.output, focus.query);
  const core::LayerTrace& layer = *trace.layers[static_cast<std::size_t>(focus.layer)];
  focus.input_component = chosen_or_largest(chosen.stream_component, layer.input, focus.query);
  const bool stream_named = chosen.stream_component >= 0;
  // What attention changes is more telling than what is largest in the stream.
  focus.stream_component =
      chosen_or_largest(chosen.stream_component, stream_named ? layer.output : layer.attended, focus.query);
  return focus;
}

StageContent stage_content(Stage stage, const core::AttentionTrace& trace, const StageFocus& focus,
                           const OtherRuns& others) {
  const content::Scene scene{trace, focus, others};
  switch (stage) {
    case Stage::Words:
      return content::words_content(scene);
    case Stage::X:
      return content::x_content(scene);
    case Stage::Qkv:
      return content::qkv_content(scene);
    case Stage::Scores:
      return content::scores_content(scene);
    case Stage::Scale:
      return content::scale_content(scene);
    case Stage::Mask:
      return content::mask_content(scene);
    case Stage::Softmax:
      return content::softmax_content(scene);
    case Stage::Mix:
      return content::mix_content(scene);
    case Stage::Output:
      return content::output_content(scene);
  }
  return {};
}

double rest_of(const TermTable& table, std::size_t first) {
  double sum = 0;
  for (std::size_t i = first; i < table.columns.size(); ++i) sum += static_cast<double>(table.columns[i].product);
  return sum;
}

std::string passed_through(Stage stage, const core::AttentionTrace& trace, const StageFocus& focus) {
  const OtherRuns none;
  const content::Scene scene{trace, focus, none};
  if (stage == Stage::Scale && core::divisor_in_force(trace, focus.layer, focus.head) == 1) return "no scaling here";
  if (stage == Stage::Mask) {
    // Under a causal mask the last word may look everywhere: the mask is there all the same.
    const core::MaskKind mask = scene.layer().settings.mask;
    const bool causal = mask == core::MaskKind::Causal || (mask == core::MaskKind::Model && scene.head_config().causal);
    if (causal && !scene.cross()) return "";
    for (Index key = 0; key < scene.head().scaled.cols(); ++key) {
      if (!scene.is_allowed(key)) return "";
    }
    return "no mask here";
  }
  if (stage == Stage::Softmax && scene.softmax() == core::SoftmaxKind::None) return "no softmax here";
  return "";
}

const char* stage_name(Stage stage) {
  static constexpr const char* kNames[] = {"words", "x",       "q k v", "scores", "÷ √d_k",
                                           "mask",  "softmax", "Σ w·v", "output"};
  return kNames[static_cast<int>(stage)];
}

const char* stage_about(Stage stage) {
  static constexpr const char* kAbout[] = {
      "The sentence as the model reads it: one token a word, or a piece of one.",
      "Every word becomes a list of numbers, its vector x.",
      "Three projections of x: what a word looks for (q), what it offers (k), what it passes on (v).",
      "How well the query of this word matches the key of every word: q · k.",
      "The scores are divided, so that their spread does not grow with the width of the head.",
      "Words that this word may not look at are taken out.",
      "The scaled scores become weights that add up to 1.",
      "The values of all words, each times its weight, are added up.",
      "What the head found is written for this word: added to its residual stream where the model has one.",
  };
  return kAbout[static_cast<int>(stage)];
}

}  // namespace ui
