#include "tests/fuzz/fuzz_targets.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "core/error.h"
#include "core/json_reader.h"
#include "core/model_files/gguf.h"
#include "core/model_files/safetensors_reader.h"
#include "core/models/family.h"
#include "core/models/learned_model.h"
#include "core/tokenizers/tokenizer_json.h"
#include "tests/fuzz/json_mutation.h"
#include "tests/support/json_metadata.h"

namespace fuzz {

namespace {

namespace fs = std::filesystem;

fs::path file(const std::string& name) {
  return fs::path(HEED_SOURCE_DIR) / "tests/data/model_files" / name;
}

std::vector<fs::path> files_of(const std::string& folder, const std::vector<std::string>& names,
                               const std::string& ending) {
  std::vector<fs::path> files;
  files.reserve(names.size());
  for (const std::string& name : names)
    files.push_back(fs::path(HEED_SOURCE_DIR) / "tests/data" / folder / (name + ending));
  return files;
}

// What one part of a file answers must not keep the others from being asked.
void ask(const auto& question) {
  try {
    question();
  } catch (const core::Error&) {
    return;
  }
}

void read_all(const core::TensorFile& file) {
  std::vector<float> values;
  for (const core::StoredTensor& tensor : file.tensors()) {
    ask([&] {
      std::size_t size = 1;
      for (const core::Index axis : tensor.shape) size *= static_cast<std::size_t>(axis);
      values.resize(size);
      const core::Index rows = tensor.shape.empty() ? 1 : tensor.shape[0];
      file.read_rows(tensor, 0, rows, values.data());
      if (rows > 1) file.read_rows(tensor, rows / 2, rows - rows / 2, values.data());
    });
    if (tensor.shape.size() == 2) ask([&] { file.transposed(tensor.name, tensor.shape[0], tensor.shape[1]); });
  }
  ask([&] { file.find("embeddings.word_embeddings.weight"); });
}

void read_safetensors(const fs::path& path) {
  read_all(*core::open_safetensors(path));
}

void read_gguf(const fs::path& path) {
  const core::GgufFile file = core::open_gguf(path);
  const core::GgufMetadata& metadata = *file.metadata;
  for (const std::string key : {"general.name", "test.uint64", "test.float32", "test.bool", "test.texts",
                                "test.integers", "test.floats", "test.lists"}) {
    ask([&] { metadata.text(key); });
    ask([&] { metadata.integer(key, -5, 5); });
    ask([&] { metadata.number(key); });
    ask([&] { metadata.flag(key); });
    ask([&] { metadata.texts(key); });
    ask([&] { metadata.integers(key); });
    ask([&] { metadata.numbers(key); });
  }
  read_all(*file.tensors);
}

// The length before the header, set to where its braces close.
void mend_safetensors(std::string& bytes) {
  int open = 0;
  for (std::size_t i = 8; i < bytes.size(); ++i) {
    if (bytes[i] == '{') ++open;
    if (bytes[i] != '}' || --open > 0) continue;
    const std::uint64_t length = i + 1 - 8;
    std::memcpy(bytes.data(), &length, sizeof(length));
    return;
  }
}

void read_json(const fs::path& path) {
  const core::JsonValue root = core::read_json_file(path);
  ask([&] {
    for (const auto& [name, value] : root.members()) value.size();
  });
}

void read_config(const fs::path& path) {
  const core::JsonValue config = core::read_json_file(path);
  core::family_of_config(config).read_config(config);
}

void read_gguf_config(const fs::path& path) {
  const core::GgufFile file = core::open_gguf(path);
  core::family_of_gguf(*file.metadata).read_gguf(file);
}

void use(const core::Tokenizer& tokenizer) {
  for (const std::string text :
       {"The cat's naïve [MASK] 猫 1,234<s> \r\n  x", "", " ", "\xC3 a\xF0\x9F\x98\x80", "ﬁ½é\u200D"}) {
    ask([&] { tokenizer.tokenize(text); });
    std::size_t second_from = 0;
    ask([&] { tokenizer.tokenize_pair(text, "the second", second_from); });
  }
  for (const int id : {0, 1, 258, 1'999'999, -1}) {
    tokenizer.piece(id);
    tokenizer.shown(id);
  }
  tokenizer.mask_id();
}

void read_tokenizer(const fs::path& path) {
  use(*core::make_json_tokenizer(core::read_json_file(path), std::nullopt));
}

void read_gguf_tokenizer(const fs::path& path) {
  use(*core::make_gguf_tokenizer(support::MetadataOfJson(core::read_json_file(path))));
}

}  // namespace

// One line a reader; the program asks each of them in turn.
std::vector<Target> targets() {
  const fs::path index = file("sharded/model.safetensors.index.json");
  const fs::path first = file("sharded/model-00001-of-00002.safetensors");
  const fs::path second = file("sharded/model-00002-of-00002.safetensors");
  const auto configs = files_of("families",
                                {"bert", "distilbert", "gpt2", "llama-yarn", "llama-llama3", "mistral", "qwen2-window",
                                 "qwen3", "roberta", "xlm-roberta"},
                                "/config.json");
  const auto gguf_configs = files_of("families", {"llama", "llama-llama3", "qwen2", "qwen3"}, ".gguf");
  const auto tokenizers =
      files_of("tokenizers", {"bert", "bert_added", "gpt2", "llama3", "llama2", "unigram_bytes", "split_digits"},
               "/tokenizer.json");
  const auto gguf_tokenizers =
      files_of("tokenizers", {"gguf_gpt2", "gguf_qwen2", "gguf_llama", "gguf_bert", "gguf_xlmr"}, "/gguf.json");
  return {
      {"Safetensors",
       {file("plain.safetensors"), first, second},
       "model.safetensors",
       {},
       read_safetensors,
       mend_safetensors},
      {"SafetensorsIndex", {index}, "model.safetensors.index.json", {first, second}, read_safetensors, {}},
      {"Gguf", {file("quantised.gguf"), file("aligned.gguf")}, "model.gguf", {}, read_gguf, {}},
      {"Json", {index}, "file.json", {}, read_json, {}},
      {"Config", configs, "config.json", {}, read_config, mend_json(configs)},
      {"GgufConfig", gguf_configs, "model.gguf", {}, read_gguf_config, {}},
      {"Tokenizer", tokenizers, "tokenizer.json", {}, read_tokenizer, mend_json(tokenizers)},
      {"GgufTokenizer", gguf_tokenizers, "gguf.json", {}, read_gguf_tokenizer, mend_json(gguf_tokenizers)},
  };
}

}  // namespace fuzz
