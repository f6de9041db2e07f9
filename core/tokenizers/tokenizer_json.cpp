#include "core/tokenizers/tokenizer_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <unordered_set>

#include "core/error.h"
#include "core/plain_text.h"
#include "core/tokenizers/model_json.h"
#include "core/tokenizers/pipeline.h"

namespace core {

namespace {

constexpr std::size_t kMaxAddedTokens = 100'000;
constexpr JsonLimits kLimits = {std::size_t{128} << 20U, 64, 20'000'000};

// A token that the model's vocabulary lacks gets the next id behind all others; the file must agree.
void check_id(const AddedToken& token, const Vocabulary& vocabulary, int& next, const JsonValue& json) {
  const auto in_vocabulary = vocabulary.find(token.content);
  const int expected = in_vocabulary ? *in_vocabulary : next;
  if (!in_vocabulary) ++next;
  if (token.id == expected) return;
  throw Error(fmt::format("{} gives \"{}\" the id {}", json.place(), shown_text(token.content), token.id),
              fmt::format("{}, {}", expected, in_vocabulary ? "as in the vocabulary" : "the next free id"),
              "added tokens and vocabulary belong to two tokenizers");
}

std::vector<AddedToken> read_added_tokens(const JsonValue& json, const Vocabulary& vocabulary) {
  std::vector<AddedToken> tokens;
  if (json.size() > kMaxAddedTokens) json.refuse(fmt::format("at most {} tokens", kMaxAddedTokens));
  int next = static_cast<int>(vocabulary.count());
  std::unordered_set<int> ids;
  std::unordered_set<std::string> contents;
  for (const JsonValue& item : json.items()) {
    AddedToken token;
    token.content = item.at("content").text();
    token.id = static_cast<int>(item.at("id").integer(0, Vocabulary::kMaxPieces - 1));
    token.single_word = item.at("single_word").boolean();
    token.lstrip = item.at("lstrip").boolean();
    token.rstrip = item.at("rstrip").boolean();
    token.normalized = item.at("normalized").boolean();
    token.special = item.at("special").boolean();
    if (token.content.empty()) item.at("content").refuse("a text");
    if (!ids.insert(token.id).second || !contents.insert(token.content).second)
      item.refuse("each token once", "the list of added tokens is damaged");
    check_id(token, vocabulary, next, item);
    tokens.push_back(std::move(token));
  }
  return tokens;
}

bool names_kind(const JsonValue& json, std::string_view list, std::string_view kind) {
  if (json.at("type").text() == kind) return true;
  if (!json.has(list)) return false;
  const std::vector<JsonValue> items = json.at(list).items();
  return std::any_of(items.begin(), items.end(), [&](const JsonValue& item) { return names_kind(item, list, kind); });
}

// The decoder says how pieces are spelt; where there is none, the steps that write them.
Spelling read_spelling(const JsonValue& json) {
  const auto decoder = json.find("decoder"), normalizer = json.find("normalizer"),
             splitter = json.find("pre_tokenizer");
  const auto has = [&](std::string_view kind) {
    return (decoder && names_kind(*decoder, "decoders", kind)) ||
           (normalizer && names_kind(*normalizer, "normalizers", kind)) ||
           (splitter && names_kind(*splitter, "pretokenizers", kind));
  };
  if (has("ByteLevel")) return Spelling::Bytes;
  return has("Metaspace") || has("ByteFallback") || has("Prepend") ? Spelling::Marked : Spelling::Plain;
}

std::optional<int> find_id(const PipelineParts& parts, std::string_view content) {
  if (const AddedToken* added = parts.added.find(content)) return added->id;
  return parts.model->vocabulary().find(content);
}

// "<s>" or {"content": "<s>", …}
std::string read_token_name(const JsonValue& json) {
  return json.is_object() ? json.at("content").text() : json.text();
}

// Special tokens that tokenizer_config.json names are looked for in a text even where tokenizer.json does not list
// them. Nothing else is taken from there: with a tokenizer.json at hand AutoTokenizer drops add_bos_token and
// add_eos_token (transformers 5, tokenization_utils_base.py, _from_pretrained).
void add_named_tokens(std::vector<AddedToken>& tokens, const Vocabulary& vocabulary, const JsonValue& config) {
  for (const std::string_view name :
       {"bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"}) {
    const auto named = config.find(name);
    if (!named) continue;
    AddedToken token;
    token.content = read_token_name(*named);
    const auto id = vocabulary.find(token.content);
    const bool listed = std::any_of(tokens.begin(), tokens.end(),
                                    [&](const AddedToken& other) { return other.content == token.content; });
    if (!id || listed || token.content.empty()) continue;
    token.id = *id;
    token.special = true;
    tokens.push_back(std::move(token));
  }
}

std::optional<int> find_mask(const PipelineParts& parts, const std::optional<JsonValue>& config) {
  const auto named = config ? config->find("mask_token") : std::nullopt;
  if (named) return find_id(parts, read_token_name(*named));
  const auto bert = find_id(parts, "[MASK]");
  return bert ? bert : find_id(parts, "<mask>");
}

}  // namespace

TokenizerPointer make_json_tokenizer(const JsonValue& json, const std::optional<JsonValue>& config) {
  PipelineParts parts;
  parts.place = json.place();
  parts.model = read_piece_model(json.at("model"));
  if (const auto normalizer = json.find("normalizer")) parts.normalize = read_normalizer(*normalizer);
  if (const auto splitter = json.find("pre_tokenizer")) parts.split = read_pre_tokenizer(*splitter);
  std::vector<AddedToken> added;
  if (const auto list = json.find("added_tokens")) added = read_added_tokens(*list, parts.model->vocabulary());
  if (config) add_named_tokens(added, parts.model->vocabulary(), *config);
  parts.added = AddedTokens(std::move(added), parts.normalize);
  if (const auto post = json.find("post_processor")) parts.post = read_post_processor(*post);
  parts.spelling = read_spelling(json);
  parts.mask = find_mask(parts, config);
  return std::make_shared<Pipeline>(std::move(parts));
}

TokenizerPointer read_tokenizer(const std::filesystem::path& folder) {
  std::optional<JsonValue> config;
  const std::filesystem::path config_path = folder / "tokenizer_config.json";
  if (std::filesystem::exists(config_path)) config = read_json_file(config_path, kLimits);
  return make_json_tokenizer(read_json_file(folder / "tokenizer.json", kLimits), config);
}

}  // namespace core
