// The overlay: one card over a dimmed window, with a title and a way out.
#include "ui/panels/overlays.h"

#include <algorithm>

#include "ui/panels/panel_list.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/modal.h"

namespace ui {

namespace {

struct OverlayKind {
  Overlay overlay;
  const char* title;
  ImVec2 size;  // CSS pixels, at most
  void (*draw)(Ui&, const ImRect&, const PanelInput&, ViewState&, Requests&);
};

constexpr OverlayKind kOverlays[] = {
    {Overlay::Keys, "Keys and marks", ImVec2(760, 620), draw_keys_overlay},
    {Overlay::About, "About Heed", ImVec2(560, 520), draw_about_overlay},
    {Overlay::Commands, "Find a command", ImVec2(560, 480), draw_commands_overlay},
    {Overlay::OpenFile, "Open a session", ImVec2(640, 520), draw_open_overlay},
    {Overlay::SaveFile, "Save", ImVec2(640, 520), draw_save_overlay},
    {Overlay::Cards, "Key concepts", ImVec2(640, 560), draw_cards_overlay},
    {Overlay::Record, "Record this step", ImVec2(520, 440), draw_record_overlay},
    {Overlay::Edits, "Edits", ImVec2(680, 520), draw_edits_overlay},
};

ImRect place_of(const Style& style, const ImRect& window, const OverlayKind& kind) {
  const float margin = style.px(kGap6);
  return centered(window, ImVec2(std::min(style.px(kind.size.x), window.GetWidth() - 2 * margin),
                                 std::min(style.px(kind.size.y), window.GetHeight() - 2 * margin)));
}

bool clicked_outside(const ImRect& window) {
  return ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !ImGui::IsMouseHoveringRect(window.Min, window.Max, false);
}

}  // namespace

void open_overlay(ViewState& view, Overlay overlay) {
  view.transient.overlay = overlay;
  view.transient.list_search = {};
  view.transient.files = {};
}

void toggle_overlay(ViewState& view, Overlay overlay) {
  open_overlay(view, view.transient.overlay == overlay ? Overlay::None : overlay);
}

void close_overlay(ViewState& view) {
  open_overlay(view, Overlay::None);
}

void draw_overlay_panel(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  for (const OverlayKind& kind : kOverlays) {
    if (view.transient.overlay != kind.overlay) continue;
    const ImRect window = place_of(ui.style, area, kind);
    const Modal modal(ui, kind.title, window);
    if (!modal.open()) return;
    ImRect rest = modal.content();
    ImRect header = cut_top(rest, ui.style.px(kControlHeight), ui.style.px(kGap3));
    const ImRect close = cut_right(header, header.GetHeight());
    draw_text_in(ui.style, header, TextRole::Heading, ui.style.palette.text, kind.title);
    const bool closed = icon_button(ui, "overlay.close", close, Icon::Close, "Close (Esc)");
    kind.draw(ui, rest, input, view, requests);
    register_area(ui, "overlay", window);
    const bool appearing = ImGui::IsWindowAppearing();
    if (closed || ImGui::IsKeyPressed(ImGuiKey_Escape, false) || (!appearing && clicked_outside(window))) {
      close_overlay(view);
    }
    if (view.transient.overlay != kind.overlay) ImGui::CloseCurrentPopup();
    return;
  }
}

}  // namespace ui
