#include "ui/panels/memory_dialog.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "core/attention/memory.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/modal.h"
#include "ui/widgets/text.h"

namespace ui {

namespace {

constexpr const char* kTitle = "This run needs much memory";
constexpr float kWidth = 560;  // CSS pixels

struct Choice {
  const char* name;
  std::string label;
  const char* meaning;
  std::uint64_t bytes;
  core::Kept others;
};
using Choices = std::array<Choice, 3>;

Choices choices_of(const MemoryQuestion& question) {
  return {{{"memory.weights", fmt::format("All weights and outputs, layer {} whole", question.layer),
            "Maps and averages show every head; stages and vectors one layer at a time", question.weights,
            core::Kept::Weights},
           {"memory.layer", fmt::format("Layer {} alone", question.layer),
            "Map and grid, too, show one layer at a time", question.stream, core::Kept::Stream},
           {"memory.everything", "Everything", "As with a short text; other programs may become slow",
            question.everything, core::Kept::Everything}}};
}

std::string explain(const MemoryQuestion& question) {
  return fmt::format(
      "All numbers of this run, {} tokens, take {} of memory; {} are free. What should be kept? Nothing becomes less "
      "exact: a layer that was not kept is computed again when you select it.",
      question.tokens, core::size_text(question.everything), core::size_text(question.free));
}

float choice_height(const Style& style) {
  return style.px(kControlHeight + kGap1 + kGap3) + line_height(style, TextRole::Caption);
}

ImRect dialog_rect(const Style& style, ImVec2 size, const std::string& text) {
  const float width = std::min(style.px(kWidth), size.x - 2 * style.px(kGap6));
  const float heading_and_last = style.px(2 * kControlHeight + kGap2 + kGap3);
  const float choices = static_cast<float>(std::tuple_size_v<Choices>) * choice_height(style);
  const float inside = width - 2 * style.px(kGap4);
  const float height =
      heading_and_last + choices + 2 * style.px(kGap4) + paragraph_height(style, TextRole::Body, text, inside);
  return centered(ImRect(ImVec2(0, 0), size), ImVec2(width, std::min(height, size.y)));
}

// Returns whether it was chosen. Its meaning stands below, not in a tooltip, which would cover the next one.
bool draw_choice(const Ui& ui, ImRect rest, const Choice& choice, bool recommended, const MemoryQuestion& question) {
  const Style& style = ui.style;
  const std::string label = fmt::format("{} \u2014 {}", choice.label, core::size_text(choice.bytes));
  ButtonSpec spec;
  spec.label = label;
  spec.enabled = choice.bytes <= question.free;
  spec.kind = recommended ? ButtonKind::Primary : ButtonKind::Outlined;
  const bool chosen = button(ui, choice.name, cut_top(rest, style.px(kControlHeight), style.px(kGap1)), spec);
  draw_text_in(style, cut_top(rest, line_height(style, TextRole::Caption)), TextRole::Caption,
               style.palette.second_text, spec.enabled ? choice.meaning : "More than is free: it would not fit");
  return chosen;
}

// The first choice that leaves half of the free memory is the one to take.
std::optional<MemoryAnswer> draw_choices(const Ui& ui, ImRect& rest, const MemoryQuestion& question) {
  std::optional<MemoryAnswer> answer;
  bool recommends = true;
  for (const Choice& choice : choices_of(question)) {
    const bool recommended =
        std::exchange(recommends, recommends && choice.bytes > question.free / 2) && choice.bytes <= question.free / 2;
    if (draw_choice(ui, cut_top(rest, choice_height(ui.style)), choice, recommended, question)) {
      answer = MemoryAnswer{true, choice.others};
    }
  }
  return answer;
}

std::optional<MemoryAnswer> draw_contents(const Ui& ui, ImRect rest, const std::string& text,
                                          const MemoryQuestion& question) {
  const Style& style = ui.style;
  draw_text_in(style, cut_top(rest, style.px(kControlHeight), style.px(kGap2)), TextRole::Heading, style.palette.text,
               kTitle);
  rest.Min.y += draw_paragraph(style, rest.Min, rest.GetWidth(), TextRole::Body, style.palette.text, text);
  rest.Min.y += style.px(kGap3);
  std::optional<MemoryAnswer> answer = draw_choices(ui, rest, question);
  ButtonSpec none;
  none.label = "Do not run";
  none.kind = ButtonKind::Outlined;
  const ImRect last = cut_top(rest, style.px(kControlHeight));
  const ImRect place(ImVec2(last.Max.x - button_width(style, none), last.Min.y), last.Max);
  if (button(ui, "memory.none", place, none) || ImGui::IsKeyPressed(ImGuiKey_Escape, false)) answer = MemoryAnswer{};
  return answer;
}

}  // namespace

std::optional<MemoryAnswer> draw_memory_dialog(const Ui& ui, ImVec2 size, const MemoryQuestion& question) {
  const Style& style = ui.style;
  const std::string text = explain(question);
  const ImRect rect = dialog_rect(style, size, text);
  const Modal modal(ui, kTitle, rect);
  if (!modal.open()) return std::nullopt;
  register_area(ui, "memory", rect);
  const auto answer = draw_contents(ui, modal.content(), text, question);
  if (answer) ImGui::CloseCurrentPopup();
  return answer;
}

}  // namespace ui
