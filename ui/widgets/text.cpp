#include "ui/widgets/text.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <utility>

#include "core/text.h"
#include "ui/widgets/code_boxes.h"

namespace ui {
namespace {

// As ImGui can draw it.
std::string displayed(std::string_view text) {
  return with_code_boxes(core::display_text(text));
}
std::string displayed(std::string_view text, core::TextDirection paragraph) {
  return with_code_boxes(core::display_text(text, paragraph));
}

constexpr float kLineStep = 1.2F;  // of ImGui's line, which is ascent to descent

float width_of(const Style& style, TextRole role, std::string_view shown) {
  const char* begin = shown.data();
  ImFont* font = role_font(style, role);
  return std::ceil(font->CalcTextSizeA(line_height(style, role), FLT_MAX, 0, begin, begin + shown.size()).x);
}

void put(const Style& style, ImVec2 position, TextRole role, ImU32 color, std::string_view shown) {
  const ImVec2 whole(std::floor(position.x), std::floor(position.y));
  ImGui::GetWindowDrawList()->AddText(role_font(style, role), line_height(style, role), whole, color, shown.data(),
                                      shown.data() + shown.size());
}

float line_step(const Style& style, TextRole role) {
  return std::round(line_height(style, role) * kLineStep);
}

// The longest beginning, in whole characters, for which `fits` holds; `fits` must be monotone.
template <typename Fits>
std::size_t longest_fitting(std::string_view text, const Fits& fits) {
  const std::vector<std::size_t> ends = core::grapheme_ends(text);
  std::size_t low = 0;
  std::size_t high = ends.size();
  while (low < high) {
    const std::size_t middle = (low + high + 1) / 2;
    if (fits(text.substr(0, ends[middle - 1]))) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low == 0 ? 0 : ends[low - 1];
}

// A word with the blanks behind it.
std::string_view next_word(std::string_view text) {
  std::size_t end = std::min(text.find(' '), text.size());
  while (end < text.size() && text[end] == ' ') ++end;
  return text.substr(0, end);
}

// What is read as one: a number and its "%", a vector "[0.4, 0.6, 0.5]", where a line can hold it. With the blanks
// behind it.
template <typename Fits>
std::string_view next_unit(std::string_view text, const Fits& fits) {
  const std::size_t word = next_word(text).size();
  std::size_t end = word;
  if (text.substr(end, 1) == "%") end += next_word(text.substr(end)).size();
  const std::size_t open = text.substr(0, end).find('[');
  const std::size_t close = open == std::string_view::npos ? open : text.find(']', open);
  while (close != std::string_view::npos && end < text.size() && end <= close)
    end += next_word(text.substr(end)).size();
  return text.substr(0, end == word || fits(text.substr(0, end)) ? end : word);
}

std::string_view without_trailing_blanks(std::string_view text) {
  const std::size_t last = text.find_last_not_of(' ');
  return last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
}

void wrap_line(const Style& style, TextRole role, std::string_view line, float width,
               std::vector<std::string_view>& lines) {
  const auto fits = [&](std::string_view part) {
    return text_width(style, role, without_trailing_blanks(part)) <= width;
  };
  do {
    std::size_t used = 0;
    while (used < line.size()) {
      const std::size_t longer = used + next_unit(line.substr(used), fits).size();
      if (!fits(line.substr(0, longer))) break;
      used = longer;
    }
    if (used == 0 && !line.empty()) {  // one word wider than the line
      const std::vector<std::size_t> ends = core::grapheme_ends(line);
      used = std::max(longest_fitting(next_word(line), fits), ends.front());
    }
    lines.push_back(without_trailing_blanks(line.substr(0, used)));
    line.remove_prefix(used);
  } while (!line.empty());
}

struct PlacedWord {
  const Span* span;
  std::string_view text;
  float x;  // while words are gathered: the width
  std::size_t line;
};

struct Flow {
  std::vector<PlacedWord> words;
  std::size_t lines = 1;
};

// Words of all spans; a word goes on in the next span where no blank parts them ("**it**," is one).
std::vector<PlacedWord> words_of(const Style& style, float width, std::span<const Span> spans) {
  std::vector<PlacedWord> words;
  for (const Span& span : spans) {
    std::string_view rest = span.text;
    while (!rest.empty()) {
      std::string_view word = rest.substr(0, 1);
      if (rest.front() != '\n') {
        const std::string_view line = rest.substr(0, std::min(rest.find('\n'), rest.size()));
        word = next_unit(line, [&](std::string_view unit) {
          return text_width(style, span.role, without_trailing_blanks(unit)) <= width;
        });
      }
      words.push_back({&span, word, text_width(style, span.role, word), 0});
      rest.remove_prefix(word.size());
    }
  }
  return words;
}

bool ends_word(const PlacedWord& word) {
  return word.text.empty() || word.text.back() == ' ' || word.text.back() == '\n';
}

// Blanks part words, but not a number of one span from the "%" of the next.
bool begins_word(const PlacedWord& word) {
  return (word.text.front() == ' ' && word.text.substr(0, 2) != " %") || word.text == "\n";
}

Flow flow(const Style& style, float width, std::span<const Span> spans) {
  Flow result;
  result.words = words_of(style, width, spans);
  std::vector<PlacedWord>& words = result.words;
  float x = 0;
  for (std::size_t first = 0; first < words.size();) {
    if (words[first].text == "\n") {
      x = 0;
      words[first++].line = result.lines++;
      continue;
    }
    std::size_t last = first;
    float glued = 0;
    while (!ends_word(words[last]) && last + 1 < words.size() && !begins_word(words[last + 1])) {
      glued += words[last++].x;
    }
    const float end = text_width(style, words[last].span->role, without_trailing_blanks(words[last].text));
    if (x > 0 && x + glued + end > width) {
      x = 0;
      ++result.lines;
    }
    for (; first <= last; ++first) {
      x += std::exchange(words[first].x, x);
      words[first].line = result.lines - 1;
    }
  }
  words.erase(std::remove_if(words.begin(), words.end(), [](const PlacedWord& word) { return word.text == "\n"; }),
              words.end());
  return result;
}

TextRole tallest(const Style& style, std::span<const Span> spans) {
  TextRole role = TextRole::Body;
  float height = 0;
  for (const Span& span : spans) {
    if (line_height(style, span.role) > height) {
      height = line_height(style, span.role);
      role = span.role;
    }
  }
  return role;
}

}  // namespace

float text_width(const Style& style, TextRole role, std::string_view text) {
  return width_of(style, role, displayed(text));
}

void draw_text(const Style& style, ImVec2 position, TextRole role, ImU32 color, std::string_view text) {
  put(style, position, role, color, displayed(text));
}

bool draw_text_in(const Style& style, const ImRect& rect, TextRole role, ImU32 color, std::string_view text,
                  Align align) {
  const std::string cut = ellipsis(style, role, text, rect.GetWidth());
  const std::string shown = displayed(cut);
  const float free = align == Align::Left ? 0 : rect.GetWidth() - width_of(style, role, shown);
  const float shift = align == Align::Center ? free / 2 : free;
  const float top = std::round((rect.Min.y + rect.Max.y - line_height(style, role)) / 2);
  put(style, ImVec2(rect.Min.x + shift, top), role, color, shown);
  return cut != text;
}

float baseline(const Style& style, TextRole role) {
  return role_font(style, role)->GetFontBaked(line_height(style, role))->Ascent;
}

std::string ellipsis(const Style& style, TextRole role, std::string_view text, float width) {
  if (text_width(style, role, text) <= width) return std::string(text);
  const auto cut = [](std::string_view part) { return std::string(without_trailing_blanks(part)) + "\u2026"; };
  const std::size_t length =
      longest_fitting(text, [&](std::string_view part) { return text_width(style, role, cut(part)) <= width; });
  return cut(text.substr(0, length));
}

std::string middle_ellipsis(const Style& style, TextRole role, std::string_view text, float width) {
  if (text_width(style, role, text) <= width) return std::string(text);
  if (text.empty()) return {};
  std::vector<std::size_t> starts = core::grapheme_ends(text);  // of the characters
  starts.pop_back();
  starts.insert(starts.begin(), 0);
  const auto cut = [&](std::size_t kept) {
    const std::size_t front = kept / 2;
    const std::size_t back = starts.size() - (kept - front);
    return std::string(text.substr(0, starts[front])) + "\u2026" +
           std::string(back < starts.size() ? text.substr(starts[back]) : std::string_view());
  };
  std::size_t least = 0, most = starts.size() - 1;
  while (least < most) {
    const std::size_t middle = (least + most + 1) / 2;
    if (text_width(style, role, cut(middle)) <= width) {
      least = middle;
    } else {
      most = middle - 1;
    }
  }
  return cut(least);
}

std::vector<std::string_view> wrap(const Style& style, TextRole role, std::string_view text, float width) {
  std::vector<std::string_view> lines;
  std::size_t start = 0;
  while (start <= text.size()) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    wrap_line(style, role, text.substr(start, end - start), width, lines);
    start = end + 1;
  }
  return lines;
}

float paragraph_height(const Style& style, TextRole role, std::string_view text, float width) {
  const std::size_t count = wrap(style, role, text, width).size();
  return line_height(style, role) + line_step(style, role) * static_cast<float>(count - 1);
}

float draw_paragraph(const Style& style, ImVec2 position, float width, TextRole role, ImU32 color,
                     std::string_view text) {
  const core::TextDirection direction = core::text_direction(text);
  const bool right = direction == core::TextDirection::RightToLeft;
  float y = position.y;
  for (const std::string_view line : wrap(style, role, text, width)) {
    const std::string shown = displayed(line, direction);
    put(style, ImVec2(position.x + (right ? width - width_of(style, role, shown) : 0), y), role, color, shown);
    y += line_step(style, role);
  }
  return y - line_step(style, role) + line_height(style, role) - position.y;
}

float spans_height(const Style& style, float width, std::span<const Span> spans) {
  const TextRole role = tallest(style, spans);
  const auto lines = static_cast<float>(flow(style, width, spans).lines);
  return line_height(style, role) + line_step(style, role) * (lines - 1);
}

float draw_spans(const Style& style, ImVec2 position, float width, std::span<const Span> spans) {
  const TextRole role = tallest(style, spans);
  const float step = line_step(style, role);
  const Flow placed = flow(style, width, spans);
  for (const PlacedWord& word : placed.words) {
    const float drop = baseline(style, role) - baseline(style, word.span->role);
    const float y = position.y + step * static_cast<float>(word.line) + drop;
    draw_text(style, ImVec2(position.x + word.x, y), word.span->role, word.span->color, word.text);
  }
  return line_height(style, role) + step * static_cast<float>(placed.lines - 1);
}

}  // namespace ui
