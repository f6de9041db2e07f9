#include "tests/support/tiny_model.h"

#include <array>
#include <fstream>

namespace support {

namespace {

constexpr std::array<const char*, 40> kPieces = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the",  "cat",   "sat",
                                                 "on",    "mat",   "it",    "was",   "tired",  "play", "##ing", "##s",
                                                 ".",     "a",     "dog",   "ran",   "home",   "bank", "river", "money",
                                                 "tree",  "house", "red",   "blue",  "one",    "two",  "##ed",  "##er",
                                                 "##ly",  "good",  "bad",   "and",   "but",    "##un", "##re",  "who"};

}  // namespace

void write_tiny_model(const std::filesystem::path& folder, const std::string& family, bool ends) {
  std::filesystem::create_directories(folder);
  const std::filesystem::path source = std::filesystem::path(HEED_SOURCE_DIR) / "tests/data/families" / family;
  for (const char* name : {"config.json", "model.safetensors"}) {
    std::filesystem::copy_file(source / name, folder / name, std::filesystem::copy_options::overwrite_existing);
  }
  std::ofstream file(folder / "tokenizer.json");
  file << R"({"normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "BertPreTokenizer"}, "added_tokens": [)";
  for (int id = 0; id < 5; ++id) {
    file << (id > 0 ? "," : "") << R"({"id": )" << id << R"(, "content": ")" << kPieces[static_cast<std::size_t>(id)]
         << R"(", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true})";
  }
  file << R"(], "model": {"type": "WordPiece", "unk_token": "[UNK]", "vocab": {)";
  for (std::size_t id = 0; id < kPieces.size(); ++id) file << (id > 0 ? "," : "") << '"' << kPieces[id] << "\":" << id;
  file << "}}";
  if (ends) file << R"(, "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]})";
  file << "}";
}

}  // namespace support
