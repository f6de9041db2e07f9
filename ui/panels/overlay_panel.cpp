// The overlay: one card over a dimmed window, with a title and a way out.
#include "ui/panels/overlays.h"

#include <algorithm>

#include "ui/panels/panel_list.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"

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

// A modal window of ImGui without any of its furniture: it takes all input while it is open.
class Modal {
 public:
  Modal(Ui& ui, const ImRect& window, const OverlayKind& kind)
      : padding_(ImGuiStyleVar_WindowPadding, ImVec2(0, 0)),
        background_(ImGuiCol_PopupBg, ui.style.palette.panel),
        border_(ImGuiCol_Border, ui.style.palette.line),
        dim_(ImGuiCol_ModalWindowDimBg,
             ui.style.theme == Theme::Dark ? IM_COL32(0, 0, 0, 140) : IM_COL32(27, 31, 39, 90)) {
    const float margin = ui.style.px(kGap6);
    const ImVec2 size(std::min(ui.style.px(kind.size.x), window.GetWidth() - 2 * margin),
                      std::min(ui.style.px(kind.size.y), window.GetHeight() - 2 * margin));
    const ImRect rect = centered(window, size);
    if (!ImGui::IsPopupOpen(kind.title)) ImGui::OpenPopup(kind.title);
    ImGui::SetNextWindowPos(rect.Min);
    ImGui::SetNextWindowSize(size);
    open_ = ImGui::BeginPopupModal(kind.title, nullptr,
                                   ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                       ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoScrollWithMouse);
    content_ = inset(rect, ui.style.px(kGap4), ui.style.px(kGap4));
  }
  ~Modal() {
    if (open_) ImGui::EndPopup();
  }
  Modal(const Modal&) = delete;
  Modal& operator=(const Modal&) = delete;
  bool open() const { return open_; }
  const ImRect& content() const { return content_; }

 private:
  ScopedVar padding_;
  ScopedColor background_, border_, dim_;
  bool open_ = false;
  ImRect content_;
};

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
    const Modal modal(ui, area, kind);
    if (!modal.open()) return;
    ImRect rest = modal.content();
    ImRect header = cut_top(rest, ui.style.px(kControlHeight), ui.style.px(kGap3));
    const ImRect close = cut_right(header, header.GetHeight());
    draw_text_in(ui.style, header, TextRole::Heading, ui.style.palette.text, kind.title);
    const bool closed = icon_button(ui, "overlay.close", close, Icon::Close, "Close (Esc)");
    kind.draw(ui, rest, input, view, requests);
    const ImRect window = inset(modal.content(), -ui.style.px(kGap4), -ui.style.px(kGap4));
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
