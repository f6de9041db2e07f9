// The values of one stage for the whole sentence.
#include <fmt/format.h>

#include "core/attention/addends.h"
#include "core/attention/attention.h"
#include "ui/panels/arithmetic.h"
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
  const VectorTab tab = scene.focus.vector;
  matrix.ink = tab == VectorTab::Query ? Ink::Query : tab == VectorTab::Key ? Ink::Key : Ink::Value;
  matrix.caption = tab == VectorTab::Query ? "q of every word"
                   : tab == VectorTab::Key ? "k of every word"
                                           : "v of every word";
  std::vector<std::string> names =
      tab == VectorTab::Value ? content::value_names(scene)
                              : content::component_names(scene.head_config().score_components, matrix.column_count());
  vector_matrix(scene, Picks::Component, scene.focus.component, std::move(names), matrix);
  if (tab == VectorTab::Query) return;
  matrix.key_rows = true;
  matrix.rows = content::texts_of(scene.keys());
  matrix.chosen_row = scene.focus.key;
}

}  // namespace

const core::Matrix* stage_values(Stage stage, const core::AttentionTrace& trace, const StageFocus& focus) {
  const core::LayerTrace& layer = *trace.layers[static_cast<std::size_t>(focus.layer)];
  const core::HeadTrace& head = trace.head(focus.layer, focus.head);
  switch (stage) {
    case Stage::Words:
      return nullptr;
    case Stage::X:
      return &layer.input;
    case Stage::Qkv:
      return focus.vector == VectorTab::Query ? &head.q : focus.vector == VectorTab::Key ? &head.k : &head.v;
    case Stage::Scores:
      return &head.scores;
    case Stage::Scale:
    case Stage::Mask:
      return &head.scaled;
    case Stage::Softmax:
      return &head.weights;
    case Stage::Mix:
      return &head.output;
    case Stage::Output:
      return &layer.output;
  }
  return nullptr;
}

float StageMatrix::value(Index row, Index column) const {
  const float number = (*values)(row, column);
  if (!as_mask) return number;
  return core::is_masked(number) ? 0 : 1;
}

core::Matrix StageMatrix::whole() const {
  return as_mask ? core::Matrix((values->array() != core::kMasked).cast<float>()) : *values;
}

StageMatrix stage_matrix(Stage stage, const core::AttentionTrace& trace, const StageFocus& focus) {
  const OtherRuns none;
  const Scene scene{trace, focus, none};
  const auto stream_names = [&] { return content::component_names(trace.config().components, trace.config().width); };
  StageMatrix matrix;
  matrix.values = stage_values(stage, trace, focus);
  switch (stage) {
    case Stage::Words:
      break;
    case Stage::X:
      matrix.caption = focus.layer == 0 ? "x of every word" : fmt::format("The stream before layer {}", focus.layer);
      vector_matrix(scene, Picks::StreamComponent, focus.input_component, stream_names(), matrix);
      break;
    case Stage::Qkv:
      projection_matrix(scene, matrix);
      break;
    case Stage::Scores:
      matrix.caption = "Q · Kᵀ: every query times every key";
      pair_matrix(scene, matrix);
      break;
    case Stage::Scale:
      matrix.caption = "Every score, divided; masked ones are left empty";
      pair_matrix(scene, matrix);
      break;
    case Stage::Mask:
      matrix.as_mask = true;
      matrix.weights = true;
      matrix.caption = "1: may look at, 0: hidden";
      pair_matrix(scene, matrix);
      break;
    case Stage::Softmax:
      matrix.weights = true;
      matrix.caption = "The weights of every word; each row adds up to 1";
      if (scene.softmax() == core::SoftmaxKind::None) matrix.caption = "The weights of every word: the scaled scores";
      pair_matrix(scene, matrix);
      break;
    case Stage::Mix:
      matrix.ink = Ink::Value;
      matrix.caption = "The blended output of every word";
      vector_matrix(scene, Picks::ValueComponent, focus.value_component, content::value_names(scene), matrix);
      break;
    case Stage::Output:
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
  const OtherRuns none;
  const Scene scene{trace, focus, none};
  if (note.place) return number_arithmetic(trace, *note.place, focus.decimals);
  if (note.writer < 0) return note.text;
  return trace.head_config(focus.layer, note.writer).name + " writes its output times its column of W_O:" +
         core::addend_lines(content::written_terms(scene, note.writer, focus.stream_component), kAddends,
                            focus.decimals);
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
  const float value = strip.values[static_cast<std::size_t>(component)];
  return fmt::format("{} written: {}, the head's output times its column of W_O",
                     strip.components[static_cast<std::size_t>(component)], scene.number(static_cast<double>(value))) +
         core::addend_lines(content::written_terms(scene, focus.head, component), kAddends, focus.decimals);
}

}  // namespace ui
