// Punctuation is never what a word of the glass box looks at most; a verb finds its doer, an adjective its noun.
#include <gtest/gtest.h>

#include "core/attention/forward.h"
#include "core/models/glass_box.h"
#include "core/sentences/sentences.h"
#include "core/tokenizers/words.h"

namespace {

std::shared_ptr<const core::Model> glass_box() {
  static const auto model = core::load_glass_box(std::string(HEED_SOURCE_DIR) + "/assets");
  return model;
}

core::TracePointer run(const std::string& sentence) {
  core::RunInput input;
  input.model = glass_box();
  input.sentence = sentence;
  return core::compute_trace(input);
}

const core::Token& most_looked_at(const core::AttentionTrace& trace, core::Index head, std::size_t word) {
  const core::Matrix& weights = trace.head(1, head).weights;
  core::Index key = 0;
  weights.row(static_cast<core::Index>(word)).maxCoeff(&key);
  return trace.tokens[static_cast<std::size_t>(key)];
}

std::string answer(const std::string& sentence, const std::string& head, const std::string& word) {
  const core::TracePointer trace = run(sentence);
  for (std::size_t i = 0; i < trace->tokens.size(); ++i) {
    if (trace->tokens[i].text == word) {
      return most_looked_at(*trace, core::find_head(*glass_box(), 1, head), i).text;
    }
  }
  return "no such word";
}

void expect_no_word_looks_at_punctuation(const std::string& sentence) {
  const core::TracePointer trace = run(sentence);
  for (const std::string head : {"reference", "sense", "said-of", "doer", "describes", "object"}) {
    for (std::size_t i = 0; i < trace->tokens.size(); ++i) {
      if (core::is_punctuation(trace->tokens[i].text)) continue;
      const core::Token& seen = most_looked_at(*trace, core::find_head(*glass_box(), 1, head), i);
      EXPECT_FALSE(core::is_punctuation(seen.text))
          << sentence << " " << head << ": " << trace->tokens[i].text << " looks at " << seen.text;
    }
  }
}

}  // namespace

TEST(GlassBoxPunctuation, IsNeverTheAnswerInQuotesQuestionsAndExclamations) {
  for (const char* sentence :
       {"\"Wait,\" said the guard.", "What did the tailor sew?", "“Bank?” he asked.", "(It was late.)", "Bats!",
        "Why did she cry?", "\"I am tired,\" said Anna, \"and hungry.\"", "Well - it works...", "It rained.",
        "The bank, old and grey, closed.", "\"Go home,\" the teacher told the boy."}) {
    expect_no_word_looks_at_punctuation(sentence);
  }
}

TEST(GlassBoxPunctuation, IsNeverTheAnswerInTheSentencesThatWereHeldOut) {
  const std::string file = std::string(HEED_SOURCE_DIR) + "/tests/data/glass_box_held_out.json";
  for (const auto& sentence : core::read_sentence_set(file).sentences) {
    if (!sentence.has_second) expect_no_word_looks_at_punctuation(sentence.text);
  }
}

TEST(GlassBoxPunctuation, TheDoerStandsBehindSaidAndTheQuestionWordIsWhatWasSewn) {
  EXPECT_EQ(answer("\"Wait,\" said the guard.", "doer", "said"), "guard");
  EXPECT_EQ(answer("What did the tailor sew?", "object", "sew"), "What");
}

TEST(GlassBoxPunctuation, AnAdjectiveDescribesTheNounNotTheNounBetween) {
  EXPECT_EQ(answer("The ancient stone bridge fell.", "describes", "ancient"), "bridge");
}
