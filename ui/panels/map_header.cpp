#include "ui/panels/map_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/attention/explain.h"
#include "ui/panels/value_menu.h"
#include "ui/run_questions.h"
#include "ui/widgets/colormap.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/number_note.h"
#include "ui/widgets/numbers.h"

namespace ui {
namespace {

constexpr float kBarWidth = 12;
constexpr float kTallestBar = 160;
constexpr float kCornerLegendBelow = 340;  // CSS pixels of the map's width
constexpr float kZoomBelow = 20;           // CSS pixels: cells smaller than this offer zooming

// Returns the width used.
float draw_title(const Ui& ui, const ImRect& line, const PanelInput& input, const MapScene& scene, ViewState& view,
                 Requests& requests) {
  const Style& style = ui.style;
  const std::string title = map_name(input, view.selection);
  const float width = std::min(text_width(style, TextRole::BodySemibold, title), line.GetWidth());
  const ImRect rect(line.Min.x, line.Min.y, line.Min.x + width, line.Max.y);
  ImU32 color = style.palette.text;
  const bool muted = scene.head != nullptr && scene.head->muted;
  if (scene.head != nullptr) {
    ItemSpec spec;
    spec.tooltip = muted ? "Muted: its weights are computed and shown, its output counts as 0. Click: unmute."
                         : "Click: mute this head. Its weights stay shown, its output becomes 0.";
    const ItemState state = item(ui, "map.title", rect, spec);
    if (state.clicked) requests.add(toggled_mute(input, {view.selection.layer, view.selection.head}));
    if (state.right_clicked) open_value_menu(view, map_menu(input, view, view.selection), rect);
    if (state.hovered) color = style.palette.weight;
    if (muted) color = style.palette.second_text;
  }
  draw_text_in(style, rect, TextRole::BodySemibold, color, title);
  if (muted) horizontal_line(rect.Min.x, rect.Max.x, rect.GetCenter().y + style.px(1), color, style.hairline());
  return width;
}

// "muted", "idle", "before": a state of the map that must not be missed.
float draw_badge(const Ui& ui, ImVec2 position, float height, Icon icon, std::string_view text) {
  const Style& style = ui.style;
  const float width = text_width(style, TextRole::CaptionSemibold, text) + style.px(34);
  const ImRect badge(position.x, position.y + std::floor((height - style.px(22)) / 2), position.x + width,
                     position.y + std::floor((height - style.px(22)) / 2) + style.px(22));
  fill_rect(badge, style.palette.raised, style.px(11));
  ImRect inner = inset(badge, style.px(8), 0);
  draw_icon(cut_left(inner, style.px(14), style.px(4)), icon, style.px(14), style.palette.second_text);
  draw_text_in(style, inner, TextRole::CaptionSemibold, style.palette.text, text);
  return width + style.px(kGap2);
}

bool wants_zoom(const MapScene& scene, const ViewState& view, const Style& style, const ImRect& line) {
  if (scene.empty()) return false;
  if (view.transient.map.zoom > 1) return true;
  const float side = line.GetWidth() * 0.8F / static_cast<float>(scene.values().cols());
  return side < style.px(kZoomBelow);
}

void draw_buttons(const Ui& ui, ImRect& line, const MapScene& scene, ViewState& view) {
  const Style& style = ui.style;
  const float side = style.px(kControlHeight);
  if (wants_zoom(scene, view, style, line)) {
    MapView& map = view.transient.map;
    if (icon_button(ui, "map.fit", cut_right(line, side, style.px(2)), Icon::Fit, "Fit: show the whole map")) {
      map = MapView{};
    }
    ButtonSpec actual;
    actual.label = "1 : 1";
    actual.kind = ButtonKind::Quiet;
    actual.role = TextRole::Caption;
    actual.tooltip = "Cells large enough to read. Ctrl + wheel zooms to the pointer, drag or wheel moves the map.";
    const float width = button_width(style, actual);
    if (button(ui, "map.actual", cut_right(line, width, style.px(2)), actual)) map.zoom = -1;
  }
  if (scene.weights->resting.empty() || scene.is_difference) return;
  const core::RestingPlace& first = scene.weights->resting.front();
  std::string words = quoted_word(*scene.keys, first.token);
  if (scene.weights->resting.size() > 1) words += fmt::format(" and {} more", scene.weights->resting.size() - 1);
  const std::string tip = fmt::format(
      "{} {} {} of all weight in this map: a resting place. Click: {}. Numbers never change.", words,
      scene.weights->resting.size() > 1 ? "take" : "takes",
      format_percent(static_cast<float>(core::resting_share(scene.weights->resting))),
      view.persisted.resting_aside ? "count it with the others again (Ctrl+Shift+A)"
                                   : "set it aside, so that colours and ribbons scale without it (Ctrl+Shift+A)");
  const bool aside = view.persisted.resting_aside;
  const ImRect place = cut_right(line, side, style.px(2));
  if (icon_button(ui, "map.aside", place, aside ? Icon::EyeOff : Icon::Eye, tip, ButtonKind::Quiet, aside)) {
    view.persisted.resting_aside = !aside;
  }
}

struct Range {
  std::string_view name, tooltip;
  RangeMode next = RangeMode::ZeroToOne;
};

Range describe_range(RangeMode mode) {
  switch (mode) {
    case RangeMode::ZeroToOne:
      return {"0 to 1", "Colours run from 0 to 1. Click: to the largest weight of this map.", RangeMode::ThisMap};
    case RangeMode::ThisMap:
      return {"this map", "Colours run to the largest weight of this map. Click: of each row.", RangeMode::ThisRow};
    case RangeMode::ThisRow:
      break;
  }
  return {"each row", "Colours run to the largest weight of each row. Click: from 0 to 1.", RangeMode::ZeroToOne};
}

void draw_bar(const Style& style, const ImRect& bar, const MapScene& scene) {
  const int steps = std::max(2, static_cast<int>(bar.GetHeight()));
  for (int i = 0; i < steps; ++i) {
    const float share = 1 - (static_cast<float>(i) + 0.5F) / static_cast<float>(steps);
    const ImU32 color =
        scene.is_signed ? sample_signed(style.theme, 2 * share - 1) : sample(style.color_map, style.theme, share);
    const float top = bar.Min.y + static_cast<float>(i);
    fill_rect(ImRect(bar.Min.x, top, bar.Max.x, top + 1), color);
  }
  stroke_rect(bar, style.palette.line, 0, style.hairline());
}

// Where the end of the colours comes from: a fixed 1, or a cell of the map.
std::string legend_note(const Ui& ui, const MapScene& scene, const ViewState& view) {
  const bool aside = !scene.set_aside.empty();
  if (!scene.is_signed && view.persisted.range == RangeMode::ThisRow) {
    return "max: each row's own largest weight gets the full colour";
  }
  if (!scene.is_signed && view.persisted.range == RangeMode::ZeroToOne && scene.full <= 1) {
    return "0 and 1: the least and the most that a weight can be, whatever this map holds";
  }
  const core::Matrix& values = scene.values();
  for (core::Index row = 0; row < values.rows(); ++row) {
    for (core::Index column = 0; column < values.cols(); ++column) {
      if (std::abs(values(row, column)) != scene.full) continue;
      const char* what = scene.is_difference ? "the largest change, either way" : "the largest weight of this map";
      return fmt::format("{}: {}{}, {} for {}", what,
                         core::number_text(static_cast<double>(values(row, column)), ui.style.readout_decimals),
                         aside ? " without the places set aside" : "", quoted_word(*scene.keys, column),
                         quoted_word(*scene.queries, row));
    }
  }
  return "no weight is larger than 0";
}

std::string top_label(const MapScene& scene, RangeMode mode) {
  if (scene.is_signed) return format_signed(scene.full, 2);
  return mode == RangeMode::ThisRow ? "max" : format_number(scene.full, 2);
}

}  // namespace

void draw_map_header(const Ui& ui, const ImRect& area, const PanelInput& input, const MapScene& scene, ViewState& view,
                     Requests& requests) {
  const Style& style = ui.style;
  ImRect line = area;
  draw_buttons(ui, line, scene, view);
  line.Min.x += draw_title(ui, line, input, scene, view, requests) + style.px(kGap2) + style.px(2);
  const bool before = view.transient.show_before && input.before != nullptr;
  if (scene.head != nullptr && scene.head->muted)
    line.Min.x += draw_badge(ui, line.Min, line.GetHeight(), Icon::Mute, "muted");
  if (before) line.Min.x += draw_badge(ui, line.Min, line.GetHeight(), Icon::Undo, "before the edits");
  if (scene.is_difference) line.Min.x += draw_badge(ui, line.Min, line.GetHeight(), Icon::Edit, "now \u2212 before");
  if (line.GetWidth() < style.px(40)) return;
  // A narrow map has no room for its axes' caption in the corner.
  const bool axes = has_corner_legend(style, area) && scene.head != nullptr;
  const std::string caption = axes ? "looks \u2193 at \u2192" : map_caption(input, view.selection);
  // On the baseline of the title.
  const float drop = baseline(style, TextRole::BodySemibold) - baseline(style, TextRole::Caption);
  const float shift = drop - (line_height(style, TextRole::BodySemibold) - line_height(style, TextRole::Caption)) / 2;
  const ImRect place(line.Min.x, line.Min.y + shift, line.Max.x, line.Max.y + shift);
  ItemSpec spec;
  spec.role = "caption";
  spec.focusable = false;
  spec.tooltip = caption;
  const bool cut = text_width(style, TextRole::Caption, caption) > place.GetWidth();
  if (cut) item(ui, "map.caption", place, spec);
  draw_text_in(style, place, TextRole::Caption, style.palette.second_text, caption);
}

bool has_corner_legend(const Style& style, const ImRect& area) {
  return area.GetWidth() < style.px(kCornerLegendBelow);
}

void draw_corner_legend(const Ui& ui, const ImRect& corner, const MapScene& scene, ViewState& view) {
  const Style& style = ui.style;
  const Range range = describe_range(view.persisted.range);
  const float least = style.px(kMinTarget);
  if (corner.GetHeight() < least || corner.GetWidth() < least) return;
  const ImRect target(corner.Min.x, corner.Max.y - std::max(least, style.px(30)), corner.Max.x, corner.Max.y);
  ItemSpec spec;
  std::string tooltip(scene.is_signed ? "Colours run to the largest value, either way from 0" : range.tooltip);
  if (ImGui::IsMouseHoveringRect(target.Min, target.Max)) tooltip += "\n" + legend_note(ui, scene, view);
  spec.tooltip = tooltip;
  const ItemState state = item(ui, "map.range", target, spec);
  if (state.clicked && !scene.is_signed) view.persisted.range = range.next;
  const ImRect bar(target.Min.x, target.Max.y - style.px(10), target.Max.x, target.Max.y - style.px(2));
  register_area(ui, "map.legend", bar, "legend");
  const int steps = std::max(2, static_cast<int>(bar.GetWidth()));
  for (int i = 0; i < steps; ++i) {
    const float share = (static_cast<float>(i) + 0.5F) / static_cast<float>(steps);
    const ImU32 color =
        scene.is_signed ? sample_signed(style.theme, 2 * share - 1) : sample(style.color_map, style.theme, share);
    const float left = bar.Min.x + static_cast<float>(i);
    fill_rect(ImRect(left, bar.Min.y, left + 1, bar.Max.y), color);
  }
  stroke_rect(bar, style.palette.line, 0, style.hairline());
  const ImRect line(bar.Min.x, bar.Min.y - line_height(style, TextRole::NumberSmall) - style.px(1), bar.Max.x,
                    bar.Min.y - style.px(1));
  const ImU32 ink = state.hovered ? style.palette.weight : style.palette.second_text;
  const std::string_view least_label = scene.is_signed ? "−" : "0";
  const std::string most = top_label(scene, view.persisted.range);
  const auto width = [&](std::string_view text) { return text_width(style, TextRole::NumberSmall, text); };
  // Two numbers that touch read as one: then each stands at its own end of the bar, below the other.
  const bool beside = width(least_label) + width(most) + style.px(kGap1) <= line.GetWidth();
  if (beside) draw_text_in(style, line, TextRole::NumberSmall, ink, least_label);
  draw_text(style, ImVec2(line.Max.x - width(most), line.Min.y), TextRole::NumberSmall, ink, most);
}

float legend_width(const Style& style) {
  return style.px(kGap4) + style.px(kBarWidth) + style.px(kGap1) + text_width(style, TextRole::NumberSmall, "+0.00") +
         style.px(2);
}

void draw_map_legend(const Ui& ui, ImVec2 position, float height, const MapScene& scene, ViewState& view) {
  const Style& style = ui.style;
  const float left = position.x + style.px(kGap4);
  const float name_height = style.px(kMinTarget);
  const float bar_height = std::min(style.px(kTallestBar), height - name_height - style.px(kGap1));
  const Range range = describe_range(view.persisted.range);
  const float number = line_height(style, TextRole::NumberSmall);
  if (bar_height > 3 * number) {
    const ImRect bar(left, position.y, left + style.px(kBarWidth), std::floor(position.y + bar_height));
    const ImRect labelled(bar.Min.x, bar.Min.y - style.px(2), left + legend_width(style) - style.px(kGap4), bar.Max.y);
    number_note(ui, "map.legend.ends", labelled, [&] { return legend_note(ui, scene, view); });
    register_area(ui, "map.legend", bar, "legend");
    draw_bar(style, bar, scene);
    const float text = bar.Max.x + style.px(kGap1);
    const auto put = [&](float y, const std::string& label) {
      draw_text(style, ImVec2(text, y), TextRole::NumberSmall, style.palette.second_text, label);
    };
    put(bar.Min.y - style.px(2), top_label(scene, view.persisted.range));
    put(bar.Max.y - number + style.px(2), scene.is_signed ? format_signed(-scene.full, 2) : "0");
    if (scene.is_signed) put(bar.GetCenter().y - number / 2, "0");
    position.y = bar.Max.y + style.px(kGap1);
  }
  if (scene.is_signed) return;
  ButtonSpec name;
  name.label = range.name;
  name.kind = ButtonKind::Quiet;
  name.role = TextRole::Caption;
  name.tooltip = range.tooltip;
  name.color = style.palette.second_text;
  const float inner = text_width(style, TextRole::Caption, range.name);
  const ImRect rect(left - style.px(kGap1), position.y, left + inner + style.px(kGap2), position.y + name_height);
  if (button(ui, "map.range", rect, name)) view.persisted.range = range.next;
}

}  // namespace ui
