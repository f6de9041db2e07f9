#include "tests/support/temporary_folder.h"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace support {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (fs::temp_directory_path() / "heed-test-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a folder in /tmp");
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

fs::path TemporaryFolder::file(const std::string& name, std::string_view bytes) const {
  fs::path path = path_ / name;
  fs::remove(path);  // some file systems write a file to the disk at once when it is cut to nothing and filled anew
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

}  // namespace support
