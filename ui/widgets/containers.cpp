#include "ui/widgets/containers.h"

#include <algorithm>
#include <cmath>

#include "core/spelling.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/input_text.h"
#include "ui/widgets/layout.h"

namespace ui {
namespace {

constexpr float kMenuLine = 32;
constexpr float kMenuLineWithCaption = 48;
constexpr float kPopupPadding = 6;
constexpr float kPopupMaxHeight = 480;  // CSS pixels; longer lists scroll

// Inside a list the ring would be cut off at the popup's edge: the focused line is framed within itself.
void draw_menu_surface(const Style& style, const ItemState& state, bool selected) {
  const Palette& p = style.palette;
  const float radius = style.px(kControlRadius - 2);
  const bool touched = state.hovered || state.active;
  if (selected || touched) {
    fill_rect(state.rect, selected ? reacting(style, p.tint, state) : reacting(style, p.panel, state), radius);
  }
  if (state.focus_visible) stroke_rect(state.rect, p.weight, radius, style.px(kFocusRing));
}

void draw_menu_text(const Style& style, ImRect line, const MenuItemSpec& spec) {
  const Palette& p = style.palette;
  const ImU32 strong = faded(p.text, spec.enabled);
  const ImU32 weak = faded(p.second_text, spec.enabled);
  if (!spec.shortcut.empty()) {
    const float width = text_width(style, TextRole::Caption, spec.shortcut);
    draw_text_in(style, cut_right(line, width, style.px(kGap3)), TextRole::Caption, weak, spec.shortcut);
  }
  if (spec.selected) {
    draw_icon(cut_right(line, style.px(16), style.px(kGap1)), Icon::Check, style.px(16), faded(p.weight, spec.enabled));
  }
  if (spec.caption.empty()) {
    draw_text_in(style, line, TextRole::Body, strong, spec.label);
    return;
  }
  const float label = line_height(style, TextRole::Body);
  const float caption = line_height(style, TextRole::Caption);
  const float top = line.Min.y + std::floor((line.GetHeight() - label - caption - style.px(1)) / 2);
  draw_text_in(style, ImRect(line.Min.x, top, line.Max.x, top + label), TextRole::Body, strong, spec.label);
  const float below = top + label + style.px(1);
  draw_text_in(style, ImRect(line.Min.x, below, line.Max.x, below + caption), TextRole::Caption, weak, spec.caption);
}

bool matches(const DropdownItem& item, const std::string* filter) {
  if (filter == nullptr || filter->empty()) return true;
  return core::contains_ignoring_case(item.label, *filter) || core::contains_ignoring_case(item.caption, *filter);
}

void search_field(const Ui& ui, std::string_view name, const Popup& popup, std::string& filter) {
  const Style& style = ui.style;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImRect rect(at.x, at.y, at.x + popup.width(), at.y + style.px(32));
  TextFieldSpec spec;
  spec.hint = "Search";
  spec.icon = Icon::Search;
  spec.take_focus = ImGui::IsWindowAppearing();
  text_field(ui, std::string(name) + "/search", rect, filter, spec);
  ImGui::SetCursorScreenPos(ImVec2(at.x, rect.Max.y + style.px(kGap1)));
}

void empty_line(const Ui& ui, const Popup& popup, std::string_view text) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImRect line(at.x, at.y, at.x + popup.width(), at.y + ui.style.px(kMenuLine));
  draw_text_in(ui.style, inset(line, ui.style.px(kGap2), 0), TextRole::Caption, ui.style.palette.second_text, text);
  ImGui::Dummy(line.GetSize());
}

std::optional<int> dropdown_list(const Ui& ui, std::string_view name, const Popup& popup,
                                 std::span<const DropdownItem> items, int selected, std::string* filter) {
  if (filter != nullptr) search_field(ui, name, popup, *filter);
  std::optional<int> chosen;
  bool any = false;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const DropdownItem& entry = items[i];
    if (!matches(entry, filter)) continue;
    any = true;
    if (!entry.heading.empty()) menu_heading(ui, popup, entry.heading);
    MenuItemSpec spec;
    spec.label = entry.label;
    spec.caption = entry.caption;
    spec.icon = entry.icon;
    spec.enabled = entry.enabled;
    spec.tooltip = entry.tooltip;
    spec.selected = static_cast<int>(i) == selected;
    spec.default_focus = spec.selected && filter == nullptr;
    if (menu_item(ui, std::string(name) + "/" + entry.label, popup, spec)) chosen = static_cast<int>(i);
  }
  if (!any) empty_line(ui, popup, filter != nullptr && !filter->empty() ? "Nothing matches." : "Nothing here yet.");
  return chosen;
}

std::string button_label(const DropdownSpec& spec, std::span<const DropdownItem> items, int selected) {
  std::string label(spec.label);
  if (!spec.value.empty()) return label + std::string(spec.value);
  const bool known = selected >= 0 && static_cast<std::size_t>(selected) < items.size();
  return known ? label + items[static_cast<std::size_t>(selected)].label : label;
}

}  // namespace

Card::Card(const Ui& ui, std::string_view name, const ImRect& rect) {
  register_area(ui, name, rect, "card");
  ImGui::SetCursorScreenPos(rect.Min);
  const ScopedVar padding(ImGuiStyleVar_WindowPadding, ImVec2(ui.style.px(kPanelPadding), ui.style.px(kPanelPadding)));
  ImGui::BeginChild(std::string(name).c_str(), rect.GetSize(), ImGuiChildFlags_Borders | ImGuiChildFlags_NavFlattened,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  content_ = inset(rect, ui.style.px(kPanelPadding), ui.style.px(kPanelPadding));
}

Card::~Card() {
  ImGui::EndChild();
}

ScrollArea::ScrollArea(const Ui& ui, std::string_view name, const ImRect& rect) {
  register_area(ui, name, rect, "scroll area");
  ImGui::SetCursorScreenPos(rect.Min);
  const ScopedColor background(ImGuiCol_ChildBg, 0);
  ImGui::BeginChild(std::string(name).c_str(), rect.GetSize(), ImGuiChildFlags_NavFlattened, ImGuiWindowFlags_None);
  origin_ = ImGui::GetCursorScreenPos();
  width_ = rect.GetWidth() - ImGui::GetStyle().ScrollbarSize;
}

ScrollArea::~ScrollArea() {
  ImGui::EndChild();
}

void ScrollArea::set_content_height(float height) {
  ImGui::SetCursorScreenPos(origin_);
  ImGui::Dummy(ImVec2(1, height));
}

void open_popup(std::string_view name) {
  ImGui::OpenPopup(std::string(name).c_str());
}

bool is_popup_open(std::string_view name) {
  return ImGui::IsPopupOpen(std::string(name).c_str());
}

Popup::Popup(const Ui& ui, std::string_view name, const ImRect& anchor, float width) {
  const Style& style = ui.style;
  const ImGuiViewport& viewport = *ImGui::GetMainViewport();
  const ImVec2 end(viewport.Pos.x + viewport.Size.x, viewport.Pos.y + viewport.Size.y);
  const float gap = style.px(kGap1);
  const float below = end.y - anchor.Max.y - 2 * gap;
  const float above = anchor.Min.y - viewport.Pos.y - 2 * gap;
  const bool upward = below < style.px(kPopupMaxHeight) && above > below;
  const float room = std::min(upward ? above : below, style.px(kPopupMaxHeight));
  const float outer = std::min(style.px(width), viewport.Size.x - 2 * gap);
  const float left =
      std::clamp(anchor.Min.x, viewport.Pos.x + gap, std::max(viewport.Pos.x + gap, end.x - outer - gap));
  ImGui::SetNextWindowPos(ImVec2(left, upward ? anchor.Min.y - gap : anchor.Max.y + gap), ImGuiCond_Always,
                          ImVec2(0, upward ? 1.0F : 0.0F));
  ImGui::SetNextWindowSizeConstraints(ImVec2(outer, 0), ImVec2(outer, std::max(room, style.px(kMenuLine))));
  const float padding = style.px(kPopupPadding);
  const ScopedVar window_padding(ImGuiStyleVar_WindowPadding, ImVec2(padding, padding));
  open_ = ImGui::BeginPopup(std::string(name).c_str(), ImGuiWindowFlags_NoMove);
  const bool scrolls = open_ && ImGui::GetCurrentWindow()->ScrollbarY;
  width_ = outer - 2 * padding - (scrolls ? ImGui::GetStyle().ScrollbarSize : 0);
}

Popup::~Popup() {
  if (open_) ImGui::EndPopup();
}

void Popup::close() {
  ImGui::CloseCurrentPopup();
}

bool menu_item(const Ui& ui, std::string_view name, const Popup& popup, const MenuItemSpec& spec) {
  const Style& style = ui.style;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = style.px(spec.caption.empty() ? kMenuLine : kMenuLineWithCaption);
  const ImRect rect(at.x, at.y, at.x + popup.width(), at.y + height);
  ItemSpec wanted;
  wanted.tooltip = spec.tooltip;
  wanted.role = "menu item";
  wanted.enabled = spec.enabled;
  wanted.ring = false;
  wanted.default_focus = spec.default_focus;
  const ScopedVar spacing(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  const ItemState state = item(ui, name, rect, wanted);
  draw_menu_surface(style, state, spec.selected);
  ImRect line = inset(rect, style.px(kGap2), 0);
  if (spec.icon != Icon::None) {
    draw_icon(cut_left(line, style.px(16), style.px(kGap2)), spec.icon, style.px(16),
              faded(style.palette.second_text, spec.enabled));
  }
  draw_menu_text(style, line, spec);
  if (state.clicked) ImGui::CloseCurrentPopup();
  return state.clicked;
}

void menu_separator(const Ui& ui, const Popup& popup) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ScopedVar spacing(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  horizontal_line(at.x, at.x + popup.width(), at.y + ui.style.px(kGap1), ui.style.palette.line, ui.style.hairline());
  ImGui::Dummy(ImVec2(popup.width(), 2 * ui.style.px(kGap1) + ui.style.hairline()));
}

void menu_heading(const Ui& ui, const Popup& popup, std::string_view text) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ScopedVar spacing(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  const ImRect line(at.x, at.y, at.x + popup.width(), at.y + ui.style.px(28));
  draw_text_in(ui.style, inset(line, ui.style.px(kGap2), 0), TextRole::CaptionSemibold, ui.style.palette.second_text,
               text);
  ImGui::Dummy(line.GetSize());
}

std::optional<int> dropdown(const Ui& ui, std::string_view name, const ImRect& rect,
                            std::span<const DropdownItem> items, int selected, const DropdownSpec& spec) {
  const std::string popup_name = std::string(name) + "/list";
  const std::string label = button_label(spec, items, selected);
  ButtonSpec face;
  face.label = label;
  face.kind = spec.kind;
  face.chevron = true;
  face.enabled = spec.enabled;
  face.tooltip = is_popup_open(popup_name) ? std::string_view() : spec.tooltip;
  if (button(ui, name, rect, face)) {
    if (spec.filter != nullptr) spec.filter->clear();
    open_popup(popup_name);
  }
  const Popup popup(ui, popup_name, rect, std::max(spec.list_width, rect.GetWidth() / ui.style.scale));
  if (!popup.open()) return std::nullopt;
  return dropdown_list(ui, name, popup, items, selected, spec.filter);
}

float dropdown_width(const Style& style, std::string_view widest_value, const DropdownSpec& spec) {
  ButtonSpec face;
  const std::string label = std::string(spec.label) + std::string(widest_value);
  face.label = label;
  face.chevron = true;
  return button_width(style, face);
}

}  // namespace ui
