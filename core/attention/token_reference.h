// How a token is named in edits, switches and sessions: by position, word, word#n or quoted text.
#pragma once

#include <string>
#include <string_view>

#include "core/models/model.h"

namespace core {

// The position that `reference` names: digits are a position; anything else is compared without case with the tokens'
// texts (shown or of the vocabulary, with or without Ġ, ▁ or ##). "word#2" is the third "word"; "\"quoted\"" may hold
// any text (\" and \\ stand for " and \) and may be followed by #n. `sentence` is how messages call the sentence.
// Throws Error: no such token (naming the nearest), several (naming their positions), a word of several pieces
// (naming them).
Index find_token(std::string_view reference, const Tokens& tokens, std::string_view sentence = "the sentence");

// Throws Error: `what` ("the edit …") names a word of a second sentence, and the run has none of its own. Models that
// join two sentences have them as one sequence.
[[noreturn]] void refuse_second_word(const std::string& what, const Tokens& tokens);

// The shortest reference that find_token reads back: "it", "the#1", "\"7\"".
std::string write_token(const Tokens& tokens, Index position);

// A token's text as a reader would type it: without the marks of its vocabulary.
std::string token_word(const Token& token);

// Which of the tokens that match this one's word it is, counting from 0, and how many there are.
struct Occurrence {
  Index number = 0, count = 0;
};
Occurrence occurrence_of(const Tokens& tokens, Index position);

}  // namespace core
