// The steps that cut a cleaned text into the stretches in which pieces are looked for.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/json_reader.h"
#include "core/tokenizers/aligned_text.h"
#include "core/tokenizers/pattern.h"

namespace core {

// A stretch of text, or a token that was found in the text as it stands.
struct TextPart {
  AlignedText text;
  std::optional<int> id;
};
using TextParts = std::vector<TextPart>;

using SplitStep = std::function<void(TextParts&)>;

// What becomes of a match: a part of its own, nothing, the end of the part before, the beginning of the part behind, or
// a part together with the matches that touch it.
enum class SplitBehavior { Isolated, Removed, MergedWithPrevious, MergedWithNext, Contiguous };

// Cuts the text at the pieces; parts without text are left out.
void append_split(TextParts& parts, const AlignedText& text, const TextPieces& pieces, SplitBehavior behavior);
// Cuts every part that is no token yet.
void split_parts(TextParts& parts, const std::function<void(TextParts&, AlignedText&)>& cut);

// Reads the "pre_tokenizer" of tokenizer.json. Throws Error, naming the kind, for one that is not known.
SplitStep read_pre_tokenizer(const JsonValue& json);

SplitStep bert_splitter();
// Cuts at white space or at a pattern's matches; then, with `add_prefix_space`, writes bytes in the byte alphabet.
SplitStep pattern_splitter(TextPattern pattern, SplitBehavior behavior, bool inverted);
// Without a pattern of its own it cuts by GPT-2's, if `use_regex`.
SplitStep byte_level_splitter(bool add_prefix_space, bool use_regex);
SplitStep digit_splitter(bool individual);
SplitStep white_space_splitter();
// Where the mark that stands for a space is put before a text that has none: nowhere, at its beginning, before each
// part.
enum class Prepend { Never, First, Always };
// Each space becomes the mark; with `split` a part begins at each.
SplitStep metaspace_splitter(const std::string& mark, Prepend prepend, bool split);
SplitStep sequence_of(std::vector<SplitStep> steps);

}  // namespace core
