// The top bar: the sentence, its second, the model, undo and redo, theme, export, help.
#include <fmt/format.h>

#include <algorithm>

#include "ui/panels/panel_list.h"
#include "ui/widgets/containers.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/input_text.h"
#include "ui/widgets/layout.h"

namespace ui {

namespace {

constexpr float kRoomy = 1240;  // CSS pixels: below, buttons lose their words

bool is_roomy(const Ui& ui, const ImRect& area) {
  return area.GetWidth() / ui.style.scale >= kRoomy;
}

// Typing is one gesture until the field is left.
bool goes_on(ViewState& view, std::string_view field) {
  const bool same = view.transient.typing_field == field;
  view.transient.typing_field = field;
  return same;
}

void end_typing(ViewState& view, std::string_view field, const TextFieldState& state) {
  if (!state.active && view.transient.typing_field == field) view.transient.typing_field.clear();
}

bool takes_focus(ViewState& view, std::string_view field) {
  if (view.transient.focus_request != field) return false;
  view.transient.focus_request.clear();
  return true;
}

void draw_sentence_field(Ui& ui, ImRect area, bool roomy, const PanelInput& input, ViewState& view,
                         Requests& requests) {
  const ButtonSpec library{.label = roomy ? "Library" : "",
                           .icon = roomy ? Icon::None : Icon::Sentences,
                           .kind = ButtonKind::Quiet,
                           .chevron = roomy,
                           .tooltip = "Sentences to try, each with what to notice (Ctrl+B)",
                           .role = TextRole::Caption,
                           .color = ui.style.palette.second_text};
  const float library_width = button_width(ui.style, library);
  std::string text = input.session->sentence;
  TextFieldSpec spec;
  spec.hint = "Type a sentence";
  spec.role = TextRole::Sentence;
  spec.invalid = !input.has_trace() && !text.empty() && !input.computing;
  spec.tooltip = "The sentence that is computed (Ctrl+L)";
  spec.take_focus = takes_focus(view, "bar.sentence");
  spec.select_all = spec.take_focus;
  spec.room_right = library_width + ui.style.px(kGap2);
  // Smaller type where that shows the whole sentence.
  const float room = area.GetWidth() - spec.room_right - ui.style.px(kGap6);
  if (text_width(ui.style, TextRole::Sentence, text) > room && text_width(ui.style, TextRole::Body, text) <= room) {
    spec.role = TextRole::Body;
  }
  const TextFieldState state = text_field(ui, "bar.sentence", area, text, spec);
  if (state.edited) requests.add(SetSentence{text, goes_on(view, "bar.sentence")});
  end_typing(view, "bar.sentence", state);
  ImRect inside = inset(area, ui.style.px(kGap1), ui.style.px(kGap1));
  if (button(ui, "bar.library", cut_right(inside, library_width), library)) {
    view.persisted.left_panel =
        view.persisted.left_panel == LeftPanel::Sentences ? LeftPanel::None : LeftPanel::Sentences;
  }
}

void draw_second_field(Ui& ui, ImRect area, const PanelInput& input, ViewState& view, Requests& requests) {
  std::string text = input.session->second;
  TextFieldSpec spec;
  spec.hint = "A second sentence, for cross-attention: “Der Hund ist schwarz”";
  spec.role = TextRole::Sentence;
  spec.tooltip = "Heads of cross-attention take their keys and values from here";
  spec.take_focus = takes_focus(view, "bar.second.text");
  spec.room_right = ui.style.px(36);
  const TextFieldState state = text_field(ui, "bar.second.text", area, text, spec);
  if (state.edited) requests.add(SetSecond{text, goes_on(view, "bar.second.text")});
  end_typing(view, "bar.second.text", state);
  ImRect inside = inset(area, ui.style.px(kGap1), ui.style.px(kGap1));
  const ImRect close = cut_right(inside, inside.GetHeight());
  if (icon_button(ui, "bar.second.close", close, Icon::Close, "Close the second sentence")) {
    requests.add(SetSecond{std::nullopt});
  }
}

void draw_model_menu(Ui& ui, const ImRect& area, const PanelInput& input, Requests& requests) {
  std::vector<DropdownItem> items;
  int selected = -1;
  for (const ModelCard& card : *input.models) {
    if (card.id == input.session->model) selected = static_cast<int>(items.size());
    DropdownItem item;
    item.label = card.name;
    item.caption = card.detail.empty() ? card.about : card.detail;
    item.tooltip = card.about;
    items.push_back(std::move(item));
  }
  DropdownSpec spec;
  spec.kind = ButtonKind::Raised;
  spec.tooltip = "The model that computes";
  if (const auto chosen = dropdown(ui, "bar.model", area, items, selected, spec)) {
    requests.add(ChooseModel{(*input.models)[static_cast<std::size_t>(*chosen)].id});
  }
}

void open_save(ViewState& view, SaveWhat what, const char* name) {
  view.transient.overlay = Overlay::SaveFile;
  view.transient.save_what = what;
  view.transient.overlay_text = name;
}

void draw_export_menu(Ui& ui, const ImRect& area, ViewState& view, bool enabled) {
  static const std::vector<DropdownItem> items = {
      {"The map as a picture", "PNG, SVG, PDF or, as numbers, CSV", Icon::None, true, "", ""},
      {"The window as a picture", "PNG", Icon::None, true, "", ""},
      {"The session", "a small JSON file: sentence, model, switches, edits", Icon::None, true, "", ""}};
  DropdownSpec spec;
  spec.value = "Export";
  spec.kind = ButtonKind::Outlined;
  spec.list_width = 300;
  spec.enabled = enabled;
  spec.tooltip = "Save what is shown";
  const auto chosen = dropdown(ui, "bar.export", area, items, -1, spec);
  if (chosen == 0) open_save(view, SaveWhat::Map, "heed-map.png");
  if (chosen == 1) open_save(view, SaveWhat::Window, "heed-window.png");
  if (chosen == 2) open_save(view, SaveWhat::Session, "session.json");
}

void draw_undo(Ui& ui, ImRect& row, const PanelInput& input, Requests& requests) {
  const float side = row.GetHeight();
  const ImRect redo = cut_right(row, side, ui.style.px(kGap1));
  const ImRect undo = cut_right(row, side, ui.style.px(kGap2));
  const std::string undo_tip = input.undo_name.empty() ? "Nothing to undo" : "Undo: " + input.undo_name + " (Ctrl+Z)";
  const std::string redo_tip =
      input.redo_name.empty() ? "Nothing to redo" : "Redo: " + input.redo_name + " (Ctrl+Shift+Z)";
  if (icon_button(ui, "bar.undo", undo, Icon::Undo, undo_tip, ButtonKind::Outlined, false, !input.undo_name.empty())) {
    requests.add(Undo{});
  }
  if (icon_button(ui, "bar.redo", redo, Icon::Redo, redo_tip, ButtonKind::Outlined, false, !input.redo_name.empty())) {
    requests.add(Redo{});
  }
}

// The buttons right of the field, from the right end inward.
void draw_buttons(Ui& ui, ImRect& row, bool roomy, const PanelInput& input, ViewState& view, Requests& requests) {
  const Style& style = ui.style;
  const float gap = style.px(kGap2);
  const float side = row.GetHeight();
  if (icon_button(ui, "bar.help", cut_right(row, side, gap), Icon::Help, "Keys and help (F1)", ButtonKind::Outlined)) {
    view.transient.overlay = Overlay::Keys;
  }
  DropdownSpec export_spec;
  export_spec.kind = ButtonKind::Outlined;
  draw_export_menu(ui, cut_right(row, dropdown_width(style, "Export", export_spec), gap), view, input.has_trace());
  if (icon_button(ui, "bar.theme", cut_right(row, side, gap), Icon::Theme, "Light or dark (Ctrl+T)",
                  ButtonKind::Outlined)) {
    Preferences changed = *input.preferences;
    changed.theme = style.theme == Theme::Dark ? ThemeChoice::Light : ThemeChoice::Dark;
    requests.add(SetPreferences{changed});
  }
  draw_undo(ui, row, input, requests);
  float widest = 0;
  for (const ModelCard& card : *input.models) widest = std::max(widest, dropdown_width(style, card.name));
  draw_model_menu(ui, cut_right(row, widest, gap), input, requests);
  if (input.session->has_second) return;
  const ButtonSpec second{.label = roomy ? "Second sentence" : "",
                          .icon = Icon::Plus,
                          .tooltip = "Add a second sentence: cross-attention between the two"};
  if (button(ui, "bar.second", cut_right(row, roomy ? button_width(style, second) : side, gap), second)) {
    requests.add(SetSecond{std::string()});
    view.transient.focus_request = "bar.second.text";
  }
}

}  // namespace

void draw_top_bar_panel(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  const Style& style = ui.style;
  fill_rect(area, style.palette.panel);
  horizontal_line(area.Min.x, area.Max.x, area.Max.y - style.hairline(), style.palette.line, style.hairline());
  ImRect rest = inset(area, style.px(kGap4), style.px(kGap3) - style.px(1));
  ImRect row = cut_top(rest, style.px(kBarControlHeight), style.px(kGap2));
  const float name_width = text_width(style, TextRole::Heading, "Heed");
  const ImRect name = cut_left(row, name_width, style.px(kGap3));
  draw_text_in(style, name, TextRole::Heading, style.palette.text, "Heed");
  draw_buttons(ui, row, is_roomy(ui, area), input, view, requests);
  draw_sentence_field(ui, row, is_roomy(ui, area), input, view, requests);
  if (!input.session->has_second) return;
  ImRect second = cut_top(rest, style.px(kBarControlHeight));
  second.Min.x = row.Min.x;
  second.Max.x = row.Max.x;
  draw_second_field(ui, second, input, view, requests);
}

}  // namespace ui
