#include "tests/support/whole_models.h"

#include <algorithm>
#include <fstream>

namespace support {

namespace fs = std::filesystem;

fs::path whole_models_folder() {
  return fs::path(HEED_SOURCE_DIR) / "tests/data/whole";
}

std::vector<std::string> whole_model_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(whole_models_folder())) {
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

fs::path put_whole_model(const std::string& name, const fs::path& folder) {
  const fs::path from = whole_models_folder() / name;
  const fs::path to = folder / name;
  fs::create_directories(to);
  std::string tokenizer;
  std::getline(std::ifstream(from / "TOKENIZER"), tokenizer);
  for (const auto& entry : fs::directory_iterator(from)) {
    const std::string file = entry.path().filename().string();
    if (file.rfind("reference-", 0) != 0 && file != "TOKENIZER") fs::copy(entry.path(), to / file);
  }
  const fs::path tokens = fs::path(HEED_SOURCE_DIR) / "tests/data/tokenizers" / tokenizer;
  for (const char* file : {"tokenizer.json", "tokenizer_config.json"}) {
    if (fs::exists(tokens / file)) fs::copy(tokens / file, to / file);
  }
  return to;
}

std::vector<fs::path> references_of(const std::string& name) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(whole_models_folder() / name)) {
    if (entry.path().filename().string().rfind("reference-", 0) == 0) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace support
