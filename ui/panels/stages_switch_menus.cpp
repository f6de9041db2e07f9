// What the switches offer: choices of scale, mask and softmax, a divisor to type, the temperature.
#include "ui/panels/stages_switch_menus.h"

#include <fmt/format.h>

#include <span>

#include "core/attention/explain.h"
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
  static constexpr Choice kHeadChoices[] = {{"all", "This head as all heads", ""},
                                            {"soft", "This head soft", ""},
                                            {"hard", "This head hard", ""},
                                            {"uniform", "This head uniform", ""},
                                            {"none", "This head without", ""}};
  const auto found = switches(frame).head_softmax.find(selected_address(frame));
  const bool own = found != switches(frame).head_softmax.end();
  const std::size_t selected = own ? static_cast<std::size_t>(found->second) + 1 : 0;
  const auto chosen = choices(frame, popup, "switch.softmax/head", kHeadChoices, selected);
  if (!chosen) return;
  Switches changed = switches(frame);
  changed.head_softmax.erase(selected_address(frame));
  if (*chosen > 0) changed.head_softmax[selected_address(frame)] = static_cast<SoftmaxKind>(*chosen - 1);
  set_switches(frame, changed,
               fmt::format("Softmax of {}: {}", head->name, *chosen == 0 ? "as all" : kHeadChoices[*chosen].id));
}

}  // namespace

const Switches& switches(const Frame& frame) {
  return frame.input.session->switches;
}

void set_switches(Frame& frame, const Switches& changed, const std::string& name, bool continues) {
  if (changed == switches(frame)) return;
  frame.requests.add(SetSwitches{changed, name, continues});
}

const core::HeadConfig* selected_head(const Frame& frame) {
  const bool is_head = frame.view.selection.map == core::MapKind::Head;
  return is_head ? &frame.input.head_config(frame.view.selection) : nullptr;
}

core::HeadAddress selected_address(const Frame& frame) {
  return {frame.view.selection.layer, frame.view.selection.head};
}

void scale_menu(Frame& frame, const ImRect& anchor) {
  static constexpr Choice kChoices[] = {
      {"model", "As the model was made", "what this model divides its scores by"},
      {"sqrt", "÷ √d_k", "the root of the head's width, as in the formula"},
      {"none", "No scaling", "scores go into the softmax as they are"},
      {"number", "A number…", "any divisor: larger is more even, smaller is sharper"},
  };
  std::string& draft = frame.view.transient.stages.drafts.divisor;
  bool ask = false;
  if (const Popup popup(frame.ui, "switch.scale/menu", anchor, kMenuWidth); popup.open()) {
    const auto chosen =
        choices(frame, popup, "switch.scale", kChoices, static_cast<std::size_t>(switches(frame).scale));
    ask = chosen == 3U;
    if (chosen && !ask) {
      Switches changed = switches(frame);
      changed.scale = static_cast<ScaleKind>(*chosen);
      static constexpr const char* kNames[] = {"as the model", "÷ √d_k", "none"};
      set_switches(frame, changed, std::string("Scale: ") + kNames[*chosen]);
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
    set_switches(frame, changed, "Scale: ÷ " + core::number_text(static_cast<double>(*typed)));
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
  set_switches(frame, changed, std::string("Mask: ") + kNames[*chosen]);
}

void softmax_menu(Frame& frame, const ImRect& anchor) {
  const Popup popup(frame.ui, "switch.softmax/menu", anchor, kMenuWidth);
  if (!popup.open()) return;
  menu_heading(frame.ui, popup, "All heads");
  const auto now = static_cast<std::size_t>(switches(frame).softmax);
  if (const auto chosen = choices(frame, popup, "switch.softmax", kSoftmaxChoices, now)) {
    Switches changed = switches(frame);
    changed.softmax = static_cast<SoftmaxKind>(*chosen);
    set_switches(frame, changed, std::string("Softmax: ") + kSoftmaxChoices[*chosen].id);
  }
  head_softmax_menu(frame, popup);
}

void temperature_menu(Frame& frame, const ImRect& anchor) {
  std::string& draft = frame.view.transient.stages.drafts.temperature;
  const auto change = temperature_popup(frame.ui, anchor, switches(frame).temperature, draft);
  if (!change) return;
  Switches changed = switches(frame);
  changed.temperature = change->value;
  set_switches(frame, changed, "Temperature", change->continues);
}

}  // namespace ui::stages
