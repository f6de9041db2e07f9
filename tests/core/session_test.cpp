// Sessions come back from their files exactly, and damaged files are refused.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "core/sessions/session_json.h"
#include "tests/support/any_words.h"

namespace {

using core::Session;
using core::Site;
using testing::HasSubstr;

Session full_session() {
  Session session;
  session.model = "any-words";
  session.sentence = "The “cat” sat\ton\nthe mat\\";
  session.has_second = true;
  session.second = "Der Hund";
  session.switches.scale = core::ScaleKind::Number;
  session.switches.divisor = 0.1F;
  session.switches.mask = core::MaskKind::Causal;
  session.switches.softmax = core::SoftmaxKind::Hard;
  session.switches.head_softmax = {{{0, 1}, core::SoftmaxKind::Uniform}};
  session.switches.temperature = 1.0F / 3;
  session.switches.muted = {{0, 0}, {0, 1}};
  session.switches.ignored = {1, 4};
  session.switches.ignored_second = {0};
  session.edits["any-words"] = {
      {{Site::Q, false, 0, 0, 2, 1, 1.0F / 7}, true, false, "cat", ""},
      {{Site::Score, false, 0, 1, 2, 1, -3e30F}, false, true, "cat", "Hund"},
      {{Site::X, true, -1, -1, 1, core::kAllComponents, 0}, true, false, "Hund", ""},
      {{Site::WV, false, 0, 0, 1, 0, 1e-40F}, true, false, "", ""},
      {{Site::Residual, false, 0, -1, 3, 1, 5}, true, false, "sat", ""},
  };
  session.edits["smollm2"] = {{{Site::K, false, 29, 8, 3, 63, 0.5F}, true, false, "Ġcat", ""}};
  session.edits["three-words"] = {};
  session.selection = {core::MapKind::MeanOverLayers, 0, 1, 2, 1};
  return session;
}

TEST(SessionFile, ComesBackExactlyWithAndWithoutTheModel) {
  const auto model = support::any_words_model();
  const core::ModelLookup lookup = [&](const std::string& id) -> std::shared_ptr<const core::Model> {
    if (id == "any-words") return model;
    throw core::Error("no such model", "", "");
  };
  const Session session = full_session();
  EXPECT_EQ(core::parse_session(core::write_session(session), "s.json"), session);
  EXPECT_EQ(core::parse_session(core::write_session(session, lookup), "s.json", lookup), session);
  EXPECT_EQ(core::parse_session(core::write_session(session), "s.json", lookup), session) << "numbers need no names";
  EXPECT_EQ(core::parse_session(core::write_session(Session{}), "s.json"), Session{});
}

TEST(SessionFile, IsReadableByAPerson) {
  const auto model = support::any_words_model();
  const std::string text = core::write_session(full_session(), [&](const std::string&) { return model; });
  EXPECT_THAT(text, HasSubstr("\"edit\": \"q@0.reference[2].number=0.14285715\""));
  EXPECT_THAT(text, HasSubstr("\"word\": \"cat\""));
  EXPECT_THAT(text, HasSubstr("\"sentence\": \"The “cat” sat"));
  EXPECT_THAT(text, HasSubstr("\"scale\": 0.1"));
}

TEST(SessionFile, ASecondSentenceThatIsClosedKeepsItsText) {
  Session session;
  session.second = "Der Hund";
  EXPECT_EQ(core::parse_session(core::write_session(session), "s.json"), session);
  session.second = "";
  session.has_second = true;
  EXPECT_EQ(core::parse_session(core::write_session(session), "s.json"), session);
}

TEST(SessionFile, TextThatIsNotUtf8IsSavedWithReplacementCharacters) {
  Session session;
  session.sentence = "a\xff b";
  EXPECT_EQ(core::parse_session(core::write_session(session), "s.json").sentence, "a\xEF\xBF\xBD b");
}

std::string refusal(const std::string& text) {
  try {
    core::parse_session(text, "s.json");
  } catch (const core::Error& error) {
    return error.what();
  }
  return "";
}

TEST(SessionFile, DamageIsRefusedWithItsPlace) {
  const std::string start = R"({"heed_session": 1, "model": "glass-box", "sentence": "a")";
  EXPECT_EQ(refusal(start + "}"), "");
  EXPECT_THAT(refusal(""), HasSubstr("s.json"));
  EXPECT_THAT(refusal("{}"), HasSubstr("heed_session"));
  EXPECT_THAT(refusal(R"({"heed_session": 2, "model": "m", "sentence": "a"})"), HasSubstr("newer Heed"));
  EXPECT_THAT(refusal(start), HasSubstr("s.json"));
  EXPECT_THAT(refusal(start + R"(, "sentense": "b"})"), HasSubstr("sentense"));
  EXPECT_THAT(refusal(start + R"(, "second": 3})"), HasSubstr("second is 3"));
  EXPECT_THAT(refusal(start + R"(, "switches": {"scale": "squirt"}})"), HasSubstr("did you mean \"sqrt\""));
  EXPECT_THAT(refusal(start + R"(, "switches": {"temperature": 0}})"),
              testing::AllOf(HasSubstr("switches.temperature is 0"), HasSubstr("a number above 0")));
  EXPECT_THAT(refusal(start + R"(, "switches": {"muted": ["a"]}})"), HasSubstr("switches.muted[0]"));
  EXPECT_THAT(refusal(start + R"(, "switches": {"ignored": [-1]}})"), HasSubstr("switches.ignored[0]"));
  EXPECT_THAT(refusal(start + R"(, "edits": {"m": [{"edit": "q@0.0[it].0=1"}]}})"), HasSubstr("edits.m[0].edit"));
  EXPECT_THAT(refusal(start + R"(, "edits": {"m": [{"edit": "q@0.0[1].0=x"}]}})"), HasSubstr("no finite"));
  EXPECT_THAT(refusal(start + R"(, "edits": {"m": [{"word": "it"}]}})"), HasSubstr("edit"));
  EXPECT_THAT(refusal(start + R"(, "selection": {"map": "sideways"}})"), HasSubstr("selection.map"));
  EXPECT_THAT(refusal(start + R"(, "selection": {"query": -1}})"), HasSubstr("selection.query"));
}

TEST(SessionFile, WhatCouldNotBeReadBackIsNotWritten) {
  constexpr std::size_t kLongest = 1'000'000;
  Session session;
  session.sentence = std::string(kLongest, 'a');
  EXPECT_EQ(core::parse_session(core::write_session(session), "s.json"), session);
  session.sentence = std::string(kLongest, '\xff');
  EXPECT_EQ(core::parse_session(core::write_session(session), "s.json").sentence.size(), 3 * kLongest);
  session.sentence += "a";
  EXPECT_THROW(core::write_session(session), core::Error);
  session.sentence = "a";
  session.second = std::string(kLongest + 1, 'a');
  EXPECT_THROW(core::write_session(session), core::Error);
}

}  // namespace
