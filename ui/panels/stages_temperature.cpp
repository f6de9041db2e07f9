#include "ui/panels/stages_temperature.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/widgets/draw.h"
#include "ui/widgets/input_text.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/numbers.h"

namespace ui::stages {

namespace {

constexpr float kWidth = 300;
constexpr float kKnob = 8;        // radius, CSS pixels
constexpr float kKeyStep = 1.1F;  // an arrow key multiplies or divides by this

float share_of(float temperature) {
  const float share = std::log(temperature / kLowestTemperature) / std::log(kHighestTemperature / kLowestTemperature);
  return std::clamp(share, 0.0F, 1.0F);
}

// Two significant digits: what a person would have typed.
float temperature_at(float share) {
  const float exact =
      kLowestTemperature * std::pow(kHighestTemperature / kLowestTemperature, std::clamp(share, 0.0F, 1.0F));
  const float unit = std::pow(10.0F, std::floor(std::log10(exact)) - 1);
  return std::round(exact / unit) * unit;
}

void draw_slider(const Ui& ui, const ItemState& state, float left, float right, float temperature) {
  const Palette& p = ui.style.palette;
  const float middle = std::floor(state.rect.GetCenter().y);
  const float half = ui.style.px(2);
  const float knob = left + (right - left) * share_of(temperature);
  const float one = left + (right - left) * share_of(1);
  fill_rect(ImRect(left, middle - half, right, middle + half), p.line, half);
  fill_rect(ImRect(std::min(one, knob), middle - half, std::max(one, knob), middle + half), p.weight, half);
  vertical_line(std::floor(one), middle - ui.style.px(6), middle + ui.style.px(6), p.outline, ui.style.hairline());
  fill_circle(ImVec2(knob, middle), ui.style.px(kKnob), reacting(ui.style, p.panel, state));
  stroke_circle(ImVec2(knob, middle), ui.style.px(kKnob), p.weight, ui.style.px(2));
}

std::optional<TemperatureChange> slider(const Ui& ui, const ImRect& rect, float temperature) {
  ItemSpec spec;
  spec.role = "slider";
  spec.tooltip = "Drag, or step with the arrow keys";
  const ItemState state = item(ui, "switch.temperature.slider", rect, spec);
  const float left = rect.Min.x + ui.style.px(kKnob + 2);
  const float right = rect.Max.x - ui.style.px(kKnob + 2);
  draw_slider(ui, state, left, right, temperature);
  if (state.focused && take_key(state, ImGuiKey_LeftArrow)) {
    return TemperatureChange{temperature_at(share_of(temperature / kKeyStep)), true};
  }
  if (state.focused && take_key(state, ImGuiKey_RightArrow)) {
    return TemperatureChange{temperature_at(share_of(temperature * kKeyStep)), true};
  }
  const bool dragging = (state.active || state.deactivated) && !state.by_keyboard;
  if (!dragging) return std::nullopt;
  const float wanted = temperature_at((ImGui::GetIO().MousePos.x - left) / std::max(1.0F, right - left));
  if (wanted == temperature) return std::nullopt;
  return TemperatureChange{wanted, !ImGui::IsItemActivated()};
}

std::optional<TemperatureChange> field(const Ui& ui, const ImRect& rect, float temperature, std::string& draft) {
  const std::string shown = fmt::format("{}", temperature);
  TextFieldSpec spec;
  spec.role = TextRole::Number;
  spec.select_all = true;
  const ParsedNumber parsed = parse_number(draft);
  const bool positive = parsed.value && *parsed.value > 0 && std::isfinite(*parsed.value);
  spec.invalid = !draft.empty() && !positive;
  std::string text = draft.empty() ? shown : draft;
  const TextFieldState state = text_field(ui, "switch.temperature.number", rect, text, spec);
  if (state.edited) draft = text;
  if (!state.active && !state.committed && !state.left) draft.clear();
  if (!(state.committed || state.left) || draft.empty()) return std::nullopt;
  const ParsedNumber typed = parse_number(draft);
  const bool usable = typed.value && *typed.value > 0 && std::isfinite(*typed.value);
  if (usable || state.left) draft.clear();
  if (!usable) return std::nullopt;
  return TemperatureChange{*typed.value, false};
}

}  // namespace

std::optional<TemperatureChange> temperature_popup(const Ui& ui, const ImRect& anchor, float temperature,
                                                   std::string& draft) {
  const Style& style = ui.style;
  const Popup popup(ui, "switch.temperature/menu", anchor, kWidth);
  if (!popup.open()) {
    draft.clear();
    return std::nullopt;
  }
  const ScopedVar spacing(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float inner = style.px(kGap2);
  ImRect rest(at.x + inner, at.y + style.px(kGap1), at.x + popup.width() - inner, at.y + style.px(400));
  const std::string_view about = "Scores are divided by it. Above 1 weights become more even, below 1 sharper.";
  const float text =
      draw_paragraph(style, rest.Min, rest.GetWidth(), TextRole::Caption, style.palette.second_text, about);
  rest.Min.y += text + style.px(kGap2);
  std::optional<TemperatureChange> change =
      slider(ui, cut_top(rest, style.px(kControlHeight), style.px(kGap2)), temperature);
  ImRect line = cut_top(rest, style.px(32), style.px(kGap2));
  const ImRect one = cut_right(line, style.px(80), style.px(kGap2));
  if (const auto typed = field(ui, line, temperature, draft)) change = typed;
  ButtonSpec spec;
  spec.label = "Back to 1";
  spec.role = TextRole::Caption;
  spec.enabled = temperature != 1;
  if (button(ui, "switch.temperature.one", one, spec)) change = TemperatureChange{1, false};
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy(ImVec2(popup.width(), rest.Min.y - at.y));
  return change;
}

}  // namespace ui::stages
