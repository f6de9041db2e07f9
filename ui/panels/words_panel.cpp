// The sentence as chips with ribbons: where the selected word looks, or who looks at it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/lessons/lesson_input.h"
#include "ui/panels/panel_list.h"
#include "ui/panels/words_chips.h"
#include "ui/panels/words_menu.h"
#include "ui/panels/words_scene.h"
#include "ui/widgets/containers.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/number_note.h"
#include "ui/widgets/ribbons.h"

namespace ui {
namespace {

constexpr float kLeastBand = 26;  // CSS pixels over the first line, for ribbons
constexpr float kLowBand = 14;
constexpr float kMostBand = 150;
constexpr float kBetween = 56;     // between two sentences that ribbons join
constexpr float kBetweenIdle = 6;  // ... that none joins
constexpr float kMostBetween = 120;
constexpr float kMostSpread = 60;  // between two lines, where there is room

constexpr std::array<Segment, 2> kDirections{
    Segment{.label = "looks at", .tooltip = "Ribbons go to the words that it looks at", .id = "looks"},
    Segment{.label = "is looked at by", .tooltip = "Ribbons come from the words that look at it", .id = "looked"}};

float pieces_switch_width(const Style& style, const PanelInput& input) {
  const core::RunInput& run = input.trace->run;
  if (!core::has_word_pieces(input.trace->tokens, run.sentence, run.second)) return 0;
  ButtonSpec widest;
  widest.label = "whole words";
  widest.role = TextRole::Caption;
  return button_width(style, widest) + style.px(kGap2);
}

// Offered where a word of the text has several pieces.
void draw_pieces_switch(const Ui& ui, ImRect& line, const PanelInput& input, ViewState& view) {
  const Style& style = ui.style;
  const float width = pieces_switch_width(style, input);
  if (width <= 0) return;
  bool& whole = view.persisted.whole_words;
  ButtonSpec spec;
  spec.label = whole ? "whole words" : "pieces";
  spec.kind = ButtonKind::Raised;
  spec.role = TextRole::Caption;
  spec.selected = whole;
  spec.tooltip = whole ? "Pieces of a word are shown as one: weights to it add up, weights from it average. Click for "
                         "the model's own pieces (Ctrl+Shift+W)"
                       : "The model reads pieces of words. Click to see them joined to words: weights to a word add "
                         "up, weights from it average (Ctrl+Shift+W)";
  const ImRect place = cut_right(line, width - style.px(kGap2), style.px(kGap2));
  if (button(ui, "words.pieces", inset(place, 0, style.px(2)), spec)) whole = !whole;
}

void draw_header(const Ui& ui, ImRect line, const PanelInput& input, const WordsScene& scene, ViewState& view) {
  const Style& style = ui.style;
  const float width = std::min(segmented_width(style, kDirections), line.GetWidth() * 0.6F);
  const ImRect segments = cut_right(line, width, style.px(kGap2));
  const int shown = view.persisted.ribbons == RibbonDirection::LooksAt ? 0 : 1;
  draw_pieces_switch(ui, line, input, view);
  if (const auto chosen = segmented(ui, "words.direction", segments, kDirections, shown)) {
    view.persisted.ribbons = *chosen == 0 ? RibbonDirection::LooksAt : RibbonDirection::LookedAtBy;
  }
  draw_text_in(style, line, TextRole::BodySemibold, style.palette.text, words_title(scene));
}

struct Strips {
  StripLayout first, second;
  bool has_second = false;
  float band = 0, between = 0;
  float height() const { return band + first.height + (has_second ? between + second.height : 0); }
};

Strips layout_strips(const Style& style, ImVec2 room, const WordsScene& scene, WordsMemory& memory) {
  Strips strips;
  strips.has_second = !scene.second->empty();
  const bool arcs = !scene.cross || !strips.has_second;
  strips.band = arcs ? style.px(kLeastBand) : style.px(kGap1);
  if (strips.has_second) {
    strips.between = scene.cross ? style.px(kBetween) : style.px(kBetweenIdle);
    strips.second = layout_strip(style, *scene.second, ImVec2(room.x, room.y * 0.3F), memory.second);
  }
  const float rest = room.y - strips.band - (strips.has_second ? strips.between + strips.second.height : 0);
  strips.first = layout_strip(style, *scene.first, ImVec2(room.x, rest), memory.first);
  // Where every line counts, the ribbons over the first one are content with less.
  if (arcs && strips.first.size == StripSize::Small) strips.band = style.px(kLowBand);
  // Two sentences are written alike.
  if (strips.has_second && strips.first.size != strips.second.size) {
    const StripSize size = std::max(strips.first.size, strips.second.size);
    strips.first = layout_strip_in(style, *scene.first, room.x, size, memory.first);
    strips.second = layout_strip_in(style, *scene.second, room.x, size, memory.second);
  }
  // Smaller type before anything has to scroll.
  while (strips.has_second && strips.height() > room.y && strips.first.size != StripSize::Small) {
    const auto smaller = static_cast<StripSize>(static_cast<int>(strips.first.size) + 1);
    strips.first = layout_strip_in(style, *scene.first, room.x, smaller, memory.first);
    strips.second = layout_strip_in(style, *scene.second, room.x, smaller, memory.second);
  }
  // Several lines stand apart as far as there is room, so that ribbons can be followed between them.
  if (arcs && strips.first.line_count > 1) {
    spread_lines(strips.first, std::min(room.y - strips.height(),
                                        style.px(kMostSpread) * static_cast<float>(strips.first.line_count - 1)));
  }
  const float free = std::max(0.0F, room.y - strips.height());
  if (arcs) strips.band = std::min(strips.band + free, style.px(kMostBand));
  if (!arcs) strips.between = std::min(strips.between + free, style.px(kMostBetween));
  return strips;
}

ImRect moved(ImRect rect, ImVec2 by) {
  rect.Translate(by);
  return rect;
}

struct Corners {
  ImVec2 first, second;  // of the strips, on screen
};

RibbonTarget target_of(const WordsScene& scene, const WordLink& link, const StripLayout& ends, ImVec2 corner,
                       int source_line, std::optional<core::Index> hovered) {
  RibbonTarget target;
  const auto at = static_cast<std::size_t>(link.token);
  target.chip = moved(ends.chips[at], corner);
  target.same_line = !scene.cross && ends.lines[at] == source_line;
  target.share = link.gliding / scene.full;
  target.color_share = std::abs(link.gliding) / scene.full;
  target.self = !scene.cross && link.token == scene.source;
  target.hollow = link.resting;
  target.negative = link.weight < 0;
  target.lit = hovered == link.token;
  target.dimmed = hovered && !target.lit;
  return target;
}

void draw_all_ribbons(const Style& style, const WordsScene& scene, const Strips& strips, const Corners& corners,
                      float ceiling, std::optional<core::Index> hovered) {
  const StripLayout& sources = scene.source_in_second ? strips.second : strips.first;
  const StripLayout& ends = scene.links_second() ? strips.second : strips.first;
  const auto source = static_cast<std::size_t>(scene.source);
  if (source >= sources.chips.size()) return;
  RibbonSpec spec;
  spec.source = moved(sources.chips[source], scene.source_in_second ? corners.second : corners.first);
  spec.ceiling = ceiling;
  if (sources.lines[source] > 0) {  // ribbons along a later line stay in the gap above it, clear of the words there
    spec.ceiling = std::max(ceiling, spec.source.Min.y - (sources.pitch - sources.chip_height) + style.px(2));
  }
  std::vector<RibbonTarget> targets;
  for (const WordLink& link : scene.links) {
    targets.push_back(target_of(scene, link, ends, scene.links_second() ? corners.second : corners.first,
                                sources.lines[source], hovered));
  }
  for (const RibbonTarget& target : targets) {
    if (!target.same_line) continue;
    spec.farthest = std::max(spec.farthest, std::abs(target.chip.GetCenter().x - spec.source.GetCenter().x));
  }
  draw_ribbons(style, spec, targets);
}

// The word at the other end that the pointer is over, here or in the map.
std::optional<core::Index> hovered_end(const WordsScene& scene, const TransientView& view) {
  const core::WholeWords* const keys = scene.cross ? scene.second_words : scene.first_words;
  const auto hover_key = shown_at(keys, view.hover_key);
  const auto hover_query = shown_at(scene.first_words, view.hover_query);
  const auto& hovered = scene.looks_at ? hover_key : hover_query;
  const auto& row = scene.looks_at ? hover_query : hover_key;
  if (row && *row != scene.source) return std::nullopt;  // another row of the map is meant
  const bool linked = hovered && std::any_of(scene.links.begin(), scene.links.end(),
                                             [&](const WordLink& link) { return link.token == *hovered; });
  return linked ? hovered : std::nullopt;
}

// Keeps the selected word in view when it changes.
void follow_selection(const Strips& strips, float room, core::Index query, WordsMemory& memory) {
  if (memory.shown == query || strips.height() <= room) return;
  memory.shown = query;
  const float top =
      strips.band + strips.first.pitch * static_cast<float>(strips.first.lines[static_cast<std::size_t>(query)]);
  const float scroll = ImGui::GetScrollY();
  if (top - strips.first.pitch < scroll || top + strips.first.pitch > scroll + room) {
    ImGui::SetScrollY(std::max(0.0F, top - room / 2 + strips.first.pitch / 2));
  }
}

void draw_strips(const Ui& ui, const ImRect& area, const PanelInput& input, const WordsScene& scene, ViewState& view,
                 Requests& requests) {
  const Style& style = ui.style;
  WordsMemory& memory = view.transient.words;
  Strips strips = layout_strips(style, area.GetSize(), scene, memory);
  const bool scrolls = strips.height() > area.GetHeight() + 1;
  if (scrolls) {
    strips = layout_strips(style, ImVec2(area.GetWidth() - ImGui::GetStyle().ScrollbarSize, area.GetHeight()), scene,
                           memory);
  }
  ScrollArea scroll(ui, "words.strip", area);
  follow_selection(strips, area.GetHeight(), shown_at(scene.first_words, view.selection.query), memory);
  const ImVec2 origin = scroll.origin();
  const Corners corners{ImVec2(origin.x, origin.y + strips.band),
                        ImVec2(origin.x, origin.y + strips.band + strips.first.height + strips.between)};
  const std::optional<core::Index> hovered = hovered_end(scene, view.transient);
  draw_all_ribbons(style, scene, strips, corners, origin.y + style.px(2), hovered);
  WordChips chips{input, scene, area, hovered, false};
  draw_word_chips(ui, chips, strips.first, corners.first, view);
  chips.second = true;
  if (strips.has_second) draw_word_chips(ui, chips, strips.second, corners.second, view);
  scroll.set_content_height(strips.height());
  draw_words_menu(ui, menu_anchor(scene, strips.first, strips.second, corners.first, corners.second, memory), input,
                  view, requests);
}

}  // namespace

void draw_words_panel(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  const Style& style = ui.style;
  const Card card(ui, "words.card", area);
  ImRect rest = card.content();
  if (!input.has_trace() || input.trace->tokens.empty()) {
    const std::string_view text = input.empty_reason.empty() ? "Type a sentence above, and see where its words look."
                                                             : std::string_view(input.empty_reason);
    return draw_empty_state(style, rest, text);
  }
  const WordsScene scene = make_words_scene(input, view);
  const ImRect header = cut_top(rest, style.px(kControlHeight + 4));
  draw_strips(ui, rest, input, scene, view, requests);
  draw_header(ui, header, input, scene, view);
  const std::string footnote = words_footnote(scene);
  if (footnote.empty()) return;
  // Beside the percentages where one line leaves room, else beside the title.
  const float width = text_width(style, TextRole::Caption, footnote);
  // Where the ribbons are covered no percentages stand below the words.
  const bool below = (covers(input, "ribbons") && width <= rest.GetWidth()) ||
                     footnote_fits_below(scene, rest, width, style, view.transient.words);
  const float line = line_height(style, TextRole::Caption);
  const float title = text_width(style, TextRole::BodySemibold, words_title(scene)) + style.px(kGap4);
  const ImRect place = below ? ImRect(rest.Max.x - width, rest.Max.y - line, rest.Max.x, rest.Max.y)
                             : ImRect(header.Min.x + title, header.Min.y, header.Max.x, header.Max.y);
  const float switches = segmented_width(style, kDirections) + pieces_switch_width(style, input) + style.px(kGap3);
  const float room = header.GetWidth() - title - switches;
  const ImRect clipped(place.Min, below ? place.Max : ImVec2(place.Min.x + std::max(room, 0.0F), place.Max.y));
  const std::string shown = below ? footnote : fitting_footnote(style, scene, clipped.GetWidth());
  if (shown.empty()) return register_area(ui, "words.footnote", clipped, "note");
  draw_text_in(style, clipped, TextRole::Caption, style.palette.second_text, shown);
  const float used = std::min(clipped.GetWidth(), text_width(style, TextRole::Caption, shown));
  number_note(ui, "words.footnote", ImRect(clipped.Min.x, clipped.Min.y, clipped.Min.x + used, clipped.Max.y),
              [&] { return footnote_arithmetic(scene, input.preferences->readout_decimals); });
}

}  // namespace ui
