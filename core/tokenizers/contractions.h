// Cuts "it's", "girl's" and French "l'eau" in two, and gives the spelling under which a word is looked up.
#pragma once

#include <string>
#include <string_view>

#include "core/models/model.h"

namespace core {

// 's, 're, 've, 'll, 'd, 'm and l', d', qu' … become tokens of their own; the n't of "didn't" stays. Spans stay exact.
Tokens split_contractions(const Tokens& words);

// Unicode lower case, the typographic apostrophe made plain.
std::string lookup_spelling(std::string_view word);
// The first letter is an upper-case letter.
bool starts_upper(std::string_view word);

}  // namespace core
