// The built heed in a real window of its own process, driven by a real pointer and real keys through xdotool.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace support {

// True as soon as `holds` does; false where it still does not after a time that is generous on a busy machine.
bool becomes(const std::function<bool()>& holds, std::chrono::seconds limit = std::chrono::seconds(60));

// Why real keys and a real pointer cannot be sent; empty where they can.
std::string missing_input_tool();

struct WindowSize {
  int width = 0, height = 0;
};

class RealWindow {
 public:
  // Starts heed on DISPLAY with its settings, state and home below `home`, and gives its window the keyboard once its
  // first frame was drawn. Throws std::runtime_error where no window comes.
  explicit RealWindow(const std::filesystem::path& home);
  ~RealWindow();  // kills it where it still runs
  RealWindow(const RealWindow&) = delete;
  RealWindow& operator=(const RealWindow&) = delete;

  std::string title() const;
  WindowSize size() const;

  // One chord as xdotool spells it: "ctrl+z".
  void press(const std::string& chord) const;
  void type(const std::string& text) const;
  // In pixels of the window, which has no frame.
  void click(int x, int y) const;
  void drag(int x, int y, int dx) const;

  // Stops the process, sends the input, and lets it run again: one frame sees everything at once.
  void while_it_hangs(const std::function<void()>& input) const;

  // As a crash would end it: no chance to save anything.
  void kill();
  // Its exit code once it has ended by itself; nothing where it goes on running.
  std::optional<int> wait_for_exit();

 private:
  void find();

  pid_t process_ = -1;
  std::string id_;  // the window's number as xdotool writes it
};

}  // namespace support
