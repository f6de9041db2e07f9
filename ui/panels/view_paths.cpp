// Path length: how many steps information takes from one word to another, through attention, an RNN and a CNN.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/attention/path_length.h"
#include "core/numbers.h"
#include "ui/panels/row_views.h"
#include "ui/panels/view_paths_drawing.h"
#include "ui/panels/word_names.h"
#include "ui/row_views_memory.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/fitting_text.h"
#include "ui/widgets/number_note.h"

namespace ui {

namespace {

using core::Index;
using stages::Frame;

constexpr float kRow = 30;  // CSS pixels
constexpr int kLeastKernel = 3, kMostKernel = 63;

// What is shown of the chosen pair.
struct Pair {
  Index query = 0, key = 0;
  bool has_head = false;  // else only distances are known
  bool cross = false;
  core::AttentionPath attention;  // where has_head
  Index distance() const { return std::abs(query - key); }
};

Pair pair_of(const Frame& frame) {
  const core::Selection& selection = frame.view.selection;
  Pair pair;
  pair.query = selection.query;
  pair.has_head = frame.has_stages;
  pair.key = frame.has_stages ? frame.focus.key : selection.key.value_or(selection.query);
  if (!pair.has_head) return pair;
  pair.cross = frame.input.head_config(selection).keys == core::KeySource::Second;
  pair.attention = core::attention_path(frame.trace(), selection.layer, selection.head, pair.query, pair.key);
  return pair;
}

float draw_title(const Frame& frame, const Pair& pair, const ImRect& area) {
  const Palette& colors = frame.colors();
  const std::string query = quoted_word(frame.trace().tokens, pair.query);
  const core::Tokens& keys = pair.cross ? frame.trace().second_tokens : frame.trace().tokens;
  const std::string key = quoted_word(keys, pair.key);
  const std::string rest = pair.cross ? " stand in two sentences: between them there is no distance to count."
                                      : fmt::format(" stand {} apart.", core::counted(pair.distance(), "place"));
  const std::array<Span, 4> spans = {
      Span{query, TextRole::BodySemibold, colors.query}, Span{" and ", TextRole::Body, colors.text},
      Span{key, TextRole::BodySemibold, colors.key}, Span{rest, TextRole::Body, colors.text}};
  return draw_spans(frame.style(), area.Min, area.GetWidth(), spans);
}

std::string steps_text(Index steps, const char* noun) {
  return core::counted(steps, noun);
}

std::string attention_text(const Pair& pair) {
  if (!pair.has_head) return "1 hop";
  if (pair.attention.direct) return "1 hop";
  if (pair.attention.windowed_layers > 0) return core::counted(pair.attention.windowed_layers, "layer");
  return "no way";
}

struct TableColumns {
  ImRect name, here, there;
};

TableColumns columns_of(const ImRect& area) {
  ImRect rest = area;
  const float number = ImTrunc(area.GetWidth() * 0.27F);
  TableColumns columns;
  columns.there = cut_right(rest, number);
  columns.here = cut_right(rest, number);
  columns.name = rest;
  return columns;
}

ImRect in_line(const ImRect& column, const ImRect& line) {
  return ImRect(column.Min.x, line.Min.y, column.Max.x, line.Max.y);
}

// "token 1 to 100", the second number to change.
void draw_what_if(Frame& frame, const ImRect& place) {
  PersistedView& kept = frame.view.persisted;
  NumberMemory& memory = row_views_memory(frame.view).numbers;
  ImRect rest = place;
  constexpr float kField = 64;
  const std::string shown = fmt::format("{}", kept.path_what_if);
  NumberSpec spec;
  spec.value = static_cast<float>(kept.path_what_if);
  spec.decimals = 0;
  spec.step = 1;
  spec.least = 2;
  spec.greatest = 1e6F;
  spec.shown = shown;
  spec.tooltip = "What if the second word stood here? Drag, or double-click to type";
  spec.range_hint = "A whole number from 2 to 1,000,000.";
  const ImRect field = inset(cut_right(rest, frame.px(kField)), 0, frame.px(2));
  const NumberFieldState state = number_field(frame.ui, "paths.what_if", field, spec, memory);
  if (!state.typing) stroke_rect(field, frame.colors().outline, frame.px(4), frame.style().hairline());
  if (state.change) kept.path_what_if = std::clamp(static_cast<int>(std::lround(state.change->value)), 2, 1'000'000);
  static constexpr std::array kCaptions = {"  token 1 to ", "  1 to ", "  1–", ""};
  draw_text_in(frame.style(), rest, TextRole::Caption, frame.colors().second_text,
               first_fitting(frame.style(), TextRole::Caption, kCaptions, rest.GetWidth()), Align::Right);
}

// "CNN, kernel 3" with buttons that change it.
void draw_kernel(Frame& frame, ImRect place) {
  int& kernel = frame.view.persisted.path_kernel;
  const std::string label = fmt::format("CNN, {} wide", kernel);
  draw_text_in(frame.style(),
               cut_left(place, text_width(frame.style(), TextRole::Body, "CNN, 00 wide"), frame.px(kGap1)),
               TextRole::Body, frame.colors().text, label);
  const float side = frame.px(kMinTarget);
  const ImRect less = centered(cut_left(place, side, frame.px(kGap1)), ImVec2(side, side));
  const ImRect more = centered(cut_left(place, side), ImVec2(side, side));
  if (icon_button(frame.ui, "paths.kernel.less", less, Icon::Minus, "A narrower kernel", ButtonKind::Raised, false,
                  kernel > kLeastKernel)) {
    kernel -= 2;
  }
  if (icon_button(frame.ui, "paths.kernel.more", more, Icon::Plus, "A wider kernel: each layer sees more words",
                  ButtonKind::Raised, false, kernel < kMostKernel)) {
    kernel += 2;
  }
}

// What a line says of the chosen two words and of the far ones, and how each number is counted.
struct PathLine {
  const char* id;
  const char* name;  // null: drawn by the caller
  std::string here, there;
  std::string here_note, there_note;
};

void draw_line(const Frame& frame, const TableColumns& columns, const ImRect& line, const PathLine& path) {
  const Style& style = frame.style();
  if (path.name != nullptr) {
    draw_text_in(style, in_line(columns.name, line), TextRole::Body, frame.colors().text, path.name);
  }
  const ImRect here = in_line(columns.here, line);
  const ImRect there = in_line(columns.there, line);
  draw_text_in(style, here, TextRole::NumberBold, frame.colors().text, path.here, Align::Right);
  draw_text_in(style, there, TextRole::Number, frame.colors().text, path.there, Align::Right);
  number_note(frame.ui, fmt::format("paths.{}.here", path.id), here, [&] { return path.here_note; });
  number_note(frame.ui, fmt::format("paths.{}.there", path.id), there, [&] { return path.there_note; });
  horizontal_line(line.Min.x, line.Max.x, line.Max.y, frame.colors().line, style.hairline());
}

std::string recurrent_note(Index distance) {
  return fmt::format("{}: one step for each place between them",
                     core::counted(core::recurrent_steps(distance), "step"));
}

std::string centred_note(Index distance, Index kernel) {
  return fmt::format("⌈2 × {} ÷ ({} − 1)⌉ = {}: each layer sees {} to either side", distance, kernel,
                     core::counted(core::centred_layers(distance, kernel), "layer"),
                     core::counted((kernel - 1) / 2, "place"));
}

std::string causal_note(Index distance, Index kernel) {
  return fmt::format("⌈{} ÷ ({} − 1)⌉ = {}: each layer sees the {} before", distance, kernel,
                     core::counted(core::causal_layers(distance, kernel), "layer"), core::counted(kernel - 1, "place"));
}

std::string attention_note(const Pair& pair) {
  if (!pair.has_head || pair.attention.direct) {
    return "1 hop: one product of a query with a key joins any two places, however far apart";
  }
  return "Not one hop: " + pair.attention.reason;
}

float draw_table(Frame& frame, const Pair& pair, const ImRect& area) {
  const TableColumns columns = columns_of(area);
  ImRect rest = area;
  const float height = frame.px(kRow);
  const Index kernel = frame.view.persisted.path_kernel;
  const Index far = frame.view.persisted.path_what_if - 1;
  const Index near = pair.distance();
  const auto here = [&](Index steps, const char* noun) { return pair.cross ? "—" : steps_text(steps, noun); };
  const ImRect heading = cut_top(rest, height);
  draw_text_in(frame.style(), in_line(columns.here, heading), TextRole::Caption, frame.colors().second_text,
               "these two", Align::Right);
  draw_what_if(frame, in_line(columns.there, heading));
  const auto here_note = [&](const std::string& note) {
    return pair.cross ? std::string("Two sentences: there is no distance to count") : note;
  };
  draw_line(frame, columns, cut_top(rest, height),
            {"attention", "Attention", attention_text(pair), "1 hop", attention_note(pair), attention_note({})});
  draw_line(frame, columns, cut_top(rest, height),
            {"recurrent", "RNN, word by word", here(core::recurrent_steps(near), "step"),
             steps_text(core::recurrent_steps(far), "step"), here_note(recurrent_note(near)), recurrent_note(far)});
  const ImRect centred = cut_top(rest, height);
  draw_line(frame, columns, centred,
            {"centred", nullptr, here(core::centred_layers(near, kernel), "layer"),
             steps_text(core::centred_layers(far, kernel), "layer"), here_note(centred_note(near, kernel)),
             centred_note(far, kernel)});
  draw_kernel(frame, in_line(columns.name, centred));
  static constexpr std::array kCausal = {"CNN that looks back only", "CNN looking back", "CNN, back"};
  draw_line(frame, columns, cut_top(rest, height),
            {"causal", first_fitting(frame.style(), TextRole::Body, kCausal, columns.name.GetWidth()).data(),
             here(core::causal_layers(near, kernel), "layer"), steps_text(core::causal_layers(far, kernel), "layer"),
             here_note(causal_note(near, kernel)), causal_note(far, kernel)});
  return rest.Min.y - area.Min.y;
}

// What stands in the way of one hop, and what that means in the other direction.
std::string remark(const Frame& frame, const Pair& pair) {
  if (!pair.has_head) return "One hop holds where no mask or window forbids it: open one head to see.";
  const core::HeadConfig& head = frame.input.head_config(frame.view.selection);
  if (pair.attention.direct) {
    const bool back = pair.query != pair.key && !pair.cross &&
                      !core::attention_path(frame.trace(), frame.view.selection.layer, frame.view.selection.head,
                                            pair.key, pair.query)
                           .direct;
    if (back) return head.name + " allows this hop, but not the way back.";
    return "A layer connects every pair of words it may look at, however far, and all of them at the same time: no "
           "word waits for another.";
  }
  std::string text = "Not one hop: " + pair.attention.reason + ".";
  if (pair.attention.windowed_layers > 0) {
    text += fmt::format(" Through words in between, {} of this window reach it.",
                        core::counted(pair.attention.windowed_layers, "layer"));
  }
  return text;
}

}  // namespace

void draw_paths_view(Frame& frame, const ImRect& area) {
  const Pair pair = pair_of(frame);
  ScrollArea scroll(frame.ui, "paths", area);
  const float inner = frame.px(5);
  const float width = scroll.width() - 2 * inner;
  ImRect rest(scroll.origin().x + inner, scroll.origin().y + inner, scroll.origin().x + inner + width,
              scroll.origin().y + 10'000);
  cut_top(rest, draw_title(frame, pair, rest), frame.px(kGap2));
  cut_top(rest, draw_table(frame, pair, rest), frame.px(kGap2));
  const float used =
      draw_paragraph(frame.style(), rest.Min, width, TextRole::Caption,
                     pair.has_head && !pair.attention.direct ? frame.colors().warning : frame.colors().second_text,
                     remark(frame, pair));
  cut_top(rest, used, frame.px(kGap3));
  if (!pair.cross && pair.distance() > 0) {
    PathDrawing drawing;
    drawing.from = pair.key;
    drawing.to = pair.query;
    drawing.kernel = frame.view.persisted.path_kernel;
    drawing.direct = !pair.has_head || pair.attention.direct;
    const float room = area.Max.y - rest.Min.y - inner;
    const ImRect place = cut_top(rest, std::clamp(room, frame.px(210), frame.px(360)));
    draw_paths(frame, place, drawing);
  }
  scroll.set_content_height(rest.Min.y - scroll.origin().y);
}

}  // namespace ui
