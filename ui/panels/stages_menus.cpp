// What opens on a number of the walkthrough: the menu that copies it, and the entry that types a score.
#include <fmt/format.h>

#include "core/attention/edit_site.h"
#include "ui/panels/stages_internal.h"
#include "ui/widgets/copy_menu.h"
#include "ui/widgets/number_entry.h"

namespace ui::stages {

namespace {

constexpr const char* kMenu = "stage.menu";
constexpr const char* kEntry = "stage.score.number";
constexpr float kMenuWidth = 260;

core::Edit score_edit(const Frame& frame, float value) {
  const StagesView& chosen = frame.view.transient.stages;
  return core::head_edit(core::Site::Score, frame.focus.layer, frame.focus.head, chosen.menu_row, chosen.menu_column,
                         value);
}

bool names_a_score(const Frame& frame) {
  const StagesView& chosen = frame.view.transient.stages;
  const core::Matrix& scores = frame.input.head(frame.view.selection).scores;
  return chosen.menu_row < scores.rows() && chosen.menu_column < scores.cols();
}

std::string score_name(const Frame& frame) {
  const StagesView& chosen = frame.view.transient.stages;
  const core::Tokens& keys = frame.input.key_tokens(frame.view.selection);
  return fmt::format("score of “{}” for “{}”", frame.trace().tokens[static_cast<std::size_t>(chosen.menu_row)].text,
                     keys[static_cast<std::size_t>(chosen.menu_column)].text);
}

void open_score_entry(Frame& frame) {
  const StagesView& chosen = frame.view.transient.stages;
  const float value = frame.input.head(frame.view.selection).scores(chosen.menu_row, chosen.menu_column);
  open_number_entry(kEntry, value, frame.view.transient.stages.drafts.score);
}

void copied(Frame& frame, const std::optional<std::string>& text, const std::string& what) {
  if (text) frame.requests.add(CopyText{*text, what});
}

void copy_lines(Frame& frame, const Popup& popup) {
  const StagesView& chosen = frame.view.transient.stages;
  const Stage shown = chosen.menu_of_weights ? Stage::Softmax : frame.stage;
  const StageMatrix matrix = stage_matrix(shown, frame.trace(), frame.focus);
  if (chosen.menu_row >= matrix.row_count() || chosen.menu_column >= matrix.column_count()) return;
  const core::Matrix values = matrix.whole();
  const std::string stage = stage_name(shown);
  const core::Matrix value = values.block(chosen.menu_row, chosen.menu_column, 1, 1);
  copied(frame, copy_menu(frame.ui, "stage.menu/value", popup, value, "value"), "value of " + stage);
  menu_separator(frame.ui, popup);
  const core::Matrix row = values.row(chosen.menu_row);
  copied(frame, copy_menu(frame.ui, "stage.menu/row", popup, row, "row"), "row of " + stage);
  menu_separator(frame.ui, popup);
  copied(frame, copy_menu(frame.ui, "stage.menu/matrix", popup, values, "matrix"), "matrix of " + stage);
}

// Lines that change the score; true where it shall be typed.
bool score_lines(Frame& frame, const Popup& popup) {
  if (frame.stage != Stage::Scores || !names_a_score(frame)) return false;
  MenuItemSpec type;
  type.label = "Type a score…";
  type.icon = Icon::Edit;
  const bool typing = menu_item(frame.ui, "stage.menu/edit", popup, type);
  const core::Edit edit = score_edit(frame, 0);
  MenuItemSpec reset;
  reset.label = "Reset this score";
  reset.icon = Icon::Reset;
  reset.enabled = frame.input.is_edited(edit);
  if (menu_item(frame.ui, "stage.menu/reset", popup, reset)) {
    frame.requests.add(RemoveEdits{{edit}, "Reset the " + score_name(frame)});
  }
  menu_separator(frame.ui, popup);
  return typing;
}

}  // namespace

void draw_popups(Frame& frame) {
  if (frame.opening == Opening::Menu || frame.opening == Opening::WeightMenu) open_popup(kMenu);
  if (frame.opening == Opening::ScoreEntry && names_a_score(frame)) open_score_entry(frame);
  const ImRect anchor = frame.view.transient.stages.menu_place;
  bool type = false;
  if (const Popup popup(frame.ui, kMenu, anchor, kMenuWidth); popup.open()) {
    type = score_lines(frame, popup);
    copy_lines(frame, popup);
  }
  if (type) open_score_entry(frame);
  if (!names_a_score(frame)) return;
  const std::string name = score_name(frame);
  const std::string title = "The " + name;
  NumberEntrySpec spec;
  spec.title = title;
  spec.note = "Instead of q · k. Everything after it follows.";
  if (const auto typed = number_entry(frame.ui, kEntry, anchor, spec, frame.view.transient.stages.drafts.score)) {
    const core::Edit edit = score_edit(frame, *typed);
    const core::Matrix& scores = frame.trace().head(edit.layer, edit.head).scores;
    const bool changes = scores(edit.row, edit.column) != edit.value;
    if (changes) frame.requests.add(PutEdits{{edit}, "Set the " + name});
  }
}

}  // namespace ui::stages
