// The values of one stage for the whole sentence.
#include <fmt/format.h>

#include "core/attention/addends.h"
#include "core/error.h"
#include "ui/panels/stage_content_parts.h"

namespace ui {

namespace {

using content::Scene;
using core::Index;

void pair_matrix(const Scene& scene, StageMatrix& matrix) {
  matrix.key_columns = true;
  matrix.picks = Picks::Key;
  matrix.rows = content::texts_of(scene.trace.tokens);
  matrix.columns = content::texts_of(scene.keys());
  matrix.chosen_row = scene.focus.query;
  matrix.chosen_column = scene.focus.key;
}

void vector_matrix(const Scene& scene, Picks picks, Index chosen, std::vector<std::string> names, StageMatrix& matrix) {
  matrix.picks = picks;
  matrix.rows = content::texts_of(scene.trace.tokens);
  matrix.columns = std::move(names);
  matrix.chosen_row = scene.focus.query;
  matrix.chosen_column = chosen;
}

void projection_matrix(const Scene& scene, StageMatrix& matrix) {
  const core::HeadTrace& head = scene.head();
  const VectorTab tab = scene.focus.vector;
  matrix.values = tab == VectorTab::Query ? &head.q : tab == VectorTab::Key ? &head.k : &head.v;
  matrix.ink = tab == VectorTab::Query ? Ink::Query : tab == VectorTab::Key ? Ink::Key : Ink::Value;
  matrix.caption = tab == VectorTab::Query ? "q of every word"
                   : tab == VectorTab::Key ? "k of every word"
                                           : "v of every word";
  std::vector<std::string> names =
      tab == VectorTab::Value ? content::value_names(scene)
                              : content::component_names(scene.head_config().score_components, matrix.values->cols());
  vector_matrix(scene, Picks::Component, scene.focus.component, std::move(names), matrix);
  if (tab == VectorTab::Query) return;
  matrix.key_rows = true;
  matrix.rows = content::texts_of(scene.keys());
  matrix.chosen_row = scene.focus.key;
}

core::Matrix allowed_cells(const core::Matrix& scaled) {
  return (scaled.array() > -std::numeric_limits<float>::infinity()).cast<float>();
}

}  // namespace

StageMatrix stage_matrix(Stage stage, const core::AttentionTrace& trace, const StageFocus& focus) {
  const OtherRuns none;
  const Scene scene{trace, focus, none};
  const core::HeadTrace& head = scene.head();
  const auto stream_names = [&] { return content::component_names(trace.config().components, trace.config().width); };
  StageMatrix matrix;
  switch (stage) {
    case Stage::Words:
      break;
    case Stage::X:
      matrix.values = &scene.layer().input;
      matrix.caption = focus.layer == 0 ? "x of every word" : fmt::format("The stream before layer {}", focus.layer);
      vector_matrix(scene, Picks::StreamComponent, focus.input_component, stream_names(), matrix);
      break;
    case Stage::Qkv:
      projection_matrix(scene, matrix);
      break;
    case Stage::Scores:
      matrix.values = &head.scores;
      matrix.caption = "Q · Kᵀ: every query times every key";
      pair_matrix(scene, matrix);
      break;
    case Stage::Scale:
      matrix.values = &head.scaled;
      matrix.caption = "Every score, divided; masked ones are left empty";
      pair_matrix(scene, matrix);
      break;
    case Stage::Mask:
      matrix.own = allowed_cells(head.scaled);
      matrix.weights = true;
      matrix.caption = "1: may look at, 0: hidden";
      pair_matrix(scene, matrix);
      break;
    case Stage::Softmax:
      matrix.values = &head.weights;
      matrix.weights = true;
      matrix.caption = "The weights of every word; each row adds up to 1";
      if (scene.softmax() == core::SoftmaxKind::None) matrix.caption = "The weights of every word: the scaled scores";
      pair_matrix(scene, matrix);
      break;
    case Stage::Mix:
      matrix.values = &head.output;
      matrix.ink = Ink::Value;
      matrix.caption = "The blended output of every word";
      vector_matrix(scene, Picks::ValueComponent, focus.value_component, content::value_names(scene), matrix);
      break;
    case Stage::Output:
      matrix.values = &scene.layer().output;
      matrix.caption = fmt::format("The stream after layer {}", focus.layer);
      vector_matrix(scene, Picks::StreamComponent, focus.stream_component, stream_names(), matrix);
      break;
  }
  return matrix;
}

std::string cell_arithmetic(Stage stage, const core::AttentionTrace& trace, const StageFocus& focus, Index row,
                            Index column) {
  using core::ValueKind;
  const OtherRuns none;
  const Scene scene{trace, focus, none};
  core::Place place{ValueKind::Score, false, focus.layer, focus.head, row, column};
  switch (stage) {
    case Stage::Words:
      return "";
    case Stage::X:
      place.kind = focus.layer == 0 ? ValueKind::X : ValueKind::Residual;
      place.layer = focus.layer == 0 ? 0 : focus.layer - 1;
      place.head = 0;
      break;
    case Stage::Qkv:
      place.kind = focus.vector == VectorTab::Query ? ValueKind::Q
                   : focus.vector == VectorTab::Key ? ValueKind::K
                                                    : ValueKind::V;
      place.second = focus.vector != VectorTab::Query && scene.cross();
      break;
    case Stage::Scores:
      break;
    case Stage::Scale:
    case Stage::Mask:
      place.kind = ValueKind::Scaled;
      break;
    case Stage::Softmax:
      place.kind = ValueKind::Weight;
      break;
    case Stage::Mix:
      place.kind = ValueKind::Output;
      break;
    case Stage::Output:
      place.kind = ValueKind::Residual;
      place.head = 0;
      break;
  }
  return note_arithmetic({place, ""}, trace, focus);
}

std::string note_arithmetic(const NumberNote& note, const core::AttentionTrace& trace, const StageFocus& focus) {
  if (!note.place) return note.text;
  constexpr std::size_t kTerms = 6;
  core::Explanation explained;
  try {
    explained = core::explain(trace, *note.place, focus.decimals);
  } catch (const core::Error&) {
    return note.text;  // a number that the trace does not hold has no arithmetic to show
  }
  std::string text = explained.what + "\n" + explained.formula;
  if (explained.terms.size() > 1) text += core::addend_lines(explained.terms, kTerms, focus.decimals);
  if (!explained.note.empty()) text += "\n" + explained.note;
  return text;
}

std::string strip_arithmetic(const VectorStrip& strip, const core::AttentionTrace& trace, const StageFocus& focus,
                             Index component) {
  if (strip.place) {
    core::Place place = *strip.place;
    place.column = component;
    return note_arithmetic({place, ""}, trace, focus);
  }
  const OtherRuns none;
  const Scene scene{trace, focus, none};
  constexpr std::size_t kTerms = 6;
  const float value = strip.values[static_cast<std::size_t>(component)];
  return fmt::format("{} written: {}, the head's output times its column of W_O",
                     strip.components[static_cast<std::size_t>(component)], scene.number(static_cast<double>(value))) +
         core::addend_lines(content::written_terms(scene, focus.head, component), kTerms, focus.decimals);
}

}  // namespace ui
