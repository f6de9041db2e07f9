#include "core/models/word_facts.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/files.h"
#include "core/tokenizers/contractions.h"
#include "core/tokenizers/words.h"

namespace core {

namespace {

constexpr float kTraceShare = 0.02F;  // what the digit 0 of a kind stands for
constexpr std::size_t kMaxLexiconBytes = 20'000'000;
// Verbs whose past is their base form: no agreement can be asked of them.
constexpr std::array<std::string_view, 20> kSamePast = {"put",  "cut",   "hit",  "let",   "set",    "hurt", "shut",
                                                        "cost", "burst", "quit", "split", "spread", "read", "cast",
                                                        "bet",  "bid",   "rid",  "shed",  "thrust", "beat"};

// Of a listed participle's weight as a verb, what it weighs as an adjective.
constexpr float kParticiple = 0.7F;

WordKind word_kind(BaseKind kind) {
  constexpr std::array<WordKind, 4> kinds = {WordKind::Noun, WordKind::Verb, WordKind::Adjective, WordKind::Adverb};
  return kinds[static_cast<std::size_t>(kind)];
}

bool is_vowel(char letter) {
  return std::string_view("aeiou").find(letter) != std::string_view::npos;
}

// Dictionary forms that `word` without `ending` may have: walk(ed), bak(ed) + e, stopp(ed) → stop, tri(ed) → try.
std::vector<std::string> stems(const std::string& word, std::string_view ending) {
  std::string stem = word.substr(0, word.size() - ending.size());
  if (stem.size() < 2) return {};
  std::vector<std::string> forms = {stem};
  const bool from_s = ending == "s";
  if (!from_s) forms.push_back(stem + "e");
  if (stem.back() == 'i' && !from_s) forms.push_back(stem.substr(0, stem.size() - 1) + "y");
  if (from_s && stem.ends_with("ie")) forms.push_back(stem.substr(0, stem.size() - 2) + "y");
  if (from_s && stem.back() == 'e') forms.push_back(stem.substr(0, stem.size() - 1));
  if (!from_s && stem.size() > 2 && stem[stem.size() - 1] == stem[stem.size() - 2] && !is_vowel(stem.back())) {
    forms.push_back(stem.substr(0, stem.size() - 1));
  }
  return forms;
}

}  // namespace

struct WordBook::Weights {
  std::array<float, 4> kinds{};      // by BaseKind
  std::array<float, 4> strongest{};  // the entry that stands for the kind
  bool any() const {
    return std::any_of(kinds.begin(), kinds.end(), [](float w) { return w > 0; });
  }
};

WordBook::WordBook(const std::filesystem::path& assets)
    : lexicon_(read_file(assets / "lexicon.txt", kMaxLexiconBytes), "lexicon.txt"),
      tables_(read_word_tables(assets / "tables")) {}

void WordBook::add_form(const LexiconEntry& entry, BaseKind kind, VerbForm form, WordFacts& facts,
                        Weights& weights) const {
  const auto k = static_cast<std::size_t>(kind);
  if (!entry.has(kind)) return;
  const float share = entry.kinds[k] == 0 ? kTraceShare : 0.1F * static_cast<float>(entry.kinds[k]);
  const float weight = std::ldexp(share, entry.commonness);
  weights.kinds[k] += weight;
  if (weight <= weights.strongest[k]) return;
  weights.strongest[k] = weight;
  if (kind == BaseKind::Noun) {
    facts.noun = &entry;
    facts.plural = entry.word != facts.spelling;
  } else if (kind == BaseKind::Verb) {
    facts.verb = &entry;
    facts.verb_form = form;
  } else if (kind == BaseKind::Adjective) {
    facts.adjective = &entry;
  }
}

void WordBook::add_direct(WordFacts& facts, Weights& weights) const {
  const LexiconEntry* entry = lexicon_.find(facts.spelling);
  if (!entry) return;
  const bool same_past = std::find(kSamePast.begin(), kSamePast.end(), facts.spelling) != kSamePast.end();
  for (std::size_t k = 0; k < 4; ++k) {
    add_form(*entry, static_cast<BaseKind>(k), same_past ? VerbForm::Past : VerbForm::Base, facts, weights);
  }
}

void WordBook::add_irregular(WordFacts& facts, Weights& weights) const {
  for (const IrregularForm& form : lexicon_.irregular(facts.spelling)) {
    const LexiconEntry* entry = lexicon_.find(form.word);
    if (!entry) continue;
    const VerbForm verb_form = facts.spelling.ends_with("ing") ? VerbForm::Ing
                               : facts.spelling.ends_with("s") ? VerbForm::ThirdPerson
                                                               : VerbForm::Past;
    add_form(*entry, form.kind, verb_form, facts, weights);
  }
}

void WordBook::add_regular(WordFacts& facts, Weights& weights) const {
  struct Rule {
    std::string_view ending;
    BaseKind kind;
    VerbForm form;
  };
  if (facts.spelling.ends_with("men") && !facts.noun) {  // women, fishermen
    const LexiconEntry* entry = lexicon_.find(facts.spelling.substr(0, facts.spelling.size() - 2) + "an");
    if (entry) add_form(*entry, BaseKind::Noun, VerbForm::None, facts, weights);
  }
  constexpr std::array<Rule, 6> rules = {{{"s", BaseKind::Noun, VerbForm::None},
                                          {"s", BaseKind::Verb, VerbForm::ThirdPerson},
                                          {"ed", BaseKind::Verb, VerbForm::Past},
                                          {"ing", BaseKind::Verb, VerbForm::Ing},
                                          {"er", BaseKind::Adjective, VerbForm::None},
                                          {"est", BaseKind::Adjective, VerbForm::None}}};
  for (const Rule& rule : rules) {
    if (!facts.spelling.ends_with(rule.ending) || facts.spelling.ends_with("ss")) continue;
    if (rule.kind == BaseKind::Adjective && facts.noun) continue;  // "owner" is no comparative of "own"
    for (const std::string& stem : stems(facts.spelling, rule.ending)) {
      const LexiconEntry* entry = lexicon_.find(stem);
      if (!entry || !entry->has(rule.kind)) continue;
      add_form(*entry, rule.kind, rule.form, facts, weights);
      break;
    }
  }
}

// "firefighters" as fighters, "sky-blue" as blue: the last part of a compound says what it is.
bool WordBook::add_compound(WordFacts& facts) const {
  constexpr std::size_t kLeastFirst = 3, kLeastLast = 3;
  constexpr std::size_t kLongest = 200;  // bytes: every cut copies the rest, and a word of megabytes would take hours
  const std::string spelling = facts.spelling;
  if (spelling.size() > kLongest) return false;
  for (std::size_t cut = kLeastFirst; cut + kLeastLast <= spelling.size(); ++cut) {
    const bool hyphen = spelling[cut - 1] == '-';
    if (!hyphen && !lexicon_.find(spelling.substr(0, cut))) continue;
    const WordFacts last = this->simple_facts(spelling.substr(cut));
    const bool noun = last.noun && last.kinds[index_of(WordKind::Noun)] > 0.5F;
    if (!last.known || last.function || (!hyphen && !noun)) continue;
    facts = last;
    facts.spelling = spelling;
    return true;
  }
  return false;
}

void WordBook::add_ending(WordFacts& facts) const {
  if (add_compound(facts)) return;
  for (const WordEnding& ending : tables_.endings) {
    if (!facts.spelling.ends_with(ending.ending)) continue;
    facts.ending = &ending;
    facts.kinds[index_of(ending.kind)] = 0.8F;
    facts.kinds[index_of(WordKind::Noun)] += 0.2F;
    if (ending.ending == "ed") facts.verb_form = VerbForm::Past;
    if (ending.ending == "ing") facts.verb_form = VerbForm::Ing;
    facts.plural = facts.spelling.size() > 3 && !facts.spelling.ends_with("ss") &&
                   (facts.spelling.ends_with("s") || facts.spelling.ends_with("men"));
    return;
  }
}

void WordBook::judge_name(std::string_view word, bool starts_sentence, WordFacts& facts) const {
  if (!starts_upper(word)) return;
  const auto listed = tables_.names.find(facts.spelling);
  if (listed != tables_.names.end()) facts.name_marks = &listed->second;
  const bool place = facts.noun && facts.noun->place_name && !facts.plural;
  float share = 0;
  if (facts.name_marks) {
    share = !facts.known || !starts_sentence ? 0.97F : 0.7F;
    if (facts.function && starts_sentence) share = 0.2F;
    facts.known = true;
  } else if (place) {
    share = 0.95F;
  } else if (!starts_sentence && !facts.function) {
    share = facts.known ? 0.3F : 0.95F;
  } else if (!facts.known) {
    share = 0.6F;
  }
  for (float& kind : facts.kinds) kind *= 1 - share;
  facts.kinds[index_of(WordKind::Name)] = share;
}

WordFacts WordBook::facts(std::string_view word, bool starts_sentence) const {
  WordFacts facts = simple_facts(lookup_spelling(word));
  if (!facts.known) add_ending(facts);
  judge_name(word, starts_sentence, facts);
  return facts;
}

WordFacts WordBook::simple_facts(const std::string& spelling) const {
  WordFacts facts;
  facts.spelling = spelling;
  const auto function = tables_.function_words.find(facts.spelling);
  if (function != tables_.function_words.end()) facts.function = &function->second;
  Weights weights;
  add_direct(facts, weights);
  add_irregular(facts, weights);
  add_regular(facts, weights);
  facts.known = facts.function || weights.any();
  const char first = facts.spelling.empty() ? ' ' : facts.spelling[0];
  if (facts.function) {
    facts.kinds = facts.function->kinds;
  } else if (first >= '0' && first <= '9') {
    facts.known = true;
    facts.kinds[index_of(WordKind::Determiner)] = 1;
  } else if (is_punctuation(facts.spelling)) {
    facts.known = true;
    facts.kinds[index_of(WordKind::Punctuation)] = 1;
  } else if (weights.any()) {
    // "tired" and "wounded" are adjectives where the table of adjectives says so.
    if (tables_.adjectives.contains(facts.spelling)) {
      auto& adjective = weights.kinds[static_cast<std::size_t>(BaseKind::Adjective)];
      const float verb = weights.kinds[static_cast<std::size_t>(BaseKind::Verb)];
      adjective = std::max(adjective, facts.verb_form == VerbForm::Base ? adjective : kParticiple * verb);
    }
    float sum = 0;
    for (const float weight : weights.kinds) sum += weight;
    for (std::size_t k = 0; k < 4; ++k) {
      facts.kinds[index_of(word_kind(static_cast<BaseKind>(k)))] = weights.kinds[k] / sum;
    }
  }
  return facts;
}

}  // namespace core
