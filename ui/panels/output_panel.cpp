// What the selected word takes from the others: the blend, what it leans toward, the nearest words.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/panels/output_parts.h"
#include "ui/panels/panel_list.h"
#include "ui/panels/value_menu.h"
#include "ui/panels/vector_order.h"
#include "ui/panels/vector_target.h"
#include "ui/panels/word_names.h"
#include "ui/selection.h"
#include "ui/widgets/colormap.h"
#include "ui/widgets/containers.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/number_note.h"
#include "ui/widgets/numbers.h"

namespace ui {
namespace {

using core::Index;

constexpr float kSideBySide = 300;  // CSS pixels of width from which leanings and words stand beside each other

// "0.71 × v(cat) + 0.09 × v(mat) + 8 more": words that can be clicked. Returns where it ends.
float draw_blend(const OutputContext& context, const ImRect& area) {
  const Style& style = context.ui.style;
  const Palette& p = style.palette;
  const core::Tokens& keys = context.input.key_tokens(context.view.selection);
  ChipFlow flow(area.Min, area.Max.x, style.px(kMinTarget), 0);
  const auto write = [&](const std::string& text, ImU32 color) {
    draw_text_in(style, flow.next(text_width(style, TextRole::Number, text)), TextRole::Number, color, text);
  };
  const bool difference = context.data.difference;
  if (context.data.blend.empty()) write(difference ? "no weight changed" : "nothing to look at: 0", p.second_text);
  for (std::size_t i = 0; i < context.data.blend.size(); ++i) {
    const BlendTerm& term = context.data.blend[i];
    const std::string number =
        difference ? format_signed(term.weight, style.cell_decimals) : format_number(term.weight, style.cell_decimals);
    write(fmt::format("{}{} × ", i == 0 ? "" : difference ? "  " : " + ", number), p.second_text);
    const std::string word = fmt::format("v({})", keys[static_cast<std::size_t>(term.key)].text);
    const ImRect place = flow.next(text_width(style, TextRole::Number, word));
    ItemSpec spec;
    std::string tip;
    if (ImGui::IsMouseHoveringRect(place.Min, place.Max)) {
      tip = blend_text(context.input, context.view.selection, context.data, term);
    }
    spec.tooltip = tip;
    spec.role = "link";
    spec.radius = 4;
    const ItemState state = item(context.ui, fmt::format("output.word.{}", term.key), place, spec);
    draw_text_in(style, place, TextRole::Number, p.value, word);
    if (state.hovered) {
      horizontal_line(place.Min.x, place.Max.x, place.Max.y - style.px(4), p.value, style.hairline());
      context.view.transient.next_hover_key = term.key;
    }
    if (state.clicked) select_key(context.view.selection, term.key);
    if (state.right_clicked) {
      open_value_menu(context.view, weight_menu(context.input, context.view, context.view.selection.query, term.key),
                      place);
    }
  }
  if (context.data.further > 0) {
    const std::string more = fmt::format(" + {} more", context.data.further);
    const ImRect place = flow.next(text_width(style, TextRole::Number, more));
    draw_text_in(style, place, TextRole::Number, p.second_text, more);
    number_note(context.ui, "output.more", place,
                [&] { return further_text(context.input, context.view.selection, context.data); });
  }
  return flow.bottom();
}

// A name, its value and how it changed, as one chip.
void draw_leaning(const OutputContext& context, ChipFlow& flow, const OutputLeaning& leaning) {
  const Style& style = context.ui.style;
  const Palette& p = style.palette;
  const bool difference = context.data.difference;
  const std::string value = difference ? format_signed(leaning.value, 2) : format_number(leaning.value, 2);
  const float change = difference ? 0 : leaning.value - leaning.unedited;
  const bool moved = std::abs(change) >= 0.005F;
  const std::string arrow = moved ? (change > 0 ? "▲" : "▼") + format_number(std::abs(change), 2) : "";
  const float name_width = text_width(style, TextRole::Caption, leaning.name);
  const float value_width = text_width(style, TextRole::NumberSmall, value);
  const float arrow_width = moved ? text_width(style, TextRole::NumberSmall, arrow) + style.px(5) : 0;
  const float padding = style.px(kGap2);
  const ImRect rect = flow.next(name_width + value_width + arrow_width + 2 * padding + style.px(6));
  std::string tip;
  if (ImGui::IsMouseHoveringRect(rect.Min, rect.Max)) {
    tip = leaning_text(context.input, context.view.selection, context.data, leaning);
  }
  ItemSpec spec;
  spec.tooltip = tip;
  spec.role = "chip";
  const ItemState state = item(context.ui, fmt::format("output.leaning.{}", leaning.component), rect, spec);
  if (state.right_clicked) {
    const std::string word = quoted_word(context.input.trace->tokens, context.view.selection.query);
    open_value_menu(context.view,
                    number_menu(leaning.name, leaning.value, "output of " + word, core::Matrix(context.data.written)),
                    rect);
  }
  const ImU32 rest = difference ? sample_signed(style.theme, leaning.value < 0 ? -0.35F : 0.35F) : p.raised;
  const ImU32 fill = reacting(style, rest, state);
  const ImU32 ink = difference ? text_on(fill) : p.text;
  fill_rect(rect, fill, style.px(kControlRadius));
  ImRect line = inset(rect, padding, 0);
  if (moved) {
    draw_text_in(style, cut_right(line, arrow_width), TextRole::NumberSmall, p.edited, arrow, Align::Right);
  }
  draw_text_in(style, cut_right(line, value_width, style.px(kGap1)), TextRole::NumberSmall, ink, value);
  draw_text_in(style, line, TextRole::Caption, ink, leaning.name);
}

float draw_leanings(const OutputContext& context, ImVec2 at, float right) {
  const Style& style = context.ui.style;
  draw_text(style, at, TextRole::Caption, style.palette.second_text,
            context.data.difference ? "leans more, or less, toward" : "leans toward");
  ChipFlow flow(ImVec2(at.x, at.y + line_height(style, TextRole::Caption) + style.px(kGap1)), right,
                style.px(kChipHeight), style.px(kGap1));
  for (const OutputLeaning& leaning : context.data.leanings) draw_leaning(context, flow, leaning);
  if (context.data.leanings.empty()) {
    draw_text_in(style, flow.next(right - at.x), TextRole::Caption, style.palette.second_text,
                 context.data.difference ? "no change" : "nothing: all at 0");
  }
  return flow.bottom();
}

void draw_reading(const OutputContext& context, const ImRect& area) {
  const Style& style = context.ui.style;
  ScrollArea scroll(context.ui, "output.list", area);
  const float right = scroll.origin().x + scroll.width();
  const ImVec2 start = scroll.origin();
  float y = draw_blend(context, ImRect(start.x, start.y, right, area.Max.y)) + style.px(kGap2);
  const bool beside = area.GetWidth() >= style.px(kSideBySide);
  const float half = ImTrunc((right - start.x - style.px(kGap3)) / 2);
  const float first = draw_leanings(context, ImVec2(start.x, y), beside ? start.x + half : right);
  if (!beside) y = first + style.px(kGap2);
  const float left = beside ? start.x + half + style.px(kGap3) : start.x;
  const float second = draw_nearest(context, ImVec2(left, y), right);
  scroll.set_content_height(std::max(first, second) - start.y);
}

VectorTarget output_target(const OutputContext& context) {
  const PanelInput& input = context.input;
  const core::Selection& selection = context.view.selection;
  VectorTarget target;
  target.place.site = core::Site::Output;
  target.place.layer = selection.layer;
  target.place.head = selection.head;
  target.place.row = selection.query;
  target.kind = core::ValueKind::Output;
  target.values = context.data.output;
  target.unedited = context.data.unedited;
  target.names = &input.head_config(selection).value_components;
  target.sharing = {selection.head};
  target.what = fmt::format("output({})", quoted_word(input.trace->tokens, selection.query));
  target.matrix_name = "output of all words";
  find_edited(input, target);
  show_difference(input, context.view, target);
  target.matrix = [&input, selection, changes = target.difference]() -> core::Matrix {
    const core::Matrix& now = input.head(selection).output;
    return changes ? now - input.before->head(selection.layer, selection.head).output : now;
  };
  return target;
}

void draw_components(const OutputContext& context, const ImRect& area) {
  const VectorTarget target = output_target(context);
  WordView& word = context.view.transient.word;
  VectorSpec spec = vector_spec(context.input, target);
  spec.prefix = "output";
  spec.color = context.ui.style.palette.weight;
  spec.editable =
      spec.editable && !context.view.transient.show_before && !context.input.head(context.view.selection).muted;
  keep_order(context.input, target, word.outputs);
  const VectorEvent event =
      vector_editor(context.ui, area, spec, {target.matrix, target.matrix_name}, word.outputs, word.numbers);
  act_on_vector(context.input, target, event, context.requests);
}

void draw_header(const OutputContext& context, ImRect line) {
  const Style& style = context.ui.style;
  bool& open = context.view.transient.word.output_open;
  ButtonSpec spec;
  spec.label = open ? "Summary" : "Components";
  spec.kind = ButtonKind::Raised;
  spec.role = TextRole::Caption;
  spec.selected = open;
  spec.tooltip = open ? "Back to leanings and nearest words" : "Every number of the output, to change";
  if (context.data.refusal.empty()) {
    const ImRect rect = cut_right(line, button_width(style, spec), style.px(kGap2));
    if (button(context.ui, "output.components", rect, spec)) open = !open;
  }
  const float title = text_width(style, TextRole::BodySemibold, "Blended output");
  draw_text_in(style, cut_left(line, title, style.px(kGap2)), TextRole::BodySemibold, style.palette.text,
               "Blended output");
  if (context.view.selection.map == core::MapKind::Head && context.input.head(context.view.selection).muted) {
    draw_text_in(style, line, TextRole::Caption, style.palette.warning, "muted: writes 0");
  }
}

}  // namespace

void draw_output_panel(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  const Card card(ui, "output", area);
  const Style& style = ui.style;
  ImRect rest = card.content();
  if (!input.has_trace()) {
    draw_paragraph(style, rest.Min, rest.GetWidth(), TextRole::Body, style.palette.second_text,
                   "What the selected word takes from the words that it looks at.");
    return;
  }
  forget_stale_typing(view);
  const OutputData data = output_data(input, view);
  const OutputContext context{ui, input, view, requests, data};
  draw_header(context, cut_top(rest, style.px(kControlHeight), style.px(kGap1)));
  if (!data.refusal.empty()) {
    draw_paragraph(style, rest.Min, rest.GetWidth(), TextRole::Body, style.palette.second_text, data.refusal);
  } else if (view.transient.word.output_open) {
    draw_components(context, rest);
  } else {
    draw_reading(context, rest);
  }
}

}  // namespace ui
