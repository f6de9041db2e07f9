// One Dear ImGui context with its fonts and look: what the window and the headless pictures have in common.
#pragma once

#include <imgui.h>

#include <functional>
#include <string>
#include <vector>

#include "ui/widgets/item.h"
#include "ui/widgets/style.h"

namespace app {

// Draws one frame; called between ImGui::NewFrame and ImGui::Render.
using DrawFrame = std::function<void(ui::Ui&)>;

class GuiContext {
 public:
  GuiContext();
  ~GuiContext();
  GuiContext(const GuiContext&) = delete;
  GuiContext& operator=(const GuiContext&) = delete;

  // Makes this context ImGui's current one; every function below does so itself.
  void activate() const;

  // May be changed between frames: a new theme, map or count of decimals shows in the next one. Its scale and fonts
  // are kept by this class.
  ui::Style& style() { return style_; }
  const ui::Style& style() const { return style_; }

  // scale = what the display asks for × the reader's own factor.
  void set_display_scale(float scale) { display_scale_ = scale; }
  void set_reader_scale(float scale) { reader_scale_ = scale; }
  float display_scale() const { return display_scale_; }

  const ui::ItemRegistry& items() const { return items_; }

  // One sentence for each font that was not found.
  const std::vector<std::string>& font_messages() const { return font_messages_; }

  // Between the backends' NewFrame and their RenderDrawData: style, ImGui's frame, `draw`, textures.
  ImDrawData& build_frame(const DrawFrame& draw);

  // The textures are freed by the renderer, so it must be shut down before this object goes.

 private:
  void apply_look();

  ImGuiContext* context_;
  ui::Style style_;
  float display_scale_ = 1;
  float reader_scale_ = 1;
  ui::Theme applied_theme_ = ui::Theme::Light;
  float applied_scale_ = 0;  // 0: nothing was applied yet
  ui::ItemRegistry items_;
  ui::TextureSet textures_;
  std::vector<std::string> font_messages_;
};

}  // namespace app
