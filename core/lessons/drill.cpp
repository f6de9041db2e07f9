#include "core/lessons/drill.h"

#include <fmt/format.h>

#include <cmath>

#include "core/attention/forward.h"
#include "core/models/small_examples.h"

namespace core {

namespace {

constexpr Index kWords = 3;

std::vector<float> random_vector(SmallRandom& random, Index components) {
  std::vector<float> x;
  for (Index c = 0; c < components; ++c) x.push_back(static_cast<float>(1 + random.below(10)) / 10);  // 0.1 … 1.0
  return x;
}

class QuestionList {
 public:
  QuestionList(const AttentionTrace& trace, Index query) : head_(trace.head(0, 0)), trace_(trace), query_(query) {}

  std::vector<DrillQuestion> ask() {
    for (Index key = 0; key < kWords; ++key) ask_score(key);
    for (Index key = 0; key < kWords; ++key) ask_exponential(key);
    add("Sum", "sum of the exponentials", sum(),
        {{score(0) + score(1) + score(2), "That adds the scores: add the exponentials."}});
    for (Index key = 0; key < kWords; ++key) ask_weight(key);
    for (Index component = 0; component < head_.output.cols(); ++component) ask_output(component);
    return std::move(questions_);
  }

 private:
  std::string word(Index token) const { return trace_.tokens[static_cast<std::size_t>(token)].text; }
  double score(Index key) const { return static_cast<double>(head_.scaled(query_, key)); }
  double exponential(Index key) const { return std::exp(score(key)); }
  double sum() const { return exponential(0) + exponential(1) + exponential(2); }

  void add(const char* group, std::string label, double truth, std::vector<SlipValue> slips) {
    questions_.push_back({group, std::move(label), truth, std::move(slips)});
  }

  void ask_score(Index key) {
    const auto total = static_cast<double>(head_.k.row(key).sum());
    add("Scores", fmt::format("{} · {}", word(query_), word(key)), score(key),
        {{total, "That adds the numbers of one word: multiply pair by pair, then add."}});
  }
  void ask_exponential(Index key) {
    add("Exponentials", fmt::format("e to the score of {}", word(key)), exponential(key),
        {{score(key), "That is the score itself: raise e to it."},
         {score(key) * std::exp(1.0), "That is e times the score: raise e to it."}});
  }
  void ask_weight(Index key) {
    add("Weights", fmt::format("weight of {}", word(key)), static_cast<double>(head_.weights(query_, key)),
        {{exponential(key), "That is the exponential: divide it by their sum."},
         {score(key) / (score(0) + score(1) + score(2)), "That divides the scores: take the exponentials first."},
         {static_cast<double>(head_.weights(key, query_)),
          "That is the column: the row belongs to the word that looks."}});
  }
  void ask_output(Index component) {
    const auto mean = static_cast<double>(head_.v.col(component).mean());
    add("Output", fmt::format("output, number {}", component + 1), static_cast<double>(head_.output(query_, component)),
        {{mean, "That is the plain mean: give each word its weight."},
         {static_cast<double>(head_.v.col(component).sum()), "That adds the words up whole: give each its weight."}});
  }

  const HeadTrace& head_;
  const AttentionTrace& trace_;
  Index query_;
  std::vector<DrillQuestion> questions_;
};

}  // namespace

// Splitmix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
std::uint64_t SmallRandom::next() {
  state_ += 0x9E3779B97F4A7C15ULL;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
  return mixed ^ (mixed >> 31U);
}

Index SmallRandom::below(Index count) {
  const auto limit = static_cast<std::uint64_t>(count);
  const std::uint64_t usable = ~std::uint64_t{0} - (~std::uint64_t{0} % limit);
  std::uint64_t drawn = next();
  while (drawn >= usable) drawn = next();
  return static_cast<Index>(drawn % limit);
}

Drill make_drill(std::uint64_t seed, Index components) {
  SmallRandom random(seed);
  Drill drill;
  drill.seed = seed;
  drill.query = random.below(kWords);
  drill.model = make_drill_model({{"The", random_vector(random, components)},
                                  {"cat", random_vector(random, components)},
                                  {"sat", random_vector(random, components)}});
  RunInput run;
  run.model = drill.model;
  run.sentence = drill.model->config.default_sentence;
  drill.trace = compute_trace(run);
  drill.questions = QuestionList(*drill.trace, drill.query).ask();
  return drill;
}

}  // namespace core
