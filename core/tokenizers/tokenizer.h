// What every sub-word tokenizer offers: text to the tokens that the model was trained on, each with its span of bytes.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model_files/gguf.h"
#include "core/models/model.h"

namespace core {

// Immutable; safe to share between threads.
class Tokenizer {
 public:
  virtual ~Tokenizer() = default;
  // As AutoTokenizer(text): special tokens added, nothing truncated or padded. `vocabulary` is the piece as the
  // vocabulary spells it, `text` what a reader sees of it (no ##, Ġ, ▁), [from, to) its bytes in `text` as given.
  virtual Tokens tokenize(std::string_view text) const = 0;
  // As AutoTokenizer(first, second): one sequence; `second_from` gets the place of the first token of the second part.
  virtual Tokens tokenize_pair(std::string_view first, std::string_view second, std::size_t& second_from) const = 0;
  virtual Index size() const = 0;  // one more than the largest id
  // The piece with this id as the vocabulary spells it ("" where no piece has it), and as a reader sees it (" Paris").
  virtual std::string piece(int id) const = 0;
  virtual std::string shown(int id) const = 0;
  virtual std::optional<int> mask_id() const = 0;  // [MASK] or <mask>, where there is one
};

using TokenizerPointer = std::shared_ptr<const Tokenizer>;

// Reads tokenizer.json of a model folder (with tokenizer_config.json where it stands beside it, for what AutoTokenizer
// takes from there). Anything that is not known is refused by name. Throws Error.
TokenizerPointer read_tokenizer(const std::filesystem::path& folder);
// Builds the tokenizer that GGUF metadata describes (tokenizer.ggml.*). Throws Error.
TokenizerPointer make_gguf_tokenizer(const GgufMetadata& metadata);

}  // namespace core
