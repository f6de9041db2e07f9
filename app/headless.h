// The whole interface without a window: frames are built with ImGui and drawn on the processor.
#pragma once

#include <functional>
#include <string>

#include "app/gui_context.h"
#include "app/picture.h"

namespace app {

struct HeadlessOptions {
  int width = 1600;  // framebuffer pixels
  int height = 1000;
  float scale = 1;
  ui::Theme theme = ui::Theme::Light;
};

class Headless {
 public:
  explicit Headless(const HeadlessOptions& options = {});
  ~Headless();
  Headless(const Headless&) = delete;
  Headless& operator=(const Headless&) = delete;

  // Builds one frame, `seconds` after the former one.
  void frame(const DrawFrame& draw, float seconds = 1.0F / 60);
  // The frame that was built last, on the window's colour.
  Picture picture() const;

  void resize(int width, int height);
  GuiContext& gui() { return gui_; }
  const GuiContext& gui() const { return gui_; }
  const std::string& clipboard() const { return clipboard_; }
  void set_clipboard(const std::string& text) { clipboard_ = text; }

 private:
  GuiContext gui_;
  std::string clipboard_;
  int width_;
  int height_;
};

// Builds frames until the layout has settled (popups and auto-sized parts need a few) and `unfinished`, asked after
// each frame, says no; then draws. Gives up waiting after 5,000 frames.
Picture draw_settled(Headless& headless, const DrawFrame& draw, const std::function<bool()>& unfinished = {});

}  // namespace app
