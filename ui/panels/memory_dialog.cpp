#include "ui/panels/memory_dialog.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "core/attention/memory.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/text.h"

namespace ui {

namespace {

constexpr const char* kTitle = "This run needs much memory";
constexpr float kWidth = 600, kHeight = 350;  // CSS pixels

struct Choice {
  const char* name;
  std::string label;
  const char* tooltip;
  std::uint64_t bytes;
  core::Kept others;
};

bool draw_choice(const Ui& ui, const ImRect& rect, const Choice& choice, const MemoryQuestion& question) {
  const std::string label = fmt::format("{} \u2014 {}", choice.label, core::size_text(choice.bytes));
  ButtonSpec spec;
  spec.label = label;
  spec.enabled = choice.bytes <= question.free;
  spec.kind = choice.bytes <= question.free / 2 ? ButtonKind::Primary : ButtonKind::Outlined;
  spec.tooltip = spec.enabled ? choice.tooltip : "More than is free: it would not fit";
  return button(ui, choice.name, rect, spec);
}

std::optional<MemoryAnswer> draw_choices(const Ui& ui, ImRect& rest, const MemoryQuestion& question) {
  const Style& style = ui.style;
  const Choice choices[] = {
      {"memory.weights", fmt::format("Weights and outputs of all heads, the rest of layer {} only", question.layer),
       "Maps, averages and the grid show everything; stages, vectors and sliders one layer at a time", question.weights,
       core::Kept::Weights},
      {"memory.layer", fmt::format("Layer {} alone", question.layer), "Grid and map show one layer at a time",
       question.stream, core::Kept::Stream},
      {"memory.everything", "Everything", "As with a short text; other programs may become slow", question.everything,
       core::Kept::Everything}};
  std::optional<MemoryAnswer> answer;
  for (const Choice& choice : choices) {
    const ImRect rect = cut_top(rest, style.px(kControlHeight), style.px(kGap2));
    if (draw_choice(ui, rect, choice, question)) answer = MemoryAnswer{true, choice.others};
  }
  return answer;
}

}  // namespace

std::optional<MemoryAnswer> draw_memory_dialog(const Ui& ui, ImVec2 size, const MemoryQuestion& question) {
  const Style& style = ui.style;
  const ScopedVar padding(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  const ScopedColor background(ImGuiCol_PopupBg, style.palette.panel);
  const ScopedColor border(ImGuiCol_Border, style.palette.line);
  const ImRect window(ImVec2(0, 0), size);
  const float margin = style.px(kGap6);
  const ImRect rect = centered(window, ImVec2(std::min(style.px(kWidth), size.x - 2 * margin),
                                              std::min(style.px(kHeight), size.y - 2 * margin)));
  if (!ImGui::IsPopupOpen(kTitle)) ImGui::OpenPopup(kTitle);
  ImGui::SetNextWindowPos(rect.Min);
  ImGui::SetNextWindowSize(rect.GetSize());
  if (!ImGui::BeginPopupModal(kTitle, nullptr,
                              ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                  ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoScrollWithMouse)) {
    return std::nullopt;
  }
  register_area(ui, "memory", rect);
  ImRect rest = inset(rect, style.px(kGap4), style.px(kGap4));
  draw_text_in(style, cut_top(rest, style.px(kControlHeight), style.px(kGap2)), TextRole::Heading, style.palette.text,
               kTitle);
  const std::string text = fmt::format(
      "All numbers of this run, {} tokens, take {} of memory; {} are free. What should be kept? Nothing becomes less "
      "exact: a layer that was not kept is computed again when you select it.",
      question.tokens, core::size_text(question.everything), core::size_text(question.free));
  rest.Min.y += draw_paragraph(style, rest.Min, rest.GetWidth(), TextRole::Body, style.palette.text, text);
  rest.Min.y += style.px(kGap3);
  std::optional<MemoryAnswer> answer = draw_choices(ui, rest, question);
  ButtonSpec none;
  none.label = "Do not run";
  none.kind = ButtonKind::Quiet;
  const ImRect last = cut_top(rest, style.px(kControlHeight));
  const ImRect place(last.Min, ImVec2(last.Min.x + button_width(style, none), last.Max.y));
  if (button(ui, "memory.none", place, none) || ImGui::IsKeyPressed(ImGuiKey_Escape, false)) answer = MemoryAnswer{};
  if (answer) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
  return answer;
}

}  // namespace ui
