// The top bar: the sentence, its second, the model, undo and redo, theme, export, help.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ui/commands.h"
#include "ui/panels/overlays.h"
#include "ui/panels/panel_list.h"
#include "ui/widgets/containers.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/fitting_text.h"
#include "ui/widgets/input_text.h"
#include "ui/widgets/layout.h"

namespace ui {

namespace {

constexpr float kRoomy = 1240;                      // CSS pixels: below, buttons lose their words
constexpr float kTight = 1000;                      // below, also the program's name goes
constexpr float kLeastList = 380, kMostList = 860;  // CSS pixels of the list of models
constexpr float kBesideCaption = 64;                // its paddings, the tick and the scroll bar

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
  spec.room_right = library_width + ui.style.px(kGap2);
  // Smaller type where the larger one would cut the sentence.
  const float room = text_field_room(ui.style, area, spec);
  if (text_width(ui.style, TextRole::Sentence, text) > room) spec.role = TextRole::Body;
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
  spec.role = TextRole::Sentence;
  spec.tooltip = "Heads of cross-attention take their keys and values from here";
  spec.room_right = ui.style.px(36);
  const float room = text_field_room(ui.style, area, spec);
  if (text_width(ui.style, TextRole::Sentence, text) > room) spec.role = TextRole::Body;
  static constexpr std::array kHints = {"A second sentence, for cross-attention: “Der Hund ist schwarz”",
                                        "A second sentence, such as “Der Hund ist schwarz”", "A second sentence"};
  spec.hint = first_fitting(ui.style, spec.role, kHints, room);
  const TextFieldState state = text_field(ui, "bar.second.text", area, text, spec);
  if (state.edited) requests.add(SetSecond{text, goes_on(view, "bar.second.text")});
  end_typing(view, "bar.second.text", state);
  ImRect inside = inset(area, ui.style.px(kGap1), ui.style.px(kGap1));
  const ImRect close = cut_right(inside, inside.GetHeight());
  if (icon_button(ui, "bar.second.close", close, Icon::Close, "Close the second sentence")) {
    requests.add(SetSecond{std::nullopt});
  }
}

std::vector<DropdownItem> model_items(const std::vector<ModelCard>& cards) {
  std::vector<DropdownItem> items;
  bool learned = false;
  for (const ModelCard& card : cards) {
    DropdownItem item;
    item.label = card.name;
    const bool found = card.origin == core::Origin::Learned;  // tells its size; the built-in ones what they are
    item.caption = found && !card.detail.empty() ? card.detail : card.about.substr(0, card.about.find('\n'));
    item.tooltip = found || card.detail.empty() ? card.about : card.about + "\n" + card.detail;
    item.enabled = card.usable;
    if (card.origin == core::Origin::Learned && !learned) item.heading = "Learned models";
    learned = learned || card.origin == core::Origin::Learned;
    items.push_back(std::move(item));
  }
  if (!learned) {
    items.push_back({"none on this machine", "app/get_model.sh minilm fetches one", Icon::None, false, "Learned models",
                     "Or open a folder or a .gguf file that you have (Ctrl+O)"});
  }
  return items;
}

const ModelCard* current_card(const PanelInput& input) {
  for (const ModelCard& card : *input.models) {
    if (card.id == input.session->model || card.name == input.session->model) return &card;
  }
  return nullptr;
}

// Wide enough for the longest description, in CSS pixels.
float list_width(const Style& style, const std::vector<DropdownItem>& items) {
  float widest = 0;
  for (const DropdownItem& item : items) {
    widest = std::max(widest, text_width(style, TextRole::Caption, item.caption));
  }
  return std::clamp(widest / style.scale + kBesideCaption, kLeastList, kMostList);
}

void draw_model_menu(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  const bool open = is_popup_open("bar.model/list");
  if (open && !view.transient.model_menu_open) requests.add(ListModels{});  // one may just have been fetched
  view.transient.model_menu_open = open;
  const ModelCard* current = current_card(input);
  DropdownSpec spec;
  spec.kind = ButtonKind::Raised;
  const std::string tooltip = "The model that computes" + (current == nullptr ? "" : "\n" + current->about);
  spec.tooltip = tooltip;
  const std::vector<DropdownItem> items = model_items(*input.models);
  spec.list_width = list_width(ui.style, items);
  const int selected = current == nullptr ? -1 : static_cast<int>(current - input.models->data());
  if (const auto chosen = dropdown(ui, "bar.model", area, items, selected, spec)) {
    requests.add(ChooseModel{(*input.models)[static_cast<std::size_t>(*chosen)].id});
  }
}

void draw_export_menu(Ui& ui, const ImRect& area, ViewState& view, bool enabled) {
  static const std::vector<DropdownItem> items = {
      {"The map as a picture", "PNG, SVG, PDF or, as numbers, CSV", Icon::None, true, "", ""},
      {"The window as a picture", "PNG", Icon::None, true, "", ""},
      {"The session", "a small JSON file: sentence, model, switches, edits", Icon::None, true, "", ""}};
  DropdownSpec spec;
  spec.value = "Export";
  spec.kind = ButtonKind::Outlined;
  spec.list_width = 380;
  spec.enabled = enabled;
  spec.tooltip = "Save what is shown";
  const auto chosen = dropdown(ui, "bar.export", area, items, -1, spec);
  if (chosen == 0) open_save(view, SaveWhat::Map);
  if (chosen == 1) open_save(view, SaveWhat::Window);
  if (chosen == 2) open_save(view, SaveWhat::Session);
}

void draw_undo(Ui& ui, ImRect area, const PanelInput& input, Requests& requests) {
  const float side = area.GetHeight();
  const ImRect undo = cut_left(area, side, ui.style.px(kGap1));
  const ImRect redo = cut_left(area, side);
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

// Where everything right of the field stands. It is drawn from left to right, for that is the way Tab goes.
struct Places {
  ImRect second, model, undo, exports, theme, help;
};

Places cut_places(const Style& style, ImRect& row, const ButtonSpec* second, bool tight, const PanelInput& input) {
  const float gap = style.px(kGap2);
  const float side = row.GetHeight();
  Places places;
  places.help = cut_right(row, side, gap);
  DropdownSpec export_spec;
  export_spec.kind = ButtonKind::Outlined;
  places.exports = cut_right(row, dropdown_width(style, "Export", export_spec), gap);
  if (!tight) places.theme = cut_right(row, side, gap);
  places.undo = cut_right(row, 2 * side + style.px(kGap1), gap);
  // Wide enough for every built-in name, so that it keeps its place; longer names of learned ones are cut.
  float widest = 0;
  for (const ModelCard& card : *input.models) {
    if (card.origin != core::Origin::Learned) widest = std::max(widest, dropdown_width(style, card.name));
  }
  places.model = cut_right(row, widest, gap);
  if (second != nullptr)
    places.second = cut_right(row, second->label.empty() ? side : button_width(style, *second), gap);
  return places;
}

void draw_buttons(Ui& ui, const Places& places, const ButtonSpec* second, const PanelInput& input, ViewState& view,
                  Requests& requests) {
  if (second != nullptr && button(ui, "bar.second", places.second, *second)) {
    requests.add(OpenSecond{});
    view.transient.focus_request = "bar.second.text";
  }
  draw_model_menu(ui, places.model, input, view, requests);
  draw_undo(ui, places.undo, input, requests);
  const bool has_theme = places.theme.GetWidth() > 0;
  if (has_theme &&
      icon_button(ui, "bar.theme", places.theme, Icon::Theme, "Light or dark (Ctrl+T)", ButtonKind::Outlined)) {
    toggle_theme(input, requests);
  }
  draw_export_menu(ui, places.exports, view, input.has_trace());
  if (icon_button(ui, "bar.help", places.help, Icon::Help, "Keys and help (F1)", ButtonKind::Outlined)) {
    open_overlay(view, Overlay::Keys);
  }
}

}  // namespace

void draw_top_bar_panel(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  const Style& style = ui.style;
  fill_rect(area, style.palette.panel);
  horizontal_line(area.Min.x, area.Max.x, area.Max.y - style.hairline(), style.palette.line, style.hairline());
  ImRect rest = inset(area, style.px(kGap4), style.px(kGap3) - style.px(1));
  ImRect row = cut_top(rest, style.px(kBarControlHeight), style.px(kGap2));
  const bool tight = area.GetWidth() < style.px(kTight);
  if (!tight) {
    const ImRect name = cut_left(row, text_width(style, TextRole::Heading, "Heed"), style.px(kGap3));
    draw_text_in(style, name, TextRole::Heading, style.palette.text, "Heed");
  }
  const bool roomy = is_roomy(ui, area);
  const ButtonSpec add{.label = roomy ? "Second sentence" : "",
                       .icon = Icon::Plus,
                       .tooltip = "Add a second sentence: cross-attention between the two"};
  const ButtonSpec* second = input.session->has_second ? nullptr : &add;
  const Places places = cut_places(style, row, second, tight, input);
  draw_sentence_field(ui, row, roomy, input, view, requests);
  if (second == nullptr) {
    ImRect field = cut_top(rest, style.px(kBarControlHeight));
    field.Min.x = row.Min.x;
    field.Max.x = row.Max.x;
    draw_second_field(ui, field, input, view, requests);
  }
  draw_buttons(ui, places, second, input, view, requests);
}

}  // namespace ui
