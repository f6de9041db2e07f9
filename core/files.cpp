#include "core/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include "core/error.h"

namespace core {
namespace {

namespace fs = std::filesystem;

class FileDescriptor {
 public:
  explicit FileDescriptor(int number) : number_(number) {}
  ~FileDescriptor() { close(); }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;

  int number() const { return number_; }
  bool close() {
    const bool closed = number_ < 0 || ::close(number_) == 0;
    number_ = -1;
    return closed;
  }

 private:
  int number_;
};

std::string likely_cause(int code) {
  switch (code) {
    case ENOENT:
      return "is the name spelt right?";
    case EACCES:
    case EPERM:
      return "the permissions of the file or of its folder forbid it";
    case EROFS:
      return "the disk is mounted read-only";
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return "the disk or the quota is full: free some space and save again";
    case EISDIR:
      return "a file inside this folder was meant";
    case ENOTDIR:
      return "a part of the path is a file, not a folder";
    default:
      return "the disk or the connection to it may be failing";
  }
}

[[noreturn]] void refuse(std::string_view what, const fs::path& path, int code, const std::string& expected) {
  throw Error(fmt::format("cannot {} \"{}\": {}", what, path.string(), std::generic_category().message(code)), expected,
              likely_cause(code));
}

[[noreturn]] void refuse_writing(const fs::path& path, int code) {
  refuse("write", path, code, "a path that can be written");
}

[[noreturn]] void refuse_reading(const fs::path& path, int code) {
  refuse("read", path, code, "a file that can be read");
}

[[noreturn]] void refuse_size(const fs::path& path, std::size_t max_bytes) {
  throw Error(fmt::format("\"{}\" is larger than {} bytes", path.string(), max_bytes), "a smaller file",
              "this is not the file that was meant");
}

// Returns 0, or the error's number.
int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

// Deletes the temporary file unless it became the real one.
struct TemporaryFile {
  fs::path path;
  bool kept = false;
  TemporaryFile() = default;
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (!kept && !path.empty()) ::unlink(path.c_str());
  }
};

// Opens a new file beside `target`: a rename is atomic only within one file system.
int open_beside(const fs::path& target, TemporaryFile& temporary) {
  constexpr int kAttempts = 100;  // other threads of this process may be writing the same file
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const std::string name = fmt::format(".{}.{}-{}.part", target.filename().string(), ::getpid(), attempt);
    const fs::path path = target.parent_path() / name;
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor >= 0) temporary.path = path;
    if (descriptor >= 0 || errno != EEXIST) return descriptor;
  }
  return -1;
}

// Makes the rename itself last. Some file systems cannot sync a folder; the new file is in place all the same.
void sync_folder(const fs::path& target) {
  const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
  const FileDescriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (descriptor.number() >= 0) ::fsync(descriptor.number());
}

using Writing = std::function<void(const ByteSink&)>;

// Runs `write` into the file; `path` is how messages call it.
void write_into(const FileDescriptor& file, const fs::path& path, const Writing& write) {
  write([&](std::string_view bytes) {
    if (const int code = write_all(file.number(), bytes)) refuse_writing(path, code);
  });
}

void write_through(const fs::path& path, const Writing& write) {
  FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (file.number() < 0) refuse_writing(path, errno);
  write_into(file, path, write);
  if (!file.close()) refuse_writing(path, errno);
}

}  // namespace

std::string read_file(const fs::path& path, std::size_t max_bytes) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) refuse_reading(path, errno);
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) refuse_reading(path, errno);
  if (S_ISDIR(status.st_mode)) refuse_reading(path, EISDIR);
  const std::size_t promised = S_ISREG(status.st_mode) ? static_cast<std::size_t>(status.st_size) : 0;
  if (promised > max_bytes) refuse_size(path, max_bytes);

  constexpr std::size_t kChunk = 65536;  // pipes and /proc promise no size
  std::string bytes;
  std::size_t used = 0;
  while (true) {
    // One byte beyond the promise: the end is met in the first read that asks for more.
    bytes.resize(std::max(promised + 1, used + kChunk));
    const ssize_t count = ::read(file.number(), bytes.data() + used, bytes.size() - used);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) refuse_reading(path, errno);
    used += static_cast<std::size_t>(count);
    if (used > max_bytes) refuse_size(path, max_bytes);
    if (count == 0) break;
  }
  bytes.resize(used);
  return bytes;
}

void write_file_atomically(const fs::path& path, std::string_view bytes) {
  write_file_atomically(path, [bytes](const ByteSink& sink) { sink(bytes); });
}

void write_file_atomically(const fs::path& path, const std::function<void(const ByteSink&)>& write) {
  std::error_code ignored;
  const fs::path followed = fs::is_symlink(path, ignored) ? fs::weakly_canonical(path, ignored) : path;
  const fs::path target = followed.empty() ? path : followed;
  struct stat former {};
  const bool exists = ::stat(target.c_str(), &former) == 0;
  if (target.filename().empty() || (exists && S_ISDIR(former.st_mode))) refuse_writing(path, EISDIR);
  if (exists && !S_ISREG(former.st_mode)) return write_through(target, write);
  if (exists && ::access(target.c_str(), W_OK) != 0) refuse_writing(path, errno);

  TemporaryFile temporary;
  FileDescriptor file(open_beside(target, temporary));
  if (file.number() < 0) refuse_writing(path, errno);
  write_into(file, path, write);
  if (exists && ::fchmod(file.number(), former.st_mode & 07777) != 0) refuse_writing(path, errno);
  if (::fsync(file.number()) != 0) refuse_writing(path, errno);
  if (!file.close()) refuse_writing(path, errno);
  if (std::rename(temporary.path.c_str(), target.c_str()) != 0) refuse_writing(path, errno);
  temporary.kept = true;
  sync_folder(target);
}

}  // namespace core
