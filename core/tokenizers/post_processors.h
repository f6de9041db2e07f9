// What stands around a tokenized text: [CLS] … [SEP], <s> …, and whether white space counts to a token's span.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json_reader.h"
#include "core/tokenizers/aligned_text.h"

namespace core {

// A token on its way out. `text` is what was matched, where the vocabulary's spelling would not tell.
struct FoundToken {
  int id = 0;
  ByteSpan span;  // in the text as given
  std::string text;
  bool added = false;  // put there by the template
};
using FoundTokens = std::vector<FoundToken>;

// A template: special tokens and the places of the first and second text.
struct TemplateItem {
  enum class Kind { Special, First, Second } kind = Kind::Special;
  std::vector<int> ids;  // of a special token
};

struct PostProcessor {
  std::vector<TemplateItem> single = {{TemplateItem::Kind::First, {}}};
  std::vector<TemplateItem> pair = {{TemplateItem::Kind::First, {}}, {TemplateItem::Kind::Second, {}}};
  struct Trim {
    bool add_prefix_space = false;  // a first token's only space was not typed
  };
  std::vector<Trim> trims;
};

// Reads the "post_processor" of tokenizer.json. Throws Error, naming the kind, for one that is not known.
PostProcessor read_post_processor(const JsonValue& json);

// Takes the white space that a token's spelling begins and ends with out of its span.
void trim_spans(FoundTokens& tokens, std::string_view given, const PostProcessor::Trim& trim);

}  // namespace core
