#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace support {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

struct Pipe {
  int read_end = -1, write_end = -1;
  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    read_end = ends[0];
    write_end = ends[1];
  }
  ~Pipe() {
    close_end(read_end);
    close_end(write_end);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  static void close_end(int& end) {
    if (end >= 0) ::close(end);
    end = -1;
  }
};

constexpr int kNotStarted = 127;

// In the child process; never returns.
[[noreturn]] void become(const fs::path& program, const std::vector<std::string>& arguments,
                         const ProgramOptions& options, const Pipe& in, const Pipe& out, const Pipe& err) {
  ::setpgid(0, 0);  // so that a timeout ends its children too
  ::dup2(in.read_end, STDIN_FILENO);
  ::dup2(out.write_end, STDOUT_FILENO);
  ::dup2(err.write_end, STDERR_FILENO);
  if (!options.folder.empty() && ::chdir(options.folder.c_str()) != 0) ::_exit(kNotStarted);
  for (const auto& [name, value] : options.environment) {
    value.empty() ? ::unsetenv(name.c_str()) : ::setenv(name.c_str(), value.c_str(), 1);
  }
  std::string name = program.string();
  std::vector<std::string> copies = arguments;
  std::vector<char*> pointers{name.data()};
  for (std::string& copy : copies) pointers.push_back(copy.data());
  pointers.push_back(nullptr);
  ::execvp(pointers[0], pointers.data());
  ::_exit(kNotStarted);
}

// Reads what there is; closes the end when the program closed its own.
void drain(int& end, std::string& text) {
  std::array<char, 65536> buffer{};
  const ssize_t count = ::read(end, buffer.data(), buffer.size());
  if (count > 0) text.append(buffer.data(), static_cast<std::size_t>(count));
  if (count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN)) Pipe::close_end(end);
}

void feed(int& end, std::string_view& rest) {
  const ssize_t count = rest.empty() ? 0 : ::write(end, rest.data(), rest.size());
  if (count > 0) rest.remove_prefix(static_cast<std::size_t>(count));
  const bool broken = count < 0 && errno != EINTR && errno != EAGAIN;
  if (rest.empty() || broken) Pipe::close_end(end);
}

// Feeds and reads until the program has closed its outputs. Returns false where the time was up first.
bool converse(const ProgramOptions& options, Pipe& in, Pipe& out, Pipe& err, ProgramRun& run) {
  const Clock::time_point end = Clock::now() + options.timeout;
  std::string_view rest = options.input;
  ::fcntl(in.write_end, F_SETFL, O_NONBLOCK);
  while (out.read_end >= 0 || err.read_end >= 0) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    if (left <= 0) return false;
    std::array<pollfd, 3> ends{pollfd{out.read_end, POLLIN, 0}, pollfd{err.read_end, POLLIN, 0},
                               pollfd{in.write_end, POLLOUT, 0}};
    ::poll(ends.data(), ends.size(), static_cast<int>(left));
    if (ends[0].revents != 0) drain(out.read_end, run.out);
    if (ends[1].revents != 0) drain(err.read_end, run.err);
    if (ends[2].revents != 0) feed(in.write_end, rest);
  }
  return true;
}

}  // namespace

ProgramRun run_program(const fs::path& program, const std::vector<std::string>& arguments,
                       const ProgramOptions& options) {
  auto* const former_handler = std::signal(SIGPIPE, SIG_IGN);  // a program need not read its input
  Pipe in, out, err;
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("cannot fork");
  if (child == 0) become(program, arguments, options, in, out, err);
  Pipe::close_end(in.read_end);
  Pipe::close_end(out.write_end);
  Pipe::close_end(err.write_end);

  ProgramRun run;
  run.timed_out = !converse(options, in, out, err, run);
  if (run.timed_out) ::kill(-child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  std::signal(SIGPIPE, former_handler);
  run.exit_code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  if (run.exit_code == kNotStarted) throw std::runtime_error("cannot start " + program.string());
  return run;
}

ProgramRun run_heed(const std::vector<std::string>& arguments, ProgramOptions options) {
  const TemporaryFolder home;
  for (const char* const variable : {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"}) {
    options.environment.try_emplace(variable, home.path().string());
  }
  options.environment.try_emplace("DISPLAY", "");
  options.environment.try_emplace("WAYLAND_DISPLAY", "");
  return run_program(HEED_BINARY, arguments, options);
}

}  // namespace support
