// Damaged and hostile tokenizers, and ill-formed text: one clear message or a sensible answer, soon.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "core/error.h"
#include "core/json_reader.h"
#include "core/plain_text.h"
#include "core/tokenizers/pattern.h"
#include "core/tokenizers/tokenizer_json.h"
#include "tests/support/json_metadata.h"

namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

core::TokenizerPointer tokenizer_of(const std::string& json) {
  return core::make_json_tokenizer(core::parse_json(json, "tokenizer.json"), std::nullopt);
}

core::TokenizerPointer gguf_tokenizer_of(const std::string& json) {
  return core::make_gguf_tokenizer(support::MetadataOfJson(core::parse_json(json, "model.gguf")));
}

// The message with which `ask` is refused; "" where it is not.
template <typename Ask>
std::string refusal(Ask ask) {
  try {
    ask();
  } catch (const core::Error& error) {
    return error.what();
  }
  return "";
}

std::string refusal_of(const std::string& json) {
  return refusal([&] { tokenizer_of(json); });
}

// A byte-pair tokenizer of a few letters, with more keys or with other parts of its model.
std::string letters(const std::string& merges, const std::string& more = "", const std::string& more_model = "") {
  return R"({"model": {"type": "BPE", "vocab": {"a": 0, "b": 1, "ab": 2, "aba": 3, "ba": 4}, "merges": [)" + merges +
         "]" + more_model + "}" + more + "}";
}

std::vector<int> ids_of(const core::Tokens& tokens) {
  std::vector<int> ids;
  for (const core::Token& token : tokens) ids.push_back(token.id);
  return ids;
}

TEST(TokenizerRefusals, AnUnknownGgufKindIsRefusedByName) {
  for (const char* text :
       {R"({"tokenizer.ggml.model": "rwkv"})", R"({"tokenizer.ggml.model": "gpt2", "tokenizer.ggml.pre": "rwkv"})"}) {
    EXPECT_THAT(refusal([&] { gguf_tokenizer_of(text); }), AllOf(HasSubstr("\"rwkv\""), HasSubstr("; expected ")))
        << text;
  }
}

TEST(TokenizerRefusals, AGgufTokenizerWhosePartsDisagreeIsRefused) {
  const std::string tokens = R"("tokenizer.ggml.tokens": ["<unk>", "<s>", "a"])";
  const std::string llama = R"({"tokenizer.ggml.model": "llama", )" + tokens;
  const std::string scores = R"(, "tokenizer.ggml.scores": [0, 0, -1])";
  EXPECT_THAT(refusal([&] { gguf_tokenizer_of(llama + R"(, "tokenizer.ggml.scores": [0, 0]})"); }),
              HasSubstr("2 token scores for 3 tokens"));
  EXPECT_THAT(refusal([&] { gguf_tokenizer_of(llama + scores + R"(, "tokenizer.ggml.token_type": [1]})"); }),
              HasSubstr("1 token types for 3 tokens"));
  EXPECT_THAT(refusal([&] { gguf_tokenizer_of(llama + scores + R"(, "tokenizer.ggml.bos_token_id": 7})"); }),
              AllOf(HasSubstr("bos_token_id"), HasSubstr("7")));
  EXPECT_THAT(refusal([&] { gguf_tokenizer_of(llama + scores + "}"); }), HasSubstr("bos_token_id"))
      << "a file that says nothing begins with <s>, so it must say which that is";
  EXPECT_THAT(refusal([&] { gguf_tokenizer_of(R"({"tokenizer.ggml.model": "bert", )" + tokens + "}"); }),
              AllOf(HasSubstr("cls_token_id"), HasSubstr("[CLS]")));
  EXPECT_THAT(
      refusal([&] {
        gguf_tokenizer_of(R"({"tokenizer.ggml.model": "t5", "tokenizer.ggml.remove_extra_whitespaces": false, )" +
                          tokens + scores + "}");
      }),
      HasSubstr("remove_extra_whitespaces"));
  EXPECT_THAT(
      refusal([&] { gguf_tokenizer_of(R"({"tokenizer.ggml.model": "llama", "tokenizer.ggml.tokens": ["a", "a"]})"); }),
      HasSubstr("twice"));
}

TEST(TokenizerRefusals, AWordThatBothTypesNameIsFoundInAGgufText) {
  const auto tokenizer = gguf_tokenizer_of(
      R"({"tokenizer.ggml.model": "llama", "tokenizer.ggml.tokens": ["<unk>", "<s>", "</s>", "▁", "a", "▁a", "<x>"],
          "tokenizer.ggml.scores": [0, 0, 0, -3, -2, -1, 0], "tokenizer.ggml.token_type": [2, 3, 3, 1, 1, 1, 4],
          "tokenizer.ggml.bos_token_id": 1, "tokenizer.ggml.add_space_prefix": true})");
  EXPECT_EQ(ids_of(tokenizer->tokenize("a a<x>a")), (std::vector<int>{1, 5, 5, 6, 4}));
  EXPECT_EQ(tokenizer->tokenize("a a")[2].text, "a");
}

TEST(TokenizerRefusals, PartsThatAreNotKnownAreRefusedByName) {
  EXPECT_THAT(refusal_of(R"({"model": {"type": "WordLevel", "vocab": {}}})"), HasSubstr("\"WordLevel\""));
  EXPECT_THAT(refusal_of(letters("", R"(, "normalizer": {"type": "Telepathy"})")), HasSubstr("\"Telepathy\""));
  EXPECT_THAT(refusal_of(letters("", R"(, "pre_tokenizer": {"type": "Scissors"})")), HasSubstr("\"Scissors\""));
  EXPECT_THAT(refusal_of(letters("", R"(, "post_processor": {"type": "Bow"})")), HasSubstr("\"Bow\""));
}

TEST(TokenizerRefusals, DeepNestingIsRefusedBeforeItIsFollowed) {
  const std::string open = R"({"type": "Sequence", "normalizers": [)";
  std::string steps;
  for (int depth = 0; depth < 100'000; ++depth) steps += open;
  steps += R"({"type": "NFC"})";
  for (int depth = 0; depth < 100'000; ++depth) steps += "]}";
  EXPECT_THAT(refusal_of(letters("", R"(, "normalizer": )" + steps)), HasSubstr("levels"));
}

TEST(TokenizerRefusals, MergesThatMakeEachOtherEnd) {
  const auto tokenizer = tokenizer_of(letters(R"("a b", "ab a", "b a", "a ba")"));
  EXPECT_EQ(ids_of(tokenizer->tokenize("ababa")), (std::vector<int>{2, 3}));
}

TEST(TokenizerRefusals, AMergeOfUnknownPiecesNamesThePiece) {
  EXPECT_THAT(refusal_of(letters(R"("a c")")), HasSubstr("\"c\""));
  EXPECT_THAT(refusal_of(letters(R"("b b")")), HasSubstr("\"bb\""));
  EXPECT_THAT(refusal_of(letters(R"("ab")")), HasSubstr("two pieces"));
  EXPECT_THAT(refusal_of(letters(R"(["a", "b", "a"])")), HasSubstr("two pieces"));
}

TEST(TokenizerRefusals, HugeAndNegativeIdsAreRefused) {
  for (const char* id : {"1999999", "4294967296", "18446744073709551615", "-1", "1.5", "\"1\"", "null"}) {
    const std::string json = fmt::format(R"({{"model": {{"type": "BPE", "vocab": {{"a": {}}}, "merges": []}}}})", id);
    EXPECT_THAT(refusal_of(json), HasSubstr("model.vocab")) << id;
  }
  EXPECT_THAT(
      refusal_of(letters("", R"(, "added_tokens": [{"id": 77, "content": "x", "single_word": false, "lstrip": false,
                                   "rstrip": false, "normalized": false, "special": true}])")),
      HasSubstr("77"));
}

TEST(TokenizerRefusals, AMissingUnknownPieceIsToldOrDoneWithout) {
  EXPECT_THAT(refusal_of(R"({"model": {"type": "WordPiece", "vocab": {"a": 0}, "unk_token": "[UNK]",
                             "max_input_chars_per_word": 100}})"),
              HasSubstr("[UNK]"));
  EXPECT_THAT(refusal_of(letters("", "", R"(, "unk_token": "<unk>")")), HasSubstr("<unk>"));
  EXPECT_THAT(refusal_of(R"({"model": {"type": "Unigram", "unk_id": 5, "vocab": [["a", -1]]}})"), HasSubstr("5"));
  const auto without = tokenizer_of(R"({"model": {"type": "Unigram", "vocab": [["a", -1]]}})");
  EXPECT_EQ(ids_of(without->tokenize("aa")), (std::vector<int>{0, 0}));
  EXPECT_THAT(refusal([&] { without->tokenize("aé"); }), HasSubstr("\"é\""));
  EXPECT_EQ(ids_of(tokenizer_of(letters(R"("a b")"))->tokenize("éab")), (std::vector<int>{2}))
      << "as the reference: what byte-pair encoding cannot spell is left out";
}

TEST(TokenizerRefusals, ATemplateMustTakeTheTextOnceAndKnowItsTokens) {
  const auto with = [&](const std::string& single) {
    return letters("", R"(, "post_processor": {"type": "TemplateProcessing", "special_tokens": {"x": {"ids": [99]}},
                      "single": [)" +
                           single + R"(], "pair": [{"Sequence": {"id": "A"}}, {"Sequence": {"id": "B"}}]})");
  };
  EXPECT_THAT(refusal_of(with(R"({"SpecialToken": {"id": "y"}})")), HasSubstr("\"y\""));
  EXPECT_THAT(refusal_of(with("")), HasSubstr("takes the text once"));
  EXPECT_THAT(refusal_of(with(R"({"SpecialToken": {"id": "x"}}, {"Sequence": {"id": "A"}})")), HasSubstr("99"));
}

double seconds_of(const auto& ask) {
  const auto begin = std::chrono::steady_clock::now();
  ask();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

TEST(TokenizerRefusals, APatternThatRepeatsWhatItselfRepeatsGivesUpSoon) {
  for (const char* source : {"(a+)+$", "(a|a)*b", "(a|aa)+b", "(.*)*x", "(?:(?:a*)*)*b", "^(a?){30}a{30}b"}) {
    const core::TextPattern pattern = core::TextPattern::regex(source, "pre_tokenizer.pattern");
    std::string message;
    const double seconds =
        seconds_of([&] { message = refusal([&] { pattern.pieces(std::string(2000, 'a') + "!"); }); });
    EXPECT_LT(seconds, 5) << source;
    if (!message.empty()) {
      EXPECT_THAT(message, AllOf(HasSubstr("pre_tokenizer.pattern"), HasSubstr("few steps")));
    }
  }
  const core::TextPattern pattern = core::TextPattern::regex("(a+)+$", "pre_tokenizer.pattern");
  EXPECT_NE(refusal([&] { pattern.pieces(std::string(64, 'a') + "!"); }), "");
}

TEST(TokenizerRefusals, PatternsThatCannotBeReadAreRefusedWithTheirPlace) {
  for (const char* source : {"(", "[a", "(?<n>a)\\g<", "a{2", "\\p{NoSuch}", "[a&&b]", "(?R)", "\\C"}) {
    const std::string message = refusal([&] { core::TextPattern::regex(source, "the place").pieces("aab"); });
    if (!message.empty()) {
      EXPECT_THAT(message, HasSubstr("the place")) << source;
    }
  }
  EXPECT_NE(refusal([&] { core::TextPattern::regex("(", "the place"); }), "");
  EXPECT_NE(refusal([&] { core::TextPattern::regex("\\p{NoSuch}", "the place"); }), "");
  EXPECT_NE(refusal([&] { core::TextPattern::regex(std::string(30'000, '('), "the place"); }), "");
  EXPECT_NE(refusal([&] { core::TextPattern::regex(std::string(5'000, '(') + std::string(5'000, ')'), "the place"); }),
            "");
}

TEST(TokenizerRefusals, StepsThatBlowATextUpAreRefused) {
  const std::string replace =
      R"({"type": "Replace", "pattern": {"String": "a"}, "content": ")" + std::string(1000, 'a') + R"("})";
  const auto tokenizer = tokenizer_of(letters(
      "", R"(, "normalizer": {"type": "Sequence", "normalizers": [)" + replace + "," + replace + "," + replace + "]}"));
  EXPECT_THAT(refusal([&] { tokenizer->tokenize("a cat"); }), HasSubstr("the tokenizer makes"));
}

TEST(TokenizerRefusals, IllFormedTextGivesTokensWithTrueSpans) {
  const std::vector<std::string> texts = {"\x80",
                                          "a\xFFz",
                                          "\xC3",
                                          "\xE2\x82",
                                          "\xF0\x9F\x98",
                                          "\xED\xA0\x80",
                                          "\xF4\x90\x80\x80",
                                          "\xC0\xAF",
                                          std::string("a\xC3 \xA9") + "b",
                                          "\xF8\x88\x80\x80\x80",
                                          std::string("a\0b", 3),
                                          "\xEF\xBF\xBE",
                                          "ab\xCC\x81\xFE"};
  const auto folder = std::filesystem::path(HEED_SOURCE_DIR) / "tests/data/tokenizers";
  for (const char* kind : {"bert", "gpt2", "llama2", "xlmr", "roberta", "unigram_bytes", "split_digits"}) {
    const auto tokenizer = core::read_tokenizer(folder / kind);
    for (const std::string& text : texts) {
      for (const core::Token& token : tokenizer->tokenize(text)) {
        EXPECT_LE(token.from, token.to) << kind;
        EXPECT_LE(token.to, text.size()) << kind;
        EXPECT_TRUE(core::is_valid_utf8(token.text)) << kind << ", " << ::testing::PrintToString(text);
        EXPECT_GE(token.id, 0);
        EXPECT_LT(token.id, tokenizer->size());
      }
    }
  }
}

TEST(TokenizerRefusals, LongTextsTakeTimeInProportion) {
  const auto folder = std::filesystem::path(HEED_SOURCE_DIR) / "tests/data/tokenizers";
  for (const char* kind : {"bert", "gpt2", "llama2", "xlmr", "qwen2"}) {
    const auto tokenizer = core::read_tokenizer(folder / kind);
    for (const std::string& text :
         {std::string(100'000, 'a'), std::string(100'000, ' '), std::string(50'000, '\xC3')}) {
      EXPECT_LT(seconds_of([&] { tokenizer->tokenize(text); }), 10) << kind;
    }
  }
}

}  // namespace
