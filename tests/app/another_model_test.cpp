// What stays when another model is chosen: the word that is selected, and the second sentence as long as it is of use.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/app_gui.h"
#include "tests/support/whole_models.h"

namespace {

using support::AppGui;
using testing::HasSubstr;

std::string whole_model(const std::string& file) {
  return (support::whole_models_folder() / file).string();
}

std::string selected_text(AppGui& window) {
  return window.trace().tokens[static_cast<std::size_t>(window.selection().query)].text;
}

TEST(AnotherModel, KeepsTheSelectedWordHoweverItCutsTheText) {
  AppGui window;
  ASSERT_EQ(selected_text(window), "it");
  window.ask(ui::OpenPath{whole_model("llama.gguf")});
  window.app().finish_run();
  ASSERT_EQ(window.trace().config().family, "llama");
  const core::Token& token = window.trace().tokens[static_cast<std::size_t>(window.selection().query)];
  const std::size_t end = window.app().session().sentence.find("it was") + 2;
  EXPECT_LT(token.from, end);
  EXPECT_GE(token.to, end);
  window.ask(ui::ChooseModel{"glass-box"});
  EXPECT_EQ(selected_text(window), "it");
}

TEST(AnotherModel, ThatCannotLookAtASecondSentenceClosesItAndUndoBringsItBack) {
  AppGui window({.model = "", .sentence = "The dog is black", .word = "dog"});
  window.ask(ui::SetSecond{"Der Hund ist schwarz"});
  ASSERT_TRUE(window.app().session().has_second);
  window.ask(ui::ChooseModel{"four-by-three"});
  EXPECT_FALSE(window.app().session().has_second);
  EXPECT_NE(window.app().trace(), nullptr);
  window.ask(ui::OpenSecond{});
  EXPECT_FALSE(window.app().session().has_second);
  ASSERT_FALSE(window.app().messages().empty());
  EXPECT_THAT(window.app().messages().back().text, HasSubstr("cannot look at a second sentence"));
  window.undo();
  EXPECT_EQ(window.app().session().second, "Der Hund ist schwarz");
  EXPECT_TRUE(window.app().session().has_second);
}

TEST(AnotherModel, ThatKnowsOnlyItsOwnWordsGivesTheFormerSentenceBackWithTheNextOne) {
  const std::string sentence = "The trophy does not fit in the suitcase because it is too big.";
  AppGui window({.model = "", .sentence = sentence, .word = "it"});
  window.ask(ui::SetSecond{"Der Pokal ist zu groß"});
  window.ask(ui::ChooseModel{"three-words"});
  const std::string own = window.app().session().sentence;
  ASSERT_NE(own, sentence);
  window.ask(ui::ChooseModel{"four-by-three"});
  EXPECT_NE(window.app().session().sentence, sentence);
  window.ask(ui::ChooseModel{"glass-box"});
  EXPECT_EQ(window.app().session().sentence, sentence);
  EXPECT_TRUE(window.app().session().has_second);
  EXPECT_EQ(window.app().session().second, "Der Pokal ist zu groß");
  EXPECT_EQ(window.trace().run.sentence, sentence);
  window.undo();
  EXPECT_NE(window.app().session().sentence, sentence) << "it was one step";
}

TEST(AnotherModel, KeepsWhatWasTypedSince) {
  AppGui window({.model = "", .sentence = "The trophy is too big.", .word = ""});
  window.ask(ui::ChooseModel{"three-words"});
  window.ask(ui::SetSentence{"The cat", false});
  window.ask(ui::ChooseModel{"glass-box"});
  EXPECT_EQ(window.app().session().sentence, "The cat");
}

TEST(AnotherModel, AModelThatGivesWeightsOpensOnTheWordWhoseWeightsAreGiven) {
  AppGui window({.model = "", .sentence = "", .word = "The"});
  ASSERT_EQ(window.selection().query, 0);
  window.ask(ui::ChooseModel{"given-weights"});
  EXPECT_EQ(window.trace().tokens[static_cast<std::size_t>(window.selection().query)].text, "it");
}

}  // namespace
