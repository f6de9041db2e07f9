#include "ui/panels/row_views.h"

#include <array>
#include <vector>

#include "ui/widgets/containers.h"

namespace ui {

namespace {

constexpr std::size_t kSegments = 3;  // the first views have segments, the others stand in a list

template <RowView row_view>
void open_view(const PanelInput&, ViewState& view, Requests&) {
  view.persisted.row_view = row_view;
}

template <RowView row_view>
constexpr Command opening(const char* id, const char* title, ImGuiKey key, const char* keys) {
  return {id, title, "View", ImGuiMod_Ctrl | static_cast<ImGuiKeyChord>(key), keys, open_view<row_view>};
}

constexpr std::array<RowViewEntry, kRowViewCount> kViews = {{
    {.view = RowView::Steps,
     .id = "stages",
     .name = "Steps",
     .about = "How this row is computed, step by step (Ctrl+1)",
     .command = opening<RowView::Steps>("view-steps", "How this row is computed, step by step", ImGuiKey_1, "Ctrl+1")},
    {.view = RowView::Cards,
     .id = "key-cards",
     .name = "Cards",
     .about = "A card for each word looked at, best match first (Ctrl+2)",
     .draw = draw_cards_view,
     .command = opening<RowView::Cards>("view-cards", "Key cards, best match first", ImGuiKey_2, "Ctrl+2")},
    {.view = RowView::Code,
     .id = "code",
     .name = "Code",
     .about = "The chosen stage in NumPy and in Heed's own C++ (Ctrl+3)",
     .draw = draw_code_view,
     .command = opening<RowView::Code>("view-code", "This stage as code", ImGuiKey_3, "Ctrl+3")},
    {.view = RowView::Compare,
     .id = "contrast",
     .name = "Compare",
     .about = "A second text beside this one, and how they differ (Ctrl+4)",
     .needs_head = false,
     .draw = draw_compare_view,
     .command = opening<RowView::Compare>("view-compare", "Compare with a second text", ImGuiKey_4, "Ctrl+4")},
    {.view = RowView::Paths,
     .id = "paths",
     .name = "Paths",
     .about = "How far apart two words are: attention, RNN, CNN (Ctrl+5)",
     .needs_head = false,
     .draw = draw_paths_view,
     .command = opening<RowView::Paths>("view-paths", "Path lengths between two words", ImGuiKey_5, "Ctrl+5")},
    {.view = RowView::Cost,
     .id = "cost",
     .name = "Cost",
     .about = "What length costs, measured on this machine (Ctrl+6)",
     .needs_head = false,
     .has_switches = false,
     .draw = draw_cost_view,
     .command = opening<RowView::Cost>("view-cost", "Cost against length", ImGuiKey_6, "Ctrl+6")},
    {.view = RowView::Training,
     .id = "training",
     .name = "Training",
     .about = "Gradient descent toward a row that you paint (Ctrl+7)",
     .draw = draw_training_view,
     .command = opening<RowView::Training>("view-training", "Train a head toward a row", ImGuiKey_7, "Ctrl+7")},
    {.view = RowView::Patterns,
     .id = "patterns",
     .name = "Patterns",
     .about = "Which shapes the heads make: diagonal, column, word before",
     .needs_head = false,
     .has_switches = false,
     .draw = draw_patterns_view},
    {.view = RowView::Drill,
     .id = "drill",
     .name = "Drill",
     .about = "Attention by hand with fresh numbers, checked line by line (Ctrl+9)",
     .needs_head = false,
     .has_switches = false,
     .draw = draw_drill_view,
     .command = opening<RowView::Drill>("view-drill", "Drill: attention by hand", ImGuiKey_9, "Ctrl+9")},
    {.view = RowView::Prediction,
     .id = "prediction",
     .name = "Prediction",
     .about = "The words that the model expects, after each layer (Ctrl+P)",
     .needs_head = false,
     .has_switches = false,
     .draw = draw_prediction_view,
     .command = opening<RowView::Prediction>("view-prediction", "Which words the model expects", ImGuiKey_P, "Ctrl+P")},
}};

std::size_t segment_count() {
  return std::min(kSegments, kViews.size());
}

int index_of(RowView view) {
  for (std::size_t i = 0; i < kViews.size(); ++i) {
    if (kViews[i].view == view) return static_cast<int>(i);
  }
  return 0;
}

std::vector<DropdownItem> list_items(std::size_t from) {
  std::vector<DropdownItem> items;
  for (std::size_t i = from; i < kViews.size(); ++i) {
    DropdownItem item;
    item.label = kViews[i].name;
    item.caption = kViews[i].about;
    items.push_back(std::move(item));
  }
  return items;
}

constexpr float kListWidth = 440;  // CSS pixels: the longest line about a view

// One list of all views where segments have no room.
void draw_narrow_switch(stages::Frame& frame, ImRect& header) {
  const int now = index_of(frame.view.persisted.row_view);
  DropdownSpec spec;
  spec.list_width = kListWidth;
  spec.tooltip = "What this card shows of the row";
  float width = 0;
  for (const RowViewEntry& entry : kViews) width = std::max(width, dropdown_width(frame.style(), entry.name, spec));
  const auto items = list_items(0);
  if (const auto chosen = dropdown(frame.ui, "view.more", cut_left(header, width, frame.px(kGap2)), items, now, spec)) {
    frame.view.persisted.row_view = kViews[static_cast<std::size_t>(*chosen)].view;
  }
}

}  // namespace

std::span<const RowViewEntry> row_views() {
  return kViews;
}

const RowViewEntry& row_view_entry(RowView view) {
  return kViews[static_cast<std::size_t>(index_of(view))];
}

const RowViewEntry* find_row_view(std::string_view id) {
  for (const RowViewEntry& entry : kViews) {
    if (id == entry.id) return &entry;
  }
  return nullptr;
}

void add_view_commands(std::vector<Command>& commands) {
  for (const RowViewEntry& entry : kViews) {
    if (entry.command.run != nullptr) commands.push_back(entry.command);
  }
}

void draw_row_view_switch(stages::Frame& frame, ImRect& header) {
  std::vector<Segment> segments;
  for (std::size_t i = 0; i < segment_count(); ++i) {
    segments.push_back({.label = kViews[i].name, .tooltip = kViews[i].about, .id = kViews[i].id});
  }
  const int now = index_of(frame.view.persisted.row_view);
  const bool listed = now >= static_cast<int>(segment_count());
  DropdownSpec spec;
  spec.list_width = kListWidth;
  spec.kind = listed ? ButtonKind::Primary : ButtonKind::Raised;
  spec.value = listed ? kViews[static_cast<std::size_t>(now)].name : "More";
  spec.tooltip = "Other views of this row";
  const float segments_width = segmented_width(frame.style(), segments);
  float more = 0;
  for (std::size_t i = segment_count(); i < kViews.size(); ++i) {
    more = std::max(more, dropdown_width(frame.style(), kViews[i].name));
  }
  if (segments_width + frame.px(kGap1) + more > header.GetWidth()) return draw_narrow_switch(frame, header);
  const ImRect strip = cut_left(header, segments_width, frame.px(kGap1));
  RowView& view = frame.view.persisted.row_view;
  if (const auto chosen = segmented(frame.ui, "view", strip, segments, listed ? -1 : now)) {
    view = kViews[static_cast<std::size_t>(*chosen)].view;
  }
  if (segment_count() == kViews.size()) return;
  const auto items = list_items(segment_count());
  const int selected = listed ? now - static_cast<int>(segment_count()) : -1;
  if (const auto chosen =
          dropdown(frame.ui, "view.more", cut_left(header, more, frame.px(kGap2)), items, selected, spec)) {
    view = kViews[segment_count() + static_cast<std::size_t>(*chosen)].view;
  }
}

}  // namespace ui
