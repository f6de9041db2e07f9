// An X server without a screen (Xvfb) for the few tests that need a real window.
#pragma once

#include <sys/types.h>

#include <string>

namespace support {

class VirtualDisplay {
 public:
  // Starts Xvfb and points DISPLAY at it. Where that fails, `missing()` says why and nothing else was changed.
  VirtualDisplay();
  ~VirtualDisplay();
  VirtualDisplay(const VirtualDisplay&) = delete;
  VirtualDisplay& operator=(const VirtualDisplay&) = delete;
  const std::string& missing() const { return missing_; }

 private:
  pid_t server_ = -1;
  std::string missing_;
};

}  // namespace support
