#include "ui/widgets/modal.h"

#include "ui/widgets/layout.h"

namespace ui {

Modal::Modal(const Ui& ui, const char* title, const ImRect& rect)
    : padding_(ImGuiStyleVar_WindowPadding, ImVec2(0, 0)),
      background_(ImGuiCol_PopupBg, ui.style.palette.panel),
      border_(ImGuiCol_Border, ui.style.palette.line),
      dim_(ImGuiCol_ModalWindowDimBg,
           ui.style.theme == Theme::Dark ? IM_COL32(0, 0, 0, 140) : IM_COL32(27, 31, 39, 90)),
      content_(inset(rect, ui.style.px(kGap4), ui.style.px(kGap4))) {
  if (!ImGui::IsPopupOpen(title)) ImGui::OpenPopup(title);
  ImGui::SetNextWindowPos(rect.Min);
  ImGui::SetNextWindowSize(rect.GetSize());
  open_ = ImGui::BeginPopupModal(title, nullptr,
                                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoScrollWithMouse);
}

Modal::~Modal() {
  if (open_) ImGui::EndPopup();
}

}  // namespace ui
