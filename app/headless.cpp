#include "app/headless.h"

#include "app/rasterizer.h"

namespace app {
namespace {

std::string& clipboard_of(ImGuiContext*) {
  return *static_cast<std::string*>(ImGui::GetPlatformIO().Platform_ClipboardUserData);
}

const char* get_clipboard(ImGuiContext* context) {
  return clipboard_of(context).c_str();
}

void set_clipboard_text(ImGuiContext* context, const char* text) {
  clipboard_of(context) = text;
}

}  // namespace

Headless::Headless(const HeadlessOptions& options) : width_(options.width), height_(options.height) {
  gui_.activate();
  ImGuiIO& io = ImGui::GetIO();
  // The offset: indices have 16 bits, and a panel may draw more corners than they count.
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
  io.BackendPlatformName = "heed headless";
  io.ConfigInputTextCursorBlink = false;  // pictures do not depend on when they are taken
  ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
  platform.Platform_ClipboardUserData = &clipboard_;
  platform.Platform_GetClipboardTextFn = get_clipboard;
  platform.Platform_SetClipboardTextFn = set_clipboard_text;
  gui_.style().theme = options.theme;
  gui_.set_display_scale(options.scale);
  io.AddFocusEvent(true);
}

Headless::~Headless() {
  gui_.activate();
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->RefCount != 1) continue;
    texture->SetTexID(ImTextureID_Invalid);
    texture->SetStatus(ImTextureStatus_Destroyed);
  }
}

void Headless::frame(const DrawFrame& draw, float seconds) {
  gui_.activate();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = ImVec2(static_cast<float>(width_), static_cast<float>(height_));
  io.DisplayFramebufferScale = ImVec2(1, 1);
  io.DeltaTime = seconds;
  serve_textures(gui_.build_frame(draw));
}

Picture Headless::picture() const {
  gui_.activate();
  Picture picture(width_, height_, gui_.style().palette.window);
  if (const ImDrawData* data = ImGui::GetDrawData()) rasterize(*data, picture);
  return picture;
}

void Headless::resize(int width, int height) {
  width_ = width;
  height_ = height;
}

Picture draw_settled(Headless& headless, const DrawFrame& draw, const std::function<bool()>& unfinished) {
  constexpr int kSettled = 4, kMost = 5000;
  bool more = true;
  for (int frame = 0; frame < kSettled || (more && frame < kMost); ++frame) {
    headless.frame(draw);
    more = unfinished && unfinished();
  }
  return headless.picture();
}

}  // namespace app
