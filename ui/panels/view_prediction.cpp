// The words that a model expects at the end of the text, at its mask or at the selected word: now, before the reader's
// edits, and after each layer as if it were the last.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ui/panels/row_views.h"
#include "ui/panels/view_prediction_data.h"
#include "ui/panels/view_prediction_lists.h"
#include "ui/panels/word_names.h"
#include "ui/widgets/controls.h"

namespace ui {

namespace {

using core::Index;
using core::Prediction;
using stages::Frame;

bool fills_masks(const Frame& frame) {
  return frame.trace().model().predictor->fills_masks();
}

// Words in the place of what is drawn, and where the next thing goes.
float draw_remark(const Frame& frame, const ImRect& area, std::string_view text) {
  return draw_paragraph(frame.style(), area.Min, area.GetWidth(), TextRole::Body, frame.colors().second_text, text);
}

void draw_no_predictor(const Frame& frame, const ImRect& area) {
  const core::ModelConfig& model = frame.trace().config();
  const std::string why = model.origin == core::Origin::Learned
                              ? "its file holds no part that turns an output into words"
                              : "it was made to show attention, and has no part that turns an output into words";
  draw_remark(frame, area,
              fmt::format("{} predicts no words: {}. Choose a model that does in the list at the top: GPT-2, Llama, "
                          "Mistral or Qwen expect the next word, BERT with its masked-word head the hidden one. "
                          "app/get_model.sh smollm2 fetches one.",
                          model.name, why));
}

void draw_no_mask(Frame& frame, const ImRect& area) {
  const core::AttentionTrace& trace = frame.trace();
  const float height = draw_remark(frame, area,
                                   "No word of the text is hidden. Put " +
                                       trace.model().predictor->piece(trace.model().predictor->mask_id()) +
                                       " in the place of one, and the list shows what the model fills in.");
  const auto masked = with_mask(trace, frame.view.selection.query);
  const std::string label = "Hide " + quoted_word(trace.tokens, frame.view.selection.query);
  ButtonSpec spec;
  spec.label = label;
  spec.kind = ButtonKind::Primary;
  spec.enabled = masked.has_value();
  spec.tooltip = "Puts the mask in the place of the selected word; undo brings it back";
  const float top = area.Min.y + height + frame.px(kGap3);
  const float width = std::min(button_width(frame.style(), spec), area.GetWidth());
  const ImRect place(area.Min.x, top, area.Min.x + width, top + frame.px(32));
  if (button(frame.ui, "prediction.hide", place, spec) && masked) frame.requests.add(SetSentence{*masked});
}

void draw_place_switch(Frame& frame, const ImRect& line) {
  const bool masks = fills_masks(frame);
  const std::array<Segment, 2> segments = {
      Segment{.label = masks ? "Hidden word" : "End of the text",
              .tooltip = masks ? "What the model fills in for its mask" : "What comes after the whole text",
              .id = "end"},
      Segment{.label = "Selected word",
              .tooltip = masks ? "What the model finds in the place of the selected word, which it sees"
                               : "What comes after the selected word, as far as the model had read there",
              .id = "selected"}};
  bool& selected = frame.view.persisted.predict_selected;
  const float width = std::min(segmented_width(frame.style(), segments), line.GetWidth());
  const ImRect place(line.Min.x, line.Min.y, line.Min.x + width, line.Max.y);
  if (const auto chosen = segmented(frame.ui, "prediction.at", place, segments, selected ? 1 : 0)) {
    selected = *chosen == 1;
  }
  if (!frame.input.predicting) return;
  draw_text_in(frame.style(), ImRect(place.Max.x + frame.px(kGap3), line.Min.y, line.Max.x, line.Max.y),
               TextRole::Caption, frame.colors().second_text, "working it out …");
}

// "After “is” the model expects"
float draw_title(const Frame& frame, const ImRect& area, Index row) {
  const std::string word = quoted_word(frame.trace().tokens, row);
  const Palette& colors = frame.colors();
  const std::array<Span, 3> spans = {
      Span{fills_masks(frame) ? "In the place of " : "After ", TextRole::Body, colors.text},
      Span{word, TextRole::BodySemibold, colors.query}, Span{" the model expects", TextRole::Body, colors.text}};
  return draw_spans(frame.style(), area.Min, area.GetWidth(), spans);
}

void draw_copy(Frame& frame, const ImRect& line, const Prediction& prediction) {
  const float side = line.GetHeight();
  const ImRect place(line.Max.x - side, line.Min.y, line.Max.x, line.Max.y);
  if (icon_button(frame.ui, "prediction.copy", place, Icon::Copy, "Copy the words and their probabilities as TSV")) {
    frame.requests.add(CopyText{prediction_table(prediction), "the expected words"});
  }
}

}  // namespace

void draw_prediction_view(Frame& frame, const ImRect& area) {
  ScrollArea scroll(frame.ui, "prediction", area);
  const float inner = frame.px(5);
  const float width = scroll.width() - 2 * inner;
  ImRect rest(scroll.origin().x + inner, scroll.origin().y + inner, scroll.origin().x + inner + width,
              scroll.origin().y + 100'000);
  const float begin = rest.Min.y;
  const auto end = [&] { scroll.set_content_height(rest.Min.y - begin + 2 * inner); };
  if (!frame.trace().model().predictor) {
    draw_no_predictor(frame, rest);
    cut_top(rest, frame.px(200));
    return end();
  }
  const ImRect line = cut_top(rest, frame.px(32), frame.px(kGap3));
  draw_place_switch(frame, line);
  const auto row = prediction_row(frame.trace(), frame.view);
  if (!row) {
    draw_no_mask(frame, rest);
    cut_top(rest, frame.px(160));
    return end();
  }
  const Prediction* prediction = frame.input.prediction;
  cut_top(rest, draw_title(frame, rest, *row), frame.px(kGap2));
  if (prediction == nullptr) return end();
  draw_copy(frame, line, *prediction);
  cut_top(rest, draw_expected_words(frame, rest.Min, width, *prediction), frame.px(kGap3));
  cut_top(rest, draw_lens(frame, rest.Min, width, *prediction));
  end();
}

}  // namespace ui
