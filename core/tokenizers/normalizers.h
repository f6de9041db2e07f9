// The steps that clean a text before it is cut: lower case, accents, normal forms, replacements.
#pragma once

#include <functional>
#include <string>

#include "core/json_reader.h"
#include "core/tokenizers/aligned_text.h"

namespace core {

// Thread-safe to call.
using TextStep = std::function<void(AlignedText&)>;

// Reads the "normalizer" of tokenizer.json. Throws Error, naming the kind, for one that is not known.
TextStep read_normalizer(const JsonValue& json);

// The parts of BERT's normalizer.
struct BertCleaning {
  bool clean_text = true;
  bool set_ideographs_apart = true;
  bool strip_accents = true;
  bool lower_case = true;
};
TextStep bert_normalizer(const BertCleaning& cleaning);
// Each byte becomes its visible character.
void write_byte_alphabet(AlignedText& text);

}  // namespace core
