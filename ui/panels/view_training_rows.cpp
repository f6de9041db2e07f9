// The painted target: one line a word, its weight now as a bar and its target as a handle on it.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/panels/view_training.h"
#include "ui/panels/word_names.h"
#include "ui/widgets/number_note.h"

namespace ui {

namespace {

using core::Index;
using stages::Frame;

constexpr float kRow = 26;  // CSS pixels

void paint(TrainingMemory& memory, Index key, double share) {
  core::paint_target(memory.target, memory.row.allowed, key, share);
  memory.losses = {core::row_loss(memory.row, memory.target)};  // another target, another curve
  memory.stuck = false;
}

// Dragging sets the share to where the pointer is; arrows move it by a hundredth.
void handle_bar(const ItemState& state, const ImRect& track, TrainingMemory& memory, Index key) {
  if ((state.active || state.deactivated) && !state.by_keyboard && track.GetWidth() > 0) {
    const float share = (ImGui::GetMousePos().x - track.Min.x) / track.GetWidth();
    const bool moved = state.deactivated || ImGui::IsMouseDragging(ImGuiMouseButton_Left, 0) ||
                       ImGui::IsMouseClicked(ImGuiMouseButton_Left);
    if (moved) paint(memory, key, static_cast<double>(share));
  }
  if (!state.focused) return;
  const double step = 0.01 * static_cast<double>(modifier_factor());
  if (take_key(state, ImGuiKey_LeftArrow)) paint(memory, key, memory.target(key) - step);
  if (take_key(state, ImGuiKey_RightArrow)) paint(memory, key, memory.target(key) + step);
}

void draw_bar(const Frame& frame, const ImRect& track, double weight, double target, const ItemState& state) {
  const Palette& colors = frame.colors();
  const auto at = [&](double share) {
    return track.Min.x + track.GetWidth() * static_cast<float>(std::clamp(share, 0.0, 1.0));
  };
  const float middle = std::floor(track.GetCenter().y);
  const float half = frame.px(4);
  fill_rect(ImRect(track.Min.x, middle - half, track.Max.x, middle + half), colors.raised, frame.px(3));
  if (weight > 0) {
    fill_rect(ImRect(track.Min.x, middle - half, std::max(at(weight), track.Min.x + 1), middle + half), colors.weight,
              frame.px(3));
  }
  const float knob = std::floor(at(target));
  const float reach = frame.px(9);
  fill_rect(ImRect(knob - frame.px(2), middle - reach, knob + frame.px(2), middle + reach),
            reacting(frame.style(), colors.edited, state), frame.px(2));
}

void draw_row(Frame& frame, TrainingMemory& memory, const core::DoubleVector& weights, ImRect line, Index key) {
  const bool allowed = memory.row.allowed[static_cast<std::size_t>(key)];
  const core::Tokens& keys = frame.input.key_tokens(frame.view.selection);
  const ImRect word = cut_left(line, ImTrunc(line.GetWidth() * 0.24F), frame.px(kGap2));
  draw_text_in(frame.style(), word, TextRole::Caption, allowed ? frame.colors().text : frame.colors().second_text,
               keys[static_cast<std::size_t>(key)].text);
  const float number = text_width(frame.style(), TextRole::Number, "0.000") + frame.px(6);
  const ImRect field = cut_right(line, number, frame.px(kGap2));
  const ImRect now = cut_right(line, number, frame.px(kGap2));
  draw_text_in(frame.style(), now, TextRole::Number, frame.colors().weight,
               allowed ? fmt::format("{:.3f}", weights(key)) : "hidden", Align::Right);
  if (!allowed) return;
  const ItemState pointed =
      number_note(frame.ui, fmt::format("train.now.{}", key), now, [&] { return trained_note(frame, memory, key); });
  const ImRect track = inset(line, frame.px(4), 0);
  const ItemState state =
      item(frame.ui, fmt::format("train.target.{}", key), line,
           {.tooltip = "Drag to paint the weight that this word should get; the others share what is left",
            .role = "slider"});
  handle_bar(state, track, memory, key);
  draw_bar(frame, track, weights(key), memory.target(key), state);
  NumberSpec spec;
  spec.value = static_cast<float>(memory.target(key));
  spec.decimals = 3;
  spec.step = 0.01F;
  spec.least = 0;
  spec.greatest = 1;
  spec.tooltip = "The target: drag, or double-click to type";
  spec.range_hint = "A share lies between 0 and 1.";
  spec.color = frame.colors().edited;
  const auto typed = number_field(frame.ui, fmt::format("train.share.{}", key), field, spec, memory.numbers);
  if (typed.change) paint(memory, key, static_cast<double>(typed.change->value));
  if (pointed.right_clicked || state.right_clicked) open_trained_menu(frame, memory, key, now);
  if (typed.item.right_clicked) open_trained_menu(frame, memory, key, field);
}

}  // namespace

float draw_target_rows(Frame& frame, TrainingMemory& memory, ImVec2 at, float width) {
  const core::DoubleVector weights = core::row_weights(memory.row);
  const float height = frame.px(kRow);
  ImRect heading(at.x, at.y, at.x + width, at.y + frame.px(20));
  const float number = text_width(frame.style(), TextRole::Number, "0.000") + frame.px(6);
  draw_text_in(frame.style(), cut_right(heading, number, frame.px(kGap2)), TextRole::Caption, frame.colors().edited,
               "target", Align::Right);
  draw_text_in(frame.style(), cut_right(heading, number, frame.px(kGap2)), TextRole::Caption, frame.colors().weight,
               "now", Align::Right);
  float top = heading.Max.y;
  const float window_top = ImGui::GetWindowPos().y;
  const float window_bottom = window_top + ImGui::GetWindowHeight();
  for (Index key = 0; key < memory.target.size(); ++key) {
    const bool near = top + 2 * height > window_top && top - height < window_bottom;
    if (near) draw_row(frame, memory, weights, ImRect(at.x, top, at.x + width, top + height), key);
    top += height;
  }
  return top - at.y;
}

}  // namespace ui
