// The switch strip above the stages: scale, mask, softmax, temperature; before and after; difference; reset.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <span>
#include <vector>

#include "core/attention/explain.h"
#include "ui/panels/stages_internal.h"
#include "ui/panels/stages_temperature.h"
#include "ui/widgets/number_entry.h"

namespace ui::stages {

namespace {

using core::MaskKind;
using core::ScaleKind;
using core::SoftmaxKind;
using core::Switches;

constexpr float kMenuWidth = 320;
constexpr const char* kDivisorEntry = "switch.scale.number";

const Switches& switches(const Frame& frame) {
  return frame.input.session->switches;
}

void set(Frame& frame, const Switches& changed, const std::string& name, bool continues = false) {
  if (changed == switches(frame)) return;
  frame.requests.add(SetSwitches{changed, name, continues});
}

const core::HeadConfig* selected_head(const Frame& frame) {
  const bool is_head = frame.view.selection.map == core::MapKind::Head;
  return is_head ? &frame.input.head_config(frame.view.selection) : nullptr;
}

core::HeadAddress address(const Frame& frame) {
  return {frame.view.selection.layer, frame.view.selection.head};
}

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
  const bool is_root = std::abs(divisor - std::sqrt(static_cast<double>(head->d_k))) < 1e-3;
  return is_root ? "÷ √d_k" : "÷ " + core::number_text(divisor);
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
  return selected_head(frame) != nullptr && switches(frame).head_softmax.count(address(frame)) > 0;
}

std::string softmax_label(const Frame& frame) {
  if (!has_own_softmax(frame)) return std::string("softmax: ") + softmax_word(switches(frame).softmax);
  return std::string("softmax here: ") + softmax_word(switches(frame).head_softmax.at(address(frame)));
}

bool has_edits(const Frame& frame) {
  return !core::edits_in_force(*frame.input.session).empty();
}

bool is_default(const Switches& now) {
  return now.scale == ScaleKind::Model && now.mask == MaskKind::Model && now.softmax == SoftmaxKind::Soft &&
         now.head_softmax.empty() && now.temperature == 1;
}

struct Choice {
  const char* id;
  const char* label;
  const char* caption;
};

// A menu of choices below its button; returns the one chosen.
std::optional<std::size_t> choices(const Frame& frame, const Popup& popup, const std::string& name,
                                   std::span<const Choice> all, std::size_t selected) {
  std::optional<std::size_t> chosen;
  for (std::size_t i = 0; i < all.size(); ++i) {
    MenuItemSpec spec;
    spec.label = all[i].label;
    spec.caption = all[i].caption;
    spec.selected = i == selected;
    spec.default_focus = i == selected;
    if (menu_item(frame.ui, name + "/" + all[i].id, popup, spec)) chosen = i;
  }
  return chosen;
}

void scale_menu(Frame& frame, const ImRect& anchor) {
  static constexpr Choice kChoices[] = {
      {"model", "As the model was made", "what this model divides its scores by"},
      {"sqrt", "÷ √d_k", "the root of the head's width, as in the formula"},
      {"none", "No scaling", "scores go into the softmax as they are"},
      {"number", "A number…", "any divisor: larger is more even, smaller is sharper"},
  };
  std::string& draft = frame.view.transient.drafts[kDivisorEntry];
  bool ask = false;
  if (const Popup popup(frame.ui, "switch.scale/menu", anchor, kMenuWidth); popup.open()) {
    const auto chosen =
        choices(frame, popup, "switch.scale", kChoices, static_cast<std::size_t>(switches(frame).scale));
    ask = chosen == 3U;
    if (chosen && !ask) {
      Switches changed = switches(frame);
      changed.scale = static_cast<ScaleKind>(*chosen);
      static constexpr const char* kNames[] = {"as the model", "÷ √d_k", "none"};
      set(frame, changed, std::string("Scale: ") + kNames[*chosen]);
    }
  }
  if (ask) open_number_entry(kDivisorEntry, switches(frame).divisor, draft);
  NumberEntrySpec spec;
  spec.title = "Divide every score by";
  spec.least = 1e-3F;
  spec.most = 1e6F;
  if (const auto typed = number_entry(frame.ui, kDivisorEntry, anchor, spec, draft)) {
    Switches changed = switches(frame);
    changed.scale = ScaleKind::Number;
    changed.divisor = *typed;
    set(frame, changed, "Scale: ÷ " + core::number_text(static_cast<double>(*typed)));
  }
}

void mask_menu(Frame& frame, const ImRect& anchor) {
  static constexpr Choice kChoices[] = {
      {"model", "As the model was made", "decoders look back only, encoders everywhere"},
      {"causal", "Causal", "no word may look at a word after it"},
      {"none", "None", "every word may look at every word"},
  };
  const Popup popup(frame.ui, "switch.mask/menu", anchor, kMenuWidth);
  if (!popup.open()) return;
  const auto chosen = choices(frame, popup, "switch.mask", kChoices, static_cast<std::size_t>(switches(frame).mask));
  if (!chosen) return;
  Switches changed = switches(frame);
  changed.mask = static_cast<MaskKind>(*chosen);
  static constexpr const char* kNames[] = {"as the model", "causal", "none"};
  set(frame, changed, std::string("Mask: ") + kNames[*chosen]);
}

constexpr Choice kSoftmaxChoices[] = {
    {"soft", "Soft", "e^score ÷ sum: every word gets a share"},
    {"hard", "Hard", "the best match takes everything"},
    {"uniform", "Uniform", "the same weight for every word"},
    {"none", "None", "the scaled scores themselves are the weights"},
};

void head_softmax_menu(Frame& frame, const Popup& popup) {
  const core::HeadConfig* head = selected_head(frame);
  if (head == nullptr) return;
  menu_separator(frame.ui, popup);
  menu_heading(frame.ui, popup, "Only " + head->name);
  static constexpr Choice kHeadChoices[] = {{"all", "As all heads", ""},
                                            {"soft", "Soft", ""},
                                            {"hard", "Hard", ""},
                                            {"uniform", "Uniform", ""},
                                            {"none", "None", ""}};
  const auto found = switches(frame).head_softmax.find(address(frame));
  const bool own = found != switches(frame).head_softmax.end();
  const std::size_t selected = own ? static_cast<std::size_t>(found->second) + 1 : 0;
  const auto chosen = choices(frame, popup, "switch.softmax/head", kHeadChoices, selected);
  if (!chosen) return;
  Switches changed = switches(frame);
  changed.head_softmax.erase(address(frame));
  if (*chosen > 0) changed.head_softmax[address(frame)] = static_cast<SoftmaxKind>(*chosen - 1);
  set(frame, changed, fmt::format("Softmax of {}: {}", head->name, *chosen == 0 ? "as all" : kHeadChoices[*chosen].id));
}

void softmax_menu(Frame& frame, const ImRect& anchor) {
  const Popup popup(frame.ui, "switch.softmax/menu", anchor, kMenuWidth);
  if (!popup.open()) return;
  menu_heading(frame.ui, popup, "All heads");
  const auto now = static_cast<std::size_t>(switches(frame).softmax);
  if (const auto chosen = choices(frame, popup, "switch.softmax", kSoftmaxChoices, now)) {
    Switches changed = switches(frame);
    changed.softmax = static_cast<SoftmaxKind>(*chosen);
    set(frame, changed, std::string("Softmax: ") + kSoftmaxChoices[*chosen].id);
  }
  head_softmax_menu(frame, popup);
}

void temperature_menu(Frame& frame, const ImRect& anchor) {
  std::string& draft = frame.view.transient.drafts["switch.temperature.number"];
  const auto change = temperature_popup(frame.ui, anchor, switches(frame).temperature, draft);
  if (!change) return;
  Switches changed = switches(frame);
  changed.temperature = change->value;
  set(frame, changed, "Temperature", change->continues);
}

// One control of the strip. `hold` acts as long as it is held; `menu` draws what it opens.
struct Control {
  std::string name, label, tooltip;
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
enum class Room { Wide, Short, Icons };

std::vector<Control> controls(const Frame& frame, Room room) {
  const Switches& now = switches(frame);
  const TransientView& view = frame.view.transient;
  const bool edits = has_edits(frame);
  const std::string temperature = fmt::format("{} {}", room == Room::Wide ? "temperature" : "temp.",
                                              core::number_text(static_cast<double>(now.temperature)));
  const bool icons = room == Room::Icons;
  using Kind = Control::Kind;
  return {
      {"switch.scale", scale_label(frame), "What the scores are divided by", Icon::None, now.scale != ScaleKind::Model,
       true, scale_menu, Kind::Menu},
      {"switch.mask", mask_label(frame), "Which words a word may look at", Icon::None, now.mask != MaskKind::Model,
       true, mask_menu, Kind::Menu},
      {"switch.softmax", softmax_label(frame), "How scores become weights", Icon::None,
       now.softmax != SoftmaxKind::Soft || has_own_softmax(frame), true, softmax_menu, Kind::Menu},
      {"switch.temperature", temperature, "Above 1 weights become more even, below 1 sharper", Icon::None,
       now.temperature != 1, true, temperature_menu, Kind::Menu},
      {"switch.reset", "", "Set scale, mask, softmax and temperature back as they were", Icon::Reset, false,
       !is_default(now), nullptr, Kind::Reset},
      {"switch.before", icons ? "" : "before / after",
       edits ? "Hold to see the numbers before your edits (Alt+B keeps them)" : "Nothing is edited yet",
       icons ? Icon::Eye : Icon::None, view.show_before, edits, nullptr, Kind::Before},
      {"switch.difference", icons ? "Δ" : "difference",
       edits ? "Maps and bars show now − before" : "Nothing is edited yet, so there is no difference to show",
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
      if (!clicked) break;
      Switches changed;
      changed.muted = switches(frame).muted;
      changed.ignored = switches(frame).ignored;
      changed.ignored_second = switches(frame).ignored_second;
      set(frame, changed, "Reset the switches");
      break;
  }
}

float control_width(const Frame& frame, const Control& control) {
  if (control.label.empty()) return frame.px(kControlHeight);
  return std::ceil(button_width(frame.style(), face(control)));
}

// Left to right, a new line where the next one does not fit; what looks at edits stands at the right of the last line.
std::vector<ImRect> place(const Frame& frame, const std::vector<Control>& all, float width) {
  const float height = frame.px(kControlHeight);
  const float gap = frame.px(6);
  std::vector<ImRect> places;
  float x = 0, y = 0;
  for (const Control& control : all) {
    const float wanted = std::min(control_width(frame, control), width);
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

std::vector<Control> fitting_controls(const Frame& frame, float width) {
  for (const Room room : {Room::Wide, Room::Short}) {
    std::vector<Control> all = controls(frame, room);
    if (place(frame, all, width).back().Min.y == 0) return all;
  }
  return controls(frame, Room::Icons);
}

}  // namespace

float switches_height(const Frame& frame, float width) {
  return place(frame, fitting_controls(frame, width), width).back().Max.y;
}

void draw_switches(Frame& frame, const ImRect& area) {
  register_area(frame.ui, "stages.switches", area);
  const std::vector<Control> all = fitting_controls(frame, area.GetWidth());
  const std::vector<ImRect> places = place(frame, all, area.GetWidth());
  for (std::size_t i = 0; i < all.size(); ++i) {
    ImRect rect = places[i];
    rect.Translate(area.Min);
    const bool clicked = button(frame.ui, all[i].name, rect, face(all[i]));
    act(frame, all[i], clicked, rect);
  }
}

}  // namespace ui::stages
