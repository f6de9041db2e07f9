#include "core/tokenizers/normalizers.h"

#include <map>
#include <vector>

#include "core/tokenizers/byte_alphabet.h"
#include "core/tokenizers/normal_forms.h"
#include "core/tokenizers/pattern.h"
#include "core/tokenizers/precompiled_map.h"
#include "core/tokenizers/unicode.h"

namespace core {

namespace {

void to_lower_case(AlignedText& text) {
  CharacterChanges changes;
  changes.reserve(text.text().size());
  for (std::size_t at = 0; at < text.text().size();) {
    const CodePoint point = code_point_at(text.text(), at);
    at += point.size;
    long change = 0;
    for (const char32_t code : lower_case(point.code)) changes.push_back({code, change++});
  }
  text.transform(changes);
}

void clean(AlignedText& text) {
  const auto is_line_space = [](char32_t code) { return code == '\t' || code == '\n' || code == '\r'; };
  text.keep_if([&](char32_t code) { return is_line_space(code) || (code != 0xFFFD && !is_control(code)); });
  text.map([](char32_t code) { return is_white_space(code) ? U' ' : code; });
}

void set_ideographs_apart(AlignedText& text) {
  CharacterChanges changes;
  changes.reserve(text.text().size());
  for (std::size_t at = 0; at < text.text().size();) {
    const CodePoint point = code_point_at(text.text(), at);
    at += point.size;
    const bool apart = is_cjk_ideograph(point.code);
    if (apart) changes.push_back({U' ', 1});
    changes.push_back({point.code, 0});
    if (apart) changes.push_back({U' ', 1});
  }
  text.transform(changes);
}

void strip(AlignedText& text, bool left, bool right) {
  const std::string& all = text.text();
  std::size_t from = 0, to = all.size();
  while (left && from < to) {
    const CodePoint point = code_point_at(all, from);
    if (!is_white_space(point.code)) break;
    from += point.size;
  }
  while (right && to > from) {
    const CodePoint point = code_point_before(all, to);
    if (!is_white_space(point.code)) break;
    to -= point.size;
  }
  if (from > 0 || to < all.size()) text.crop(from, to);
}

// The Nmt step of SentencePiece: control characters go, odd white space becomes a space.
void clean_as_nmt(AlignedText& text) {
  text.keep_if([](char32_t c) {
    return !((c >= 0x01 && c <= 0x08) || c == 0x0B || (c >= 0x0E && c <= 0x1F) || c == 0x7F || c == 0x8F || c == 0x9F);
  });
  text.map([](char32_t c) {
    const bool space = c == 0x09 || c == 0x0A || c == 0x0C || c == 0x0D || c == 0x1680 ||
                       (c >= 0x200B && c <= 0x200F) || c == 0x2028 || c == 0x2029 || c == 0x2581 || c == 0xFEFF ||
                       c == 0xFFFD;
    return space ? U' ' : c;
  });
}

TextPattern read_pattern(const JsonValue& json) {
  if (json.has("String")) return TextPattern::literal(json.at("String").text(), json.place());
  if (json.has("Regex")) return TextPattern::regex(json.at("Regex").text(), json.place());
  json.refuse("{\"String\": …} or {\"Regex\": …}");
}

TextStep read_bert(const JsonValue& json) {
  BertCleaning cleaning;
  cleaning.clean_text = json.at("clean_text").boolean();
  cleaning.set_ideographs_apart = json.at("handle_chinese_chars").boolean();
  cleaning.lower_case = json.at("lowercase").boolean();
  const auto accents = json.find("strip_accents");  // null: as the case
  cleaning.strip_accents = accents ? accents->boolean() : cleaning.lower_case;
  return bert_normalizer(cleaning);
}

TextStep read_replace(const JsonValue& json) {
  return [pattern = read_pattern(json.at("pattern")), content = json.at("content").text()](AlignedText& text) {
    text.replace(pattern.pieces(text.text()), content);
  };
}

TextStep read_sequence(const JsonValue& json) {
  std::vector<TextStep> steps;
  for (const JsonValue& item : json.at("normalizers").items()) steps.push_back(read_normalizer(item));
  return [steps](AlignedText& text) {
    for (const TextStep& step : steps) step(text);
  };
}

TextStep read_precompiled(const JsonValue& json) {
  const JsonValue map = json.at("precompiled_charsmap");
  return [map = PrecompiledMap::from_base64(map.text(std::size_t{16} << 20U), map.place())](AlignedText& text) {
    map.apply(text);
  };
}

TextStep read_strip(const JsonValue& json) {
  return [left = json.at("strip_left").boolean(), right = json.at("strip_right").boolean()](AlignedText& text) {
    strip(text, left, right);
  };
}

TextStep form_step(NormalForm form) {
  return [form](AlignedText& text) { normalize(text, form); };
}

using Reader = TextStep (*)(const JsonValue&);

const std::map<std::string, Reader, std::less<>>& readers() {
  static const std::map<std::string, Reader, std::less<>> kReaders = {
      {"BertNormalizer", read_bert},
      {"Replace", read_replace},
      {"Sequence", read_sequence},
      {"Precompiled", read_precompiled},
      {"Strip", read_strip},
      {"NFC", [](const JsonValue&) { return form_step(NormalForm::C); }},
      {"NFD", [](const JsonValue&) { return form_step(NormalForm::D); }},
      {"NFKC", [](const JsonValue&) { return form_step(NormalForm::KC); }},
      {"NFKD", [](const JsonValue&) { return form_step(NormalForm::KD); }},
      {"Lowercase", [](const JsonValue&) -> TextStep { return to_lower_case; }},
      {"Nmt", [](const JsonValue&) -> TextStep { return clean_as_nmt; }},
      {"ByteLevel", [](const JsonValue&) -> TextStep { return write_byte_alphabet; }},
      {"StripAccents",
       [](const JsonValue&) -> TextStep {
         return [](AlignedText& text) { text.keep_if([](char32_t code) { return !is_mark(code); }); };
       }},
      {"Prepend", [](const JsonValue& json) -> TextStep {
         return [addition = json.at("prepend").text()](AlignedText& text) { text.prepend(addition); };
       }}};
  return kReaders;
}

}  // namespace

TextStep bert_normalizer(const BertCleaning& cleaning) {
  return [cleaning](AlignedText& text) {
    if (cleaning.clean_text) clean(text);
    if (cleaning.set_ideographs_apart) set_ideographs_apart(text);
    if (cleaning.strip_accents) {
      normalize(text, NormalForm::D);
      text.keep_if([](char32_t code) { return !is_nonspacing_mark(code); });
    }
    if (cleaning.lower_case) to_lower_case(text);
  };
}

void write_byte_alphabet(AlignedText& text) {
  CharacterChanges changes;
  changes.reserve(text.text().size());
  for (std::size_t at = 0; at < text.text().size();) {
    const std::size_t size = code_point_at(text.text(), at).size;
    for (std::size_t i = 0; i < size; ++i) {
      changes.push_back({visible_character(static_cast<unsigned char>(text.text()[at + i])), i == 0 ? 0L : 1L});
    }
    at += size;
  }
  text.transform(changes);
}

TextStep read_normalizer(const JsonValue& json) {
  const JsonValue type = json.at("type");
  const auto reader = readers().find(type.text());
  if (reader != readers().end()) return reader->second(json);
  std::string names;
  for (const auto& known : readers()) names += (names.empty() ? "" : ", ") + known.first;
  type.refuse("a normalizer that is known: " + names, "a newer tokenizer, or a misspelt kind");
}

}  // namespace core
