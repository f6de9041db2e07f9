// One word's relevance as a slider: name, bar with knob, value, pin. The axis is the weight, 0.1 % to 99.9 %.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ui/widgets/number_field.h"

namespace ui {

enum class SliderHold {
  Free,    // a score behind it
  Held,    // pinned by the reader
  Given,   // held by the model
  Closed,  // masked or ignored: nothing to move
};

struct SliderSpec {
  std::string_view key;   // the last part of the items' names: "row.slider.4"
  std::string_view name;  // the word
  std::string_view note;  // beside the bar instead of a value: "masked", "ignored"
  std::string_view name_tooltip, slider_tooltip, pin_tooltip;
  float weight = 0;             // in force; may lie outside 0 … 1 without softmax
  float shape = 0;              // what bar and knob show: glides to `weight`
  std::optional<float> change;  // shown instead of the weight, as a signed bar that cannot be moved
  float change_range = 1;       // the end of its axis
  std::optional<float> former;  // a ghost tick: the weight without the reader's edits
  float greatest = 0.999F;      // what other held weights leave
  float signed_range = 0;       // above 0: a bar of true size, either way from 0, which ends there
  int decimals = 2;
  int readout_decimals = 4;
  SliderHold hold = SliderHold::Free;
  bool movable = true;    // false: read-only, no knob
  bool selected = false;  // the key of the selection
  bool edited = false;
  bool hollow = false;  // a resting place that is set aside
  bool struck = false;  // ignored
};

// Widths of the columns in screen pixels; the bar takes what is left.
struct SliderColumns {
  float name = 0, value = 0, pin = 0;
};

struct SliderState {
  std::optional<NumberChange> change;  // the weight that was asked for
  bool typed = false;                  // … by typing it
  bool held = false;                   // under the pointer: do not change the order of rows
  bool pin_clicked = false;
  bool name_clicked = false;
  bool reset = false;    // Delete or Backspace
  bool hovered = false;  // anywhere on the row
  bool menu = false;     // right click or the menu key
};

// Where on screen the knob of `weight` is, for a bar in `bar`.
float knob_position(const Style& style, const ImRect& bar, float weight);

// Items: "row.name.K", "row.slider.K", "row.value.K", "row.pin.K".
SliderState weight_slider(const Ui& ui, const ImRect& rect, const SliderColumns& columns, const SliderSpec& spec,
                          NumberMemory& memory);

}  // namespace ui
