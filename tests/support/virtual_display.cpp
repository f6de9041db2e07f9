#include "tests/support/virtual_display.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

namespace support {
namespace {

constexpr int kStartMilliseconds = 20000;

// The server writes the number of the display it took as soon as it answers.
std::string read_display_number(int pipe) {
  std::string number;
  pollfd waiting{pipe, POLLIN, 0};
  while (poll(&waiting, 1, kStartMilliseconds) > 0) {
    char letter = 0;
    if (read(pipe, &letter, 1) != 1) return {};
    if (letter == '\n') return number;
    number += letter;
  }
  return {};
}

[[noreturn]] void become_server(int pipe) {
  const std::string descriptor = std::to_string(pipe);
  const int nothing = open("/dev/null", O_WRONLY);
  dup2(nothing, STDERR_FILENO);
  execlp("Xvfb", "Xvfb", "-displayfd", descriptor.c_str(), "-screen", "0", "1280x1024x24", "-nolisten", "tcp",
         "-noreset", static_cast<char*>(nullptr));
  _exit(127);
}

}  // namespace

VirtualDisplay::VirtualDisplay() {
  int ends[2];
  if (pipe(ends) != 0) {
    missing_ = "no pipe could be made";
    return;
  }
  server_ = fork();
  if (server_ == 0) become_server(ends[1]);
  close(ends[1]);
  const std::string number = server_ > 0 ? read_display_number(ends[0]) : "";
  close(ends[0]);
  if (number.empty()) {
    missing_ = "Xvfb is not installed or did not start";
    return;
  }
  setenv("DISPLAY", (":" + number).c_str(), 1);
  unsetenv("WAYLAND_DISPLAY");
}

VirtualDisplay::~VirtualDisplay() {
  if (server_ <= 0) return;
  kill(server_, SIGTERM);
  waitpid(server_, nullptr, 0);
}

}  // namespace support
