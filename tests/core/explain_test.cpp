// The terms of any number add up to it, and the line that says so reads as a reader would write it.
#include "core/attention/explain.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "core/attention/forward.h"
#include "core/error.h"
#include "core/models/small_examples.h"
#include "tests/support/builders.h"

namespace {

using core::Explanation;
using core::Index;
using core::Place;
using core::Site;
using core::ValueKind;
using support::edit_of;
using support::random_chance;
using support::random_index;
using support::run_of;

double sum_of(const std::vector<core::Term>& terms) {
  double sum = 0;
  for (const core::Term& term : terms) sum += static_cast<double>(term.product);
  return sum;
}

double size_of(const std::vector<core::Term>& terms) {
  double size = 1;
  for (const core::Term& term : terms) size += std::abs(static_cast<double>(term.product));
  return size;
}

const core::LayerTrace& layer_of(const core::AttentionTrace& trace, const Place& place, bool second_run) {
  return *(second_run ? trace.second_layers : trace.layers)[static_cast<std::size_t>(place.layer)];
}

// The number itself, read from the trace without the explainer; nothing where the trace does not keep it.
std::optional<float> number_at(const core::AttentionTrace& trace, const Place& place, bool second_run) {
  const core::LayerTrace& layer = layer_of(trace, place, second_run);
  const core::HeadTrace& head = *layer.heads[static_cast<std::size_t>(place.head)];
  const auto from = [&](const core::Matrix& matrix) -> std::optional<float> {
    if (place.row >= matrix.rows() || place.column >= matrix.cols()) return std::nullopt;
    return matrix(place.row, place.column);
  };
  switch (place.kind) {
    case ValueKind::X:
      return from(layer_of(trace, {}, second_run).input);
    case ValueKind::Normed:
      return from(layer.normed.size() > 0 ? layer.normed : layer.input);
    case ValueKind::QUnrotated:
      return from(head.q_unrotated);
    case ValueKind::KUnrotated:
      return from(head.k_unrotated);
    case ValueKind::Q:
      return from(head.q);
    case ValueKind::K:
      return from(head.k);
    case ValueKind::V:
      return from(head.v);
    case ValueKind::Score:
      return from(head.scores);
    case ValueKind::Scaled:
      return from(head.scaled);
    case ValueKind::Weight:
      return from(head.weights);
    case ValueKind::Output:
      return from(head.output);
    case ValueKind::Attended:
      return from(layer.attended);
    case ValueKind::AfterAttention:
      return from(layer.after_attention);
    case ValueKind::Mlp:
      return from(layer.mlp);
    case ValueKind::Residual:
      return from(layer.output);
    case ValueKind::Final:
      return second_run ? std::nullopt : from(trace.output);
    default:
      return std::nullopt;
  }
}

struct Counts {
  std::map<ValueKind, int> explained, edited;
};

Place random_place(std::mt19937& random, const core::AttentionTrace& trace) {
  Place place;
  place.kind = static_cast<ValueKind>(random_index(random, 0, static_cast<Index>(ValueKind::Final)));
  place.layer = random_index(random, 0, static_cast<Index>(trace.layers.size()) - 1);
  const auto& heads = trace.config().layers[static_cast<std::size_t>(place.layer)].heads;
  place.head = random_index(random, 0, static_cast<Index>(heads.size()) - 1);
  place.second = !trace.second_tokens.empty() && random_chance(random, 0.3);
  place.row = random_index(random, 0, 6);
  place.column = random_index(random, 0, 9);
  return place;
}

// Where the edit's number stands; X for the edit of a matrix, which has no place of its own.
Place place_of(const core::Edit& edit) {
  const std::map<Site, ValueKind> kinds = {{Site::X, ValueKind::X},           {Site::Q, ValueKind::Q},
                                           {Site::K, ValueKind::K},           {Site::V, ValueKind::V},
                                           {Site::Output, ValueKind::Output}, {Site::Score, ValueKind::Score},
                                           {Site::Weight, ValueKind::Weight}, {Site::Residual, ValueKind::Residual}};
  const auto found = kinds.find(edit.site);
  if (found == kinds.end()) return {};
  return {found->second,
          edit.second,
          std::max<Index>(0, edit.layer),
          std::max<Index>(0, edit.head),
          edit.row,
          std::max<Index>(0, edit.column)};
}

// Explains one number of the run and checks the arithmetic against the trace.
void check_one(const core::AttentionTrace& trace, Place place, Counts& counts) {
  if (place.kind == ValueKind::Final) place.layer = static_cast<Index>(trace.layers.size()) - 1;
  const auto& heads = trace.config().layers[static_cast<std::size_t>(place.layer)].heads;
  const bool key_side = place.kind == ValueKind::K || place.kind == ValueKind::V || place.kind == ValueKind::KUnrotated;
  const bool cross = heads[static_cast<std::size_t>(place.head)].keys == core::KeySource::Second;
  if (cross && key_side) place.second = true;
  const bool second_run = place.second && !(cross && key_side);
  const std::optional<float> number = number_at(trace, place, second_run);
  if (!number) return;
  const Explanation why = core::explain(trace, place);
  SCOPED_TRACE(why.what + ": " + why.formula + " | " + why.note);
  EXPECT_EQ(why.value, *number);
  EXPECT_FALSE(why.what.empty());
  EXPECT_FALSE(why.formula.empty());
  if (std::isinf(*number)) {
    EXPECT_TRUE(why.terms.empty());
    EXPECT_FALSE(why.note.empty());
    return;
  }
  EXPECT_NEAR(sum_of(why.terms), static_cast<double>(why.computed), 4e-6 * size_of(why.terms));
  EXPECT_TRUE(why.edited || why.computed == why.value);
  ++(why.edited ? counts.edited : counts.explained)[place.kind];
}

TEST(Explain, TheTermsOfEveryKindOfNumberAddUpToIt) {
  std::mt19937 random(21);
  Counts counts;
  for (int i = 0; i < 3000; ++i) {
    SCOPED_TRACE(i);
    const support::ModelOptions options = support::random_options(random);
    core::RunInput run = run_of(support::random_model(options), support::random_sentence(random, 5));
    if (random_chance(random, 0.5)) run = run_of(run.model, run.sentence, support::random_sentence(random, 4));
    const Index second = run.has_second ? 4 : 0;
    if (random_chance(random, 0.5)) run.switches = support::random_switches(random, *run.model, 5, second);
    for (Index e = random_index(random, 0, 5); e > 0; --e) {
      run.edits.push_back(support::random_edit(random, *run.model, 5, second));
    }
    core::TracePointer trace;
    try {
      trace = core::compute_trace(run);
    } catch (const core::Error&) {
      continue;
    }
    for (int n = 0; n < 60; ++n) check_one(*trace, random_place(random, *trace), counts);
    for (const core::Edit& edit : run.edits) check_one(*trace, place_of(edit), counts);
    ASSERT_FALSE(HasFailure());
  }
  for (int kind = 0; kind <= static_cast<int>(ValueKind::Final); ++kind) {
    const auto value = static_cast<ValueKind>(kind);
    if (value == ValueKind::QProjected || value == ValueKind::KProjected) continue;
    EXPECT_GT(counts.explained[value], 200) << "kind " << kind;
  }
  for (const ValueKind kind : {ValueKind::X, ValueKind::Q, ValueKind::K, ValueKind::V, ValueKind::Score,
                               ValueKind::Weight, ValueKind::Output, ValueKind::Residual}) {
    EXPECT_GT(counts.edited[kind], 20) << "kind " << static_cast<int>(kind);
  }
}

class ThreeWordsExplained : public testing::Test {
 protected:
  Explanation explain(const Place& place) {
    const auto model = core::make_three_words();
    run_.model = model;
    run_.sentence = "The cat sat";
    return core::explain(*core::compute_trace(run_), place);
  }
  static Place pair(ValueKind kind, Index query, Index key) { return {kind, false, 0, 0, query, key}; }
  core::RunInput run_;
};

TEST_F(ThreeWordsExplained, AScoreIsItsDotProduct) {
  const Explanation why = explain(pair(ValueKind::Score, 2, 1));
  EXPECT_EQ(why.formula, "0.89 = 0.4 × 0.9 + 0.6 × 0.3 + 0.5 × 0.7");
  EXPECT_EQ(why.what, "score of “sat” for “cat”, head Attention of layer 0");
  EXPECT_EQ(why.terms.size(), 3U);
}

TEST_F(ThreeWordsExplained, AWeightIsAPowerDividedByTheirSum) {
  const Explanation why = explain(pair(ValueKind::Weight, 2, 1));
  EXPECT_EQ(why.formula, "0.3784 = e^0.89 ÷ 6.435");
  const std::vector<core::Term> powers = core::divisor_terms(*core::compute_trace(run_), pair(ValueKind::Weight, 2, 1));
  EXPECT_EQ(powers.size(), 3U);
  EXPECT_NEAR(sum_of(powers), std::exp(0.61) + std::exp(0.89) + std::exp(0.77), 1e-5);
}

TEST_F(ThreeWordsExplained, AScaledScoreNamesItsDivisor) {
  run_.switches.scale = core::ScaleKind::Sqrt;
  EXPECT_EQ(explain(pair(ValueKind::Scaled, 2, 1)).formula, "0.5138 ≈ 0.89 ÷ 1.732");
  run_.switches.temperature = 0.5F;
  EXPECT_EQ(explain(pair(ValueKind::Scaled, 2, 1)).formula, "1.028 = 0.89 ÷ (1.732 × 0.5)");
}

TEST_F(ThreeWordsExplained, AnOutputIsTheWeightedSumOfValues) {
  const Explanation why = explain({ValueKind::Output, false, 0, 0, 2, 0});
  EXPECT_EQ(why.formula, "0.532 = 0.286 × 0.2 + 0.3784 × 0.9 + 0.3356 × 0.4");
  EXPECT_EQ(why.terms[1].label, "“cat”");
}

TEST_F(ThreeWordsExplained, AnEditedNumberShowsWhatItWouldBe) {
  run_.edits = {edit_of(Site::Score, 0, 0, 2, 1, -2.5F)};
  const Explanation why = explain(pair(ValueKind::Score, 2, 1));
  EXPECT_TRUE(why.edited);
  EXPECT_EQ(why.value, -2.5F);
  EXPECT_NEAR(why.computed, 0.89, 1e-6);
  EXPECT_EQ(why.formula, "−2.5, edited; computed 0.89 = 0.4 × 0.9 + 0.6 × 0.3 + 0.5 × 0.7");
}

TEST_F(ThreeWordsExplained, AnEditedComponentOfXShowsItsOriginal) {
  run_.edits = {edit_of(Site::X, -1, -1, 1, 0, 2)};
  const Explanation why = explain({ValueKind::X, false, 0, 0, 1, 0});
  EXPECT_TRUE(why.edited);
  EXPECT_EQ(why.value, 2);
  EXPECT_FLOAT_EQ(why.computed, 0.9F);
}

TEST_F(ThreeWordsExplained, MaskedAndIgnoredCellsSayWhy) {
  run_.switches.mask = core::MaskKind::Causal;
  run_.switches.ignored = {0};
  EXPECT_EQ(explain(pair(ValueKind::Scaled, 1, 2)).note, "masked: “sat” comes after “cat”");
  EXPECT_EQ(explain(pair(ValueKind::Weight, 2, 0)).note, "“The” is ignored");
  EXPECT_EQ(explain(pair(ValueKind::Weight, 2, 0)).value, 0);
}

TEST_F(ThreeWordsExplained, AHeldWeightAndTheRestOfItsRow) {
  run_.edits = {edit_of(Site::Weight, 0, 0, 2, 1, 0.5F)};
  const Explanation held = explain(pair(ValueKind::Weight, 2, 1));
  EXPECT_TRUE(held.edited);
  EXPECT_NEAR(held.computed, 0.3784, 5e-5);
  const Explanation other = explain(pair(ValueKind::Weight, 2, 0));
  EXPECT_FALSE(other.edited);
  EXPECT_NEAR(other.terms.at(0).left, 0.2860, 5e-5);
  EXPECT_NEAR(other.terms.at(0).right, 0.5 / (0.2860 + 0.3356), 1e-4);
}

TEST_F(ThreeWordsExplained, AMutedHeadWritesZeroAndSaysSo) {
  run_.switches.muted = {{0, 0}};
  const Explanation why = explain({ValueKind::Output, false, 0, 0, 2, 0});
  EXPECT_EQ(why.value, 0);
  EXPECT_NEAR(why.computed, 0.5320, 5e-5);
  EXPECT_EQ(why.note, "this head is muted: it writes 0");
}

TEST_F(ThreeWordsExplained, WhatDoesNotExistIsRefused) {
  EXPECT_THROW(explain(pair(ValueKind::Weight, 3, 0)), core::Error);
  EXPECT_THROW(explain(pair(ValueKind::Weight, 0, 3)), core::Error);
  EXPECT_THROW(explain({ValueKind::Q, false, 1, 0, 0, 0}), core::Error);
  EXPECT_THROW(explain({ValueKind::Mlp, false, 0, 0, 0, 0}), core::Error);
  EXPECT_THROW(explain({ValueKind::Q, true, 0, 0, 0, 0}), core::Error);
}

TEST(Explain, AGivenWeightSaysThatItIsGiven) {
  const auto trace = core::compute_trace(run_of(core::make_given_weights(), "cat mat it"));
  const Explanation why = core::explain(*trace, {ValueKind::Weight, false, 0, 0, 2, 0});
  EXPECT_EQ(why.formula, "0.7, given by the model");
  EXPECT_FALSE(why.edited);
}

TEST(Explain, ARepeatedWordIsNamedWithItsPlace) {
  const auto trace = core::compute_trace(run_of(core::make_three_words(), "The cat The"));
  EXPECT_EQ(core::explain(*trace, {ValueKind::Score, false, 0, 0, 2, 1}).what,
            "score of “The” (word 3) for “cat”, head Attention of layer 0");
}

TEST(Explain, TheLargestTermsComeFirst) {
  const std::vector<core::Term> terms = {{"a", 1, 1, 1}, {"b", -3, 1, -3}, {"c", 2, 1, 2}};
  const std::vector<core::Term> largest = core::largest_terms(terms, 2);
  ASSERT_EQ(largest.size(), 2U);
  EXPECT_EQ(largest[0].label, "b");
  EXPECT_EQ(largest[1].label, "c");
}

TEST(Explain, NumbersHaveFourDigitsAndATrueMinus) {
  EXPECT_EQ(core::number_text(0.378449), "0.3784");
  EXPECT_EQ(core::number_text(-2.5), "−2.5");
  EXPECT_EQ(core::number_text(-0.0), "0");
  EXPECT_EQ(core::number_text(-std::numeric_limits<double>::infinity()), "−∞");
}

}  // namespace
