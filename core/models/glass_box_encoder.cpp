#include "core/models/glass_box_encoder.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

#include "core/tokenizers/contractions.h"
#include "core/tokenizers/words.h"

namespace core {

namespace {

constexpr float kPositionUnit = 16;  // component "position" = i / 16

bool ends_sentence(const Token& token) {
  return token.text == "." || token.text == "!" || token.text == "?" || token.text == "…";
}

WordKind kind_named(std::string_view name) {
  const auto found = std::find(kWordKindNames.begin(), kWordKindNames.end(), name);
  return found == kWordKindNames.end() ? WordKind::Noun : static_cast<WordKind>(found - kWordKindNames.begin());
}

bool is_object_pronoun(const std::string& word) {
  return word == "him" || word == "them" || word == "me" || word == "us";
}

TaggedWord tagged(const WordFacts& facts, const Token& token) {
  TaggedWord word;
  word.shares = facts.kinds;
  word.verb_form = facts.verb_form;
  word.plural = facts.plural;
  word.sentence_end = ends_sentence(token);
  word.breaks = facts.kinds[index_of(WordKind::Punctuation)] > 0.5F;
  word.possessive_or_is = facts.spelling == "'s";
  word.object_pronoun = is_object_pronoun(facts.spelling);
  const bool he = facts.spelling == "he" || facts.spelling == "she" || facts.spelling == "it";
  const bool noun = (facts.noun || facts.ending) && !facts.plural && facts.kinds[index_of(WordKind::Noun)] > 0.7F;
  word.takes_base = he || (noun && facts.spelling != "people" && facts.spelling != "police");
  word.may_join = facts.function && facts.kinds[index_of(WordKind::Conjunction)] > 0.2F &&
                  facts.kinds[index_of(WordKind::Preposition)] > 0.2F;
  return word;
}

// Heads rest on it, and a quotation mark that opens the text is no place to look at. 0 where there is no word.
Index index_of_first_word(const Tokens& tokens) {
  const auto is_word = [](const Token& token) { return !is_punctuation(token.text); };
  const auto found = std::find_if(tokens.begin(), tokens.end(), is_word);
  return found == tokens.end() ? 0 : static_cast<Index>(found - tokens.begin());
}

}  // namespace

struct GlassBoxEncoder::Reading {
  WordFacts facts;
  std::string english;  // what a foreign word stands for, "" for English words and those in no list
};

// Both null: the sentence is English.
struct GlassBoxEncoder::Language {
  const Dictionary* dictionary = nullptr;
  const std::vector<WordEnding>* endings = nullptr;
  bool capital_nouns = false;  // as German writes them
};

GlassBoxEncoder::GlassBoxEncoder(std::shared_ptr<const WordBook> book, const std::vector<std::string>& components)
    : book_(std::move(book)), map_(components) {
  std::set<std::string> english;
  for (const Dictionary* dictionary : {&book_->tables().german, &book_->tables().french, &book_->tables().english}) {
    for (const auto& [word, meanings] : *dictionary) english.insert(meanings.begin(), meanings.end());
  }
  for (const std::string& word : english)
    dictionary_numbers_.emplace(word, static_cast<int>(dictionary_numbers_.size()));
  check_marks();
  make_nearest();
}

// A mark that is no component would else only show when its word is typed.
void GlassBoxEncoder::check_marks() const {
  const WordTables& tables = book_->tables();
  for (const auto& [word, function] : tables.function_words) {
    for (const std::string& mark : function.marks) map_.at(mark);
  }
  for (const Marks* marks : {&tables.nouns, &tables.verbs, &tables.adjectives}) {
    for (const auto& [word, names] : *marks) {
      for (const std::string& mark : names) map_.at(mark);
    }
  }
}

GlassBoxEncoder::Language GlassBoxEncoder::language_of(const Tokens& tokens) const {
  const WordTables& tables = book_->tables();
  int german = 0, french = 0, english = 0;
  for (const Token& token : tokens) {
    const std::string word = lookup_spelling(token.text);
    german += tables.german.contains(word) ? 1 : 0;
    french += tables.french.contains(word) ? 1 : 0;
    if (!is_punctuation(word)) english += book_->facts(token.text, true).known ? 1 : 0;
  }
  if (std::max(german, french) == 0 || english > std::max(german, french)) return {};
  if (german >= french) return {&tables.german, &tables.german_endings, true};
  return {&tables.french, &tables.french_endings, false};
}

// Of the English words that a foreign spelling may stand for: the first that is a noun where one is expected, else the
// first that is none ("Arm" is an arm, "arm" is poor; "le lit" is a bed, "il lit" reads); without such a one the first.
const std::string& GlassBoxEncoder::choose_meaning(const std::vector<std::string>& meanings, bool noun_expected) const {
  for (const std::string& meaning : meanings) {
    const KindShares kinds = book_->facts(meaning, true).kinds;
    if ((kinds[index_of(WordKind::Noun)] > 0.5F) == noun_expected) return meaning;
  }
  return meanings.front();
}

std::vector<GlassBoxEncoder::Reading> GlassBoxEncoder::read_foreign(const Tokens& tokens,
                                                                    const Language& language) const {
  std::vector<Reading> readings(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    Reading& reading = readings[i];
    const std::string word = lookup_spelling(tokens[i].text);
    const bool capital = i > 0 && starts_upper(tokens[i].text);
    const auto found = language.dictionary->find(word);
    if (found != language.dictionary->end()) {
      const auto& before = i > 0 ? readings[i - 1].facts.kinds : reading.facts.kinds;
      const bool article = before[index_of(WordKind::Determiner)] + before[index_of(WordKind::Possessive)] > 0.5F;
      const bool noun_expected = language.capital_nouns ? capital : article;
      reading.english = i > 0 ? choose_meaning(found->second, noun_expected) : found->second.front();
      reading.facts = book_->facts(reading.english, true);
      continue;
    }
    reading.facts = book_->facts(tokens[i].text, i == 0);
    if (is_punctuation(word) || reading.facts.kinds[index_of(WordKind::Determiner)] > 0.5F) continue;
    reading.facts = WordFacts{};
    reading.facts.spelling = word;
    WordKind kind = capital ? (language.capital_nouns ? WordKind::Noun : WordKind::Name) : WordKind::Noun;
    for (const WordEnding& ending : *language.endings) {
      if (capital || !word.ends_with(ending.ending)) continue;
      kind = ending.kind;
      break;
    }
    reading.facts.kinds[index_of(kind)] = 1;
  }
  return readings;
}

std::vector<GlassBoxEncoder::Reading> GlassBoxEncoder::read(const Tokens& tokens, SentencePart part) const {
  const Language language = part == SentencePart::Second ? language_of(tokens) : Language{};
  if (language.dictionary) return read_foreign(tokens, language);
  std::vector<Reading> readings(tokens.size());
  bool start = true;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    readings[i].facts = book_->facts(tokens[i].text, start);
    start = ends_sentence(tokens[i]) || (start && is_punctuation(tokens[i].text));
  }
  return readings;
}

Tokens GlassBoxEncoder::tokenize(std::string_view sentence, SentencePart part) const {
  Tokens tokens = split_contractions(split_words(sentence));
  const std::vector<Reading> readings = read(tokens, part);
  std::vector<TaggedWord> words;
  words.reserve(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) words.push_back(tagged(readings[i].facts, tokens[i]));
  const std::vector<WordKind> kinds = tag_words(words, book_->tables().kind_pairs);
  const bool foreign = part == SentencePart::Second && language_of(tokens).dictionary != nullptr;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    WordKind kind = kinds[i];
    if (foreign) {  // the kind of its English word alone: the pairs of kinds are English
      const auto& shares = readings[i].facts.kinds;
      kind = static_cast<WordKind>(std::max_element(shares.begin(), shares.end()) - shares.begin());
    }
    tokens[i].kind = kWordKindNames[index_of(kind)];
    tokens[i].known = readings[i].facts.known;
  }
  return tokens;
}

Matrix GlassBoxEncoder::embed(const Tokens& tokens, SentencePart part) const {
  Matrix x = Matrix::Zero(static_cast<Index>(tokens.size()), map_.width());
  const std::vector<Reading> readings = read(tokens, part);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const WordKind kind = kind_named(tokens[i].kind);
    auto row = x.row(static_cast<Index>(i));
    add_word(readings[i].facts, kind, row);
    const std::string form =
        readings[i].english.empty() ? dictionary_form(readings[i].facts, kind) : readings[i].english;
    if (!form.empty()) add_dictionary_number(form, row);
    if (kind == WordKind::Punctuation) row(map_.at("in-list")) = 1;  // the same in every language
  }
  add_places(tokens, x);
  return x;
}

// The spelling under which the word stands in the bilingual lists, "" where it does not.
std::string GlassBoxEncoder::dictionary_form(const WordFacts& facts, WordKind kind) const {
  const std::string form = kind == WordKind::Noun        ? facts.noun_form()
                           : kind == WordKind::Verb      ? facts.verb_form_base()
                           : kind == WordKind::Adjective ? facts.adjective_form()
                                                         : facts.spelling;
  for (const std::string& word : {facts.spelling, form}) {
    if (dictionary_numbers_.contains(word)) return word;
    const auto shared = book_->tables().english.find(word);
    if (shared != book_->tables().english.end()) return shared->second.front();
  }
  return "";
}

// A number n is carried by waves cos(2πn ÷ p), sin(2πn ÷ p): two words match where all waves agree.
void GlassBoxEncoder::add_dictionary_number(const std::string& word, Row x) const {
  const auto number = static_cast<float>(dictionary_numbers_.at(word));
  for (const Wave& wave : map_.dictionary_waves()) {
    const float angle = 2 * std::numbers::pi_v<float> * std::fmod(number, wave.period) / wave.period;
    x(wave.cosine) = std::cos(angle);
    x(wave.sine) = std::sin(angle);
  }
  x(map_.at("in-list")) = 1;
}

void GlassBoxEncoder::add_places(const Tokens& tokens, Matrix& x) const {
  const Index one = map_.at("one"), start = map_.at("start"), position = map_.at("position"),
              position2 = map_.at("position²"), sentence = map_.at("sentence"), sentence2 = map_.at("sentence²"),
              opens = map_.at("opens"), boundary = map_.at("boundary"), stop = map_.at("stop");
  float sentences = 0;
  bool first = true;  // of its sentence
  const Index first_word = index_of_first_word(tokens);
  for (Index i = 0; i < x.rows(); ++i) {
    const auto t = static_cast<std::size_t>(i);
    const WordKind kind = kind_named(tokens[t].kind);
    const float place = static_cast<float>(i) / kPositionUnit;
    x(i, one) = 1;
    x(i, start) = i == first_word ? 1.0F : 0.0F;
    x(i, position) = place;
    x(i, position2) = place * place;
    x(i, sentence) = sentences;
    x(i, sentence2) = sentences * sentences;
    for (const Wave& wave : map_.position_waves()) {
      const float angle = 2 * std::numbers::pi_v<float> * std::fmod(static_cast<float>(i), wave.period) / wave.period;
      x(i, wave.cosine) = std::cos(angle);
      x(i, wave.sine) = std::sin(angle);
    }
    const bool inner = kind == WordKind::Conjunction || kind == WordKind::Relative || x(i, stop) > 0;
    const bool first_opens = first && kind != WordKind::Preposition && kind != WordKind::Verb;
    x(i, opens) = inner || first_opens ? 1.0F : 0.0F;
    x(i, boundary) = inner || first ? 1.0F : 0.0F;
    const bool touches = t + 1 < tokens.size() && tokens[t + 1].from == tokens[t].to;  // the point of "3.5"
    first = ends_sentence(tokens[t]) && !touches;
    if (first) sentences += 1;
  }
}

}  // namespace core
