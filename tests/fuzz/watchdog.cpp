#include "tests/fuzz/watchdog.h"

#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstring>

namespace fuzz {

namespace {

// A signal's handler sees nothing but globals, and may do little more than write and end.
std::array<char, 1024> last_words{};

extern "C" void end_program(int) {
  const ssize_t written = write(STDERR_FILENO, last_words.data(), std::strlen(last_words.data()));
  _exit(written > 0 ? 1 : 2);
}

void set_timer(double seconds) {
  itimerval timer{};
  timer.it_value.tv_sec = static_cast<time_t>(seconds);
  timer.it_value.tv_usec = static_cast<suseconds_t>(1e6 * (seconds - std::floor(seconds)));
  setitimer(ITIMER_PROF, &timer, nullptr);
}

}  // namespace

Watchdog::Watchdog(const std::string& reader, const std::filesystem::path& file, double seconds) {
  std::snprintf(last_words.data(), last_words.size(),
                "%s did not come back after %g s of processor time; the input is kept as %s\n", reader.c_str(), seconds,
                file.c_str());
  struct sigaction action {};
  action.sa_handler = end_program;
  sigaction(SIGPROF, &action, nullptr);
  set_timer(seconds);
}

Watchdog::~Watchdog() {
  set_timer(0);
}

}  // namespace fuzz
