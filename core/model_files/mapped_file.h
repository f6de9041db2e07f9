// A file's bytes as read-only memory: nothing is copied until it is used.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace core {

// Weights are copied out while a model is loaded, so a mapping lives about as long as the loading. What remains
// possible: another program cuts the file short between expect_whole() and the reading of a page that is gone; the
// system then ends this program (SIGBUS). Nothing short of copying the file first would prevent that.
class MappedFile {
 public:
  // Throws Error where there is no such file, it cannot be read, is empty or is no regular file.
  explicit MappedFile(const std::filesystem::path& path);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  const std::string& name() const { return name_; }  // without its folder, as messages call it
  std::string_view bytes() const { return {data_, size_}; }

  // Throws Error where the file became shorter after it was opened.
  void expect_whole() const;
  // Says that this part of bytes() will hardly be read again: its memory need not stand beside the copy that was made.
  void release(std::string_view part) const;

 private:
  std::string name_;
  const char* data_ = nullptr;
  std::size_t size_ = 0;
  int descriptor_ = -1;
};

}  // namespace core
