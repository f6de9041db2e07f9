// About: the version, Heed's licence, and the notices of what it is built with.
#include <array>
#include <string>

#include "ui/panels/notices.h"
#include "ui/panels/overlays.h"

namespace ui {

namespace {

std::string_view next_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

bool is_rule(std::string_view line) {
  return line.size() > 3 && line.find_first_not_of('=') == std::string_view::npos;
}

// A line of a table has columns: blanks between its words.
bool is_table(std::string_view line) {
  const std::size_t first = line.find_first_not_of(' ');
  return first != std::string_view::npos && first >= 4 && line.find("   ", first) != std::string_view::npos;
}

std::string_view without_indent(std::string_view line) {
  const std::size_t first = line.find_first_not_of(' ');
  return first == std::string_view::npos ? std::string_view() : line.substr(first);
}

class Page {
 public:
  Page(const Style& style, ImVec2 at, float width) : style_(style), at_(at), width_(width) {}

  void paragraph(TextRole role, std::string_view text) {
    if (text.empty()) return;
    at_.y += draw_paragraph(style_, at_, width_, role, style_.palette.text, text) + style_.px(kGap2);
  }

  // Lines of a plain text file: broken anew to the width, headings and tables as they are.
  void file(std::string_view text) {
    std::string gathered;
    const auto flush = [&] {
      paragraph(TextRole::Caption, gathered);
      gathered.clear();
    };
    while (!text.empty()) {
      const std::string_view line = next_line(text);
      if (is_rule(line)) {
        std::string heading;
        heading.swap(gathered);
        paragraph(TextRole::BodySemibold, heading);
      } else if (line.empty() || is_table(line)) {
        flush();
        table_line(line);
      } else {
        gathered += (gathered.empty() ? "" : " ") + std::string(without_indent(line));
      }
    }
    flush();
  }

  float bottom() const { return at_.y; }

 private:
  void table_line(std::string_view line) {
    if (line.empty()) return;
    const float height = line_height(style_, TextRole::NumberSmall) + style_.px(2);
    const ImRect place(at_.x, at_.y, at_.x + width_, at_.y + height);
    draw_text_in(style_, place, TextRole::NumberSmall, style_.palette.text, without_indent(line));
    at_.y += height;
  }

  const Style& style_;
  ImVec2 at_;
  float width_;
};

}  // namespace

void draw_about_overlay(Ui& ui, const ImRect& area, const PanelInput& input, ViewState&, Requests&) {
  static constexpr std::array kParagraphs = {
      "Heed shows what attention does, with real numbers, and lets you change them. Every number on screen was "
      "computed "
      "in this run from the model and the sentence.",
      "The glass box is compiled by hand, not learned: it shows how attention can work, not what a trained model "
      "found."};
  ScrollArea scroll(ui, "about.scroll", area);
  Page page(ui.style, scroll.origin(), scroll.width());
  page.paragraph(TextRole::Heading, "Heed " + input.version);
  for (const char* paragraph : kParagraphs) page.paragraph(TextRole::Body, paragraph);
  const float license = page.bottom();
  page.paragraph(TextRole::BodySemibold, "Licence");
  page.file(license_text());
  register_area(ui, "about.license", ImRect(area.Min.x, license, area.Max.x, page.bottom()), "text");
  const float notice = page.bottom();
  page.paragraph(TextRole::BodySemibold, "Notices");
  page.file(notice_text());
  register_area(ui, "about.notice", ImRect(area.Min.x, notice, area.Max.x, page.bottom()), "text");
  scroll.set_content_height(page.bottom() - scroll.origin().y);
}

}  // namespace ui
