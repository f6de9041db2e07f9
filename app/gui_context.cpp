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

bool is_modifier(ImGuiKey key) {
  return (key & ImGuiMod_Mask_) != 0 || (key >= ImGuiKey_LeftCtrl && key <= ImGuiKey_RightSuper);
}

// How many events the next frame may see. ImGui lets a key go down and Ctrl go up in one frame, and then takes the
// chord for the bare key: so what changes a modifier after a key went down waits for the frame after.
int events_of_one_frame(const ImGuiContext& context) {
  if (focus_is_under_way(context)) return 0;
  bool pressed = false;
  int count = 0;
  for (const ImGuiInputEvent& event : context.InputEventsQueue) {
    if (event.Type == ImGuiInputEventType_Key) {
      if (pressed && is_modifier(event.Key.Key)) return count;
      pressed = pressed || (event.Key.Down && !is_modifier(event.Key.Key));
    }
    ++count;
  }
  return count;
}

void begin_imgui_frame(ImGuiContext& context) {
  ImVector<ImGuiInputEvent>& queue = context.InputEventsQueue;
  const int now = events_of_one_frame(context);
  ImVector<ImGuiInputEvent> waiting;
  for (int i = now; i < queue.Size; ++i) waiting.push_back(queue[i]);
  queue.resize(now);
  ImGui::NewFrame();
  for (const ImGuiInputEvent& event : waiting) queue.push_back(event);
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
  context_->ConfigNavWindowingKeyNext = 0;  // Ctrl+Tab walks the controls of a region
  context_->ConfigNavWindowingKeyPrev = 0;
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
