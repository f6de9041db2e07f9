// Expressions of lessons: what they mean on the numbers of a run, and what is refused in one clear message.
#include "core/lessons/expression.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/attention/edit_parts.h"
#include "core/attention/edit_text.h"
#include "core/attention/forward.h"
#include "core/attention/prediction.h"
#include "core/error.h"
#include "core/lessons/fill_text.h"
#include "core/models/glass_box.h"
#include "core/models/learned_model.h"
#include "core/models/small_examples.h"
#include "core/sessions/follow.h"
#include "tests/support/whole_models.h"

namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

// Three words, with "before" as it was and `now` with an edit; sat selected.
class LessonExpression : public testing::Test {
 protected:
  LessonExpression() {
    core::RunInput run;
    run.model = core::make_three_words();
    run.sentence = "The cat sat";
    named_["before"] = core::compute_trace(run);
    run.edits = {core::parse_edit("x[sat].0=0.9", *run.model, named_["before"]->tokens, {})};
    moment_.now = core::compute_trace(run);
    session_.model = "three-words";
    session_.sentence = run.sentence;
    session_.edits["three-words"] = {core::hang_edit(run.edits[0], *run.model, moment_.now->tokens, {})};
    session_.selection.query = 2;
    session_.selection.key = 1;
    moment_.named = &named_;
    moment_.session = &session_;
    moment_.view = &view_;
    moment_.facts["hovered"] = 3;
  }

  double number(const std::string& text) { return core::evaluate_number(core::parse_expression(text), moment_); }
  bool holds(const std::string& text) { return core::evaluate_condition(core::parse_expression(text), moment_); }
  std::string text(const std::string& text) {
    return core::value_text(core::evaluate(core::parse_expression(text), moment_));
  }
  std::string fill(const std::string& text) { return core::filled({text, 7}, moment_); }
  std::string refusal(const std::string& text) {
    try {
      core::evaluate(core::parse_expression(text), moment_);
    } catch (const core::Error& error) {
      return error.what();
    }
    return "accepted";
  }

  core::NamedTraces named_;
  core::Session session_;
  core::StageView view_;
  core::LessonMoment moment_;
};

TEST_F(LessonExpression, SitesGiveTheNumbersOfTheTrace) {
  EXPECT_FLOAT_EQ(static_cast<float>(number("x[cat].2")), 0.7F);
  EXPECT_FLOAT_EQ(static_cast<float>(number("q@0.attention[sat].0")), 0.9F);
  EXPECT_NEAR(number("before:score@0.attention[sat,cat]"), 0.89, 1e-6);
  EXPECT_NEAR(number("score@0.0[sat,cat]"), 0.9 * 0.9 + 0.6 * 0.3 + 0.5 * 0.7, 1e-6);
  EXPECT_NEAR(number("before:weight@0.attention[2,1]"), 0.3784, 5e-5);
  EXPECT_NEAR(number("before:output@0.attention[sat].1"), 0.5437, 5e-5);
  EXPECT_FLOAT_EQ(static_cast<float>(number("W_Q@0.attention[1,1]")), 1.0F);
  EXPECT_EQ(number("tokens"), 3);
  EXPECT_EQ(number("position[sat] - position[The]"), 2);
}

TEST_F(LessonExpression, ArithmeticBindsAsOnPaper) {
  EXPECT_DOUBLE_EQ(number("1 + 2 * 3 - 4 / 2"), 5);
  EXPECT_DOUBLE_EQ(number("(1 + 2) × 3 ÷ 2 − 1"), 3.5);
  EXPECT_DOUBLE_EQ(number("2 - 3 - 4"), -5);
  EXPECT_DOUBLE_EQ(number("-2 * -3"), 6);
  EXPECT_DOUBLE_EQ(number("max(1, 2) + floor(2.9) + ceil(0.1) + abs(-4)"), 9);
  EXPECT_NEAR(number("log(exp(1.5)) + sqrt(9)"), 4.5, 1e-12);
}

TEST_F(LessonExpression, TheVarianceOfRandomProductsIsAboutTheirLength) {
  for (const int components : {1, 4, 64, 100, 1024}) {
    const double measured = number("sign_variance(" + std::to_string(components) + ")");
    EXPECT_NEAR(measured, components, 0.06 * components) << "four standard deviations of 10,000 tries";
  }
  EXPECT_THAT(refusal("sign_variance(0)"), HasSubstr("1 to 1024"));
  EXPECT_THAT(refusal("sign_variance(2.5)"), HasSubstr("whole number"));
}

TEST_F(LessonExpression, ListsHaveLengthAndAngle) {
  EXPECT_NEAR(number("cosine(before:q@0.attention[sat], k@0.attention[cat])"), 0.860, 5e-4);
  EXPECT_NEAR(number("norm(x[cat])"), std::sqrt(0.81 + 0.09 + 0.49), 1e-6);
  EXPECT_NEAR(number("dot(x[The], x[cat])"), 0.49, 1e-6);
  EXPECT_NEAR(number("norm(x[cat] - 2 * x[cat] + x[cat])"), 0, 1e-7);
  EXPECT_NEAR(number("largest(x[The]) - smallest(x[The])"), 0.7, 1e-6);
  EXPECT_NEAR(number("mean(x[The])"), 1.1 / 3, 1e-6);
  EXPECT_NEAR(number("sum(weight@0.attention[sat])"), 1, 1e-6);
}

TEST_F(LessonExpression, WordsAreComparedWithoutCaseAndByOccurrence) {
  EXPECT_EQ(text("before:most@0.attention[sat]"), "cat");
  EXPECT_TRUE(holds("before:most@0.attention[sat] = 'CAT'"));
  EXPECT_TRUE(holds("before:least@0.attention[sat] = 'the'"));
  EXPECT_TRUE(holds("before:runner_up@0.attention[sat] = 'sat'"));
  EXPECT_TRUE(holds("selected = 'sat' and key = 'cat' and selected != key"));
  EXPECT_TRUE(holds("sentence contains 'CAT' and not sentence contains 'dog'"));
}

TEST_F(LessonExpression, EqualityAllowsForTheDigitsThatAreWritten) {
  EXPECT_TRUE(holds("0.3784 = 0.38"));
  EXPECT_FALSE(holds("0.3784 = 0.39"));
  EXPECT_FALSE(holds("1.4 = 1"));
  EXPECT_TRUE(holds("1.4 = 1 within 0.5"));
  EXPECT_TRUE(holds("1.4 = 1 ± 0.5"));
  EXPECT_FALSE(holds("0.3851 = 0.38"));  // rounds to 0.39
  EXPECT_TRUE(holds("2 ≥ 2 and 2 ≤ 2 and 2 ≠ 3"));
}

TEST_F(LessonExpression, StateOfTheWindowCanBeAsked) {
  EXPECT_EQ(number("edits"), 1);
  EXPECT_EQ(number("edits[x]"), 1);
  EXPECT_EQ(number("edits[q]"), 0);
  EXPECT_TRUE(holds("head = '0.attention' and head = '0.0'"));
  EXPECT_TRUE(holds("model = 'three-words' and softmax = 'soft' and scale = 'model' and temperature = 1"));
  EXPECT_TRUE(holds("not whole and at = 'scores' and not muted[0.attention] and not ignored[cat]"));
  EXPECT_EQ(number("fact[hovered]"), 3);
  EXPECT_EQ(number("fact[unheard-of]"), 0);
  EXPECT_EQ(number("held[sat]"), 0);
}

TEST_F(LessonExpression, MistakesAreNamedWithTheNearest) {
  EXPECT_THAT(refusal("wieght@0.attention[sat,cat]"), AllOf(HasSubstr("wieght"), HasSubstr("weight")));
  EXPECT_THAT(refusal("x[dog].0"), HasSubstr("no word \"dog\""));
  EXPECT_THAT(refusal("weight@0.reference[sat,cat]"), HasSubstr("no head \"reference\""));
  EXPECT_THAT(refusal("weight@0[sat,cat]"), HasSubstr("names no head"));
  EXPECT_THAT(refusal("weight[sat,cat]"), HasSubstr("names no head"));
  EXPECT_THAT(refusal("other:x[cat].0"), HasSubstr("no run \"other\""));
  EXPECT_THAT(refusal("before:selected"), HasSubstr("belongs to the window"));
  EXPECT_THAT(refusal("1 +"), HasSubstr("nothing more"));
  EXPECT_THAT(refusal("1 2"), HasSubstr("\"2\""));
  EXPECT_THAT(refusal("cat"), HasSubstr("quotes"));
  EXPECT_THAT(refusal("'cat' + 1"), HasSubstr("does not fit"));
  EXPECT_THAT(refusal("1 / 0"), HasSubstr("no finite number"));
  EXPECT_THAT(refusal("x[cat] < 1"), HasSubstr("a list"));
  EXPECT_THAT(refusal("x2[Hund].0"), HasSubstr("second sentence"));
  EXPECT_THAT(refusal(std::string(500, '(')), HasSubstr("levels of parentheses"));
  EXPECT_THAT(refusal(std::string(2000, '1')), HasSubstr("2000 bytes"));
}

TEST_F(LessonExpression, TextIsFilledWithFormattedValues) {
  EXPECT_EQ(fill("cat {before:weight@0.attention[sat,cat]}"), "cat 0.38");
  EXPECT_EQ(fill("{before:weight@0.attention[sat,cat]:4}, {before:weight@0.attention[sat,cat]:%}"), "0.3784, 38 %");
  EXPECT_EQ(fill("{before:weight@0.attention[sat,cat]:%1}"), "37.8 %");
  EXPECT_EQ(fill("{-0.5}, {0.26:+1}, {-0.001:1}"), "−0.50, +0.3, 0.0");
  EXPECT_EQ(fill("{tokens} words, {edits} edit, {tokens / 2}"), "3 words, 1 edit, 1.50");
  EXPECT_EQ(fill("{x[The]:1}"), "[0.2, 0.8, 0.1]");
  EXPECT_EQ(fill("a {{brace}}"), "a {brace}");
  EXPECT_EQ(core::fill_text({"**it** has {1:0}", 1}, moment_),
            (std::vector<core::FilledPart>{
                {"it", core::TextStyle::Bold}, {" has ", core::TextStyle::Plain}, {"1", core::TextStyle::Number}}));
}

TEST_F(LessonExpression, DamagedTextIsRefused) {
  EXPECT_THROW(core::expressions_of({"open {1", 1}), core::Error);
  EXPECT_THROW(core::expressions_of({"open **bold", 1}), core::Error);
  EXPECT_THROW(core::expressions_of({"{nothing}", 1}), core::Error);
  EXPECT_THROW(fill("{x[dog].0}"), core::Error);
}

TEST_F(LessonExpression, NamedRunsAreFound) {
  EXPECT_THAT(core::named_runs(core::parse_expression("before:x[cat].0 + sqrt-run:x[cat].0 > tokens")),
              ElementsAre("before", "sqrt-run"));
}

TEST(LessonLearnedModel, ExpectedWordsAndRestingPlacesCanBeAsked) {
  core::RunInput run;
  run.model = core::open_learned_model(support::whole_models_folder() / "llama.gguf", "llama");
  run.sentence = "the cat sat";
  core::LessonMoment moment;
  moment.now = core::compute_trace(run);
  const auto value = [&](const std::string& text) { return core::evaluate(core::parse_expression(text), moment); };
  const auto words = core::predict_at(*moment.now, static_cast<core::Index>(moment.now->tokens.size()) - 1, 2);
  EXPECT_TRUE(core::same_value(value("next"), core::trim_blanks(words[0].shown)));
  EXPECT_TRUE(core::same_value(value("next[2]"), core::trim_blanks(words[1].shown)));
  const double share = std::get<double>(value("resting_everywhere"));
  EXPECT_GE(share, 0);
  EXPECT_LE(share, 1);
  EXPECT_THROW(value("next[11]"), core::Error);
  EXPECT_THROW(value("chance[notaword]"), core::Error);
}

TEST_F(LessonExpression, AModelThatPredictsNothingSaysSo) {
  EXPECT_THAT(refusal("next"), HasSubstr("expects no next word"));
  EXPECT_EQ(number("resting_everywhere"), 0) << "three words have no resting place by their shortness alone";
}

TEST(LessonWords, CountPartsWithALetterOrDigit) {
  EXPECT_EQ(core::count_words("The cat: 0.71 of it – not  1 more."), 8U);
  EXPECT_EQ(core::count_words(""), 0U);
}

TEST(LessonGlassBox, SummariesOfHeadsAreThere) {
  core::RunInput run;
  run.model = core::load_glass_box("assets");
  run.sentence = "The cat sat on the mat because it was tired.";
  core::LessonMoment moment;
  moment.now = core::compute_trace(run);
  const auto holds = [&](const char* text) { return core::evaluate_condition(core::parse_expression(text), moment); };
  EXPECT_TRUE(holds("most@1.reference[it] = 'cat' and weight@1.reference[it,cat] > 0.9"));
  EXPECT_TRUE(holds("entropy@1.reference[it] > entropy@1.reference[mat]"));
  EXPECT_TRUE(holds("leaning@1.reference[it] = 'animal'"));
  EXPECT_TRUE(holds("resting@1.reference > 0.5 and column@1.reference > 0.5 and diagonal@1.reference < 0.5"));
  EXPECT_TRUE(holds("variance@1.reference > 0 and width@1.reference > 10 and divisor@1.reference > 0"));
  EXPECT_TRUE(holds("residual@1[it].animal > x[it].animal"));
  EXPECT_TRUE(holds("q@1.reference[it].'said of the living' > 1"));
  EXPECT_TRUE(holds("norm(wrote@1.reference[it]) > 0"));
}

}  // namespace
