#include "app/commands/output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "core/error.h"

namespace app {

void print(std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(STDOUT_FILENO, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      throw core::Error(fmt::format("cannot write to the standard output: {}", std::generic_category().message(errno)),
                        "", errno == ENOSPC ? "the disk is full" : "what it was led to does not take more");
    }
    text.remove_prefix(static_cast<std::size_t>(count));
  }
}

}  // namespace app
