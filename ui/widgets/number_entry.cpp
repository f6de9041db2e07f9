#include "ui/widgets/number_entry.h"

#include <fmt/format.h>

#include "ui/widgets/input_text.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/numbers.h"

namespace ui {
namespace {

constexpr float kWidth = 280;
constexpr float kFieldHeight = 32;
constexpr float kButtonWidth = 64;

std::string popup_of(std::string_view name) {
  return std::string(name) + "/entry";
}

std::string refusal(const ParsedNumber& parsed, const NumberEntrySpec& spec) {
  if (!parsed.value) return parsed.message;
  if (*parsed.value >= spec.least && *parsed.value <= spec.most) return {};
  return fmt::format("From {} to {}.", format_short(spec.least), format_short(spec.most));
}

// Lays a paragraph at the cursor and moves the cursor below it.
void line_of_text(const Ui& ui, float width, TextRole role, ImU32 color, std::string_view text) {
  if (text.empty()) return;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float inner = ui.style.px(kGap2);
  const float height = draw_paragraph(ui.style, ImVec2(at.x + inner, at.y), width - 2 * inner, role, color, text);
  ImGui::Dummy(ImVec2(width, height + ui.style.px(kGap1)));
}

}  // namespace

void open_number_entry(std::string_view name, float value, std::string& draft) {
  draft = fmt::format("{}", value);
  open_popup(popup_of(name));
}

bool is_number_entry_open(std::string_view name) {
  return is_popup_open(popup_of(name));
}

std::optional<float> number_entry(const Ui& ui, std::string_view name, const ImRect& anchor,
                                  const NumberEntrySpec& spec, std::string& draft) {
  const Style& style = ui.style;
  Popup popup(ui, popup_of(name), anchor, kWidth);
  if (!popup.open()) return std::nullopt;
  const ScopedVar spacing(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  ImGui::Dummy(ImVec2(popup.width(), style.px(kGap1)));
  line_of_text(ui, popup.width(), TextRole::BodySemibold, style.palette.text, spec.title);
  line_of_text(ui, popup.width(), TextRole::Caption, style.palette.second_text, spec.note);

  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImRect line(at.x, at.y, at.x + popup.width(), at.y + style.px(kFieldHeight));
  line = inset(line, style.px(kGap2), 0);
  const ImRect button_rect = cut_right(line, style.px(kButtonWidth), style.px(kGap2));
  const ParsedNumber parsed = parse_number(draft);
  const std::string problem = refusal(parsed, spec);
  TextFieldSpec field;
  field.role = TextRole::Number;
  field.take_focus = ImGui::IsWindowAppearing();
  field.select_all = true;
  field.invalid = !problem.empty();
  const bool entered = text_field(ui, std::string(name) + "/field", line, draft, field).committed;
  ButtonSpec set;
  set.label = "Set";
  set.kind = ButtonKind::Primary;
  set.enabled = problem.empty();
  const bool pressed = button(ui, std::string(name) + "/set", button_rect, set);
  ImGui::SetCursorScreenPos(ImVec2(at.x, line.Max.y + style.px(kGap2)));
  line_of_text(ui, popup.width(), TextRole::Caption, style.palette.error, problem);
  ImGui::Dummy(ImVec2(popup.width(), style.px(kGap1)));
  if (!(entered || pressed) || !problem.empty()) return std::nullopt;
  popup.close();
  return parsed.value;
}

}  // namespace ui
