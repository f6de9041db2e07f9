// What is known of one spelling before its sentence is seen: kinds, dictionary forms, marks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/models/lexicon.h"
#include "core/models/word_tables.h"
#include "core/tokenizers/word_kinds.h"

namespace core {

struct WordFacts {
  std::string spelling;  // lower case
  KindShares kinds{};    // sums to 1
  VerbForm verb_form = VerbForm::None;
  bool plural = false;  // as a noun
  bool known = false;
  const LexiconEntry *noun = nullptr, *verb = nullptr, *adjective = nullptr;  // dictionary forms, nullptr: none
  const FunctionWord* function = nullptr;
  const std::vector<std::string>* name_marks = nullptr;  // in the list of names
  const WordEnding* ending = nullptr;                    // of an unknown word

  std::string noun_form() const { return noun ? std::string(noun->word) : spelling; }
  std::string verb_form_base() const { return verb ? std::string(verb->word) : spelling; }
  std::string adjective_form() const { return adjective ? std::string(adjective->word) : spelling; }
};

class WordBook {
 public:
  explicit WordBook(const std::filesystem::path& assets);

  // `starts_sentence`: a capital letter then says little.
  WordFacts facts(std::string_view word, bool starts_sentence) const;
  const WordTables& tables() const { return tables_; }
  const Lexicon& lexicon() const { return lexicon_; }

 private:
  struct Weights;
  void add_direct(WordFacts& facts, Weights& weights) const;
  void add_irregular(WordFacts& facts, Weights& weights) const;
  void add_regular(WordFacts& facts, Weights& weights) const;
  void add_form(const LexiconEntry& entry, BaseKind kind, VerbForm form, WordFacts& facts, Weights& weights) const;
  WordFacts simple_facts(const std::string& spelling) const;  // without compounds, endings and capitals
  bool add_compound(WordFacts& facts) const;
  void add_ending(WordFacts& facts) const;
  void judge_name(std::string_view word, bool starts_sentence, WordFacts& facts) const;

  Lexicon lexicon_;
  WordTables tables_;
};

}  // namespace core
