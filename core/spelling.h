// The nearest of some known words to a misspelt one, for messages that help.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace core {

// The candidate with the smallest edit distance (letters compared without case), or "" where none is near.
std::string nearest_word(std::string_view word, const std::vector<std::string>& candidates);

// " did you mean “x”" for use in a message's likely cause, or `otherwise` where nothing is near.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates,
                         const std::string& otherwise);

// "x, q or k" of several words.
std::string one_of(const std::vector<std::string>& words);
// "x, q and k" of several words.
std::string all_of(const std::vector<std::string>& words);

// Lower-case of ASCII letters; other bytes stay.
std::string lower(std::string_view text);

// Whether `part` stands in `text`, ASCII letters compared without case: for search fields. "" stands in every text.
bool contains_ignoring_case(std::string_view text, std::string_view part);

}  // namespace core
