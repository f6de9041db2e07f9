#include "core/tokenizers/word_kinds.h"

#include <cmath>
#include <limits>

namespace core {

namespace {

using Scores = std::array<float, kWordKinds>;

constexpr float kLeastShare = 1e-4F;  // no kind is impossible
constexpr float kStrong = 3.0F, kMedium = 1.5F, kWeak = 0.8F;

float share(const TaggedWord& word, WordKind kind) {
  return word.shares[index_of(kind)];
}

bool verb_follows(const std::vector<TaggedWord>& words, std::size_t at) {
  for (std::size_t i = at + 1; i < words.size() && !words[i].breaks; ++i) {
    if (share(words[i], WordKind::Be) > 0.5F) return true;
    const bool finite = words[i].verb_form != VerbForm::Ing || share(words[i], WordKind::Auxiliary) > 0.5F;
    if (finite && share(words[i], WordKind::Verb) + share(words[i], WordKind::Auxiliary) > 0.5F) return true;
  }
  return false;
}

void add(Scores& scores, WordKind kind, float value) {
  scores[index_of(kind)] += value;
}

// 's: "is" after a pronoun or before what can be said of somebody, else the mark of an owner.
void judge_apostrophe_s(const std::vector<TaggedWord>& words, std::size_t at, Scores& scores) {
  scores.fill(std::log(kLeastShare));
  scores[index_of(WordKind::Mark)] = 0;
  scores[index_of(WordKind::Be)] = -2;
  if (at > 0 && (share(words[at - 1], WordKind::Pronoun) > 0.3F || share(words[at - 1], WordKind::Relative) > 0.3F ||
                 share(words[at - 1], WordKind::Conjunction) > 0.3F)) {
    scores[index_of(WordKind::Be)] = kStrong;
  }
  if (at + 1 >= words.size()) return;
  const TaggedWord& next = words[at + 1];
  const bool said = share(next, WordKind::Determiner) > 0.5F || share(next, WordKind::Adverb) > 0.6F ||
                    share(next, WordKind::Preposition) > 0.5F ||
                    (next.verb_form == VerbForm::Ing && share(next, WordKind::Verb) > 0.6F);
  if (said) add(scores, WordKind::Be, kStrong);
}

// Agreement: after "he" or "the dog" no base form of a verb; after "him" no verb but a base form.
void judge_agreement(const std::vector<TaggedWord>& words, std::size_t at, Scores& scores) {
  const TaggedWord& word = words[at];
  if (at == 0) return;
  const TaggedWord& before = words[at - 1];
  if (before.object_pronoun && word.verb_form != VerbForm::Base) add(scores, WordKind::Verb, -kMedium);
  if (before.takes_base && word.verb_form == VerbForm::Base) add(scores, WordKind::Verb, -kMedium);
  if (before.plural) {
    if (word.verb_form == VerbForm::ThirdPerson) add(scores, WordKind::Verb, -kWeak);
    if (word.verb_form == VerbForm::Base) add(scores, WordKind::Verb, kWeak);
    add(scores, WordKind::Noun, -kWeak);
  }
  if (share(before, WordKind::Auxiliary) > 0.4F && word.verb_form == VerbForm::ThirdPerson) {
    add(scores, WordKind::Verb, -kMedium);
  }
}

Scores own_scores(const std::vector<TaggedWord>& words, std::size_t at) {
  const TaggedWord& word = words[at];
  Scores scores;
  for (std::size_t k = 0; k < kWordKinds; ++k) scores[k] = std::log(word.shares[k] + kLeastShare);
  if (word.possessive_or_is) {
    judge_apostrophe_s(words, at, scores);
    return scores;
  }
  judge_agreement(words, at, scores);
  if (word.may_join) {
    const bool joins = verb_follows(words, at);
    add(scores, joins ? WordKind::Conjunction : WordKind::Preposition, kMedium);
    add(scores, joins ? WordKind::Preposition : WordKind::Conjunction, -kMedium);
  }
  return scores;
}

}  // namespace

std::vector<WordKind> tag_words(const std::vector<TaggedWord>& words, const KindPairs& pairs) {
  std::vector<Scores> best(words.size());
  std::vector<std::array<std::size_t, kWordKinds>> from(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Scores own = own_scores(words, i);
    const bool start = i == 0 || words[i - 1].sentence_end;
    for (std::size_t k = 0; k < kWordKinds; ++k) {
      float top = -std::numeric_limits<float>::infinity();
      for (std::size_t p = 0; p < (i == 0 ? 1 : kWordKinds); ++p) {
        const float before = i == 0 ? 0 : best[i - 1][p];
        const float value = before + pairs[start ? kWordKinds : p][k];
        if (value > top) {
          top = value;
          from[i][k] = p;
        }
      }
      best[i][k] = top + own[k];
    }
  }
  std::vector<WordKind> kinds(words.size());
  std::size_t kind = 0;
  for (std::size_t i = words.size(); i-- > 0;) {
    if (i + 1 == words.size()) {
      for (std::size_t k = 1; k < kWordKinds; ++k) kind = best[i][k] > best[i][kind] ? k : kind;
    } else {
      kind = from[i + 1][kind];
    }
    kinds[i] = static_cast<WordKind>(kind);
  }
  return kinds;
}

}  // namespace core
