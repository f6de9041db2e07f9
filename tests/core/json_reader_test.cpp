// Each kind of damage in a JSON document gets one line that names the place, what was found and what was expected.
#include "core/json_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/files.h"

namespace {

using core::JsonLimits;
using core::JsonValue;
using core::parse_json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string refusal(const auto& action) {
  try {
    action();
  } catch (const core::Error& error) {
    return error.what();
  }
  return "accepted";
}

std::string parse_refusal(const std::string& text, const JsonLimits& limits = {}) {
  return refusal([&] { parse_json(text, "file.json", limits); });
}

TEST(JsonReader, ReadsEveryKindOfValue) {
  const JsonValue root = parse_json(R"({"t": "Äpfel \u00e9", "b": true, "n": -2.5e3, "i": 7, "z": null,
                                        "list": [1, 2.5, -3], "texts": ["a", "b"], "inner": {"deep": [0, 1]}})",
                                    "file.json");
  EXPECT_EQ(root.at("t").text(), "Äpfel é");
  EXPECT_TRUE(root.at("b").boolean());
  EXPECT_EQ(root.at("n").number(), -2500);
  EXPECT_EQ(root.at("i").integer(0, 10), 7);
  EXPECT_TRUE(root.at("z").is_null());
  EXPECT_THAT(root.at("list").floats(3), ElementsAre(1.0F, 2.5F, -3.0F));
  EXPECT_THAT(root.at("texts").texts(), ElementsAre("a", "b"));
  EXPECT_EQ(root.at("inner").at("deep").item(1).integer(0, 1), 1);
  EXPECT_EQ(root.members().size(), root.size());
}

TEST(JsonReader, AZeroByteIsRefusedAndDoesNotHideWhatStandsBehindIt) {
  for (const std::string_view text : {std::string_view("{}\0{}", 5), std::string_view("[1,\0 2]", 7)}) {
    EXPECT_THAT(parse_refusal(std::string(text)),
                AllOf(HasSubstr("file.json holds a zero byte"), HasSubstr("expected text")));
  }
}

TEST(JsonReader, AMissingKeyAndANullAreBothNothingToFind) {
  const JsonValue root = parse_json(R"({"here": 1, "null": null})", "file.json");
  EXPECT_TRUE(root.find("here").has_value());
  EXPECT_FALSE(root.find("null").has_value());
  EXPECT_FALSE(root.find("absent").has_value());
  EXPECT_TRUE(root.has("null"));
}

TEST(JsonReader, AValueOutlivesTheVariableItCameFrom) {
  const JsonValue inner = parse_json(R"({"a": {"b": "kept"}})", "file.json").at("a").at("b");
  EXPECT_EQ(inner.text(), "kept");
}

TEST(JsonReader, EverySyntaxErrorNamesTheFileAndItsLine) {
  EXPECT_THAT(parse_refusal("{\n\"a\": 1,\n\"b\": }\n"),
              AllOf(HasSubstr("file.json, line 3"), HasSubstr("unexpected '}'"), HasSubstr("expected '['")));
  EXPECT_THAT(parse_refusal("[1, 2"), AllOf(HasSubstr("line 1"), HasSubstr("cut short")));
  EXPECT_THAT(parse_refusal(""), AllOf(HasSubstr("line 1"), HasSubstr("cut short")));
  EXPECT_THAT(parse_refusal("[1] [2]"), HasSubstr("line 1"));
  for (const char* const text :
       {"{'a': 1}", "[1,]", "{\"a\": 1,}", "nul", "[NaN]", "[Infinity]", "[01]", "[+1]", "[.5]", "// comment\n1",
        "\"open", "[\"tab\there\"]", "[\"\\x\"]", "[\"\\ud800\"]", "{\"a\"}"}) {
    EXPECT_THAT(parse_refusal(text), HasSubstr("file.json, line ")) << text;
  }
}

TEST(JsonReader, EveryPrefixOfADocumentIsRefusedInOneLine) {
  const std::string whole = R"({"layers": [{"head": 1.5, "name": "é", "on": true}], "edits": ["x[it].animal=0.9"]})";
  ASSERT_EQ(parse_refusal(whole), "accepted");
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const std::string message = parse_refusal(whole.substr(0, length));
    EXPECT_THAT(message, AllOf(HasSubstr("file.json, line 1"), Not(HasSubstr("\n")))) << length;
  }
}

TEST(JsonReader, BadUtf8IsRefusedAndNotRepeatedInTheMessage) {
  for (const char* const text :
       {"[\"\xff\"]", "[\"\xc3\"]", "[\"\xe2\x82\"]", "[\"\xed\xa0\x80\"]", "[\"\xc0\x80\"]"}) {
    const std::string message = parse_refusal(text);
    EXPECT_THAT(message, HasSubstr("UTF-8"));
    EXPECT_NO_THROW(nlohmann::json(message).dump()) << "the message is not UTF-8 itself";
  }
}

TEST(JsonReader, AKeyThatStandsTwiceIsRefusedAtAnyDepth) {
  EXPECT_THAT(parse_refusal(R"({"a": 1, "b": 2, "a": 3})"), AllOf(HasSubstr("\"a\""), HasSubstr("twice")));
  EXPECT_THAT(parse_refusal(R"([{"x": {"k": 1, "k": 1}}])"), HasSubstr("\"k\""));
  EXPECT_EQ(parse_refusal(R"([{"k": 1}, {"k": 1}])"), "accepted");
}

TEST(JsonReader, DepthIsLimitedToTheLevel) {
  const auto nested = [](std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); };
  EXPECT_EQ(parse_refusal(nested(64)), "accepted");
  EXPECT_THAT(parse_refusal(nested(65)), HasSubstr("more than 64 levels"));
  EXPECT_THAT(parse_refusal(std::string(1'000'000, '[')), HasSubstr("more than 64 levels"));
}

TEST(JsonReader, BytesAndValuesAreLimited) {
  JsonLimits limits;
  limits.bytes = 10;
  EXPECT_EQ(parse_refusal("[1,2,3,45]", limits), "accepted");
  EXPECT_THAT(parse_refusal("[1,2,3,456]", limits), AllOf(HasSubstr("holds 11 bytes"), HasSubstr("at most 10")));
  limits.values = 4;
  EXPECT_EQ(parse_refusal("[1,2,3]", limits), "accepted");
  EXPECT_THAT(parse_refusal("[1,2,3,4]", limits), HasSubstr("more than 4 values"));
}

TEST(JsonReader, ANumberTooLargeForADoubleIsRefused) {
  EXPECT_THAT(parse_refusal("{\n\"a\": 1e999}"), AllOf(HasSubstr("file.json, line 2"), HasSubstr("1e999")));
}

TEST(JsonReader, AWrongKindNamesThePlaceWhatWasFoundAndExpected) {
  const JsonValue root = parse_json(R"({"layers": [{"head": "two"}, {}], "odd key": {"n": 1}})", "session.json");
  const JsonValue head = root.at("layers").item(0).at("head");
  EXPECT_EQ(refusal([&] { head.integer(0, 8); }),
            "session.json: layers[0].head is \"two\"; expected a whole number from 0 to 8");
  EXPECT_EQ(refusal([&] { head.boolean(); }), "session.json: layers[0].head is \"two\"; expected true or false");
  EXPECT_EQ(refusal([&] { head.number(); }), "session.json: layers[0].head is \"two\"; expected a number");
  EXPECT_EQ(refusal([&] { head.items(); }), "session.json: layers[0].head is \"two\"; expected a list");
  EXPECT_EQ(refusal([&] { head.at("x"); }), "session.json: layers[0].head is \"two\"; expected an object");
  EXPECT_EQ(refusal([&] { root.text(); }), "session.json is an object; expected a text");
  EXPECT_EQ(refusal([&] { root.at("odd key").at("n").text(); }), "session.json: [\"odd key\"].n is 1; expected a text");
}

TEST(JsonReader, AMissingKeyIsNamedBesideThoseThatAreThere) {
  const JsonValue root = parse_json(R"({"sentense": "a", "model": "b"})", "session.json");
  EXPECT_EQ(refusal([&] { root.at("sentence"); }),
            "session.json has no \"sentence\"; expected the key \"sentence\" (it has \"model\", \"sentense\")");
  EXPECT_THAT(refusal([&] {
                root.allow_only({"sentence", "model"});
              }),
              AllOf(HasSubstr("unknown key \"sentense\""), HasSubstr("only sentence, model")));
  EXPECT_EQ(refusal([&] { root.allow_only({"sentense", "model", "more"}); }), "accepted");
}

TEST(JsonReader, ARangeIncludesItsEndsAndNothingBeyond) {
  const JsonValue root = parse_json("[-1, 0, 8, 9, 3.0, 3.5, 18446744073709551615, 1e300, -9223372036854775808]", "f");
  const auto integer = [&](std::size_t i) { return refusal([&] { root.item(i).integer(0, 8); }); };
  EXPECT_THAT(integer(0), HasSubstr("[0] is -1"));
  EXPECT_EQ(integer(1), "accepted");
  EXPECT_EQ(integer(2), "accepted");
  EXPECT_THAT(integer(3), HasSubstr("[3] is 9"));
  EXPECT_EQ(root.item(4).integer(0, 8), 3);
  for (const std::size_t i : {5U, 6U, 7U, 8U}) EXPECT_THAT(integer(i), HasSubstr("a whole number from 0 to 8"));
  EXPECT_EQ(refusal([&] { root.item(2).number(0, 8); }), "accepted");
  EXPECT_THAT(refusal([&] { root.item(3).number(0, 8); }), HasSubstr("a number from 0 to 8"));
}

TEST(JsonReader, ANumberThatNoFloatHoldsIsRefusedInAList) {
  const JsonValue root = parse_json("[[1, 1e39], [1, 2, 3], [1, \"2\"]]", "f");
  EXPECT_THAT(refusal([&] { root.item(0).floats(); }), HasSubstr("[0][1] is 1e+39"));
  EXPECT_THAT(refusal([&] { root.item(1).floats(2); }), HasSubstr("a list of 2 numbers"));
  EXPECT_THAT(refusal([&] { root.item(2).floats(); }), HasSubstr("[2][1] is \"2\""));
}

TEST(JsonReader, ALongTextIsRefusedAndShortenedInTheMessageAtACharacter) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "é";
  const JsonValue root = parse_json("[\"" + text + "\"]", "f");
  const std::string message = refusal([&] { root.item(0).text(100); });
  EXPECT_THAT(message, AllOf(HasSubstr("at most 100 bytes"), HasSubstr("…")));
  EXPECT_NO_THROW(nlohmann::json(message).dump());
  EXPECT_EQ(root.item(0).text(200), text);
}

TEST(JsonReader, AnIndexBeyondTheEndIsRefused) {
  const JsonValue root = parse_json("[1]", "f");
  EXPECT_THAT(refusal([&] { root.item(1); }), AllOf(HasSubstr("a list of 1"), HasSubstr("at least 2")));
}

TEST(JsonReader, AFileIsNamedByItsFileName) {
  const auto path = std::filesystem::temp_directory_path() / "heed-json-reader-test.json";
  core::write_file_atomically(path, "{\n\n oops");
  EXPECT_THAT(refusal([&] { core::read_json_file(path); }), testing::StartsWith("heed-json-reader-test.json, line 3"));
  std::filesystem::remove(path);
  EXPECT_THAT(refusal([&] { core::read_json_file(path); }), HasSubstr("No such file"));
}

}  // namespace
