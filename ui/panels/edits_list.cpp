#include "ui/panels/edits_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/attention/edit_site.h"
#include "core/attention/settings.h"
#include "core/sessions/follow.h"
#include "ui/panels/overlays.h"
#include "ui/panels/word_names.h"
#include "ui/run_questions.h"
#include "ui/widgets/containers.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/numbers.h"
#include "ui/widgets/visible_lines.h"

namespace ui {
namespace {

using core::Index;
using core::Site;

constexpr float kRowHeight = 44;

std::string lost_words(const core::SessionEdit& edit) {
  if (edit.column_text.empty() || edit.column_text == edit.row_text) return fmt::format("“{}”", edit.row_text);
  return fmt::format("“{}” and “{}”", edit.row_text, edit.column_text);
}

struct EditRow {
  const Ui& ui;
  const PanelInput& input;
  ViewState& view;
  Requests& requests;
  std::size_t index;
  const core::SessionEdit& edit;
};

std::string text_of(const EditRow& row) {
  return edit_text(row.input, row.edit);
}

// True when the reader wants to see where it acts.
bool draw_row(const EditRow& row, const ImRect& rect) {
  const Style& style = row.ui.style;
  const Palette& p = style.palette;
  const bool parked = row.edit.parked;
  const bool usable = !is_outdated(row.input) && !parked;
  ImRect line = inset(rect, 0, style.px(kGap1));
  const float side = style.px(kControlHeight);
  const auto square = [&](const ImRect& place) { return centered(place, ImVec2(side, side)); };
  if (check_box(row.ui, fmt::format("edits.switch.{}", row.index), square(cut_left(line, side, style.px(kGap1))), "",
                row.edit.on,
                parked        ? "Its word is gone from the sentence"
                : row.edit.on ? "On: click to set it aside"
                              : "Off",
                !parked)) {
    row.requests.add(ToggleEdit{row.index, (row.edit.on ? "Switch off: " : "Switch on: ") + text_of(row)});
  }
  if (icon_button(row.ui, fmt::format("edits.remove.{}", row.index), square(cut_right(line, side, style.px(kGap1))),
                  Icon::Trash, "Remove this edit")) {
    row.requests.add(RemoveEdit{row.index, "Remove: " + text_of(row)});
  }
  ItemSpec spec;
  spec.tooltip = usable ? "Go to where it acts" : parked ? "It returns when its word does" : "Its run is not there yet";
  spec.role = "line";
  spec.enabled = usable;
  const ItemState state = item(row.ui, fmt::format("edits.jump.{}", row.index), line, spec);
  if (state.hovered || state.active) fill_rect(line, reacting(style, p.panel, state), style.px(kControlRadius));
  const bool in_force = row.edit.on && !parked;
  ImRect text = inset(line, style.px(kGap2), 0);
  if (in_force) {
    const ImRect dot = cut_left(text, style.px(8), style.px(kGap2));
    fill_circle(ImVec2(dot.GetCenter().x, std::round(dot.GetCenter().y)), style.px(4), p.edited);
  }
  const std::string note = parked ? fmt::format("waits for {}", lost_words(row.edit)) : row.edit.on ? "" : "off";
  if (!note.empty()) {
    const float width = text_width(style, TextRole::Caption, note);
    draw_text_in(style, cut_right(text, std::min(width, text.GetWidth() / 2), style.px(kGap2)), TextRole::Caption,
                 p.second_text, note);
  }
  draw_text_in(style, text, TextRole::Body, in_force ? p.text : p.second_text, text_of(row));
  return state.clicked;
}

// Selects where the edit acts: its head, its word, its tab.
void jump_to(const PanelInput& input, const core::Edit& edit, ViewState& view) {
  core::Selection& selection = view.selection;
  const auto tokens = static_cast<Index>(input.trace->tokens.size());
  if (edit.head >= 0) {
    selection.map = core::MapKind::Head;
    selection.layer = edit.layer;
    selection.head = edit.head;
  }
  if (!core::is_matrix(edit.site) && !edit.second && edit.row < tokens) selection.query = edit.row;
  if (core::is_pair(edit.site)) selection.key = edit.column;
  if (edit.second) selection.key = edit.row;
  WordView& word = view.transient.word;
  const auto show = [&](VectorTab tab) {
    view.persisted.vector_tab = tab;
    view.persisted.matrices_open = false;
    view.persisted.word_tab = WordTab::Vectors;
    word.owners[static_cast<std::size_t>(tab)] = edit.second ? VectorOwner::KeyWord : VectorOwner::QueryWord;
  };
  if (edit.site == Site::X || edit.site == Site::Residual) {
    show(VectorTab::X);
    word.depth = edit.layer + 1;
  }
  if (edit.site == Site::Q) show(VectorTab::Query);
  if (edit.site == Site::K) show(VectorTab::Key);
  if (edit.site == Site::V) show(VectorTab::Value);
  if (edit.site == Site::Output) {
    view.persisted.word_tab = WordTab::Output;
    word.output_open = true;
  }
  if (core::is_pair(edit.site)) {
    view.persisted.word_tab = WordTab::Row;
    view.persisted.ribbons = RibbonDirection::LooksAt;
  }
  if (core::is_matrix(edit.site)) {
    view.persisted.word_tab = WordTab::Vectors;
    view.persisted.matrices_open = true;
    word.matrix = edit.site;
  }
}

bool draw_rows(const Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  const Style& style = ui.style;
  const auto edits = listed_edits(input);
  ScrollArea scroll(ui, "edits.list", area);
  const float height = style.px(kRowHeight);
  const VisibleLines seen = visible_lines(area.Min.y - scroll.origin().y, area.GetHeight(), height, edits.size());
  bool jumped = false;
  for (std::size_t i = seen.first; i < seen.last; ++i) {
    const float top = scroll.origin().y + static_cast<float>(i) * height;
    const ImRect line(scroll.origin().x, top, scroll.origin().x + scroll.width(), top + height);
    if (draw_row({ui, input, view, requests, i, edits[i]}, line)) {
      jump_to(input, edits[i].edit, view);
      jumped = true;
    }
    horizontal_line(line.Min.x, line.Max.x, line.Max.y - style.hairline(), style.palette.line, style.hairline());
  }
  scroll.set_content_height(height * static_cast<float>(edits.size()));
  return jumped;
}

// Items: "edits.switch.N", "edits.jump.N", "edits.remove.N", "edits.remove_all". True when an edit was jumped to.
bool draw_edits_list(const Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  const Style& style = ui.style;
  const auto edits = listed_edits(input);
  ImRect rest = area;
  if (edits.empty()) {
    draw_paragraph(
        style, rest.Min, rest.GetWidth(), TextRole::Body, style.palette.second_text,
        "No edits yet. Drag a slider, a bar or a number: each change is listed here, and can be set aside or "
        "taken back.");
    return false;
  }
  const ImRect footer = cut_bottom(rest, style.px(kControlHeight), style.px(kGap2));
  const bool jumped = draw_rows(ui, rest, input, view, requests);
  ButtonSpec all;
  all.label = "Remove all";
  all.icon = Icon::Trash;
  all.tooltip = "Take back every edit of this model; undo brings them back";
  const ImRect rect(footer.Min.x, footer.Min.y, footer.Min.x + button_width(style, all), footer.Max.y);
  if (button(ui, "edits.remove_all", rect, all)) requests.add(RemoveEdits{{}, "Remove all edits"});
  return jumped;
}

}  // namespace

std::string edit_text(const PanelInput& input, const core::SessionEdit& one) {
  const bool same_model = input.has_trace() && input.trace->config().id == input.session->model;
  if (!same_model || !core::fits(one.edit, input.trace->model())) {
    return fmt::format("Set {} of {} to {}", core::site_word(one.edit), lost_words(one), format_short(one.edit.value));
  }
  core::SessionEdit told = one;
  told.parked = one.parked || is_outdated(input);  // then it is told by its own words: the run has others
  return core::describe_session_edit(told, input.trace->model(), input.trace->tokens, input.trace->second_tokens);
}

void draw_edits_overlay(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  if (draw_edits_list(ui, area, input, view, requests)) close_overlay(view);
}

}  // namespace ui
