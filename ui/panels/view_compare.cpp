// Two texts side by side: the selected word's row in both as aligned bars, their difference, and both maps small.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/panels/row_views.h"
#include "ui/panels/view_compare_row.h"
#include "ui/panels/word_names.h"
#include "ui/row_views_memory.h"
#include "ui/run_questions.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/fitting_text.h"
#include "ui/widgets/input_text.h"
#include "ui/widgets/small_map.h"

namespace ui {

namespace {

using core::Index;
using stages::Frame;

constexpr float kRow = 24;  // CSS pixels of a pair of words
constexpr std::size_t kMostPairs = 6;

// The other half of the sentence's contrast pair, where the library has one.
std::string partner_text(const PanelInput& input) {
  for (const LibrarySentence& sentence : *input.library) {
    if (sentence.text == input.session->sentence) return sentence.partner;
  }
  return "";
}

// A partner is proposed for each new sentence; what the reader typed stays.
void propose(Frame& frame, CompareMemory& memory) {
  const std::string& sentence = frame.input.session->sentence;
  if (memory.sentence == sentence) return;
  memory.sentence = sentence;
  if (!memory.proposed && !frame.input.compare_text.empty()) {
    memory.draft = frame.input.compare_text;  // asked for from elsewhere, or typed before
    return;
  }
  memory.draft = partner_text(frame.input);
  memory.proposed = true;
  frame.requests.add(CompareWith{memory.draft});
}

void draw_field(Frame& frame, CompareMemory& memory, ImRect line) {
  const bool other = !frame.input.compare_text.empty();
  const ImRect swap = cut_right(line, line.GetHeight(), frame.px(kGap1));
  const std::string partner = partner_text(frame.input);
  if (!partner.empty() && partner != memory.draft) {
    ButtonSpec spec;
    spec.label = "Partner";
    spec.kind = ButtonKind::Raised;
    spec.tooltip = "The other half of this contrast pair in the library";
    if (button(frame.ui, "compare.partner", cut_right(line, button_width(frame.style(), spec), frame.px(kGap1)),
               spec)) {
      memory.draft = partner;
      memory.proposed = true;
      frame.requests.add(CompareWith{partner});
    }
  }
  TextFieldSpec spec;
  static constexpr std::array kHints = {"A second text to compare with", "A second text", "Text"};
  spec.hint = first_fitting(frame.style(), spec.role, kHints, text_field_room(frame.style(), line, spec));
  spec.tooltip = "Run by the same model with the same switches and edits";
  spec.invalid = !frame.input.compare_problem.empty();
  if (text_field(frame.ui, "compare.text", line, memory.draft, spec).edited) {
    memory.proposed = false;
    frame.requests.add(CompareWith{memory.draft});
  }
  if (icon_button(frame.ui, "compare.swap", swap, Icon::Redo, "Swap: this text becomes the sentence",
                  ButtonKind::Raised, false, other)) {
    const std::string former = frame.input.session->sentence;
    memory.sentence = frame.input.compare_text;
    memory.draft = former;
    memory.proposed = false;
    frame.requests.add(SetSentence{frame.input.compare_text, false});
    frame.requests.add(CompareWith{former});
  }
}

// Nothing to compare with yet: pairs of the library to begin with.
void draw_empty(Frame& frame, const ImRect& area) {
  float top =
      area.Min.y + draw_paragraph(frame.style(), area.Min, area.GetWidth(), TextRole::Body, frame.colors().second_text,
                                  "Type a second text above that differs in a word or two, or open a pair of "
                                  "the library:");
  top += frame.px(kGap2);
  std::size_t shown = 0;
  for (const LibrarySentence& sentence : *frame.input.library) {
    if (sentence.partner.empty() || shown == kMostPairs || top + frame.px(kRow) > area.Max.y) continue;
    // Each pair once: the half that stands first.
    const bool second_half =
        std::any_of(frame.input.library->begin(), frame.input.library->end(),
                    [&](const LibrarySentence& one) { return &one < &sentence && one.partner == sentence.text; });
    if (second_half) continue;
    const std::string label = ellipsis(frame.style(), TextRole::Caption, sentence.text, area.GetWidth());
    if (link(frame.ui, "compare.open." + sentence.id, ImVec2(area.Min.x, top), label, TextRole::Caption,
             sentence.partner)) {
      frame.requests.add(OpenSentence{sentence.id});
    }
    top += frame.px(kRow);
    ++shown;
  }
}

void refresh(Frame& frame, CompareMemory& memory, const MapFacts& first, const MapFacts& second) {
  if (memory.first == first.version && memory.second == second.version && !memory.queries.empty()) return;
  memory.first = first.version;
  memory.second = second.version;
  memory.queries = align_tokens(frame.trace().tokens, frame.input.compared->tokens);
  memory.keys = align_tokens(key_tokens(frame.trace(), frame.view.selection),
                             key_tokens(*frame.input.compared, frame.view.selection));
  memory.difference = aligned_difference(*first.weights, *second.weights, memory.queries, memory.keys);
  ++memory.difference_version;
}

struct SmallMap {
  const char* name;
  const char* caption;
  const char* tooltip;
  SmallMapSpec spec;
};

// The number of the cell under the pointer, as a read-out.
std::string cell_note(const Frame& frame, const SmallMap& map, const ImRect& rect) {
  const core::Matrix& values = *map.spec.values;
  if (values.size() == 0) return {};
  const ImVec2 at = ImGui::GetMousePos();
  const auto place = [](float share, Index count) {
    return std::clamp<Index>(static_cast<Index>(share * static_cast<float>(count)), 0, count - 1);
  };
  const Index row = place((at.y - rect.Min.y) / rect.GetHeight(), values.rows());
  const Index column = place((at.x - rect.Min.x) / rect.GetWidth(), values.cols());
  return fmt::format("\nrow {}, column {}: {}", row + 1, column + 1, stages::read_out(frame, values(row, column)));
}

float draw_maps(Frame& frame, ImVec2 at, float width, std::initializer_list<SmallMap> maps) {
  const float gap = frame.px(kGap3);
  const float side = std::min(ImTrunc((width - 2 * gap) / 3), frame.px(168));
  const float caption = line_height(frame.style(), TextRole::Caption) + frame.px(2);
  float left = at.x;
  for (const SmallMap& map : maps) {
    draw_text_in(frame.style(), ImRect(left, at.y, left + side, at.y + caption), TextRole::Caption,
                 frame.colors().second_text, map.caption);
    const ImRect rect(left, at.y + caption, left + side, at.y + caption + side);
    const std::string pointed = ImGui::IsMouseHoveringRect(rect.Min, rect.Max) ? cell_note(frame, map, rect) : "";
    const std::string tooltip = map.tooltip + pointed;
    item(frame.ui, map.name, rect, {.tooltip = tooltip, .role = "map"});
    draw_small_map(frame.ui, map.name, rect, map.spec);
    left += side + gap;
  }
  return caption + side;
}

std::string summary(const Frame& frame, const ComparedRow& row) {
  const core::Selection& selection = frame.view.selection;
  const std::string word = quoted_word(frame.trace().tokens, selection.query);
  const std::string head = map_title(frame.input, selection);
  if (!row.second_query)
    return fmt::format("{}: {} stands only in this sentence. Choose a word that both have.", head, word);
  const auto strongest = [&](const std::vector<std::optional<float>>& weights) {
    std::size_t best = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      if (weights[i].value_or(-1) > weights[best].value_or(-1)) best = i;
    }
    return best;
  };
  if (row.keys.empty()) return head + " has nothing to look at.";
  const std::size_t first = strongest(row.first);
  const std::size_t second = strongest(row.second);
  return fmt::format("{}: {} looks most at “{}” ({}) here, at “{}” ({}) in the second text.", head, word,
                     compared_word(key_tokens(frame.trace(), selection), row.keys[first].first),
                     format_number(row.first[first].value_or(0), frame.style().cell_decimals),
                     compared_word(key_tokens(*frame.input.compared, selection), row.keys[second].second),
                     format_number(row.second[second].value_or(0), frame.style().cell_decimals));
}

void draw_comparison(Frame& frame, CompareMemory& memory, const ImRect& area) {
  const core::Selection& selection = frame.view.selection;
  MapCache& cache = frame.view.transient.maps.cache;
  const MapFacts& first = cache.facts(frame.trace(), selection);
  const MapFacts& second = cache.facts(*frame.input.compared, selection);
  refresh(frame, memory, first, second);
  // Without softmax a weight may lie below 0 or above 1: then both maps share the range of the larger one.
  const bool is_signed = first.least < 0 || second.least < 0;
  const float full = std::max(1.0F, std::max(first.largest, second.largest));
  const ComparedRow row = compare_row(memory.queries, memory.keys, selection.query, *first.weights, *second.weights);
  ScrollArea scroll(frame.ui, "compare", area);
  const float inner = frame.px(5);
  ImVec2 at(scroll.origin().x + inner, scroll.origin().y + inner);
  const float width = scroll.width() - 2 * inner;
  at.y += draw_paragraph(frame.style(), at, width, TextRole::Body, frame.colors().text, summary(frame, row)) +
          frame.px(kGap2);
  at.y += draw_compared_row(frame, row, at, width) + frame.px(kGap3);
  at.y += draw_maps(frame, at, width,
                    {{"compare.map.first",
                      "this sentence",
                      "The map of this sentence; the selected row is framed",
                      {first.weights.get(), first.version, is_signed, full, selection.query}},
                     {"compare.map.second",
                      "second text",
                      "The same head's map of the second text",
                      {second.weights.get(), second.version, is_signed, full, row.second_query.value_or(-1)}},
                     {"compare.map.difference",
                      "second − first",
                      "Over the words that both have: violet is more, amber is less",
                      {&memory.difference, memory.difference_version, true, full, -1}}});
  scroll.set_content_height(at.y + inner - scroll.origin().y);
}

}  // namespace

void draw_compare_view(Frame& frame, const ImRect& area) {
  CompareMemory& memory = row_views_memory(frame.view).compare;
  propose(frame, memory);
  ImRect rest = area;
  draw_field(frame, memory, inset(cut_top(rest, frame.px(36), frame.px(kGap2)), frame.px(2), frame.px(2)));
  if (!frame.input.compare_problem.empty()) {
    draw_paragraph(frame.style(), rest.Min, rest.GetWidth(), TextRole::Body, frame.colors().error,
                   "The second text cannot be run: " + frame.input.compare_problem);
  } else if (frame.input.compare_text.empty()) {
    draw_empty(frame, rest);
  } else if (frame.input.compared == nullptr) {
    draw_text(frame.style(), rest.Min, TextRole::Body, frame.colors().second_text, "Computing the second text …");
  } else {
    draw_comparison(frame, memory, rest);
  }
}

}  // namespace ui
