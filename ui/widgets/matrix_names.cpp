#include "ui/widgets/matrix_names.h"

#include <fmt/format.h>

#include <algorithm>

#include "ui/widgets/draw.h"
#include "ui/widgets/matrix_lines.h"
#include "ui/widgets/shorten.h"
#include "ui/widgets/text.h"
#include "ui/widgets/visible_lines.h"

namespace ui {
namespace {

using core::Index;

constexpr std::size_t kMeasured = 128;
constexpr float kBesideColumn = 6;  // CSS pixels between the names of two columns

void name_note(const Ui& ui, std::string_view line, const MatrixNames& names, Index place, const ImRect& rect,
               const ImRect& sight) {
  ImRect seen = rect;
  seen.ClipWith(sight);
  if (seen.GetWidth() < 1 || seen.GetHeight() < 1) return;
  ItemSpec spec;
  const std::string whole = line_name(names.names, place);
  spec.tooltip = whole;
  spec.role = "name";
  spec.focusable = false;
  item(ui, fmt::format("{}.{}.{}", names.prefix, line, place), seen, spec);
}

// "lately: wave 80 b" without what its like share; another loses its middle, for both ends tell.
std::string fitting_name(const Style& style, std::string_view name, float width) {
  if (name.find(": ") != std::string_view::npos) return shorten_name(style, TextRole::Caption, name, width);
  return middle_ellipsis(style, TextRole::Caption, name, width);
}

// The name on at most `most` lines: what does not fit is cut out of the last one's middle.
std::vector<std::string> column_lines(const Style& style, std::string_view name, float width, std::size_t most) {
  const std::vector<std::string_view> wrapped = wrap(style, TextRole::Caption, name, width);
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < std::min(wrapped.size(), most); ++i) lines.emplace_back(wrapped[i]);
  if (wrapped.size() > most) {
    const auto from = static_cast<std::size_t>(wrapped[most - 1].data() - name.data());
    lines.back() = fitting_name(style, name.substr(from), width);
  }
  return lines;
}

}  // namespace

void draw_row_names(const Ui& ui, const ImRect& area, const MatrixNames& rows) {
  const ScopedClip clip(area.Min, area.Max);
  const VisibleLines seen = visible_lines(rows.scroll, area.GetHeight(), rows.step, rows.shown->size());
  for (std::size_t i = seen.first; i < seen.last; ++i) {
    const float top = area.Min.y + static_cast<float>(i) * rows.step - rows.scroll;
    const ImRect rect(area.Min.x, top, area.Max.x, top + rows.step);
    const std::string name = line_name(rows.names, (*rows.shown)[i]);
    draw_text_in(ui.style, rect, TextRole::Caption, ui.style.palette.text,
                 fitting_name(ui.style, name, rect.GetWidth()));
    name_note(ui, "row", rows, (*rows.shown)[i], rect, area);
  }
}

void draw_column_names(const Ui& ui, const ImRect& area, const MatrixNames& columns) {
  const Style& style = ui.style;
  const ScopedClip clip(area.Min, area.Max);
  const float line = line_height(style, TextRole::Caption);
  const auto most = static_cast<std::size_t>(std::max(1.0F, area.GetHeight() / line));
  const float beside = style.px(kBesideColumn);
  const VisibleLines seen = visible_lines(columns.scroll, area.GetWidth(), columns.step, columns.shown->size());
  for (std::size_t j = seen.first; j < seen.last; ++j) {
    const float left = area.Min.x + static_cast<float>(j) * columns.step - columns.scroll;
    const ImRect rect(left, area.Min.y, left + columns.step - beside / 2, area.Max.y);
    const std::string name = line_name(columns.names, (*columns.shown)[j]);
    const std::vector<std::string> lines = column_lines(style, name, columns.step - beside, most);
    float top = area.Max.y - line * static_cast<float>(lines.size());
    for (const std::string& text : lines) {
      draw_text_in(style, ImRect(rect.Min.x, top, rect.Max.x, top + line), TextRole::Caption, style.palette.second_text,
                   text, Align::Right);
      top += line;
    }
    name_note(ui, "column", columns, (*columns.shown)[j], rect, area);
  }
}

float row_names_width(const Style& style, const MatrixNames& rows) {
  float widest = style.px(16);
  for (std::size_t i = 0; i < std::min(rows.shown->size(), kMeasured); ++i) {
    widest = std::max(widest, text_width(style, TextRole::Caption, line_name(rows.names, (*rows.shown)[i])));
  }
  return widest;
}

float column_names_height(const Style& style, const MatrixNames& columns, int most_lines) {
  std::size_t most = 1;
  for (std::size_t j = 0; j < std::min(columns.shown->size(), kMeasured); ++j) {
    const std::string name = line_name(columns.names, (*columns.shown)[j]);
    most = std::max(most, wrap(style, TextRole::Caption, name, columns.step - style.px(kBesideColumn)).size());
  }
  const auto lines = static_cast<float>(std::min(most, static_cast<std::size_t>(most_lines)));
  return std::max(style.px(20), line_height(style, TextRole::Caption) * lines);
}

}  // namespace ui
