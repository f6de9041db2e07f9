#include "ui/panels/map_menu.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/attention/edit_site.h"
#include "core/attention/edit_text.h"
#include "core/attention/relevance.h"
#include "ui/copied_description.h"
#include "ui/run_questions.h"
#include "ui/widgets/containers.h"
#include "ui/widgets/copy_menu.h"
#include "ui/widgets/number_entry.h"

namespace ui {
namespace {

constexpr std::string_view kMenu = "map.menu";
constexpr std::string_view kEntry = "map.entry";
constexpr float kMenuWidth = 264;

ImRect anchor_of(const MapFrame& frame, MapCell cell) {
  ImRect rect = frame.cell_rect(cell.query, cell.key);
  rect.ClipWithFull(frame.area);
  return rect;
}

// Why the weight cannot be held, "" where it can.
std::string hold_refusal(const PanelInput& input, const core::Selection& selection, MapCell cell) {
  if (selection.map != core::MapKind::Head) return "an average is read-only";
  return core::relevance_refusal(*input.trace, selection.layer, selection.head, cell.query, cell.key);
}

std::string score_refusal(const PanelInput& input, const core::Selection& selection) {
  if (selection.map != core::MapKind::Head) return "an average is read-only";
  if (!is_kept(input, selection)) return "the scores of this layer were not kept";
  return input.head(selection).idle ? "this head is idle without a second sentence" : "";
}

std::vector<core::Edit> edits_at(const PanelInput& input, const core::Selection& selection, MapCell cell) {
  std::vector<core::Edit> found;
  if (selection.map != core::MapKind::Head) return found;
  for (const core::Site site : {core::Site::Score, core::Site::Weight}) {
    const core::Edit place = core::head_edit(site, selection.layer, selection.head, cell.query, cell.key);
    if (input.is_edited(place)) found.push_back(place);
  }
  return found;
}

void copy_lines(const Ui& ui, const Popup& popup, const MapScene& scene, MapCell cell, Requests& requests) {
  const core::Matrix& values = scene.values();
  const std::string query = quoted_word(*scene.queries, cell.query);
  const auto offer = [&](std::string_view name, const core::Matrix& part, std::string_view what,
                         const std::string& said) {
    if (const auto text = copy_menu(ui, name, popup, part, what)) requests.add(CopyText{*text, said});
  };
  offer("map.menu.value", values.block(cell.query, cell.key, 1, 1), "value",
        fmt::format("weight of {} for {}", query, quoted_word(*scene.keys, cell.key)));
  offer("map.menu.row", values.middleRows(cell.query, 1), "row", "row of " + query);
  offer("map.menu.matrix", values, "map", "map");
}

void describe(const PanelInput& input, const core::Selection& selection, MapCell cell, Requests& requests) {
  const core::DescribedSelection described{selection.layer, selection.head, cell.query, cell.key};
  requests.add(copied_description(input, described));
}

void draw_cell_menu(const Ui& ui, const MapFrame& frame, const PanelInput& input, const MapScene& scene,
                    ViewState& view, MapCell cell, Requests& requests) {
  const Popup popup(ui, kMenu, anchor_of(frame, cell), kMenuWidth);
  if (!popup.open()) {
    if (!is_popup_open(kMenu)) view.transient.maps.menu.reset();
    return;
  }
  menu_heading(ui, popup, quoted_word(*scene.queries, cell.query) + " \u2192 " + quoted_word(*scene.keys, cell.key));
  const std::string joined = scene.is_joined() ? "pieces of words are shown as one: read-only" : "";
  const std::string no_hold = scene.is_joined() ? joined : hold_refusal(input, view.selection, cell);
  const std::string no_score = scene.is_joined() ? joined : score_refusal(input, view.selection);
  std::optional<core::Site> typed;
  MenuItemSpec hold{"Hold weight at\u2026"};
  hold.icon = Icon::Pin;
  hold.shortcut = "Enter";
  hold.enabled = no_hold.empty();
  hold.tooltip = no_hold;
  if (menu_item(ui, "map.menu.hold", popup, hold)) typed = core::Site::Weight;
  MenuItemSpec score{"Edit score\u2026"};
  score.icon = Icon::Edit;
  score.enabled = no_score.empty();
  score.tooltip = no_score;
  if (menu_item(ui, "map.menu.score", popup, score)) typed = core::Site::Score;
  const std::vector<core::Edit> edits =
      scene.is_joined() ? std::vector<core::Edit>() : edits_at(input, view.selection, cell);
  MenuItemSpec reset{"Reset this cell"};
  reset.icon = Icon::Reset;
  reset.enabled = !edits.empty();
  if (menu_item(ui, "map.menu.reset", popup, reset)) {
    requests.add(RemoveEdits{edits, fmt::format("Reset {} \u2192 {}", quoted_word(*scene.queries, cell.query),
                                                quoted_word(*scene.keys, cell.key))});
  }
  menu_separator(ui, popup);
  copy_lines(ui, popup, scene, cell, requests);
  menu_separator(ui, popup);
  MenuItemSpec words{"Describe selection"};
  words.icon = Icon::Info;
  words.enabled = scene.head != nullptr;
  if (menu_item(ui, "map.menu.describe", popup, words)) describe(input, view.selection, cell, requests);
  if (typed) {
    view.transient.maps.entry = cell;
    view.transient.maps.entry_site = *typed;
    view.transient.maps.open_entry = true;
  }
}

void draw_entry(const Ui& ui, const MapFrame& frame, const PanelInput& input, const MapScene& scene, ViewState& view,
                MapCell cell, Requests& requests) {
  MapMemory& memory = view.transient.maps;
  const bool weight = memory.entry_site == core::Site::Weight;
  const core::Selection& selection = view.selection;
  const std::string title = fmt::format("{} of {} for {}", weight ? "Weight" : "Score",
                                        quoted_word(*scene.queries, cell.query), quoted_word(*scene.keys, cell.key));
  NumberEntrySpec spec;
  spec.title = title;
  spec.note = weight ? "Held at this share, 0 to 1 or in percent; the rest of the row shares what is left."
                     : "The product q \u00b7 k, before it is divided.";
  if (weight) {
    spec.least = 0;
    spec.most =
        static_cast<float>(core::greatest_weight(*input.trace, selection.layer, selection.head, cell.query, cell.key));
  }
  const auto value = number_entry(ui, kEntry, anchor_of(frame, cell), spec, memory.draft);
  if (!value) return;
  // A weight may be held where it is; a score that is set to itself is no change.
  if (!weight && *value == input.head(selection).scores(cell.query, cell.key)) return;
  const core::Edit edit =
      core::head_edit(memory.entry_site, selection.layer, selection.head, cell.query, cell.key, *value);
  requests.add(PutEdits{
      {edit}, core::describe_edit(edit, input.trace->model(), input.trace->tokens, input.trace->second_tokens), false});
}

}  // namespace

void open_map_menu(MapMemory& memory, MapCell cell) {
  memory.menu = cell;
  open_popup(kMenu);
}

void open_map_entry(const PanelInput& input, ViewState& view, MapCell cell, core::Site site) {
  const core::Selection& selection = view.selection;
  if (!score_refusal(input, selection).empty()) return;
  if (site == core::Site::Weight && !hold_refusal(input, selection, cell).empty()) site = core::Site::Score;
  const core::HeadTrace& head = input.head(selection);
  MapMemory& memory = view.transient.maps;
  memory.entry = cell;
  memory.entry_site = site;
  const core::Matrix& values = site == core::Site::Weight ? head.weights : head.scores;
  open_number_entry(kEntry, values(cell.query, cell.key), memory.draft);
}

void draw_map_menu(const Ui& ui, const MapFrame& frame, const PanelInput& input, const MapScene& scene, ViewState& view,
                   Requests& requests) {
  MapMemory& memory = view.transient.maps;
  const auto inside = [&](const std::optional<MapCell>& cell) {
    return cell && cell->query < frame.rows && cell->key < frame.columns;
  };
  if (inside(memory.menu)) draw_cell_menu(ui, frame, input, scene, view, *memory.menu, requests);
  if (!inside(memory.entry)) return;
  if (memory.open_entry && !scene.is_joined()) open_map_entry(input, view, *memory.entry, memory.entry_site);
  memory.open_entry = false;
  if (scene.head != nullptr) draw_entry(ui, frame, input, scene, view, *memory.entry, requests);
  if (!is_number_entry_open(kEntry)) memory.entry.reset();
}

}  // namespace ui
