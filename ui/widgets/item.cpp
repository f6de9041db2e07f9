#include "ui/widgets/item.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "ui/widgets/draw.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr float kTooltipWidth = 320;

bool menu_key_pressed() {
  return ImGui::IsKeyPressed(ImGuiKey_Menu, false) ||
         (ImGui::GetIO().KeyShift && ImGui::IsKeyPressed(ImGuiKey_F10, false));
}

ImRect at_least_one_pixel(const ImRect& rect) {
  return ImRect(rect.Min.x, rect.Min.y, std::max(rect.Max.x, rect.Min.x + 1), std::max(rect.Max.y, rect.Min.y + 1));
}

void register_item(const Ui& ui, std::string_view name, const ImRect& rect, const ItemSpec& spec,
                   bool focused = false) {
  ImRect shown = rect;
  shown.ClipWithFull(ImGui::GetCurrentWindow()->ClipRect);
  const bool visible = shown.GetWidth() > 0 && shown.GetHeight() > 0;
  ui.items.add({std::string(name), rect, visible ? shown : ImRect(), spec.enabled, visible, std::string(spec.tooltip),
                std::string(spec.role), spec.focusable && spec.enabled, focused});
}

ItemState read_state(const ImRect& rect, bool clicked, bool enabled) {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  ItemState state;
  state.rect = rect;
  state.id = ImGui::GetItemID();
  state.enabled = enabled;
  state.hovered = ImGui::IsItemHovered();
  state.active = ImGui::IsItemActive();
  state.by_keyboard = state.active && context.ActiveIdSource == ImGuiInputSource_Keyboard;
  state.clicked = clicked;
  state.double_clicked = state.hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
  state.focused = ImGui::IsItemFocused();
  state.focus_visible = state.focused && context.NavCursorVisible;
  state.right_clicked = enabled && ((state.hovered && ImGui::IsMouseReleased(ImGuiMouseButton_Right)) ||
                                    (state.focused && menu_key_pressed()));
  state.deactivated = ImGui::IsItemDeactivated();
  return state;
}

// A pressed button has told what it does; its tooltip would lie on what it brought.
bool was_pressed(ImGuiID id, bool hovered, bool clicked) {
  ImGuiStorage& storage = *ImGui::GetStateStorage();
  const ImGuiID key = ImHashStr("pressed", 0, id);
  if (clicked) storage.SetBool(key, true);
  if (!hovered && storage.GetBool(key)) storage.SetBool(key, false);
  return storage.GetBool(key);
}

}  // namespace

ItemState item(const Ui& ui, std::string_view name, const ImRect& rect, const ItemSpec& spec) {
  const ImRect place = at_least_one_pixel(rect);
  ImGui::SetCursorScreenPos(place.Min);
  if (spec.allow_overlap) ImGui::SetNextItemAllowOverlap();
  bool clicked = false;
  {
    const ScopedDisabled disabled(!spec.enabled);
    const ImGuiButtonFlags flags = spec.focusable ? ImGuiButtonFlags_EnableNav : ImGuiButtonFlags_None;
    clicked = ImGui::InvisibleButton(std::string(name).c_str(), place.GetSize(), flags);
  }
  if (spec.default_focus) ImGui::SetItemDefaultFocus();
  const ItemState state = read_state(place, clicked, spec.enabled);
  if (ui.items.take_focus(name) != Focus::None) focus_last_item();
  register_item(ui, name, place, spec, state.focused);
  if (spec.ring && state.focus_visible) draw_focus_ring(ui.style, place, spec.radius);
  const bool pressed = spec.role == "button" && was_pressed(state.id, state.hovered || state.focus_visible, clicked);
  if (!spec.tooltip.empty() && !pressed) text_tooltip(ui, spec.tooltip);
  return state;
}

void register_area(const Ui& ui, std::string_view name, const ImRect& rect, std::string_view role) {
  ItemSpec spec;
  spec.role = role;
  spec.focusable = false;
  register_item(ui, name, rect, spec);
}

void register_field(const Ui& ui, std::string_view name, const ImRect& rect, bool enabled) {
  ItemSpec spec;
  spec.role = "field";
  spec.enabled = enabled;
  register_item(ui, name, rect, spec, ImGui::IsItemFocused());
}

// ImGui drops a request when it meets the item that has the focus later in the frame, in another window: so nothing has
// it in the meantime.
void focus_next_field() {
  ImGui::GetCurrentContext()->NavId = 0;
  ImGui::SetKeyboardFocusHere();
}

void focus_last_item() {
  ImGui::GetCurrentContext()->NavId = 0;
  ImGui::FocusItem();
  ImGui::SetNavCursorVisibleAfterMove();
}

void draw_focus_ring(const Style& style, const ImRect& rect, float radius) {
  const float thickness = style.px(kFocusRing);
  const float reach = style.px(kFocusRing) + thickness;
  ImRect ring = rect;
  ring.Expand(reach);
  ring.ClipWith(
      ImGui::GetCurrentWindow()->ClipRect);  // at the edge of a list it lies on the item rather than half seen
  stroke_rect(ring, style.palette.weight, style.px(radius) + reach, thickness);
}

namespace {

// At the keyboard's place there is no pointer to stand beside. A line of a list is told beside the list, whose other
// lines stay in sight; anything narrower above itself, at the window's top edge below.
void place_beside_focus(const Ui& ui) {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  if (!context.NavCursorVisible || !ImGui::IsItemFocused() ||
      ImGui::IsItemHovered(ImGuiHoveredFlags_NoNavOverride | ImGuiHoveredFlags_AllowWhenDisabled)) {
    return;
  }
  const ImRect& rect = context.LastItemData.Rect;
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const float gap = ui.style.px(kGap2);
  const float tip = ui.style.px(kTooltipWidth + 2 * kGap3);
  constexpr float kLine = 200, kRoomAbove = 120;  // CSS pixels: so wide is a line; so high is the highest tooltip
  const bool right = rect.Max.x + gap + tip < window.x;
  const bool left = rect.Min.x - gap - tip > 0;
  const bool top = rect.Min.y < ui.style.px(kRoomAbove);
  const bool in_menu = (context.CurrentWindow->Flags & ImGuiWindowFlags_Popup) != 0;
  if (rect.GetWidth() > ui.style.px(kLine) && (in_menu || !top) && (right || left)) {
    const bool low = rect.GetCenter().y > window.y / 2;
    ImGui::SetNextWindowPos(ImVec2(right ? rect.Max.x + gap : rect.Min.x - gap, low ? rect.Max.y : rect.Min.y),
                            ImGuiCond_Always, ImVec2(right ? 0.0F : 1.0F, low ? 1.0F : 0.0F));
    return;
  }
  const bool fits = rect.Min.x + tip < window.x;
  ImGui::SetNextWindowPos(ImVec2(fits ? rect.Min.x : rect.Max.x, top ? rect.Max.y + gap : rect.Min.y - gap),
                          ImGuiCond_Always, ImVec2(fits ? 0.0F : 1.0F, top ? 0.0F : 1.0F));
}

}  // namespace

Tooltip::Tooltip(const Ui& ui) {
  const ScopedVar padding(ImGuiStyleVar_WindowPadding, ImVec2(ui.style.px(10), ui.style.px(kGap2)));
  const ScopedVar rounding(ImGuiStyleVar_WindowRounding, ui.style.px(kControlRadius));
  const ScopedColor border(ImGuiCol_Border, ui.style.palette.outline);
  if (!ImGui::IsItemHovered(ImGuiHoveredFlags_ForTooltip)) {
    open_ = false;
    return;
  }
  place_beside_focus(ui);
  open_ = ImGui::BeginItemTooltip();
}

Tooltip::~Tooltip() {
  if (open_) ImGui::EndTooltip();
}

void text_tooltip(const Ui& ui, std::string_view text) {
  const Tooltip tip(ui);
  if (!tip.open()) return;
  const float limit = ui.style.px(kTooltipWidth);
  float width = 0;
  for (const std::string_view line : wrap(ui.style, TextRole::Caption, text, limit)) {
    width = std::max(width, text_width(ui.style, TextRole::Caption, line));
  }
  const ImVec2 position = ImGui::GetCursorScreenPos();
  const float height = draw_paragraph(ui.style, position, width, TextRole::Caption, ui.style.palette.text, text);
  ImGui::Dummy(ImVec2(width, height));
}

bool take_key(const ItemState& state, ImGuiKey key, ImGuiKey modifier) {
  ImGui::SetKeyOwner(key, state.id);
  const bool pressed = ImGui::Shortcut(modifier | key, ImGuiInputFlags_Repeat, state.id);
  if (pressed) ImGui::SetNavCursorVisibleAfterMove();  // the keys count now, until the pointer moves
  return pressed;
}

ImU32 reacting(const Style& style, ImU32 rest, const ItemState& state) {
  const float amount = !state.enabled ? 0.0F : state.active ? 0.14F : state.hovered ? 0.07F : 0.0F;
  // A strong fill would vanish into the text colour; it moves away from it instead.
  const bool strong = contrast_ratio(rest, style.palette.panel) > 3;
  return mix(rest, strong ? style.palette.panel : style.palette.text, amount);
}

ImU32 faded(ImU32 color, bool enabled) {
  return enabled ? color : with_alpha(color, 0.45F);
}

}  // namespace ui
