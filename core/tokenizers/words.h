// Cuts any text into words and punctuation, each with its exact span of bytes.
#pragma once

#include <string_view>

#include "core/models/model.h"

namespace core {

// Words keep inner apostrophes and hyphens; every other visible sign is a token of its own (emoji as a whole, an
// ideograph each). Spaces and control characters separate. Bytes that are not UTF-8 become one token shown as U+FFFD.
// `vocabulary` and `text` are the same; nothing is looked up.
Tokens split_words(std::string_view text);

// Whether the token's text is punctuation or a symbol rather than a word.
bool is_punctuation(std::string_view token);

}  // namespace core
