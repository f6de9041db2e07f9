#include "core/tokenizers/pre_tokenizers.h"

#include <map>
#include <string>

#include "core/tokenizers/normalizers.h"
#include "core/tokenizers/unicode.h"

namespace core {

namespace {

// openai/gpt-2 src/encoder.py
constexpr std::string_view kGpt2Pattern =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";
// Words and runs of signs, in the sense of Unicode's annex 18 (compatibility property "word").
constexpr std::string_view kWordPattern =
    R"([\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]+|[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}\s]+)";

template <typename Predicate>
TextPieces pieces_where(std::string_view text, Predicate is_match) {
  TextPieces pieces;
  std::size_t done = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    const std::size_t end = at + point.size;
    if (is_match(point.code)) {
      if (done < at) pieces.push_back({done, at, false});
      pieces.push_back({at, end, true});
      done = end;
    }
    at = end;
  }
  if (done < text.size()) pieces.push_back({done, text.size(), false});
  return pieces;
}

template <typename Predicate>
SplitStep character_splitter(Predicate is_match, SplitBehavior behavior) {
  return [is_match, behavior](TextParts& parts) {
    split_parts(parts, [&](TextParts& result, const AlignedText& text) {
      append_split(result, text, pieces_where(text.text(), is_match), behavior);
    });
  };
}

SplitBehavior read_behavior(const JsonValue& json) {
  const std::map<std::string, SplitBehavior> behaviors = {{"Isolated", SplitBehavior::Isolated},
                                                          {"Removed", SplitBehavior::Removed},
                                                          {"MergedWithPrevious", SplitBehavior::MergedWithPrevious},
                                                          {"MergedWithNext", SplitBehavior::MergedWithNext},
                                                          {"Contiguous", SplitBehavior::Contiguous}};
  const auto found = behaviors.find(json.text());
  if (found == behaviors.end()) json.refuse("Isolated, Removed, MergedWithPrevious, MergedWithNext or Contiguous");
  return found->second;
}

SplitStep read_split(const JsonValue& json) {
  const JsonValue pattern = json.at("pattern");
  const bool literal = pattern.has("String");
  if (!literal && !pattern.has("Regex")) pattern.refuse("{\"String\": …} or {\"Regex\": …}");
  return pattern_splitter(literal ? TextPattern::literal(pattern.at("String").text(), pattern.place())
                                  : TextPattern::regex(pattern.at("Regex").text(), pattern.place()),
                          read_behavior(json.at("behavior")), json.at("invert").boolean());
}

SplitStep read_byte_level(const JsonValue& json) {
  const auto use_regex = json.find("use_regex");
  return byte_level_splitter(json.at("add_prefix_space").boolean(), !use_regex || use_regex->boolean());
}

SplitStep read_metaspace(const JsonValue& json) {
  const JsonValue replacement = json.at("replacement");
  const std::string mark = replacement.text();
  if (count_code_points(mark) != 1) replacement.refuse("one character");
  const std::map<std::string, Prepend> schemes = {
      {"never", Prepend::Never}, {"first", Prepend::First}, {"always", Prepend::Always}};
  Prepend prepend = Prepend::Always;
  const auto scheme = json.find("prepend_scheme");
  if (scheme) {
    const auto found = schemes.find(scheme->text());
    if (found == schemes.end()) scheme->refuse("\"never\", \"first\" or \"always\"");
    prepend = found->second;
  }
  const auto legacy = json.find("add_prefix_space");
  if (legacy && !legacy->boolean()) {
    if (scheme && prepend != Prepend::Never) scheme->refuse("\"never\", as add_prefix_space is false");
    prepend = Prepend::Never;
  }
  const auto split = json.find("split");
  return metaspace_splitter(mark, prepend, !split || split->boolean());
}

SplitStep read_sequence(const JsonValue& json) {
  std::vector<SplitStep> steps;
  for (const JsonValue& item : json.at("pretokenizers").items()) steps.push_back(read_pre_tokenizer(item));
  return sequence_of(std::move(steps));
}

SplitStep read_punctuation(const JsonValue& json) {
  const auto behavior = json.find("behavior");
  return character_splitter(is_punctuation_mark, behavior ? read_behavior(*behavior) : SplitBehavior::Isolated);
}

using Reader = SplitStep (*)(const JsonValue&);

const std::map<std::string, Reader, std::less<>>& readers() {
  static const std::map<std::string, Reader, std::less<>> kReaders = {
      {"BertPreTokenizer", [](const JsonValue&) { return bert_splitter(); }},
      {"ByteLevel", read_byte_level},
      {"Digits", [](const JsonValue& json) { return digit_splitter(json.at("individual_digits").boolean()); }},
      {"Metaspace", read_metaspace},
      {"Punctuation", read_punctuation},
      {"Sequence", read_sequence},
      {"Split", read_split},
      {"Whitespace",
       [](const JsonValue& json) {
         return pattern_splitter(TextPattern::regex(kWordPattern, json.place()), SplitBehavior::Removed, true);
       }},
      {"WhitespaceSplit", [](const JsonValue&) { return white_space_splitter(); }}};
  return kReaders;
}

}  // namespace

SplitStep bert_splitter() {
  return sequence_of({character_splitter(is_white_space, SplitBehavior::Removed),
                      character_splitter(is_punctuation_mark, SplitBehavior::Isolated)});
}

SplitStep pattern_splitter(TextPattern pattern, SplitBehavior behavior, bool inverted) {
  return [pattern = std::move(pattern), behavior, inverted](TextParts& parts) {
    split_parts(parts, [&](TextParts& result, const AlignedText& text) {
      TextPieces pieces = pattern.pieces(text.text());
      for (TextPiece& piece : pieces) piece.match = piece.match != inverted;
      append_split(result, text, pieces, behavior);
    });
  };
}

SplitStep byte_level_splitter(bool add_prefix_space, bool use_regex) {
  std::vector<SplitStep> steps;
  if (add_prefix_space) {
    steps.emplace_back([](TextParts& parts) {
      for (TextPart& part : parts) {
        if (!part.id && !part.text.empty() && part.text.text().front() != ' ') part.text.prepend(" ");
      }
    });
  }
  if (use_regex) {
    steps.push_back(
        pattern_splitter(TextPattern::regex(kGpt2Pattern, "GPT-2's pattern"), SplitBehavior::Isolated, false));
  }
  steps.emplace_back([](TextParts& parts) {
    for (TextPart& part : parts) {
      if (!part.id) write_byte_alphabet(part.text);
    }
  });
  return sequence_of(std::move(steps));
}

SplitStep white_space_splitter() {
  return character_splitter(is_white_space, SplitBehavior::Removed);
}

SplitStep metaspace_splitter(const std::string& mark, Prepend prepend, bool split) {
  const char32_t code = code_point_at(mark, 0).code;
  return [mark, code, prepend, split](TextParts& parts) {
    split_parts(parts, [&](TextParts& result, AlignedText& text) {
      text.replace(pieces_where(text.text(), [](char32_t c) { return c == U' '; }), mark);
      const bool wanted = prepend == Prepend::Always || (prepend == Prepend::First && text.origin() == 0);
      if (wanted && text.text().compare(0, mark.size(), mark) != 0) text.prepend(mark);
      if (!split) {
        if (!text.empty()) result.push_back({std::move(text), std::nullopt});
        return;
      }
      const TextPieces pieces = pieces_where(text.text(), [code](char32_t c) { return c == code; });
      append_split(result, text, pieces, SplitBehavior::MergedWithNext);
    });
  };
}

SplitStep digit_splitter(bool individual) {
  return character_splitter(is_numeric, individual ? SplitBehavior::Isolated : SplitBehavior::Contiguous);
}

SplitStep sequence_of(std::vector<SplitStep> steps) {
  return [steps = std::move(steps)](TextParts& parts) {
    for (const SplitStep& step : steps) step(parts);
  };
}

SplitStep read_pre_tokenizer(const JsonValue& json) {
  const JsonValue type = json.at("type");
  const auto reader = readers().find(type.text());
  if (reader != readers().end()) return reader->second(json);
  std::string names;
  for (const auto& known : readers()) names += (names.empty() ? "" : ", ") + known.first;
  type.refuse("a pre-tokenizer that is known: " + names, "a newer tokenizer, or a misspelt kind");
}

}  // namespace core
