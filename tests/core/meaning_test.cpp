// What an output is like: nearest words, leanings, resting places, and the selection as a sentence.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/attention/describe.h"
#include "core/attention/explain.h"
#include "core/attention/forward.h"
#include "core/attention/nearest_words.h"
#include "core/attention/resting.h"
#include "core/models/small_examples.h"
#include "tests/support/builders.h"

namespace {

using core::Index;
using core::Matrix;
using core::Vector;
using support::run_of;
using testing::HasSubstr;
using testing::Not;

Vector vector(const std::vector<float>& values) {
  return Eigen::Map<const Vector>(values.data(), static_cast<Index>(values.size()));
}

// Words on a plane, and a third component (a position) that does not count.
class PlaneEncoder : public core::Encoder {
 public:
  core::Tokens tokenize(std::string_view, core::SentencePart) const override { return {}; }
  Matrix embed(const core::Tokens&, core::SentencePart) const override { return {}; }
  const std::vector<std::string>& nearest_names() const override { return names_; }
  const Matrix& nearest_vectors() const override { return vectors_; }
  const Vector& nearest_mask() const override { return mask_; }

 private:
  std::vector<std::string> names_ = {"east", "north", "west", "North-east", "nothing"};
  Matrix vectors_ = (Matrix(5, 3) << 2, 0, 9, 0, 3, 9, -1, 0, 9, 1, 1, 9, 0, 0, 9).finished();
  Vector mask_ = vector({1, 1, 0});
};

std::shared_ptr<const core::Model> plane_model() {
  auto model = std::make_shared<core::Model>();
  model->config.width = 3;
  model->config.components = {"right", "up", "place"};
  model->encoder = std::make_shared<PlaneEncoder>();
  return model;
}

TEST(NearestWords, AreSortedByCosineWithoutPosition) {
  const core::NearestWords words(plane_model());
  const auto found = words.find(vector({5, 1, -100}), "", 5);
  ASSERT_EQ(found.size(), 4U);  // "nothing" is all position
  EXPECT_EQ(found[0].word, "east");
  EXPECT_NEAR(found[0].cosine, 5 / std::sqrt(26.0), 1e-6);
  EXPECT_EQ(found[1].word, "North-east");
  EXPECT_NEAR(found[1].cosine, 6 / std::sqrt(52.0), 1e-6);
  EXPECT_EQ(found[2].word, "north");
  EXPECT_EQ(found[3].word, "west");
  EXPECT_NEAR(found[3].cosine, -5 / std::sqrt(26.0), 1e-6);
}

TEST(NearestWords, LeaveTheWordItselfOutWithoutCase) {
  const core::NearestWords words(plane_model());
  const auto found = words.find(vector({1, 1, 0}), "north-EAST", 2);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].word, "east");
  EXPECT_EQ(found[1].word, "north");
}

TEST(NearestWords, OfNothingAreNone) {
  const core::NearestWords words(plane_model());
  EXPECT_TRUE(words.find(vector({0, 0, 7}), "").empty());
  EXPECT_TRUE(words.find(vector({1, 0, 0}), "", 0).empty());
}

TEST(Leanings, AreTheLargestPositiveComponentsThatCount) {
  const auto found = core::leanings(*plane_model(), vector({0.5F, 2, 9}), 3);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].name, "up");
  EXPECT_EQ(found[0].value, 2);
  EXPECT_EQ(found[1].name, "right");
  EXPECT_TRUE(core::leanings(*plane_model(), vector({-1, 0, 9})).empty());
}

TEST(HeadContribution, OfAllHeadsAndTheBiasIsWhatIsAttended) {
  std::mt19937 random(5);
  for (int i = 0; i < 50; ++i) {
    const auto model = support::random_model(support::random_options(random));
    const auto trace = core::compute_trace(run_of(model, support::random_sentence(random, 4), "w1 w2"));
    const core::LayerTrace& layer = *trace->layers.back();
    const auto last = static_cast<Index>(trace->layers.size()) - 1;
    Vector sum = Vector::Zero(model->config.width);
    for (std::size_t h = 0; h < layer.heads.size(); ++h) {
      sum += core::head_contribution(*trace, last, static_cast<Index>(h), 2);
    }
    if (layer.weights->b_o.size() > 0 && layer.weights->w_o.size() > 0) sum += layer.weights->b_o;
    EXPECT_LT((sum - layer.attended.row(2)).cwiseAbs().maxCoeff(), 1e-5F);
  }
}

TEST(HeadContribution, OfOneComponentIsItsNumber) {
  std::mt19937 random(6);
  for (int i = 0; i < 20; ++i) {
    const auto model = support::random_model(support::random_options(random));
    const auto trace = core::compute_trace(run_of(model, support::random_sentence(random, 4), "w1 w2"));
    for (std::size_t h = 0; h < trace->layers.front()->heads.size(); ++h) {
      const auto head = static_cast<Index>(h);
      const Vector written = core::head_contribution(*trace, 0, head, 2);
      for (Index c = 0; c < written.size(); ++c) {
        EXPECT_NEAR(core::written_by_head(*trace, 0, head, 2, c), written(c), 1e-5);
      }
    }
  }
}

TEST(DivisorTerms, AreThereOnlyWhereTheWeightIsAQuotient) {
  core::RunInput run = run_of(core::make_three_words(), "The cat sat");
  const auto count = [&](Index query, Index key) {
    return core::divisor_terms(*core::compute_trace(run), {core::ValueKind::Weight, false, 0, 0, query, key}).size();
  };
  EXPECT_EQ(count(2, 1), 3U);
  run.edits = {support::edit_of(core::Site::Weight, 0, 0, 2, 0, 0.5F)};
  EXPECT_EQ(count(2, 1), 0U) << "it is a share of what the held weight leaves";
  EXPECT_EQ(count(2, 0), 3U) << "the held weight is told beside what it would be";
  EXPECT_EQ(count(1, 1), 3U) << "another row";
  run.edits.clear();
  run.switches.mask = core::MaskKind::Causal;
  EXPECT_EQ(count(1, 1), 2U) << "a masked word has no part in the sum";
  EXPECT_EQ(count(1, 2), 0U) << "a masked weight is 0";
  run.switches.softmax = core::SoftmaxKind::Uniform;
  EXPECT_EQ(count(1, 1), 0U);
}

core::Tokens tokens_of(const std::vector<std::string>& texts) {
  core::Tokens tokens;
  for (const std::string& text : texts) {
    core::Token token;
    token.text = text;
    token.special = text.front() == '[';
    tokens.push_back(token);
  }
  return tokens;
}

TEST(RestingPlaces, AreSpecialTokensAndWhatTakesMostOfTheColumns) {
  Matrix weights = Matrix::Constant(2, 8, 0.05F);
  weights.col(0).setConstant(0.1F);
  weights.col(3).setConstant(0.6F);
  const auto places = core::resting_places(weights, tokens_of({"[CLS]", "a", "b", "c", "d", "e", "f", "g"}));
  ASSERT_EQ(places.size(), 2U);
  EXPECT_EQ(places[0].token, 0);
  EXPECT_TRUE(places[0].special);
  EXPECT_EQ(places[1].token, 3);
  EXPECT_NEAR(places[1].share, 0.6, 1e-6);
  EXPECT_NEAR(core::resting_share(places), 0.7, 1e-6);
}

TEST(RestingPlaces, AShortSentenceHasNoneByItsShortnessAlone) {
  const auto trace = core::compute_trace(run_of(core::make_three_words(), "The cat sat"));
  EXPECT_TRUE(core::resting_places(trace->head(0, 0).weights, trace->tokens).empty());
}

TEST(Describe, SaysWhereTheWordLooksAndWhy) {
  const auto trace = core::compute_trace(run_of(core::make_three_words(), "The cat sat"));
  const core::NearestWords words(trace->run.model);
  const std::string text = core::describe_selection(*trace, {0, 0, 2, 1}, &words);
  EXPECT_THAT(text,
              HasSubstr("“sat” (3rd word) in head Attention of layer 0 looks most at “cat” (2nd word), with 37.8 %"));
  EXPECT_THAT(text, HasSubstr("0.3784 = e^0.89 ÷ 6.435"));
  EXPECT_THAT(text, HasSubstr("Nearest words, by cosine: cat"));
  EXPECT_THAT(text, Not(HasSubstr("sat (0.")));
}

TEST(Describe, SaysThatAHeadIsMutedOrIdle) {
  core::RunInput run = run_of(core::make_three_words(), "The cat sat");
  run.switches.muted = {{0, 0}};
  EXPECT_THAT(core::describe_selection(*core::compute_trace(run), {0, 0, 0, std::nullopt}), HasSubstr("muted"));
  support::ModelOptions options;
  options.cross = true;
  const auto idle = core::compute_trace(run_of(support::random_model(options), "w1 w2"));
  EXPECT_THAT(core::describe_selection(*idle, {0, 1, 0, std::nullopt}), HasSubstr("waits for a second sentence"));
}

}  // namespace
