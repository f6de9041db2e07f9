// Text on the current window as a reader sees it: any script in display order, measured, cut, wrapped.
// All positions are screen pixels and are floored to whole ones.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/widgets/style.h"

namespace ui {

enum class Align { Left, Center, Right };

// Whole pixels, rounded up.
float text_width(const Style& style, TextRole role, std::string_view text);

// One line with its top left corner at `position`.
void draw_text(const Style& style, ImVec2 position, TextRole role, ImU32 color, std::string_view text);

// One line in the vertical middle of `rect`, cut with an ellipsis where it does not fit. True when it was cut.
bool draw_text_in(const Style& style, const ImRect& rect, TextRole role, ImU32 color, std::string_view text,
                  Align align = Align::Left);

// Distance from the top of a line to its baseline, to align lines of different fonts.
float baseline(const Style& style, TextRole role);

// The longest beginning of `text` that fits into `width` with "…" behind it; all of it when it fits.
std::string ellipsis(const Style& style, TextRole role, std::string_view text, float width);

// The same with "…" in its middle: for paths.
std::string middle_ellipsis(const Style& style, TextRole role, std::string_view text, float width);

// The lines of a paragraph; breaks at blanks and line feeds, inside a word only when it alone is too long. The views
// point into `text`.
std::vector<std::string_view> wrap(const Style& style, TextRole role, std::string_view text, float width);

// Lines of a paragraph stand a little apart. Right-to-left paragraphs are aligned right. Returns the height used.
float paragraph_height(const Style& style, TextRole role, std::string_view text, float width);
float draw_paragraph(const Style& style, ImVec2 position, float width, TextRole role, ImU32 color,
                     std::string_view text);

// A run of text in its own role and colour inside a flowing paragraph.
struct Span {
  std::string_view text = {};
  TextRole role = TextRole::Body;
  ImU32 color = 0;
};
// Flows the spans over as many lines as needed, all on common baselines. Returns the height used; the first form only
// measures.
float spans_height(const Style& style, float width, std::span<const Span> spans);
float draw_spans(const Style& style, ImVec2 position, float width, std::span<const Span> spans);

}  // namespace ui
