#include "core/figures/figure_text.h"

#include <algorithm>

#include "core/text.h"

namespace core {

namespace {

bool has_all_glyphs(cairo_t* context, const std::string& sign) {
  cairo_glyph_t* glyphs = nullptr;
  int count = 0;
  const cairo_status_t status =
      cairo_scaled_font_text_to_glyphs(cairo_get_scaled_font(context), 0, 0, sign.c_str(),
                                       static_cast<int>(sign.size()), &glyphs, &count, nullptr, nullptr, nullptr);
  bool all = status == CAIRO_STATUS_SUCCESS && count > 0;
  for (int i = 0; all && i < count; ++i) all = glyphs[i].index != 0;  // 0 is the box for what a font has not
  cairo_glyph_free(glyphs);
  return all;
}

}  // namespace

void FigureText::select(std::size_t font, double size) {
  cairo_select_font_face(context_, fonts_[font].c_str(), CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(context_, size);
}

std::size_t FigureText::font_with(const std::string& sign) {
  const auto known = font_of_.find(sign);
  if (known != font_of_.end()) return known->second;
  constexpr double kAnySize = 10;
  std::size_t found = fonts_.size() - 1;
  for (std::size_t font = 0; font < fonts_.size(); ++font) {
    select(font, kAnySize);
    if (!has_all_glyphs(context_, sign)) continue;
    found = font;
    break;
  }
  return font_of_[sign] = found;
}

std::vector<FigureText::Run> FigureText::runs(std::string_view text) {
  const std::string shown = display_text(text);
  std::vector<Run> runs;
  std::size_t from = 0;
  for (const std::size_t end : grapheme_ends(shown)) {
    const std::string sign = shown.substr(from, end - from);
    const std::size_t font = font_with(sign);
    if (runs.empty() || runs.back().font != font) runs.push_back({font, ""});
    runs.back().text += sign;
    from = end;
  }
  return runs;
}

double FigureText::width(std::string_view text, double size) {
  double width = 0;
  for (const Run& run : runs(text)) {
    select(run.font, size);
    cairo_text_extents_t extents;
    cairo_text_extents(context_, run.text.c_str(), &extents);
    width += extents.x_advance;
  }
  return width;
}

void FigureText::draw(std::string_view text, double size, double x, double y, double angle) {
  cairo_save(context_);
  cairo_translate(context_, x, y);
  cairo_rotate(context_, angle);
  double at = 0;
  for (const Run& run : runs(text)) {
    select(run.font, size);
    cairo_text_extents_t extents;
    cairo_text_extents(context_, run.text.c_str(), &extents);
    cairo_move_to(context_, at, 0);
    cairo_show_text(context_, run.text.c_str());
    at += extents.x_advance;
  }
  cairo_restore(context_);
}

}  // namespace core
