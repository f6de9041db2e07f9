// The words nearest to what the head writes.
#include <fmt/format.h>

#include <algorithm>

#include "ui/panels/output_parts.h"
#include "ui/panels/value_menu.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/numbers.h"
#include "ui/widgets/text.h"

namespace ui {

namespace {

std::string before_text(const std::vector<core::NearWord>& words, bool pending) {
  if (pending) return "before: computing \u2026";
  std::string text = "before: ";
  for (std::size_t i = 0; i < std::min<std::size_t>(words.size(), 3); ++i) text += (i > 0 ? ", " : "") + words[i].word;
  return words.empty() ? "before: none" : text;
}

ValueMenu near_menu(const std::vector<core::NearWord>& words, std::size_t at) {
  core::Matrix cosines(1, static_cast<core::Index>(words.size()));
  for (std::size_t i = 0; i < words.size(); ++i) cosines(0, static_cast<core::Index>(i)) = words[i].cosine;
  ValueMenu menu =
      number_menu("cosine of “" + words[at].word + "”", words[at].cosine, "cosines of the nearest words", cosines);
  menu.text = words[at].word;
  return menu;
}

}  // namespace

float draw_nearest(const OutputContext& context, ImVec2 at, float right) {
  const Style& style = context.ui.style;
  const Palette& p = style.palette;
  const bool rough = context.input.trace->model().encoder->nearest_is_rough();
  const std::string_view heading = rough ? "nearest words (rough)" : "nearest words";
  WordView& word = context.view.transient.word;
  // Words have no difference: those of now stand above those of before.
  draw_text(style, at, TextRole::Caption, p.second_text,
            std::string(heading) + (context.data.difference ? ", now" : "") +
                (is_pending(word.nearest_now) ? " \u00b7 computing \u2026" : ""));
  const float line = line_height(style, TextRole::Caption);
  ChipFlow flow(ImVec2(at.x, at.y + line + style.px(kGap1)), right, style.px(kChipHeight), style.px(kGap1));
  if (context.input.nearest == nullptr || context.input.nearest->empty()) {
    draw_text_in(style, flow.next(right - at.x), TextRole::Caption, p.second_text, "no words to compare with");
    return flow.bottom();
  }
  const core::Tokens& tokens = context.input.trace->tokens;
  const std::string& own = tokens[static_cast<std::size_t>(context.view.selection.query)].text;
  const auto& now = nearest_words(context.input, context.data.written, own, word.nearest_now);
  for (std::size_t i = 0; i < now.size(); ++i) {
    ChipSpec chip_spec;
    const std::string label = now[i].word + " " + format_cell(now[i].cosine, 2);
    chip_spec.label = label;
    chip_spec.enabled = !is_pending(word.nearest_now);  // else they are of the numbers before
    chip_spec.role = TextRole::Caption;
    const ImRect rect = flow.next(chip_width(style, chip_spec));
    std::string tip;
    if (chip_spec.enabled && ImGui::IsMouseHoveringRect(rect.Min, rect.Max)) {
      tip = cosine_text(context.input, context.data.written, now[i]);
      if (rough) tip += "\nRough: the later layers still change it.";
    }
    chip_spec.tooltip = tip;
    if (chip(context.ui, fmt::format("output.near.{}", i), rect, chip_spec).right_clicked) {
      open_value_menu(context.view, near_menu(now, i), rect);
    }
  }
  float bottom = flow.bottom();
  if (now.empty()) {
    const std::string why = is_pending(word.nearest_now)
                                ? "computing \u2026"
                                : no_nearest_reason(context.input, context.view.selection, context.data);
    const float top = at.y + line + style.px(kGap1);
    bottom = top + draw_paragraph(style, ImVec2(at.x, top), right - at.x, TextRole::Caption, p.second_text, why);
    register_area(context.ui, "output.near.none", ImRect(at.x, top, right, bottom), "note");
  }
  if (!context.data.changed) return bottom;
  const auto& former = nearest_words(context.input, context.data.written_before, own, word.nearest_before);
  const std::string before = before_text(former, is_pending(word.nearest_before));
  const ImRect below(at.x, bottom + style.px(kGap1), right, bottom + style.px(kGap1) + line);
  register_area(context.ui, "output.near.before", below);
  draw_text_in(style, below, TextRole::Caption, p.edited, before);
  return below.Max.y;
}

}  // namespace ui
