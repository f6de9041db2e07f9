#include "tests/support/real_window.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>

#include <cstdlib>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "tests/support/run_program.h"

namespace support {
namespace {

using namespace std::chrono_literals;

constexpr const char* kKeyDelay = "40";  // milliseconds; below 30 xdotool loses keys
// A sign that no key has is put on a spare key for as long: the window must have looked the key up by then.
constexpr const char* kBoundKeyDelay = "500";
constexpr int kDragSteps = 6;

ProgramRun xdotool(const std::vector<std::string>& arguments) {
  return run_program("xdotool", arguments);
}

void act(const std::vector<std::string>& arguments) {
  const ProgramRun run = xdotool(arguments);
  if (run.exit_code != 0) throw std::runtime_error("xdotool " + arguments.front() + " failed: " + run.err);
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

[[noreturn]] void become_heed(const std::filesystem::path& home) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // a test that is broken off leaves no window behind
  setenv("HOME", home.c_str(), 1);
  setenv("XDG_CONFIG_HOME", (home / "config").c_str(), 1);
  setenv("XDG_STATE_HOME", (home / "state").c_str(), 1);
  unsetenv("GTK_THEME");
  execl(HEED_BINARY, HEED_BINARY, static_cast<char*>(nullptr));
  _exit(127);
}

}  // namespace

bool becomes(const std::function<bool()>& holds, std::chrono::seconds limit) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(20ms);
  }
  return true;
}

std::string missing_input_tool() {
  try {
    return xdotool({"version"}).exit_code == 0 ? "" : "xdotool does not run";
  } catch (const std::runtime_error&) {
    return "xdotool is not installed";
  }
}

RealWindow::RealWindow(const std::filesystem::path& home) {
  process_ = fork();
  if (process_ == 0) become_heed(home);
  if (process_ < 0) throw std::runtime_error("cannot fork");
  try {
    find();
  } catch (...) {
    kill();
    throw;
  }
}

RealWindow::~RealWindow() {
  kill();
}

// The first frame gives the window its sentence as title. Without a window manager nobody else gives it the keyboard.
void RealWindow::find() {
  const auto shown = [this] {
    const ProgramRun run = xdotool({"search", "--onlyvisible", "--name", ". Heed$"});
    id_ = first_line(run.out);
    return run.exit_code == 0 && !id_.empty();
  };
  if (!becomes(shown)) throw std::runtime_error("no window with the title of Heed was shown");
  const auto focused = [this] {
    xdotool({"windowfocus", id_});
    return first_line(xdotool({"getwindowfocus"}).out) == id_;
  };
  if (!becomes(focused)) throw std::runtime_error("the window does not take the keyboard");
}

std::string RealWindow::title() const {
  return first_line(xdotool({"getwindowname", id_}).out);
}

WindowSize RealWindow::size() const {
  std::istringstream lines(xdotool({"getwindowgeometry", "--shell", id_}).out);
  WindowSize size;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("WIDTH=", 0) == 0) size.width = std::stoi(line.substr(6));
    if (line.rfind("HEIGHT=", 0) == 0) size.height = std::stoi(line.substr(7));
  }
  return size;
}

void RealWindow::press(const std::string& chord) const {
  act({"key", chord});
}

void RealWindow::type(const std::string& text) const {
  const bool on_keys =
      std::all_of(text.begin(), text.end(), [](char byte) { return static_cast<signed char>(byte) >= 0; });
  act({"type", "--delay", on_keys ? kKeyDelay : kBoundKeyDelay, text});
}

void RealWindow::click(int x, int y) const {
  act({"mousemove", "--window", id_, std::to_string(x), std::to_string(y), "click", "1"});
}

void RealWindow::drag(int x, int y, int dx) const {
  const auto move = [&](int to) {
    return std::vector<std::string>{"mousemove", "--window", id_, std::to_string(to), std::to_string(y)};
  };
  std::vector<std::string> hand = move(x);
  hand.insert(hand.end(), {"mousedown", "1"});
  for (int i = 1; i <= kDragSteps; ++i) {
    const auto step = move(x + dx * i / kDragSteps);
    hand.insert(hand.end(), step.begin(), step.end());
  }
  hand.insert(hand.end(), {"mouseup", "1"});
  act(hand);
}

void RealWindow::while_it_hangs(const std::function<void()>& input) const {
  ::kill(process_, SIGSTOP);
  try {
    input();
  } catch (...) {
    ::kill(process_, SIGCONT);
    throw;
  }
  ::kill(process_, SIGCONT);
}

void RealWindow::kill() {
  if (process_ <= 0) return;
  ::kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
  process_ = -1;
}

std::optional<int> RealWindow::wait_for_exit() {
  int status = 0;
  if (!becomes([&] { return waitpid(process_, &status, WNOHANG) == process_; })) return {};
  process_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace support
