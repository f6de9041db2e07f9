// A tokenizer put together from steps: added tokens, normalizer, pre-tokenizer, pieces, post-processor.
#pragma once

#include <string>

#include "core/tokenizers/added_tokens.h"
#include "core/tokenizers/piece_model.h"
#include "core/tokenizers/post_processors.h"
#include "core/tokenizers/pre_tokenizers.h"
#include "core/tokenizers/tokenizer.h"

namespace core {

// How pieces are spelt in the vocabulary, and so how a reader's text is made of them.
enum class Spelling {
  Plain,
  Bytes,  // the byte alphabet: Ġ for a space
  Marked  // ▁ for a space, <0x0A> for a byte
};

struct PipelineParts {
  AddedTokens added;
  TextStep normalize;  // may be empty
  SplitStep split;     // may be empty
  PieceModelPointer model;
  PostProcessor post;
  Spelling spelling = Spelling::Plain;
  std::optional<int> mask;
  std::string place;  // names the tokenizer in messages
};

class Pipeline : public Tokenizer {
 public:
  // Throws Error where a template names an id that no piece has.
  explicit Pipeline(PipelineParts parts);

  Tokens tokenize(std::string_view text) const override;
  Tokens tokenize_pair(std::string_view first, std::string_view second, std::size_t& second_from) const override;
  Index size() const override { return size_; }
  std::string piece(int id) const override;
  std::string shown(int id) const override;
  std::optional<int> mask_id() const override { return parts_.mask; }

 private:
  FoundTokens find(std::string_view given) const;
  void append(Tokens& tokens, const FoundTokens& found, std::string_view text) const;
  void append_special(Tokens& tokens, const TemplateItem& item) const;

  PipelineParts parts_;
  Index size_ = 0;
};

}  // namespace core
