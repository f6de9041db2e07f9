// The hand-written tables of assets/tables: function words, names, homonyms and so on, each line checked.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/models/lexicon.h"
#include "core/tokenizers/word_kinds.h"

namespace core {

struct FunctionWord {
  KindShares kinds{};
  std::vector<std::string> marks;  // component names
};

struct WordEnding {
  std::string ending;  // "": any word
  WordKind kind = WordKind::Noun;
  Meanings meanings{};
};

using Marks = std::unordered_map<std::string, std::vector<std::string>>;  // word → component names
using MeaningTable = std::unordered_map<std::string, Meanings>;
using Dictionary = std::unordered_map<std::string, std::vector<std::string>>;  // foreign word → English words

struct WordTables {
  std::unordered_map<std::string, FunctionWord> function_words;
  KindPairs kind_pairs{};
  Marks names;                     // first names and places: male, female, either, place, group, animal, time
  Marks nouns, verbs, adjectives;  // marks of each
  MeaningTable homonyms;           // balanced shares of the meanings
  MeaningTable company;            // deciding words: what they suggest
  std::vector<WordEnding> endings;
  Dictionary german, french;
  Dictionary english;  // words that share an entry with another English word: little → small
  std::vector<WordEnding> german_endings, french_endings;  // of foreign words outside the lists
};

// Reads assets/tables. Throws Error with file, line, what was found and expected.
WordTables read_word_tables(const std::filesystem::path& folder);

}  // namespace core
