// The glass box's eyes: a sentence to words with their kinds, and words to x, the vector of named components.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/models/component_map.h"
#include "core/models/model.h"
#include "core/models/word_facts.h"

namespace core {

class GlassBoxEncoder : public Encoder {
 public:
  // Throws Error where `components` lacks one that the words need.
  GlassBoxEncoder(std::shared_ptr<const WordBook> book, const std::vector<std::string>& components);

  Tokens tokenize(std::string_view sentence, SentencePart part) const override;
  Matrix embed(const Tokens& tokens, SentencePart part) const override;
  const std::vector<std::string>& nearest_names() const override { return nearest_names_; }
  const Matrix& nearest_vectors() const override { return nearest_vectors_; }
  const Vector& nearest_mask() const override { return nearest_mask_; }

 private:
  using Row = Eigen::Ref<Vector>;
  struct Reading;  // one word of a sentence: its facts, and the English word that a foreign one stands for

  std::vector<Reading> read(const Tokens& tokens, SentencePart part) const;
  struct Language;  // of the second sentence
  std::vector<Reading> read_foreign(const Tokens& tokens, const Language& language) const;
  const std::string& choose_meaning(const std::vector<std::string>& meanings, bool noun_expected) const;
  Language language_of(const Tokens& tokens) const;
  void add_word(const WordFacts& facts, WordKind kind, Row x) const;
  void add_noun(const WordFacts& facts, WordKind kind, Row x) const;
  void add_verb(const WordFacts& facts, Row x) const;
  void add_adjective(const WordFacts& facts, Row x) const;
  void add_suggestions(const WordFacts& facts, WordKind kind, Row x) const;
  void add_marks(const Marks& marks, const std::string& word, Row x) const;
  void add_dictionary_number(const std::string& word, Row x) const;
  void add_places(const Tokens& tokens, Matrix& x) const;
  std::string dictionary_form(const WordFacts& facts, WordKind kind) const;
  void check_marks() const;
  void make_nearest();

  std::shared_ptr<const WordBook> book_;
  ComponentMap map_;
  std::unordered_map<std::string, int> dictionary_numbers_;  // English word → its number in the bilingual lists
  std::vector<std::string> nearest_names_;
  Matrix nearest_vectors_;  // [N, D]
  Vector nearest_mask_;     // [D]
};

}  // namespace core
