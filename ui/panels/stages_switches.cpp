// The switch strip above the stages: scale, mask, softmax, temperature; before and after; difference; reset.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/attention/explain.h"
#include "ui/panels/stages_switch_menus.h"

namespace ui::stages {

namespace {

using core::MaskKind;
using core::ScaleKind;
using core::SoftmaxKind;
using core::Switches;

const char* softmax_word(SoftmaxKind kind) {
  static constexpr const char* kWords[] = {"soft", "hard", "uniform", "none"};
  return kWords[static_cast<int>(kind)];
}

std::string scale_label(const Frame& frame) {
  const Switches& now = switches(frame);
  if (now.scale == ScaleKind::None) return "scale: none";
  if (now.scale == ScaleKind::Number) return "÷ " + core::number_text(static_cast<double>(now.divisor));
  const core::HeadConfig* head = selected_head(frame);
  if (now.scale == ScaleKind::Sqrt || head == nullptr) return "÷ √d_k";
  const auto divisor = static_cast<double>(head->divisor);
  if (divisor == 1) return "scale: none";
  return core::is_root_of(divisor, head->d_k) ? "÷ √d_k" : "÷ " + core::number_text(divisor);
}

// The root, with its numbers, so that "÷ √d_k" and "÷ 4" are seen to be one thing.
std::string scale_tooltip(const Frame& frame) {
  const std::string what = "What the scores are divided by";
  const core::HeadConfig* head = selected_head(frame);
  if (head == nullptr) return what;
  const std::string root =
      fmt::format("√d_k = √{} = {}", head->d_k, core::number_text(std::sqrt(static_cast<double>(head->d_k))));
  const Switches& now = switches(frame);
  if (now.scale == ScaleKind::None) return what + ": nothing here. " + root + " would be the formula's.";
  if (now.scale == ScaleKind::Sqrt) return what + ": " + root + ", the root of the head's width.";
  const auto divisor = static_cast<double>(now.scale == ScaleKind::Number ? now.divisor : head->divisor);
  if (core::is_root_of(divisor, head->d_k)) return what + ": " + root + ", the root of the head's width.";
  const char* whose = now.scale == ScaleKind::Number ? "your number" : "this model's own";
  return fmt::format("{}: {}, {}. The formula's root would be {}.", what, core::number_text(divisor), whose, root);
}

std::string mask_label(const Frame& frame) {
  const Switches& now = switches(frame);
  if (now.mask != MaskKind::Model) return now.mask == MaskKind::Causal ? "mask: causal" : "mask: none";
  const core::HeadConfig* head = selected_head(frame);
  if (head == nullptr) return "mask: model";
  if (!head->causal) return "mask: none";
  return head->window > 0 ? fmt::format("mask: {} back", head->window) : "mask: causal";
}

bool has_own_softmax(const Frame& frame) {
  return selected_head(frame) != nullptr && switches(frame).head_softmax.count(selected_address(frame)) > 0;
}

std::string softmax_label(const Frame& frame) {
  if (!has_own_softmax(frame)) return std::string("softmax: ") + softmax_word(switches(frame).softmax);
  return std::string("here: ") + softmax_word(switches(frame).head_softmax.at(selected_address(frame)));
}

// What the strip shows, as the model was made; heads and words that were set aside stay so.
Switches reset_of(const Switches& now) {
  Switches reset;
  reset.muted = now.muted;
  reset.ignored = now.ignored;
  reset.ignored_second = now.ignored_second;
  return reset;
}

// One control of the strip; `menu` draws what it opens.
struct Control {
  std::string name, label, tooltip;
  std::string widest;  // of the labels that it may come to have: nothing moves when a switch is set
  Icon icon = Icon::None;
  bool changed = false;  // from the default: drawn as chosen
  bool enabled = true;
  void (*menu)(Frame&, const ImRect&) = nullptr;
  enum class Kind { Menu, Before, Difference, Reset } kind = Kind::Menu;
};

ButtonSpec face(const Control& control) {
  ButtonSpec spec;
  spec.label = control.label;
  spec.icon = control.icon;
  spec.kind = ButtonKind::Raised;
  spec.selected = control.changed;
  spec.enabled = control.enabled;
  spec.role = TextRole::Caption;
  spec.tooltip = control.tooltip;
  return spec;
}

// What the strip gives up where it is narrow, one after another.
enum class Room { Wide, Short, Icons, Words, Close, Letters };

// "mask: none" → "no mask", "softmax: soft" → "soft".
std::string without_name(const std::string& label) {
  if (label == "mask: none") return "no mask";
  if (label == "scale: none") return "÷ 1";
  const std::size_t colon = label.find(": ");
  return colon == std::string::npos ? label : label.substr(colon + 2);
}

// The widest of what a switch may come to say.
std::string widest_of(const Frame& frame, std::initializer_list<std::string> labels) {
  return *std::max_element(labels.begin(), labels.end(), [&](const std::string& a, const std::string& b) {
    return text_width(frame.style(), TextRole::Caption, a) < text_width(frame.style(), TextRole::Caption, b);
  });
}

std::vector<Control> controls(const Frame& frame, Room room) {
  const Switches& now = switches(frame);
  const TransientView& view = frame.view.transient;
  const bool edits = has_edits(frame.input);
  const std::string name = room == Room::Wide ? "temperature " : room == Room::Letters ? "T " : "temp. ";
  const std::string temperature = name + core::number_text(static_cast<double>(now.temperature));
  const bool icons = room >= Room::Icons;
  const auto label = [&](const std::string& whole) { return room >= Room::Words ? without_name(whole) : whole; };
  const std::string scale = label(scale_label(frame));
  const std::string mask = label(mask_label(frame));
  const std::string softmax = label(softmax_label(frame));
  const std::string widest_scale = widest_of(frame, {label("scale: none"), "÷ √d_k", scale});
  const std::string widest_mask = widest_of(frame, {label("mask: causal"), label("mask: none"), mask});
  const std::string widest_softmax = widest_of(frame, {label("softmax: uniform"), softmax});
  using Kind = Control::Kind;
  return {
      {"switch.scale", scale, scale_tooltip(frame), widest_scale, Icon::None, now.scale != ScaleKind::Model, true,
       scale_menu, Kind::Menu},
      {"switch.mask", mask, "Which words a word may look at", widest_mask, Icon::None, now.mask != MaskKind::Model,
       true, mask_menu, Kind::Menu},
      {"switch.softmax", softmax, "How scores become weights", widest_softmax, Icon::None,
       now.softmax != SoftmaxKind::Soft || has_own_softmax(frame), true, softmax_menu, Kind::Menu},
      {"switch.temperature", temperature, "Temperature: above 1 weights become more even, below 1 sharper",
       widest_of(frame, {name + "0.55", temperature}), Icon::None, now.temperature != 1, true, temperature_menu,
       Kind::Menu},
      {"switch.reset", "", "Set scale, mask, softmax and temperature back as they were", "", Icon::Reset, false,
       reset_of(now) != now, nullptr, Kind::Reset},
      {"switch.before", icons ? "" : "before / after",
       edits ? "Hold to see the numbers before your edits (Alt+B, held or tapped)" : "Nothing is edited yet", "",
       icons ? Icon::Eye : Icon::None, view.show_before, edits, nullptr, Kind::Before},
      {"switch.difference", icons ? "Δ" : "difference",
       edits ? "Maps and bars show now − before" : "Nothing is edited yet, so there is no difference to show", "",
       Icon::None, view.show_difference, edits, nullptr, Kind::Difference},
  };
}

void act(Frame& frame, const Control& control, bool clicked, const ImRect& rect) {
  TransientView& view = frame.view.transient;
  switch (control.kind) {
    case Control::Kind::Menu:
      if (clicked) open_popup(control.name + "/menu");
      control.menu(frame, rect);
      break;
    case Control::Kind::Before:
      // Of the button that was drawn just now.
      if (ImGui::IsItemActivated()) view.show_before = true;
      if (ImGui::IsItemDeactivated()) view.show_before = false;
      break;
    case Control::Kind::Difference:
      if (clicked) view.show_difference = !view.show_difference;
      break;
    case Control::Kind::Reset:
      if (clicked) set_switches(frame, reset_of(switches(frame)), "Reset the switches");
      break;
  }
}

// Beside their label buttons keep less where the strip is narrow.
constexpr float kClosePadding = 6, kLeastPadding = 4;

float control_width(const Frame& frame, const Control& control, Room room) {
  if (control.label.empty()) return frame.px(kControlHeight);
  ButtonSpec widest = face(control);
  if (!control.widest.empty()) widest.label = control.widest;
  if (room < Room::Close) return std::ceil(button_width(frame.style(), widest));
  const float padding = frame.px(room == Room::Close ? kClosePadding : kLeastPadding);
  const float width = text_width(frame.style(), widest.role, widest.label) + 2 * padding;
  return std::max(width, frame.px(kControlHeight));
}

// Left to right, a new line where the next one does not fit; what looks at edits stands at the right of the last line.
std::vector<ImRect> place(const Frame& frame, const std::vector<Control>& all, Room room, float width) {
  const float height = frame.px(kControlHeight);
  const float gap = frame.px(kGap1);
  std::vector<ImRect> places;
  float x = 0, y = 0;
  for (const Control& control : all) {
    const float wanted = std::min(control_width(frame, control, room), width);
    if (x > 0 && x + wanted > width) {
      x = 0;
      y += height + gap;
    }
    places.emplace_back(x, y, x + wanted, y + height);
    x += wanted + gap;
  }
  const float spare = std::max(0.0F, width - (x - gap));
  for (std::size_t i = all.size() - 2; i < all.size(); ++i) {
    if (places[i].Min.y == places.back().Min.y) places[i].Translate(ImVec2(spare, 0));
  }
  return places;
}

struct Strip {
  std::vector<Control> controls;
  std::vector<ImRect> places;  // from the strip's corner

  float height() const { return places.back().Max.y; }
};

// On one line where anything that can be given up leaves room for it.
Strip fitting_strip(const Frame& frame, float width) {
  Strip strip;
  for (const Room room : {Room::Wide, Room::Short, Room::Icons, Room::Words, Room::Close, Room::Letters}) {
    strip.controls = controls(frame, room);
    strip.places = place(frame, strip.controls, room, width);
    if (strip.places.back().Min.y == 0) break;
  }
  return strip;
}

}  // namespace

void draw_switches(Frame& frame, ImRect& rest) {
  const Strip strip = fitting_strip(frame, rest.GetWidth());
  const ImRect area = cut_top(rest, strip.height(), frame.px(kGap2));
  register_area(frame.ui, "stages.switches", area);
  for (std::size_t i = 0; i < strip.controls.size(); ++i) {
    const Control& control = strip.controls[i];
    ImRect rect = strip.places[i];
    rect.Translate(area.Min);
    const bool clicked = button(frame.ui, control.name, rect, face(control));
    act(frame, control, clicked, rect);
  }
}

}  // namespace ui::stages
