#include <fmt/format.h>

#include <map>

#include "core/error.h"
#include "core/plain_text.h"
#include "core/tokenizers/gguf_parts.h"

namespace core {

TokenizerPointer make_gguf_tokenizer(const GgufMetadata& metadata) {
  using Maker = TokenizerPointer (*)(const GgufMetadata&);
  static const std::map<std::string, Maker, std::less<>> kMakers = {
      {"gpt2", make_gguf_bytes}, {"llama", make_gguf_marked}, {"bert", make_gguf_wordpiece}, {"t5", make_gguf_unigram}};
  const std::string kind = metadata.text("tokenizer.ggml.model");
  const auto found = kMakers.find(kind);
  if (found != kMakers.end()) return found->second(metadata);
  throw Error(fmt::format("{}: tokenizer.ggml.model is \"{}\"", metadata.source(), shown_text(kind)),
              "gpt2, llama, bert or t5", "a tokenizer that is not known here");
}

}  // namespace core
