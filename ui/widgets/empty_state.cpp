#include "ui/widgets/empty_state.h"

#include <algorithm>

#include "ui/widgets/layout.h"
#include "ui/widgets/text.h"

namespace ui {

void draw_empty_state(const Style& style, const ImRect& area, std::string_view text) {
  constexpr float kWidth = 440;  // CSS pixels
  const float widest = std::min(area.GetWidth(), style.px(kWidth));
  const float one_line = text_width(style, TextRole::Body, text);
  const float width = std::min(widest, one_line + 1);
  const float height = paragraph_height(style, TextRole::Body, text, width);
  const ImRect place = centered(area, ImVec2(width, std::min(height, area.GetHeight())));
  draw_paragraph(style, place.Min, width, TextRole::Body, style.palette.second_text, text);
}

}  // namespace ui
