// The part of the encoder that does not look at the sentence: a word and its kind to meanings and marks.
#include <algorithm>
#include <cmath>

#include "core/models/glass_box_encoder.h"

namespace core {

namespace {

// The lexicon spreads every noun over several meanings; the power sharpens them so that "captain" and "sailor" are
// equally persons. Homonyms of the table keep their shares.
constexpr float kSharpen = 1.7F;
constexpr float kTenth = 0.1F;
constexpr float kHintUnit = 2.5F / 9;  // a hint's digit, as log evidence
constexpr float kHint = 0.3F, kHintBesideTable = 0.12F;
constexpr float kCompany = 0.6F, kCompanyShare = 0.08F;  // a deciding word's entry, less a share of their sum
constexpr float kAmbiguousKeeps = 0.2F;  // of what a homonym of the table suggests: it must not decide itself
constexpr float kVerbMeaning = 0.5F, kAdjectiveMeaning = 0.5F;
constexpr float kNamePerson = 0.9F;
constexpr std::uint8_t kNearestCommonness = 4;  // tagged at least 15 times in the texts behind WordNet

Meanings from_tenths(const std::array<std::uint8_t, 15>& tenths, float power) {
  Meanings shares{};
  float sum = 0;
  for (std::size_t m = 0; m < shares.size(); ++m) {
    shares[m] = std::pow(kTenth * static_cast<float>(tenths[m]), power);
    sum += tenths[m] > 0 ? shares[m] : 0;
  }
  for (std::size_t m = 0; m < shares.size(); ++m) shares[m] = tenths[m] > 0 ? shares[m] / sum : 0;
  return shares;
}

struct Largest {
  float first = 0, second = 0;
};

Largest two_largest(const Meanings& shares) {
  Largest largest;
  for (const float share : shares) {
    if (share > largest.first) {
      largest.second = largest.first;
      largest.first = share;
    } else {
      largest.second = std::max(largest.second, share);
    }
  }
  return largest;
}

// 0: one meaning. Near 1: a rival nearly as strong, shares flattened by a square root first.
float ambiguity(const LexiconEntry& entry) {
  constexpr float kIgnored = 0.15F;
  return std::clamp(2 * (two_largest(from_tenths(entry.noun_meanings, 0.5F)).second - kIgnored), 0.0F, 0.9F);
}

// Of a homonym of the table: 1 where the second meaning has half of the first's share or more.
float ambiguity(const Meanings& homonym) {
  const Largest largest = two_largest(homonym);
  return std::min(1.0F, 2 * largest.second / largest.first);
}

}  // namespace

void GlassBoxEncoder::add_marks(const Marks& marks, const std::string& word, Row x) const {
  const auto found = marks.find(word);
  if (found == marks.end()) return;
  for (const std::string& mark : found->second) x(map_.at(mark)) = 1;
}

void GlassBoxEncoder::add_word(const WordFacts& facts, WordKind kind, Row x) const {
  for (const Index component : map_.kind(kind)) x(component) = 1;
  if (facts.function) {
    for (const std::string& mark : facts.function->marks) x(map_.at(mark)) = 1;
  }
  if (kind == WordKind::Noun || kind == WordKind::Name) add_noun(facts, kind, x);
  if (kind == WordKind::Verb) add_verb(facts, x);
  const bool participle = facts.verb_form == VerbForm::Past || facts.verb_form == VerbForm::Ing;
  if (kind == WordKind::Adjective || (kind == WordKind::Verb && participle)) add_adjective(facts, x);
  if (kind != WordKind::Name) add_suggestions(facts, kind, x);
}

void GlassBoxEncoder::add_noun(const WordFacts& facts, WordKind kind, Row x) const {
  const WordTables& tables = book_->tables();
  if (facts.plural) x(map_.at("plural")) = 1;
  const bool place_name = facts.noun && facts.noun->place_name;
  if (kind == WordKind::Name && facts.name_marks) {
    for (const std::string& mark : *facts.name_marks) {
      if (mark == "male" || mark == "female") x(map_.at(mark)) = 1;
      x(map_.at(mark == "place" || mark == "group" || mark == "animal" || mark == "time" ? mark : "person")) =
          kNamePerson;
    }
    return;
  }
  if (kind == WordKind::Name && !place_name) {
    x(map_.at("person")) = kNamePerson;
    return;
  }
  const std::string form = facts.noun_form();
  const auto homonym = tables.homonyms.find(tables.homonyms.contains(facts.spelling) ? facts.spelling : form);
  Meanings meanings{};
  if (homonym != tables.homonyms.end()) {
    meanings = homonym->second;
    x(map_.at("ambiguous")) = ambiguity(meanings);
  } else if (facts.noun) {
    meanings = from_tenths(facts.noun->noun_meanings, kSharpen);
    x(map_.at("ambiguous")) = ambiguity(*facts.noun);
  } else if (facts.ending) {
    meanings = facts.ending->meanings;
  }
  const auto listed = tables.nouns.find(form);
  const bool person = listed != tables.nouns.end() && homonym == tables.homonyms.end() &&
                      std::find(listed->second.begin(), listed->second.end(), "person") != listed->second.end();
  if (person) {
    meanings.fill(0);
    x(map_.at("ambiguous")) = 0;
  }
  for (std::size_t m = 0; m < meanings.size(); ++m) x(map_.meaning(m)) = meanings[m];
  if (facts.noun && facts.noun->holder) x(map_.at("holder")) = 1;
  add_marks(tables.nouns, facts.spelling, x);
  if (homonym == tables.homonyms.end()) add_marks(tables.nouns, form, x);
}

void GlassBoxEncoder::add_verb(const WordFacts& facts, Row x) const {
  const std::string form = facts.verb_form_base();
  x(map_.at("action")) = kVerbMeaning;
  if (facts.verb) {
    const Meanings meanings = from_tenths(facts.verb->verb_meanings, 1);
    for (std::size_t m = 0; m < meanings.size(); ++m) x(map_.meaning(m)) += kVerbMeaning * meanings[m];
    constexpr int kMostly = 6, kRather = -3;
    if (facts.verb->verb_living >= kMostly) x(map_.at("of-living")) = 0.3F;
    if (facts.verb->verb_living <= kRather) x(map_.at("of-thing")) = 0.4F;
  }
  add_marks(book_->tables().verbs, form, x);
}

void GlassBoxEncoder::add_adjective(const WordFacts& facts, Row x) const {
  const WordTables& tables = book_->tables();
  const bool own = tables.adjectives.contains(facts.spelling);
  const std::string form = own ? facts.spelling : facts.adjective_form();
  if (x(map_.at("adjective")) > 0) x(map_.at("quality")) = kAdjectiveMeaning;
  if (tables.adjectives.contains(form)) {
    for (const char* mark : {"of-living", "of-thing"}) x(map_.at(mark)) = 0;
    add_marks(tables.adjectives, form, x);
    return;
  }
  if (x(map_.at("verb")) > 0 || !facts.adjective) return;
  if (facts.adjective->adjective_living > 1) x(map_.at("of-living")) = 0.6F;
  if (facts.adjective->adjective_living < -1) x(map_.at("of-thing")) = 0.5F;
}

void GlassBoxEncoder::add_suggestions(const WordFacts& facts, WordKind kind, Row x) const {
  if (facts.function || kind == WordKind::Punctuation) return;
  const WordTables& tables = book_->tables();
  const LexiconEntry* entry = kind == WordKind::Verb        ? facts.verb
                              : kind == WordKind::Adjective ? facts.adjective
                                                            : facts.noun;
  if (!entry) entry = book_->lexicon().find(facts.spelling);
  const std::string form = entry ? std::string(entry->word) : facts.spelling;
  auto company = tables.company.find(facts.spelling);
  if (company == tables.company.end()) company = tables.company.find(form);
  const bool listed = company != tables.company.end();
  const bool homonym =
      kind == WordKind::Noun && (tables.homonyms.contains(facts.spelling) || tables.homonyms.contains(form));
  const float keeps = homonym ? 1 - (1 - kAmbiguousKeeps) * x(map_.at("ambiguous")) : 1;
  float sum = 0;
  if (listed) {
    for (const float value : company->second) sum += value;
  }
  for (std::size_t m = 0; m + 1 < kMeanings.size(); ++m) {
    float value = entry ? kHintUnit * static_cast<float>(entry->hints[m]) * (listed ? kHintBesideTable : kHint) : 0;
    if (listed) value += kCompany * company->second[m] - kCompanyShare * sum;
    x(map_.near(m)) = keeps * value;
  }
}

void GlassBoxEncoder::make_nearest() {
  const auto& entries = book_->lexicon().entries();
  std::vector<const LexiconEntry*> common;
  for (const LexiconEntry& entry : entries) {
    if (entry.commonness >= kNearestCommonness && !book_->tables().function_words.contains(std::string(entry.word))) {
      common.push_back(&entry);
    }
  }
  nearest_vectors_ = Matrix::Zero(static_cast<Index>(common.size()), map_.width());
  for (std::size_t i = 0; i < common.size(); ++i) {
    const WordFacts facts = book_->facts(common[i]->word, true);
    const auto best = std::max_element(facts.kinds.begin(), facts.kinds.end()) - facts.kinds.begin();
    auto row = nearest_vectors_.row(static_cast<Index>(i));
    add_word(facts, static_cast<WordKind>(best), row);
    nearest_names_.emplace_back(common[i]->word);
  }
  nearest_mask_ = Vector::Ones(map_.width());
  for (const char* name :
       {"one", "start", "position", "position²", "sentence", "sentence²", "opens", "boundary", "in-list"}) {
    nearest_mask_(map_.at(name)) = 0;
  }
  for (const auto* waves : {&map_.position_waves(), &map_.dictionary_waves()}) {
    for (const Wave& wave : *waves) nearest_mask_(wave.cosine) = nearest_mask_(wave.sine) = 0;
  }
}

}  // namespace core
