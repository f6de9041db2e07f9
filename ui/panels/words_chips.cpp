#include "ui/panels/words_chips.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/panels/arithmetic.h"
#include "ui/panels/words_menu.h"
#include "ui/selection.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/number_note.h"
#include "ui/widgets/numbers.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

const core::Tokens& tokens_of(const WordChips& chips) {
  return chips.second ? *chips.scene.second : *chips.scene.first;
}

const core::WholeWords* words_of(const WordChips& chips) {
  return chips.second ? chips.scene.second_words : chips.scene.first_words;
}

// The token that a chip stands for: a word's first piece.
core::Index token_of(const WordChips& chips, core::Index chip) {
  return token_at(words_of(chips), chip);
}

// Whether these chips are the other ends of the ribbons.
bool are_ends(const WordChips& chips) {
  return chips.second == chips.scene.links_second() && !(chips.second && !chips.scene.cross);
}

float weight_of(const WordChips& chips, core::Index token) {
  const auto at = static_cast<std::size_t>(token);
  return are_ends(chips) && at < chips.scene.weights.size() ? chips.scene.weights[at] : 0;
}

bool is_source(const WordChips& chips, core::Index token) {
  return chips.scene.source == token && chips.scene.source_in_second == chips.second;
}

bool is_key(const WordChips& chips, const core::Selection& selection, core::Index token) {
  if (is_source(chips, token)) return false;
  const bool own = chips.scene.cross ? chips.second : !chips.second;
  const bool query =
      !chips.scene.looks_at && !chips.second && shown_at(chips.scene.first_words, selection.query) == token;
  return (own && shown_at(words_of(chips), selection.key) == token) || query;
}

std::string tooltip_of(const WordChips& chips, core::Index token) {
  const core::Tokens& tokens = tokens_of(chips);
  const core::Token& word = tokens[static_cast<std::size_t>(token)];
  std::string text =
      fmt::format("{} \u2014 {} (index {})", word.text, word_caption(tokens, token), token_of(chips, token));
  if (const core::WholeWords* const words = words_of(chips); words != nullptr && words->pieces(token) > 1) {
    text += fmt::format("\n{} pieces: {}", words->pieces(token), word.vocabulary);
  }
  if (!word.known) text += "\nIn no list: a guess from its ending.";
  if (are_ends(chips) && !chips.scene.weights.empty()) {
    const core::Tokens& sources = chips.scene.source_in_second ? *chips.scene.second : *chips.scene.first;
    const std::string source = quoted_word(sources, chips.scene.source);
    const std::string weight = format_number(weight_of(chips, token), chips.input.preferences->readout_decimals);
    text += chips.scene.looks_at ? fmt::format("\n{} looks at it with weight {}.", source, weight)
                                 : fmt::format("\nIt looks at {} with weight {}.", source, weight);
  }
  text += chips.second ? "\nClick: select it as the word looked at."
                       : "\nClick: select. Shift + click: as the word looked at.";
  return text;
}

WordChip describe_chip(const WordChips& chips, const ViewState& view, core::Index token) {
  const core::Token& word = tokens_of(chips)[static_cast<std::size_t>(token)];
  const core::Switches& switches = chips.input.trace->run.switches;
  const auto& ignored = chips.second ? switches.ignored_second : switches.ignored;
  WordChip chip;
  chip.text = word.text;
  chip.selected = is_source(chips, token);
  chip.key = is_key(chips, view.selection, token);
  chip.lit = are_ends(chips) && chips.hovered == token;
  const core::WholeWords* const words = words_of(chips);
  const core::Index first = token_of(chips, token);
  const core::Index pieces = words == nullptr ? 1 : words->pieces(token);
  for (core::Index piece = first; piece < first + pieces; ++piece) {
    chip.ignored = chip.ignored || ignored.count(piece) > 0;
    chip.edited = chip.edited || !edits_of_word(*chips.input.trace, piece, chips.second).empty();
  }
  chip.known = word.known;
  chip.special = word.special;
  chip.faint = chips.second && !chips.scene.cross;
  chip.share = chip.selected ? 0 : std::abs(weight_of(chips, token)) / chips.scene.full;
  chip.focusable = chips.second ? shown_at(words, view.selection.key) == token && chips.scene.cross
                                : shown_at(words, view.selection.query) == token;
  chip.take_focus = !chips.second && view.transient.words.focus == token;
  return chip;
}

void select_chip(const WordChips& chips, core::Index token, bool as_key, core::Selection& selection) {
  if (chips.second && !chips.scene.cross) return;  // no ribbon of this head reaches it
  if (chips.second || (as_key && !chips.scene.cross)) {
    select_key(selection, token_of(chips, token));
  } else if (!as_key) {
    select_query(chips.input, selection, token_of(chips, token));
  }
}

void walk(const WordChips& chips, const ItemState& state, core::Index token, ViewState& view) {
  if (chips.second) return;
  const auto last = static_cast<core::Index>(tokens_of(chips).size()) - 1;
  core::Index reached = token;
  if (take_key(state, ImGuiKey_LeftArrow)) reached = std::max<core::Index>(0, token - 1);
  if (take_key(state, ImGuiKey_RightArrow)) reached = std::min(last, token + 1);
  if (take_key(state, ImGuiKey_Home)) reached = 0;
  if (take_key(state, ImGuiKey_End)) reached = last;
  if (reached == token) return;
  select_query(chips.input, view.selection, token_of(chips, reached));
  view.transient.words.focus = reached;
}

void light(const WordChips& chips, core::Index token, TransientView& view) {
  if (!are_ends(chips)) return;
  if (chips.scene.looks_at) view.next_hover_key = token_of(chips, token);
  if (!chips.scene.looks_at) view.next_hover_query = token_of(chips, token);
}

void draw_chip(const Ui& ui, const WordChips& chips, const StripLayout& layout, const ImRect& rect, core::Index token,
               ViewState& view) {
  WordChip chip = describe_chip(chips, view, token);
  // A tooltip is only put together where it may be asked for.
  const std::string tooltip =
      chip.focusable || rect.Contains(ImGui::GetIO().MousePos) ? tooltip_of(chips, token) : std::string();
  chip.tooltip = tooltip;
  const ItemState state =
      word_chip(ui, fmt::format("{}.{}", chips.second ? "words2" : "words", token), rect, layout.size, chip);
  if (chip.take_focus) view.transient.words.focus.reset();
  if (state.hovered) light(chips, token, view.transient);
  if (state.clicked) {
    select_chip(chips, token, ImGui::GetIO().KeyShift, view.selection);
    if (!chips.second && !ImGui::GetIO().KeyShift) view.transient.words.focus = token;
  }
  if (state.right_clicked) open_words_menu(view, token_of(chips, token), chips.second);
  if (state.focused && chip.focusable) walk(chips, state, token, view);
}

bool is_labelled(const WordChips& chips, const core::Selection& selection, core::Index token) {
  if (!are_ends(chips)) return false;
  if (chips.hovered == token || is_key(chips, selection, token)) return weight_of(chips, token) != 0;
  const auto& labelled = chips.scene.labelled;
  return std::find(labelled.begin(), labelled.end(), token) != labelled.end();
}

// What "71 %" under a chip stands for.
std::string share_arithmetic(const WordChips& chips, const core::Selection& selection, core::Index token) {
  const WordsScene& scene = chips.scene;
  ShownPair pair;
  pair.query = scene.looks_at ? scene.source : token;
  pair.key = scene.looks_at ? token : scene.source;
  pair.query_words = scene.first_words;
  pair.key_words = scene.cross ? scene.second_words : scene.first_words;
  const core::Tokens& keys = scene.cross ? *scene.second : *scene.first;
  return fmt::format("{} looks at {}: {} is\n", quoted_word(*scene.first, pair.query), quoted_word(keys, pair.key),
                     format_percent(weight_of(chips, token))) +
         weight_arithmetic(chips.input, selection, pair);
}

// Whether digits at this place would touch a chip of the line below.
bool meets_chip(const Style& style, const StripLayout& layout, ImVec2 corner, const ImRect& place) {
  const float foot = place.Min.y + baseline(style, TextRole::NumberSmall) + style.px(1);
  return layout.line_count > 1 && std::any_of(layout.chips.begin(), layout.chips.end(), [&](ImRect chip) {
           chip.Translate(corner);
           return chip.Overlaps(ImRect(place.Min.x, place.Min.y, place.Max.x, foot));
         });
}

// "71 %" under a chip; left out where it would touch a chip, or one that matters more.
void draw_labels(const Ui& ui, const WordChips& chips, const StripLayout& layout, ImVec2 corner, ViewState& view) {
  const Style& style = ui.style;
  std::vector<core::Index> order;
  for (core::Index token = 0; token < static_cast<core::Index>(layout.chips.size()); ++token) {
    if (is_labelled(chips, view.selection, token)) order.push_back(token);
  }
  std::stable_sort(order.begin(), order.end(), [&](core::Index a, core::Index b) {
    return std::abs(weight_of(chips, a)) > std::abs(weight_of(chips, b));
  });
  std::vector<ImRect> taken;
  for (const core::Index token : order) {
    const std::string text = format_percent(weight_of(chips, token));
    ImRect chip = layout.chips[static_cast<std::size_t>(token)];
    chip.Translate(corner);
    const float width = text_width(style, TextRole::NumberSmall, text);
    const float middle = std::floor((chip.Min.x + chip.Max.x - width) / 2);
    // Under a short word at the edge it stays inside.
    const float left = std::max(chips.area.Min.x, std::min(middle, chips.area.Max.x - width));
    const ImRect place(left, chip.Max.y + style.px(2), left + width,
                       chip.Max.y + style.px(2) + line_height(style, TextRole::NumberSmall));
    const bool free =
        std::none_of(taken.begin(), taken.end(), [&](const ImRect& other) { return other.Overlaps(place); });
    if (!free || meets_chip(style, layout, corner, place)) continue;
    taken.push_back(ImRect(place.Min.x - style.px(kGap1), place.Min.y, place.Max.x + style.px(kGap1), place.Max.y));
    if (!place.Overlaps(chips.area)) continue;
    if (layout.line_count > 1) {  // ribbons may run behind it
      ImRect back = place;
      back.Expand(ImVec2(style.px(2), 0));
      fill_rect(back, style.palette.panel, style.px(3));
    }
    const bool strong =
        chips.hovered == token || (!chips.scene.labelled.empty() && token == chips.scene.labelled.front());
    draw_text(style, place.Min, TextRole::NumberSmall, strong ? style.palette.text : style.palette.second_text, text);
    const std::string name = fmt::format("{}.share.{}", chips.second ? "words2" : "words", token);
    // The foot of its line is empty: it gives nothing to scroll to.
    const ImRect target(place.Min.x, place.Min.y, place.Max.x, std::min(place.Max.y, corner.y + layout.height));
    const ItemState state =
        number_note(ui, name, target, [&] { return share_arithmetic(chips, view.selection, token); });
    if (state.right_clicked) open_words_menu(view, token_of(chips, token), chips.second);
  }
}

}  // namespace

void draw_word_chips(const Ui& ui, const WordChips& chips, const StripLayout& layout, ImVec2 corner, ViewState& view) {
  for (core::Index token = 0; token < static_cast<core::Index>(layout.chips.size()); ++token) {
    ImRect rect = layout.chips[static_cast<std::size_t>(token)];
    rect.Translate(corner);
    const bool wanted = !chips.second && view.transient.words.focus == token;
    if (wanted || rect.Overlaps(chips.area)) draw_chip(ui, chips, layout, rect, token, view);
  }
  draw_labels(ui, chips, layout, corner, view);
}

ImRect menu_anchor(const WordsScene& scene, const StripLayout& first, const StripLayout& second, ImVec2 first_corner,
                   ImVec2 second_corner, const WordsMemory& memory) {
  if (!memory.menu) return {};
  const StripLayout& layout = memory.menu->second ? second : first;
  const core::WholeWords* const words = memory.menu->second ? scene.second_words : scene.first_words;
  const auto at = static_cast<std::size_t>(shown_at(words, memory.menu->token));
  if (at >= layout.chips.size()) return {};
  ImRect rect = layout.chips[at];
  rect.Translate(memory.menu->second ? second_corner : first_corner);
  return rect;
}

bool footnote_fits_below(const WordsScene& scene, const ImRect& area, float width, const Style& style,
                         WordsMemory& memory) {
  const core::Tokens& tokens = scene.second->empty() ? *scene.first : *scene.second;
  StripMemory& strip = scene.second->empty() ? memory.first : memory.second;
  const StripLayout layout = layout_strip(style, tokens, area.GetSize(), strip);
  if (layout.line_count > 1) return false;
  float right = 0;
  for (const ImRect& chip : layout.chips) right = std::max(right, chip.Max.x);
  return right + style.px(kGap4) < area.GetWidth() - width;
}

}  // namespace ui
