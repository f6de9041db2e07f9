#include "core/tokenizers/post_processors.h"

#include <algorithm>
#include <map>

#include "core/tokenizers/unicode.h"
#include "core/tokenizers/vocabulary.h"

namespace core {

namespace {

using Kind = TemplateItem::Kind;

int read_id(const JsonValue& json) {
  return static_cast<int>(json.integer(0, Vocabulary::kMaxPieces - 1));
}

// ["[SEP]", 102]
TemplateItem read_token_pair(const JsonValue& json) {
  if (json.size() != 2) json.refuse("a token and its id");
  json.item(0).text();
  return {Kind::Special, {read_id(json.item(1))}};
}

TemplateItem read_item(const JsonValue& json, const JsonValue& special_tokens) {
  if (const auto special = json.find("SpecialToken")) {
    TemplateItem item;
    const JsonValue name = special->at("id");
    if (!special_tokens.has(name.text())) name.refuse("a token that special_tokens explains");
    for (const JsonValue& id : special_tokens.at(name.text()).at("ids").items()) item.ids.push_back(read_id(id));
    return item;
  }
  const JsonValue name = json.at("Sequence").at("id");
  if (name.text() != "A" && name.text() != "B") name.refuse("\"A\" or \"B\"");
  return {name.text() == "A" ? Kind::First : Kind::Second, {}};
}

std::vector<TemplateItem> read_template(const JsonValue& json, const JsonValue& special_tokens, bool pair) {
  std::vector<TemplateItem> items;
  for (const JsonValue& item : json.items()) items.push_back(read_item(item, special_tokens));
  const auto count = [&](Kind kind) {
    return std::count_if(items.begin(), items.end(), [kind](const TemplateItem& item) { return item.kind == kind; });
  };
  if (count(Kind::First) != 1 || count(Kind::Second) != (pair ? 1 : 0)) {
    json.refuse(pair ? "a template that takes both texts once" : "a template that takes the text once");
  }
  return items;
}

void read_into(PostProcessor& result, bool& has_template, const JsonValue& json);

void set_template(PostProcessor& result, bool& has_template, const JsonValue& json, std::vector<TemplateItem> single,
                  std::vector<TemplateItem> pair) {
  if (has_template) json.refuse("one template", "two post-processors add tokens");
  has_template = true;
  result.single = std::move(single);
  result.pair = std::move(pair);
}

void read_templates(PostProcessor& result, bool& has_template, const JsonValue& json) {
  const JsonValue tokens = json.at("special_tokens");
  set_template(result, has_template, json, read_template(json.at("single"), tokens, false),
               read_template(json.at("pair"), tokens, true));
}

void read_bert(PostProcessor& result, bool& has_template, const JsonValue& json) {
  const TemplateItem sep = read_token_pair(json.at("sep"));
  const TemplateItem cls = read_token_pair(json.at("cls"));
  const TemplateItem first = {Kind::First, {}}, second = {Kind::Second, {}};
  set_template(result, has_template, json, {cls, first, sep}, {cls, first, sep, second, sep});
}

void read_trim(PostProcessor& result, const JsonValue& json) {
  const auto trim = json.find("trim_offsets");
  const auto prefix = json.find("add_prefix_space");
  if (!trim || trim->boolean()) result.trims.push_back({!prefix || prefix->boolean()});
}

void read_roberta(PostProcessor& result, bool& has_template, const JsonValue& json) {
  read_trim(result, json);
  const TemplateItem sep = read_token_pair(json.at("sep"));
  const TemplateItem cls = read_token_pair(json.at("cls"));
  const TemplateItem first = {Kind::First, {}}, second = {Kind::Second, {}};
  set_template(result, has_template, json, {cls, first, sep}, {cls, first, sep, sep, second, sep});
}

void read_sequence(PostProcessor& result, bool& has_template, const JsonValue& json) {
  for (const JsonValue& item : json.at("processors").items()) read_into(result, has_template, item);
}

void read_into(PostProcessor& result, bool& has_template, const JsonValue& json) {
  const JsonValue type = json.at("type");
  const std::string kind = type.text();
  if (kind == "TemplateProcessing") return read_templates(result, has_template, json);
  if (kind == "BertProcessing") return read_bert(result, has_template, json);
  if (kind == "RobertaProcessing") return read_roberta(result, has_template, json);
  if (kind == "ByteLevel") return read_trim(result, json);
  if (kind == "Sequence") return read_sequence(result, has_template, json);
  type.refuse(
      "a post-processor that is known: TemplateProcessing, BertProcessing, RobertaProcessing, ByteLevel, Sequence",
      "a newer tokenizer, or a misspelt kind");
}

bool is_space(char32_t code) {
  return code == 0x120 || is_white_space(code);  // Ġ is a space in the byte alphabet
}

std::size_t leading_spaces(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    const CodePoint point = code_point_at(text, at);
    if (!is_space(point.code)) break;
    at += point.size;
  }
  return count;
}

std::size_t trailing_spaces(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t end = text.size(); end > 0; ++count) {
    const CodePoint point = code_point_before(text, end);
    if (!is_space(point.code)) break;
    end -= point.size;
  }
  return count;
}

}  // namespace

PostProcessor read_post_processor(const JsonValue& json) {
  PostProcessor result;
  bool has_template = false;
  read_into(result, has_template, json);
  return result;
}

void trim_spans(FoundTokens& tokens, std::string_view given, const PostProcessor::Trim& trim) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    ByteSpan& span = tokens[i].span;
    std::size_t leading = leading_spaces(tokens[i].text);
    const std::size_t trailing = trailing_spaces(tokens[i].text);
    const bool first = i == 0 || span.from == 0;
    if (first && trim.add_prefix_space && leading == 1) leading = 0;
    for (; leading > 0 && span.from < span.to; --leading) span.from += code_point_at(given, span.from).size;
    if (trailing > count_code_points(given.substr(0, span.to))) continue;
    for (std::size_t n = trailing; n > 0 && span.to > span.from; --n) span.to -= code_point_before(given, span.to).size;
  }
}

}  // namespace core
