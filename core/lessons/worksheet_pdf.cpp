// A worksheet as PDF: two pages of A4, drawn with cairo.
#include <cairo-pdf.h>
#include <cairo.h>
#include <fmt/format.h>

#include <memory>

#include "core/error.h"
#include "core/figures/figure_text.h"
#include "core/figures/map_figure.h"
#include "core/lessons/worksheet.h"
#include "core/lessons/worksheet_pages.h"

namespace core {

namespace {

// Points.
constexpr double kWidth = 595, kHeight = 842;  // A4
constexpr double kLeft = 60, kValueLeft = 240, kTop = 80;
constexpr double kAnswerLine = 120;

struct DestroySurface {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct DestroyContext {
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};

cairo_status_t append_bytes(void* target, const unsigned char* bytes, unsigned int count) {
  static_cast<std::string*>(target)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

struct LineLook {
  double size = 11, before = 0, height = 20;
};
LineLook look_of(SheetStyle style) {
  switch (style) {
    case SheetStyle::Title:
      return {20, 0, 30};
    case SheetStyle::Heading:
      return {12, 10, 22};
    case SheetStyle::Body:
      return {11, 0, 24};
    case SheetStyle::Item:
      break;
  }
  return {11, 0, 20};
}

void draw_value(cairo_t* context, FigureText& text, const SheetLine& line, double size, double y) {
  if (line.value.empty()) return;
  if (line.value.front() != '_') {
    text.draw(line.value, size, kValueLeft, y);
    return;
  }
  cairo_set_line_width(context, 0.6);
  cairo_move_to(context, kValueLeft, y + 3);
  cairo_line_to(context, kValueLeft + kAnswerLine, y + 3);
  cairo_stroke(context);
}

void draw_page(cairo_t* context, FigureText& text, const std::vector<SheetLine>& lines) {
  double y = kTop;
  for (const SheetLine& line : lines) {
    const LineLook look = look_of(line.style);
    y += look.before;
    text.draw(line.text, look.size, line.style == SheetStyle::Item ? kLeft + 12 : kLeft, y);
    draw_value(context, text, line, look.size, y);
    y += look.height;
  }
  cairo_show_page(context);
}

}  // namespace

std::string worksheet_pdf(const Drill& drill) {
  std::string bytes;
  const std::unique_ptr<cairo_surface_t, DestroySurface> surface(
      cairo_pdf_surface_create_for_stream(append_bytes, &bytes, kWidth, kHeight));
  // Without the day's date, so that one seed gives one file.
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, "1970-01-01T00:00:00Z");
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE,
                                 fmt::format("Attention by hand, drill {}", drill.seed).c_str());
  const std::unique_ptr<cairo_t, DestroyContext> context(cairo_create(surface.get()));
  const FigureStyle style;
  FigureText text(context.get(), style.fonts);
  draw_page(context.get(), text, question_page(drill));
  draw_page(context.get(), text, answer_page(drill));
  cairo_surface_finish(surface.get());
  const cairo_status_t status = cairo_status(context.get());
  if (status != CAIRO_STATUS_SUCCESS) {
    throw Error(fmt::format("the worksheet cannot be drawn: {}", cairo_status_to_string(status)), "a drawn page", "");
  }
  return bytes;
}

}  // namespace core
