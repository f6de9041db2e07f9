// Training: paint the row that a word should have and watch gradient descent move W_Q and W_K toward it.
#include "ui/panels/view_training.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/panels/row_views.h"
#include "ui/panels/value_menu.h"
#include "ui/panels/word_names.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/number_note.h"
#include "ui/widgets/plot.h"

namespace ui {

namespace {

using core::Index;
using stages::Frame;

constexpr int kStepsAFrame = 2;   // while it plays
constexpr float kLeastPlot = 76;  // CSS pixels
constexpr float kMostPlot = 220;
constexpr float kLow = 330;  // a lower view says less

std::string refusal_of(const Frame& frame) {
  const core::Selection& selection = frame.view.selection;
  return core::training_refusal(frame.trace(), selection.layer, selection.head, selection.query);
}

// Why not, and the one click that helps where there is one.
void draw_refusal(Frame& frame, const ImRect& area, const std::string& refusal) {
  const float used = draw_paragraph(frame.style(), area.Min, area.GetWidth(), TextRole::Body,
                                    frame.colors().second_text, "This row cannot be trained: " + refusal + ".");
  const core::Selection& selection = frame.view.selection;
  const core::Switches& now = frame.input.session->switches;
  if (now.softmax_of(selection.layer, selection.head) == core::SoftmaxKind::Soft) return;
  ButtonSpec spec;
  spec.label = "Make softmax soft";
  spec.kind = ButtonKind::Primary;
  const float top = area.Min.y + used + frame.px(kGap3);
  const ImRect place(area.Min.x, top, area.Min.x + button_width(frame.style(), spec), top + frame.px(32));
  if (!button(frame.ui, "train.soft", place, spec)) return;
  core::Switches soft = now;
  soft.softmax = core::SoftmaxKind::Soft;
  soft.head_softmax.erase({selection.layer, selection.head});
  frame.requests.add(SetSwitches{soft, "Make softmax soft"});
}

ImRect at_pointer() {
  return ImRect(ImGui::GetMousePos(), ImGui::GetMousePos());
}

void draw_losses(const Frame& frame, const TrainingMemory& memory, const ImRect& area) {
  const double least = core::least_loss(memory.target);
  const auto& losses = memory.losses;
  PlotAxis x;
  x.most = std::max<double>(10, static_cast<double>(losses.size()) - 1);
  x.label = [](double step) { return fmt::format("{:.0f}", step); };
  PlotAxis y;
  y.least = 0;
  y.most = std::max(1e-3, *std::max_element(losses.begin(), losses.end()) * 1.08);
  y.label = [](double loss) { return fmt::format("{:.3g}", loss); };
  const PlotFrame plot = draw_plot(frame.style(), area, x, y);
  const float floor = plot.up(least);
  for (float at = plot.inner.Min.x; at < plot.inner.Max.x; at += frame.px(7)) {
    horizontal_line(at, std::min(at + frame.px(4), plot.inner.Max.x), floor, frame.colors().edited,
                    frame.style().hairline());
  }
  std::vector<ImVec2> points;
  const std::size_t stride = std::max<std::size_t>(1, losses.size() / 400);  // more would share pixels
  for (std::size_t i = 0; i < losses.size(); i += stride) points.push_back(plot.at(static_cast<double>(i), losses[i]));
  points.push_back(plot.at(static_cast<double>(losses.size()) - 1, losses.back()));
  if (points.size() > 1) draw_polyline(points, frame.colors().text, frame.px(1.5F));
  fill_circle(points.back(), frame.px(3), frame.colors().text);
  const auto pointed = [&] {
    const double share = static_cast<double>((ImGui::GetMousePos().x - plot.inner.Min.x) / plot.inner.GetWidth());
    const double last = static_cast<double>(losses.size()) - 1;
    return static_cast<std::size_t>(std::clamp(std::round(share * x.most), 0.0, last));
  };
  const ItemState state =
      number_note(frame.ui, "train.loss", area, [&] { return loss_note(frame, memory, pointed()); });
  if (!state.right_clicked) return;
  const Eigen::Map<const core::DoubleVector> all(losses.data(), static_cast<Index>(losses.size()));
  open_value_menu(frame.view,
                  number_menu(fmt::format("loss after step {}", pointed()), static_cast<float>(losses[pointed()]),
                              "losses after each step", all.cast<float>()),
                  at_pointer());
}

void draw_rate(Frame& frame, TrainingMemory& memory, ImRect place) {
  draw_text_in(frame.style(), cut_left(place, text_width(frame.style(), TextRole::Caption, "rate "), 0),
               TextRole::Caption, frame.colors().second_text, "rate");
  NumberSpec spec;
  spec.value = static_cast<float>(memory.learning_rate);
  const std::string shown = fmt::format("{:.3g}", memory.learning_rate);
  spec.shown = shown;
  spec.decimals = 6;
  spec.step = std::max(1e-6F, spec.value / 20);
  spec.least = 0;
  spec.greatest = 1e6F;
  const std::string tooltip = fmt::format(
      "Learning rate: how far each step goes against the gradient. Up to about {:.3g} no step overshoots here.",
      core::safe_learning_rate(memory.start));
  spec.tooltip = tooltip;
  spec.range_hint = "A rate lies between 0 and 1,000,000.";
  const ImRect field = inset(place, 0, frame.px(2));
  const auto state = number_field(frame.ui, "train.rate", field, spec, memory.numbers);
  if (!state.typing) stroke_rect(field, frame.colors().outline, frame.px(4), frame.style().hairline());
  if (state.change) memory.learning_rate = static_cast<double>(state.change->value);
}

// Puts what was trained into force as ordinary edits of matrix entries, under one undo step.
void draw_keep(Frame& frame, TrainingMemory& memory, ImRect line) {
  const bool changed = memory.losses.size() > 1;
  ButtonSpec spec;
  spec.label = "Keep W_Q and W_K";
  spec.kind = ButtonKind::Primary;
  spec.enabled = changed && !memory.playing;
  spec.tooltip = "Puts the trained entries into force as edits, one undo step";
  const ImRect place = cut_left(line, std::min(line.GetWidth(), button_width(frame.style(), spec)));
  if (!button(frame.ui, "train.keep", place, spec)) return;
  PutEdits put = kept_training(frame, memory);
  if (!put.edits.empty()) frame.requests.add(std::move(put));
}

void draw_controls(Frame& frame, TrainingMemory& memory, const ImRect& area) {
  ImRect rest = area;
  ImRect line = cut_top(rest, frame.px(32), frame.px(kGap2));
  ButtonSpec play;
  play.label = memory.playing ? "Pause" : "Play";
  play.icon = memory.playing ? Icon::Pause : Icon::Play;
  play.kind = ButtonKind::Raised;
  play.enabled = !memory.stuck;
  play.tooltip = "One step of gradient descent after another";
  ButtonSpec widest = play;
  widest.label = "Pause";
  if (button(frame.ui, "train.play", cut_left(line, button_width(frame.style(), widest), frame.px(kGap1)), play)) {
    memory.playing = !memory.playing;
  }
  ButtonSpec step;
  step.label = "Step";
  step.kind = ButtonKind::Raised;
  step.enabled = !memory.playing && !memory.stuck;
  step.tooltip = "One step against the gradient";
  if (button(frame.ui, "train.step", cut_left(line, button_width(frame.style(), step), frame.px(kGap1)), step)) {
    train(memory, 1);
  }
  const ImRect reset = cut_left(line, line.GetHeight(), frame.px(kGap2));
  if (icon_button(frame.ui, "train.reset", reset, Icon::Reset, "Back to the matrices in force; the target stays",
                  ButtonKind::Raised, false, memory.losses.size() > 1 || memory.stuck)) {
    restart_training(memory);
  }
  draw_rate(frame, memory, cut_right(line, std::min(line.GetWidth(), frame.px(110))));
  draw_keep(frame, memory, cut_top(rest, frame.px(32)));
}

float draw_about(const Frame& frame, ImVec2 at, float width, bool low) {
  const std::string word = quoted_word(frame.trace().tokens, frame.view.selection.query);
  const std::string text =
      low ? fmt::format("Paint the row of {}, then train it.", word)
          : fmt::format(
                "Paint the row that {} should have. Each step moves every entry of W_Q and W_K of {} a little against "
                "the gradient of the cross-entropy.",
                word, frame.input.head_config(frame.view.selection).name);
  return draw_paragraph(frame.style(), at, width, TextRole::Body, frame.colors().text, text);
}

// The curve stays in sight while the rows above it scroll.
void draw_progress(const Frame& frame, const TrainingMemory& memory, ImRect area, const std::string& remark, bool low) {
  const ImRect caption = cut_top(area, frame.px(18));
  draw_text_in(frame.style(), caption, TextRole::Caption, frame.colors().second_text,
               "loss after each step; dashed: the least");
  if (!low) {
    const float height = paragraph_height(frame.style(), TextRole::Caption, remark, area.GetWidth());
    const ImRect place = cut_bottom(area, height, frame.px(kGap1));
    draw_paragraph(frame.style(), place.Min, place.GetWidth(), TextRole::Caption, frame.colors().second_text, remark);
  }
  draw_losses(frame, memory, area);
}

}  // namespace

void draw_training_view(Frame& frame, const ImRect& area) {
  TrainingMemory& memory = row_views_memory(frame.view).training;
  const std::string refusal = refusal_of(frame);
  if (!refusal.empty()) {
    memory.losses.clear();                       // nothing is read: the next row starts anew
    row_views_memory(frame.view).deeds.clear();  // they were meant for this row, not for the next one
    return draw_refusal(frame, area, refusal);
  }
  refresh_training(frame, memory);
  do_training_deeds(frame, row_views_memory(frame.view).deeds, memory);
  if (memory.playing) train(memory, kStepsAFrame);
  frame.view.transient.unfinished |= memory.playing;
  ImRect rest = area;
  draw_controls(frame, memory, cut_bottom(rest, frame.px(2 * 32 + kGap2), frame.px(kGap2)));
  const bool low = rest.GetHeight() < frame.px(kLow);
  const std::string remark = training_remark(frame, memory);
  const float plot = std::clamp(rest.GetHeight() * 0.36F, frame.px(kLeastPlot), frame.px(kMostPlot));
  draw_progress(frame, memory, cut_bottom(rest, plot + frame.px(18), frame.px(kGap1)), remark, low);
  ScrollArea scroll(frame.ui, "training", rest);
  const float inner = frame.px(5);
  ImVec2 at(scroll.origin().x + inner, scroll.origin().y + inner);
  const float width = scroll.width() - 2 * inner;
  at.y += draw_about(frame, at, width, low) + frame.px(kGap2);
  at.y += draw_target_rows(frame, memory, at, width) + frame.px(kGap2);
  if (low) at.y += draw_paragraph(frame.style(), at, width, TextRole::Caption, frame.colors().second_text, remark);
  scroll.set_content_height(at.y + inner - scroll.origin().y);
}

}  // namespace ui
