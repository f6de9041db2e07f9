// Reading a file whole, and writing one so that a reader finds either the old file or the new one, never half of it.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace core {

// Returns the bytes of the file. Throws Error where there is none, it cannot be read, or it holds more than
// `max_bytes`.
std::string read_file(const std::filesystem::path& path, std::size_t max_bytes);

// Puts `bytes` in the place of the file. Throws Error on an unwritable path or a full disk; then, as after a kill at
// any moment, the former file is still there, whole. A symbolic link keeps pointing at its target, an existing file
// keeps its permissions. What is no regular file (a pipe, /dev/stdout) is written straight through.
void write_file_atomically(const std::filesystem::path& path, std::string_view bytes);

// The same for what is too large to be held at once: `write` hands its bytes to the sink, piece by piece.
using ByteSink = std::function<void(std::string_view)>;
void write_file_atomically(const std::filesystem::path& path, const std::function<void(const ByteSink&)>& write);

}  // namespace core
