#include "app/gui_context.h"

#include <imgui_internal.h>

#include <utility>

#include "app/fonts.h"

namespace app {
namespace {

// A field that is given the keyboard has it two frames later, and ImGui drops the letters of the frame between. Where
// frames are slow that frame sees the first letters a person types: so whatever came waits for the next one.
bool focus_is_under_way(const ImGuiContext& context) {
  return context.NavMoveSubmitted && (context.NavMoveFlags & ImGuiNavMoveFlags_FocusApi) != 0;
}

void begin_imgui_frame(ImGuiContext& context) {
  ImVector<ImGuiInputEvent> waiting;
  const bool hold_back = focus_is_under_way(context);
  if (hold_back) waiting.swap(context.InputEventsQueue);
  ImGui::NewFrame();
  if (hold_back) waiting.swap(context.InputEventsQueue);
}

}  // namespace

GuiContext::GuiContext() : context_(ImGui::CreateContext()) {
  activate();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;  // Heed remembers its own layout
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.ConfigNavCursorVisibleAuto = true;
  io.ConfigWindowsMoveFromTitleBarOnly = true;
  io.ConfigErrorRecoveryEnableTooltip = false;
  io.ConfigDpiScaleFonts = false;  // the style sets its own factor
  LoadedFonts loaded = load_fonts(*io.Fonts);
  style_.fonts = loaded.fonts;
  font_messages_ = std::move(loaded.messages);
}

GuiContext::~GuiContext() {
  activate();
  ImGui::DestroyContext(context_);
}

void GuiContext::activate() const {
  ImGui::SetCurrentContext(context_);
}

void GuiContext::apply_look() {
  style_.scale = display_scale_ * reader_scale_;
  style_.palette = ui::palette(style_.theme);
  if (applied_scale_ == style_.scale && applied_theme_ == style_.theme) return;
  ui::apply_style(ImGui::GetStyle(), style_.theme, style_.scale);
  applied_scale_ = style_.scale;
  applied_theme_ = style_.theme;
}

ImDrawData& GuiContext::build_frame(const DrawFrame& draw) {
  activate();
  apply_look();
  items_.begin_frame();
  begin_imgui_frame(*context_);
  ui::Ui ui{style_, items_, textures_};
  draw(ui);
  ImGui::Render();
  ImDrawData& data = *ImGui::GetDrawData();
  textures_.hand_over(data);
  return data;
}

}  // namespace app
