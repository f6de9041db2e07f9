// Edits, tokens and switches as text: every form is read, written back the same, and refused with the nearest word.
#include "core/attention/edit_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/attention/forward.h"
#include "core/attention/switch_text.h"
#include "core/attention/token_reference.h"
#include "core/error.h"
#include "core/models/small_examples.h"

namespace {

using core::Edit;
using core::Index;
using core::Site;
using core::Tokens;
using testing::AllOf;
using testing::HasSubstr;

core::Token token(const std::string& vocabulary, const std::string& text) {
  core::Token one;
  one.vocabulary = vocabulary;
  one.text = text;
  return one;
}

Tokens words(const std::vector<std::string>& texts) {
  Tokens tokens;
  for (const std::string& text : texts) tokens.push_back(token(text, text));
  return tokens;
}

core::HeadConfig head(const std::string& id, const std::string& name, Index width) {
  core::HeadConfig one;
  one.id = id;
  one.name = name;
  one.d_k = one.d_v = width;
  return one;
}

// Two layers of two heads with named components; "translation" looks at the second sentence.
class EditText : public testing::Test {
 protected:
  EditText() {
    core::ModelConfig& config = model_.config;
    config.name = "Small";
    config.width = 3;
    config.components = {"person", "animal", "near-food"};
    core::HeadConfig reference = head("reference", "Reference", 2);
    reference.score_components = {"gender", "number"};
    reference.value_components = {"living", "thing"};
    core::HeadConfig translation = head("translation", "Translation", 3);
    translation.keys = core::KeySource::Second;
    config.layers = {{{head("previous-word", "Previous word", 3), head("role", "Role", 3)}},
                     {{reference, translation}}};
    auto weights = std::make_shared<core::LayerWeights>();
    weights->w_q = weights->w_k = weights->w_v = core::Matrix::Zero(3, 6);
    weights->w_o = core::Matrix::Zero(6, 3);
    model_.weights.layers = {weights, weights};
  }

  Edit parse(const std::string& text) const { return core::parse_edit(text, model_, tokens_, second_); }
  std::string rewritten(const std::string& text) const {
    return core::write_edit(parse(text), model_, tokens_, second_);
  }
  std::string refusal(const std::string& text) const {
    try {
      parse(text);
    } catch (const core::Error& error) {
      return error.what();
    }
    return "";
  }
  std::string described(const std::string& text) const {
    return core::describe_edit(parse(text), model_, tokens_, second_);
  }

  core::Model model_;
  Tokens tokens_ = words({"The", "cat", "saw", "the", "7", ",", "it", "\"", "a]b", "Äpfel"});
  Tokens second_ = words({"Der", "Hund", "der"});
};

TEST_F(EditText, EveryFormOfTheGrammarIsReadAsItsSite) {
  EXPECT_EQ(parse("x[it].animal=0.9"), (Edit{Site::X, false, -1, -1, 6, 1, 0.9F}));
  EXPECT_EQ(parse("x2[Hund].0=1"), (Edit{Site::X, true, -1, -1, 1, 0, 1}));
  EXPECT_EQ(parse("q@1.reference[it].number=-2"), (Edit{Site::Q, false, 1, 0, 6, 1, -2}));
}

TEST_F(EditText, ComponentsOfAHeadWithoutNamesAreNumbers) {
  EXPECT_EQ(parse("k@0.1[2].2=4"), (Edit{Site::K, false, 0, 1, 2, 2, 4}));
  EXPECT_EQ(parse("v@1.0[cat].thing=3"), (Edit{Site::V, false, 1, 0, 1, 1, 3}));
  EXPECT_EQ(parse("output@1.reference[cat].living=3"), (Edit{Site::Output, false, 1, 0, 1, 0, 3}));
  EXPECT_EQ(parse("k2@1.translation[Hund].2=3"), (Edit{Site::K, true, 1, 1, 1, 2, 3}));
  EXPECT_EQ(parse("v2@0.role[der#1].*=0"), (Edit{Site::V, true, 0, 1, 2, core::kAllComponents, 0}));
}

TEST_F(EditText, PairsResidualsAndMatricesAreRead) {
  EXPECT_EQ(parse("score@1.reference[it,cat]=3"), (Edit{Site::Score, false, 1, 0, 6, 1, 3}));
  EXPECT_EQ(parse("weight@1.translation[it,Hund]=0.5"), (Edit{Site::Weight, false, 1, 1, 6, 1, 0.5F}));
  EXPECT_EQ(parse("residual@0[cat].person=2"), (Edit{Site::Residual, false, 0, -1, 1, 0, 2}));
  EXPECT_EQ(parse("W_Q@1.reference[animal,number]=2"), (Edit{Site::WQ, false, 1, 0, 1, 1, 2}));
  EXPECT_EQ(parse("W_V@1.reference[0,thing]=2"), (Edit{Site::WV, false, 1, 0, 0, 1, 2}));
  EXPECT_EQ(parse("W_O@1.reference[living,near-food]=2"), (Edit{Site::WO, false, 1, 0, 0, 2, 2}));
}

TEST_F(EditText, SpacesTrueMinusAndDecimalCommaAreRead) {
  EXPECT_EQ(parse(" score @ 1.reference [ it , cat ] = −0,5 "), (Edit{Site::Score, false, 1, 0, 6, 1, -0.5F}));
}

TEST_F(EditText, IsWrittenInItsCanonicalForm) {
  EXPECT_EQ(rewritten("x[IT].1=0.90"), "x[it].animal=0.9");
  EXPECT_EQ(rewritten("score@1.0[6,3]=1e30"), "score@1.reference[it,the#1]=1e+30");
  EXPECT_EQ(rewritten("W_O@1.0[0,2]=-2"), "W_O@1.reference[living,near-food]=-2");
  EXPECT_EQ(rewritten("x[4].*=0"), "x[\"7\"].*=0");
  EXPECT_EQ(rewritten("weight@1.1[8,2]=0.25"), "weight@1.translation[\"a]b\",der#1]=0.25");
  EXPECT_EQ(rewritten("residual@1[äPFEL].person=0.1"), "residual@1[Äpfel].person=0.1");
}

TEST_F(EditText, EveryEditIsReadBackAsItselfToTheBit) {
  const float third = 1.0F / 3;
  for (const Site site : {Site::X, Site::Q, Site::K, Site::V, Site::Output, Site::Score, Site::Weight, Site::Residual,
                          Site::WQ, Site::WK, Site::WV, Site::WO}) {
    for (Index row = 0; row < (core::is_matrix(site) ? 2 : 10); ++row) {
      Edit edit{site, false, 1, 0, row, 1, third};
      if (!core::has_head(site)) edit.head = -1;
      if (site == Site::X) edit.layer = -1;
      const std::string text = core::write_edit(edit, model_, tokens_, second_);
      EXPECT_EQ(parse(text), edit) << text;
    }
  }
}

TEST_F(EditText, MisspeltNamesAreAnsweredWithTheNearest) {
  EXPECT_THAT(refusal("x[it].anmal=1"), AllOf(HasSubstr("anmal"), HasSubstr("did you mean \"animal\"")));
  EXPECT_THAT(refusal("q@1.refrence[it].number=1"), HasSubstr("did you mean \"reference\""));
  EXPECT_THAT(refusal("x[ct].animal=1"), HasSubstr("did you mean \"cat\""));
  EXPECT_THAT(refusal("w_q@1.0[0,0]=1"), HasSubstr("did you mean \"W_Q\""));
  EXPECT_THAT(refusal("scor@1.0[it,cat]=1"), HasSubstr("did you mean \"score\""));
  EXPECT_THAT(refusal("q@reference[it].0=1"), HasSubstr("did you mean \"1.reference\""));
}

TEST_F(EditText, AnAmbiguousWordIsRefusedWithItsPositions) {
  EXPECT_THAT(refusal("x[the].animal=1"), AllOf(HasSubstr("occurs 2 times, at positions 0, 3"), HasSubstr("the#0")));
  EXPECT_EQ(parse("x[THE#1].animal=1").row, 3);
  EXPECT_THAT(refusal("x[the#2].animal=1"), AllOf(HasSubstr("no occurrence 2"), HasSubstr("the#0 to the#1")));
}

TEST_F(EditText, DigitsArePositionsAndQuotesAreWords) {
  EXPECT_EQ(parse("x[7].animal=1").row, 7);
  EXPECT_EQ(parse("x[\"7\"].animal=1").row, 4);
  EXPECT_EQ(parse("x[\"\\\"\"].animal=1").row, 7);
  EXPECT_EQ(parse("score@1.0[\",\",\"a]b\"]=1").row, 5);
  EXPECT_EQ(parse("score@1.0[\",\",\"a]b\"]=1").column, 8);
  EXPECT_EQ(parse("x[\"THE\"#1].animal=1").row, 3);
  EXPECT_THAT(refusal("x[\"it].animal=1"), HasSubstr("\"]\" where it belongs"));
  EXPECT_THAT(refusal("x[10].animal=1"), AllOf(HasSubstr("no token 10"), HasSubstr("0 to 9")));
}

TEST_F(EditText, WhatIsNoEditIsRefusedInOneLine) {
  for (const std::string text : {"",
                                 " ",
                                 "x",
                                 "x[it]",
                                 "x[it].animal",
                                 "x[it].animal=",
                                 "x[it].animal=nan",
                                 "x[it].animal=inf",
                                 "x[it].animal=1e39",
                                 "x[it].animal=1 2",
                                 "x[it].animal=0x10",
                                 "x@0[it].animal=1",
                                 "x[].animal=1",
                                 "q[it].animal=1",
                                 "q@1[it].0=1",
                                 "q@9.0[it].0=1",
                                 "q@1.9[it].0=1",
                                 "q@1.0[it].9=1",
                                 "score@1.0[it]=1",
                                 "score@1.0[it,cat].0=1",
                                 "weight@1.0[it,cat]=1.5",
                                 "weight@1.0[it,cat]=-0.1",
                                 "residual[it].animal=1",
                                 "residual@x[it].animal=1",
                                 "residual@2[it].animal=1",
                                 "W_Q@1.0[*,0]=1",
                                 "W_Q@1.0[0]=1",
                                 "W_Q@1.0[3,0]=1",
                                 "k@1.translation[cat].0=1",
                                 "q2@1.0[Hund].0=1",
                                 "x[it].animal=1=2",
                                 "\x01[it].animal=\xff"}) {
    const std::string message = refusal(text);
    EXPECT_NE(message, "") << text;
    EXPECT_EQ(message.find('\n'), std::string::npos) << text;
  }
}

TEST_F(EditText, AWordOfASecondSentenceNeedsOne) {
  second_.clear();
  EXPECT_THAT(refusal("x2[Hund].animal=1"), HasSubstr("second sentence and there is none"));
  tokens_.back().segment = 1;  // as in a model that reads a pair as one sequence
  EXPECT_THAT(refusal("x2[Hund].animal=1"), HasSubstr("this model reads both as one"));
}

TEST_F(EditText, SubWordTextsCountWithoutTheirMarks) {
  tokens_ = {token("Ġun", " un"), token("bel", "bel"), token("##ly", "ly"), token("▁cat", "cat")};
  EXPECT_EQ(core::find_token("un", tokens_), 0);
  EXPECT_EQ(core::find_token("Ġun", tokens_), 0);
  EXPECT_EQ(core::find_token("ly", tokens_), 2);
  EXPECT_EQ(core::find_token("##ly", tokens_), 2);
  EXPECT_EQ(core::find_token("CAT", tokens_), 3);
  EXPECT_EQ(core::write_token(tokens_, 0), "un");
  EXPECT_THAT(refusal("x[unbelly].animal=1"), AllOf(HasSubstr("several pieces"), HasSubstr("\"##ly\" (2)")));
}

TEST_F(EditText, IsDescribedInASentence) {
  EXPECT_EQ(described("q@1.reference[it].number=0.9"), "Set number of the query of “it” in Reference to 0.90");
  EXPECT_EQ(described("x[the#1].*=-2"), "Set every component of x of “the” (4th word) to −2.00");
  EXPECT_EQ(described("weight@1.translation[it,Hund]=0.125"),
            "Hold the weight of “it” for “Hund” of the second sentence in Translation at 0.125");
  EXPECT_EQ(described("residual@0[cat].person=1"), "Set person of the residual stream of “cat” after layer 0 to 1.00");
  EXPECT_EQ(described("k@0.role[cat].1=1"),
            "Set component 1 of the key of “cat” in Role and, as they share it, head previous-word to 1.00")
      << "both heads of the layer read the same columns";
}

TEST_F(EditText, AnEditForALongerSentenceIsDescribedAllTheSame) {
  EXPECT_EQ(core::describe_edit({Site::X, false, -1, -1, 99, 0, 1}, model_, tokens_, second_),
            "Set person of x of word 99 to 1.00");
}

TEST_F(EditText, SwitchesAreReadAndWrittenBack) {
  core::Switches switches;
  core::read_scale("sqrt", switches);
  core::read_mask("causal", switches);
  core::read_softmax("hard", model_, switches);
  core::read_softmax("uniform@1.reference", model_, switches);
  core::read_temperature("0.5", switches);
  core::read_mute("0.role", model_, switches);
  core::read_ignore("the#1", tokens_, second_, switches);
  core::read_ignore("2:Hund", tokens_, second_, switches);
  EXPECT_EQ(switches.scale, core::ScaleKind::Sqrt);
  EXPECT_EQ(switches.mask, core::MaskKind::Causal);
  EXPECT_EQ(switches.softmax_of(0, 0), core::SoftmaxKind::Hard);
  EXPECT_EQ(switches.softmax_of(1, 0), core::SoftmaxKind::Uniform);
  EXPECT_EQ(switches.temperature, 0.5F);
  EXPECT_THAT(switches.muted, testing::ElementsAre(std::pair<Index, Index>(0, 1)));
  EXPECT_THAT(switches.ignored, testing::ElementsAre(3));
  EXPECT_THAT(switches.ignored_second, testing::ElementsAre(1));
  std::string written;
  for (const auto& [option, value] : core::write_switches(switches, model_, tokens_, second_)) {
    written += option + " " + value + " ";
  }
  EXPECT_EQ(written,
            "--scale sqrt --mask causal --softmax hard --softmax uniform@1.reference --temperature 0.5 --mute 0.role "
            "--ignore the#1 --ignore 2:Hund ");
}

TEST_F(EditText, SwitchesThatMakeNoSenseAreRefused) {
  core::Switches switches;
  for (const char* text : {"0", "-1", "inf", "squirt", ""}) EXPECT_THROW(core::read_scale(text, switches), core::Error);
  for (const char* text : {"0", "-1", "nan", "warm", ""}) {
    EXPECT_THROW(core::read_temperature(text, switches), core::Error) << text;
  }
  EXPECT_THROW(core::read_softmax("soft@3.0", model_, switches), core::Error);
  EXPECT_THROW(core::read_mute("role", model_, switches), core::Error);
  EXPECT_EQ(switches, core::Switches{});
  core::read_scale("2.5", switches);
  EXPECT_EQ(core::scale_text(switches), "2.5");
}

TEST(EditTextOnAModel, ChangesExactlyTheNumberItNames) {
  core::RunInput run;
  run.model = core::make_three_words();
  run.sentence = "The cat sat";
  const auto before = core::compute_trace(run);
  run.edits = {core::parse_edit("x[cat].1=0.5", *run.model, before->tokens, {})};
  const auto after = core::compute_trace(run);
  core::Matrix expected = before->layers[0]->input;
  expected(1, 1) = 0.5F;
  EXPECT_EQ(after->layers[0]->input, expected);
  EXPECT_FLOAT_EQ(after->head(0, 0).scores(2, 1), 0.4F * 0.9F + 0.6F * 0.5F + 0.5F * 0.7F);
}

}  // namespace
