// As code: the chosen stage in NumPy or in Heed's own C++, with the numbers of the selected row.
#include <fmt/format.h>

#include <array>
#include <string_view>

#include "core/attention/code_text.h"
#include "ui/panels/row_views.h"
#include "ui/panels/word_names.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/fitting_text.h"

namespace ui {

namespace {

using stages::Frame;

static_assert(kStageCount == core::kCodeStageCount && int(Stage::Words) == int(core::CodeStage::Words) &&
                  int(Stage::Scores) == int(core::CodeStage::Scores) &&
                  int(Stage::Softmax) == int(core::CodeStage::Softmax) &&
                  int(Stage::Output) == int(core::CodeStage::Output),
              "the stages of the window are those of the code, in this order");

constexpr TextRole kRole = TextRole::NumberSmall;

core::CodeLanguage language_of(const Frame& frame) {
  return frame.view.persisted.code_in_cpp ? core::CodeLanguage::Cpp : core::CodeLanguage::NumPy;
}

std::string code_of(const Frame& frame, core::CodeLength length) {
  const core::CodePlace place{frame.focus.layer, frame.focus.head, frame.focus.query, frame.focus.key};
  const auto stage = static_cast<core::CodeStage>(frame.stage);
  return core::code_text(frame.trace(), stage, place, language_of(frame), length);
}

// Where a comment begins: behind the marker of the language, outside quotes.
std::size_t comment_of(std::string_view line, bool cpp) {
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && (i == 0 || line[i - 1] != '\\')) quoted = !quoted;
    if (quoted) continue;
    if (cpp ? line.substr(i, 2) == "//" : line[i] == '#') return i;
  }
  return line.size();
}

class CodePrinter {
 public:
  CodePrinter(const Frame& frame, ImVec2 at, float width) : frame_(frame), at_(at), width_(width), top_(at.y) {
    line_ = line_height(frame.style(), kRole) + frame.px(3);
  }

  void print(std::string_view line, bool cpp) {
    const std::size_t comment = comment_of(line, cpp);
    std::string_view code = line.substr(0, comment);
    const std::string_view remark = line.substr(comment);
    const std::size_t blanks = std::min(code.find_first_not_of(' '), code.size());
    indent_ = text_width(frame_.style(), kRole, std::string(blanks, ' '));
    code.remove_prefix(blanks);
    x_ = indent_;
    flow(code, frame_.colors().text);
    flow(remark, frame_.colors().second_text);
    at_.y += line_;
  }
  float height() const { return at_.y - top_; }

 private:
  // Goes on in the next line where it does not fit, two letters further in.
  void flow(std::string_view text, ImU32 color) {
    const Style& style = frame_.style();
    while (!text.empty()) {
      const std::size_t end = fitting(text);
      draw_text(style, ImVec2(at_.x + x_, at_.y), kRole, color, text.substr(0, end));
      x_ += text_width(style, kRole, text.substr(0, end));
      text.remove_prefix(end);
      if (text.empty()) return;
      at_.y += line_;
      x_ = indent_ + text_width(style, kRole, "  ");
      while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    }
  }
  // How many bytes of the text stand in what is left of the line; breaks behind blanks.
  std::size_t fitting(std::string_view text) const {
    const Style& style = frame_.style();
    if (text_width(style, kRole, text) <= width_ - x_) return text.size();
    std::size_t best = 0;
    for (std::size_t i = text.find(' '); i != std::string_view::npos; i = text.find(' ', i + 1)) {
      if (text_width(style, kRole, text.substr(0, i)) > width_ - x_) break;
      best = i + 1;
    }
    const bool fresh = x_ <= indent_ + text_width(style, kRole, "   ");
    if (best > 0) return best;
    return fresh ? std::min(text.find(' '), text.size() - 1) + 1 : 0;  // one long word runs out of sight
  }

  const Frame& frame_;
  ImVec2 at_;
  float width_, top_, line_ = 0, x_ = 0, indent_ = 0;
};

void draw_text_area(Frame& frame, const ImRect& area, std::string_view text) {
  const bool cpp = frame.view.persisted.code_in_cpp;
  fill_rect(area, frame.colors().raised, frame.px(kControlRadius));
  ScrollArea scroll(frame.ui, fmt::format("code.text.{}", static_cast<int>(frame.stage)), area);
  const float inner = frame.px(kGap3);
  CodePrinter printer(frame, ImVec2(scroll.origin().x + inner, scroll.origin().y + frame.px(kGap2)),
                      scroll.width() - 2 * inner);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    printer.print(text.substr(0, end), cpp);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  scroll.set_content_height(printer.height() + 2 * frame.px(kGap2));
}

void draw_controls(Frame& frame, ImRect line) {
  const std::array<Segment, 2> languages = {
      Segment{.label = "NumPy", .tooltip = "A program that runs as it is copied", .id = "numpy"},
      Segment{.label = "C++", .tooltip = "Heed's own function to the letter, and its call", .id = "cpp"}};
  bool& cpp = frame.view.persisted.code_in_cpp;
  const ImRect strip = cut_left(line, segmented_width(frame.style(), languages), frame.px(kGap2));
  if (const auto chosen = segmented(frame.ui, "code.language", strip, languages, cpp ? 1 : 0)) cpp = *chosen == 1;
  ButtonSpec copy;
  copy.label = "Copy";
  copy.icon = Icon::Copy;
  copy.kind = ButtonKind::Raised;
  copy.tooltip = "Copies it complete: every number with every digit";
  const ImRect place = cut_right(line, button_width(frame.style(), copy), frame.px(kGap2));
  if (button(frame.ui, "code.copy", place, copy)) {
    frame.requests.add(CopyText{code_of(frame, core::CodeLength::Complete),
                                fmt::format("stage {} in {}", stage_name(frame.stage), cpp ? "C++" : "NumPy")});
  }
  const std::string whole =
      fmt::format("row of {}, shortened; the copy is complete", quoted_word(frame.trace().tokens, frame.focus.query));
  const std::array captions = {whole.c_str(), "shortened; the copy is not", "shortened", ""};
  draw_text_in(frame.style(), line, TextRole::Caption, frame.colors().second_text,
               first_fitting(frame.style(), TextRole::Caption, captions, line.GetWidth()));
}

}  // namespace

void draw_code_view(Frame& frame, const ImRect& area) {
  ImRect rest = area;
  stages::draw_steps(frame, cut_top(rest, stages::steps_height(frame), frame.px(kGap2)));
  draw_controls(frame, inset(cut_top(rest, frame.px(32), frame.px(kGap2)), frame.px(2), 0));
  draw_text_area(frame, rest, code_of(frame, core::CodeLength::Shortened));
}

}  // namespace ui
