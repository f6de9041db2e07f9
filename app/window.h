// The window on the screen: GLFW, OpenGL 3.3 and ImGui's backends for both, at rest while nothing happens.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/frame_pacing.h"
#include "app/gui_context.h"
#include "app/picture.h"

struct GLFWwindow;

namespace app {

struct WindowOptions {
  std::string title = "Heed";
  int width = 1600;  // at scale 1; never larger than the screen's free area
  int height = 1000;
  bool visible = true;
  std::vector<std::filesystem::path> icons;  // PNG files of several sizes
};

class Window {
 public:
  using DropFiles = std::function<void(const std::vector<std::string>& paths)>;

  // Throws core::Error when there is no display or no OpenGL 3.3. One window at a time, on the main thread.
  explicit Window(const WindowOptions& options = {});
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  // Draws until the window is closed, and only when something happened or `moving` says that something moves.
  void run(const DrawFrame& draw, const std::function<bool()>& moving);

  // Builds one frame without waiting and shows it when it differs from what is on screen. True when it was shown.
  bool frame(const DrawFrame& draw);
  // The same, shown in any case, and read back from the graphics card.
  Picture frame_as_shown(const DrawFrame& draw);

  GuiContext& gui() { return gui_; }
  void set_title(const std::string& title);
  void set_drop_handler(DropFiles handler) { drop_files_ = std::move(handler); }
  void toggle_fullscreen();
  bool fullscreen() const { return fullscreen_; }
  void close();
  bool closing() const;

  // Asks for a frame; the only function that another thread may call.
  static void wake();

  std::uint64_t frames_built() const { return frames_built_; }
  std::uint64_t frames_shown() const { return frames_shown_; }

 private:
  class Library;  // glfwInit to glfwTerminate
  struct Destroy {
    void operator()(GLFWwindow* window) const;
  };
  class Backends;  // ImGui's two, between context and window
  struct Place {
    int x = 0, y = 0, width = 0, height = 0;
  };

  void listen();
  void wait_for_events(bool moving);
  void update_scale();
  ImDrawData* build(const DrawFrame& draw);
  void render(ImDrawData& data);
  Picture read_pixels() const;
  Place place() const;

  std::unique_ptr<Library> library_;
  std::unique_ptr<GLFWwindow, Destroy> window_;
  GuiContext gui_;
  std::unique_ptr<Backends> backends_;
  FrameSchedule schedule_;
  DropFiles drop_files_;
  std::string title_;
  Place windowed_;
  bool fullscreen_ = false;
  bool force_show_ = true;
  std::uint64_t shown_hash_ = 0;
  std::uint64_t frames_built_ = 0;
  std::uint64_t frames_shown_ = 0;
};

}  // namespace app
