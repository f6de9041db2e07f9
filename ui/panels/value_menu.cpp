#include "ui/panels/value_menu.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/attention/edit_site.h"
#include "ui/panels/map_scene.h"
#include "ui/panels/word_names.h"
#include "ui/row_views_memory.h"
#include "ui/run_questions.h"
#include "ui/selection.h"
#include "ui/widgets/copy_menu.h"

namespace ui {

namespace {

using core::Index;

constexpr std::string_view kMenu = "value.menu";
constexpr float kMenuWidth = 264;

bool exists(const PanelInput& input, core::HeadAddress head) {
  const auto& layers = input.trace->config().layers;
  return head.first < static_cast<Index>(layers.size()) &&
         head.second < static_cast<Index>(layers[static_cast<std::size_t>(head.first)].heads.size());
}

void mute_lines(const Ui& ui, const Popup& popup, const PanelInput& input, core::HeadAddress address,
                Requests& requests) {
  const std::string name = input.trace->head_config(address.first, address.second).name;
  core::Switches switches = input.session->switches;
  const bool muted = switches.muted.count(address) > 0;
  MenuItemSpec mute{muted ? "Unmute" : "Mute"};
  mute.icon = Icon::Mute;
  mute.tooltip = "A muted head's weights are computed and shown; its output counts as 0.";
  if (menu_item(ui, "grid.menu.mute", popup, mute)) requests.add(toggled_mute(input, address));
  MenuItemSpec only{"Mute all others of its layer"};
  if (menu_item(ui, "grid.menu.only", popup, only)) {
    const auto& layer = input.trace->config().layers[static_cast<std::size_t>(address.first)];
    for (std::size_t head = 0; head < layer.heads.size(); ++head) {
      switches.muted.insert({address.first, static_cast<Index>(head)});
    }
    switches.muted.erase(address);
    requests.add(SetSwitches{switches, "Mute all but " + name});
  }
  MenuItemSpec all{"Unmute all heads"};
  all.enabled = !switches.muted.empty();
  if (menu_item(ui, "grid.menu.all", popup, all)) {
    switches.muted.clear();
    requests.add(SetSwitches{switches, "Unmute all heads"});
  }
  menu_separator(ui, popup);
}

void go_line(const Ui& ui, const Popup& popup, const PanelInput& input, const ValueMenu& menu, ViewState& view) {
  if (!menu.go) return;
  MenuItemSpec go{"Go to it"};
  go.icon = Icon::Eye;
  go.enabled = view.selection != *menu.go;
  if (!menu_item(ui, "value.menu.go", popup, go)) return;
  view.selection = *menu.go;
  clamp_selection(input, view.selection);
}

void reset_line(const Ui& ui, const Popup& popup, const ValueMenu& menu, Requests& requests) {
  if (!menu.can_reset) return;
  MenuItemSpec reset{"Reset this value"};
  reset.icon = Icon::Reset;
  reset.enabled = !menu.edits.empty();
  if (menu_item(ui, "value.menu.reset", popup, reset)) {
    requests.add(RemoveEdits{menu.edits, "Reset the " + menu.value_name});
  }
}

void copy_lines(const Ui& ui, const Popup& popup, const ValueMenu& menu, Requests& requests) {
  if (!menu.text.empty()) {
    MenuItemSpec word{"Copy the word"};
    word.icon = Icon::Copy;
    if (menu_item(ui, "value.menu.text", popup, word)) requests.add(CopyText{menu.text, "word " + menu.text});
  }
  const auto offer = [&](const char* name, const core::Matrix& values, const char* what, const std::string& said) {
    if (values.size() == 0) return;
    if (const auto text = copy_menu(ui, name, popup, values, what)) requests.add(CopyText{*text, said});
  };
  offer("value.menu.value", menu.value, "value", menu.value_name);
  offer("value.menu.row", menu.row, "row", menu.row_name);
  offer("value.menu.matrix", menu.matrix, "matrix", menu.matrix_name);
}

}  // namespace

ValueMenu weight_menu(const PanelInput& input, ViewState& view, Index query, Index key) {
  ValueMenu menu;
  const core::Selection& selection = view.selection;
  const MapFacts& facts = view.transient.maps.cache.facts(*input.trace, selection);
  const core::Matrix& weights = *facts.weights;
  const std::string from = quoted_word(input.trace->tokens, query);
  const std::string to = quoted_word(input.key_tokens(selection), key);
  menu.heading = from + " → " + to;
  menu.go = selection;
  menu.go->query = query;
  menu.go->key = key;
  menu.value_name = fmt::format("weight of {} for {}", to, from);
  menu.row_name = "row of " + from;
  menu.matrix_name = "map of " + map_name(input, selection);
  if (query >= weights.rows() || key >= weights.cols()) return menu;
  menu.value = weights.block(query, key, 1, 1);
  menu.row = weights.row(query);
  menu.matrix = weights;
  menu.can_reset = selection.map == core::MapKind::Head;
  for (const core::Site site : {core::Site::Score, core::Site::Weight}) {
    const core::Edit place = core::head_edit(site, selection.layer, selection.head, query, key);
    if (menu.can_reset && input.is_edited(place)) menu.edits.push_back(place);
  }
  return menu;
}

ValueMenu map_menu(const PanelInput& input, ViewState& view, const core::Selection& place) {
  ValueMenu menu;
  menu.heading = map_name(input, place);
  menu.go = view.selection;
  menu.go->map = place.map;
  menu.go->layer = place.layer;
  menu.go->head = place.head;
  if (place.map == core::MapKind::Head) menu.head = core::HeadAddress{place.layer, place.head};
  menu.matrix = *view.transient.maps.cache.facts(*input.trace, place).weights;
  menu.matrix_name = "map of " + menu.heading;
  return menu;
}

ValueMenu number_menu(std::string name, float value, std::string row_name, core::Matrix row) {
  ValueMenu menu;
  menu.heading = name;
  menu.value = core::Matrix::Constant(1, 1, value);
  menu.value_name = std::move(name);
  menu.row = std::move(row);
  menu.row_name = std::move(row_name);
  return menu;
}

void open_value_menu(ViewState& view, ValueMenu menu, const ImRect& anchor) {
  menu.anchor = anchor;
  menu.opens = true;
  row_views_memory(view).value_menu = std::make_shared<ValueMenu>(std::move(menu));
}

void draw_value_menu(const Ui& ui, const PanelInput& input, ViewState& view, Requests& requests) {
  const std::shared_ptr<ValueMenu> menu = row_views_memory(view).value_menu;
  if (!menu) return;
  if (std::exchange(menu->opens, false)) open_popup(kMenu);
  const Popup popup(ui, kMenu, menu->anchor, kMenuWidth);
  const bool lost = !input.has_trace() || (menu->head && !exists(input, *menu->head));
  if (!popup.open() || lost) {
    if (!is_popup_open(kMenu)) row_views_memory(view).value_menu.reset();
    return;
  }
  menu_heading(ui, popup, menu->heading);
  go_line(ui, popup, input, *menu, view);
  if (menu->head) mute_lines(ui, popup, input, *menu->head, requests);
  reset_line(ui, popup, *menu, requests);
  copy_lines(ui, popup, *menu, requests);
}

}  // namespace ui
