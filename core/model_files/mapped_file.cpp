#include "core/model_files/mapped_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>
#include <utility>

#include "core/error.h"

namespace core {

namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, int code) {
  const std::string cause = code == ENOENT   ? "is the name spelt right?"
                            : code == EACCES ? "the permissions of the file or of its folder forbid it"
                            : code == EISDIR ? "a file inside this folder was meant"
                                             : "the disk or the connection to it may be failing";
  throw Error(fmt::format("cannot read \"{}\": {}", path.string(), std::generic_category().message(code)),
              "a file that can be read", cause);
}

// Closes the file unless it is handed over.
class Opened {
 public:
  explicit Opened(const std::filesystem::path& path) : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (number_ < 0) refuse(path, errno);
  }
  ~Opened() {
    if (number_ >= 0) ::close(number_);
  }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  int number() const { return number_; }
  int hand_over() { return std::exchange(number_, -1); }

 private:
  int number_;
};

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& path) : name_(path.filename().string()) {
  Opened file(path);
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) refuse(path, errno);
  if (S_ISDIR(status.st_mode)) refuse(path, EISDIR);
  if (!S_ISREG(status.st_mode)) {
    throw Error(fmt::format("\"{}\" is no ordinary file", path.string()), "a file on a disk",
                "a pipe or a device cannot be mapped into memory: save its content first");
  }
  if (status.st_size == 0) {
    throw Error(fmt::format("\"{}\" is empty", path.string()), "a model's file", "a download that stopped?");
  }
  size_ = static_cast<std::size_t>(status.st_size);
  void* const start = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file.number(), 0);
  if (start == MAP_FAILED) refuse(path, errno);
  data_ = static_cast<const char*>(start);
  descriptor_ = file.hand_over();
}

MappedFile::~MappedFile() {
  ::munmap(const_cast<char*>(data_), size_);
  ::close(descriptor_);
}

void MappedFile::expect_whole() const {
  struct stat status {};
  if (::fstat(descriptor_, &status) == 0 && static_cast<std::size_t>(status.st_size) >= size_) return;
  throw Error(fmt::format("{} held {} bytes when it was opened and holds {} now", name_, size_, status.st_size),
              "a file that stays as it is while it is read", "another program writes to it: try again when it is done");
}

void MappedFile::release(std::string_view part) const {
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  const auto inside = static_cast<std::size_t>(reinterpret_cast<std::uintptr_t>(part.data()) % page);
  // Pages of a file come back by themselves when they are touched again. A refusal would only cost memory.
  ::madvise(const_cast<char*>(part.data()) - inside, part.size() + inside, MADV_DONTNEED);
}

}  // namespace core
