#include "core/tokenizers/model_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/tokenizers/bpe.h"
#include "core/tokenizers/unigram.h"
#include "core/tokenizers/wordpiece.h"

namespace core {

namespace {

constexpr std::size_t kMaxWordCharacters = 100'000;
constexpr std::int64_t kMostGaps = 100'000;

// {"the": 5, …}; read without a JsonValue for each of hundreds of thousands of pieces.
Vocabulary read_vocabulary(const JsonValue& json) {
  if (!json.is_object()) json.refuse("an object of pieces and their ids");
  Vocabulary vocabulary;
  const std::string place = json.place();
  // Ids may have gaps, but not so many that a few pieces fill the memory.
  const auto most =
      std::min<std::int64_t>(Vocabulary::kMaxPieces, 2 * static_cast<std::int64_t>(json.size()) + kMostGaps);
  for (const auto& [text, id] : json.raw().items()) {
    const bool whole = id.is_number_unsigned() && id.get<std::uint64_t>() < static_cast<std::uint64_t>(most);
    vocabulary.add(text, whole ? id.get<std::int64_t>() : json.at(text).integer(0, most - 1), place);
  }
  return vocabulary;
}

// "a b", or ["a", "b"] where a piece may hold a space.
Merge read_merge(const JsonValue& list, std::size_t index) {
  const nlohmann::json& merge = list.raw()[index];
  if (merge.is_string()) {
    const auto& text = merge.get_ref<const std::string&>();
    const std::size_t space = text.find(' ');
    const bool pair = space != std::string::npos && text.find(' ', space + 1) == std::string::npos;
    if (pair) return {text.substr(0, space), text.substr(space + 1)};
  }
  if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string()) {
    return {merge[0].get<std::string>(), merge[1].get<std::string>()};
  }
  list.item(index).refuse("two pieces, \"a b\" or [\"a\", \"b\"]");
}

std::string optional_text(const JsonValue& json, std::string_view key) {
  const auto value = json.find(key);
  return value ? value->text() : "";
}

bool optional_flag(const JsonValue& json, std::string_view key) {
  const auto value = json.find(key);
  return value && value->boolean();
}

PieceModelPointer read_bpe(const JsonValue& json) {
  const auto dropout = json.find("dropout");
  if (dropout && dropout->number() != 0) dropout->refuse("null or 0", "with dropout each run gives other tokens");
  BpeSettings settings;
  settings.unknown = optional_text(json, "unk_token");
  settings.continuing_prefix = optional_text(json, "continuing_subword_prefix");
  settings.ending_suffix = optional_text(json, "end_of_word_suffix");
  settings.fuse_unknown = optional_flag(json, "fuse_unk");
  settings.byte_fallback = optional_flag(json, "byte_fallback");
  settings.ignore_merges = optional_flag(json, "ignore_merges");
  const JsonValue list = json.at("merges");
  std::vector<Merge> merges;
  if (!list.raw().is_array()) list.refuse("a list");
  for (std::size_t i = 0; i < list.size(); ++i) {
    // Old files keep the first line of merges.txt.
    const nlohmann::json& merge = list.raw()[i];
    if (merge.is_string() && merge.get_ref<const std::string&>().rfind("#version", 0) == 0) continue;
    merges.push_back(read_merge(list, i));
  }
  return std::make_shared<BytePairEncoding>(read_vocabulary(json.at("vocab")), merges, settings, json.place());
}

PieceModelPointer read_wordpiece(const JsonValue& json) {
  WordPieceSettings settings;
  if (json.has("unk_token")) settings.unknown = json.at("unk_token").text();
  if (json.has("continuing_subword_prefix")) settings.continuing_prefix = json.at("continuing_subword_prefix").text();
  if (const auto most = json.find("max_input_chars_per_word")) {
    settings.max_characters = static_cast<std::size_t>(most->integer(0, kMaxWordCharacters));
  }
  return std::make_shared<WordPiece>(read_vocabulary(json.at("vocab")), settings, json.place());
}

// [["<unk>", 0.0], ["▁the", -3.1], …]; a piece's place is its id.
PieceModelPointer read_unigram(const JsonValue& json) {
  const JsonValue list = json.at("vocab");
  if (!list.raw().is_array()) list.refuse("a list of pieces and scores");
  Vocabulary vocabulary;
  std::vector<double> scores;
  const std::string place = list.place();
  for (std::size_t id = 0; id < list.size(); ++id) {
    const nlohmann::json& entry = list.raw()[id];
    const bool pair = entry.is_array() && entry.size() == 2 && entry[0].is_string() && entry[1].is_number();
    if (!pair) list.item(id).refuse("a piece and its score");
    vocabulary.add(entry[0].get<std::string>(), static_cast<std::int64_t>(id), place);
    scores.push_back(entry[1].get<double>());
  }
  UnigramSettings settings;
  if (const auto unknown = json.find("unk_id")) {
    settings.unknown = static_cast<int>(unknown->integer(0, Vocabulary::kMaxPieces - 1));
  }
  settings.byte_fallback = optional_flag(json, "byte_fallback");
  return std::make_shared<Unigram>(std::move(vocabulary), std::move(scores), settings, json.place());
}

// Files written before 2021 do not name the kind.
std::string guessed_kind(const JsonValue& json) {
  if (json.has("merges")) return "BPE";
  if (json.has("unk_id")) return "Unigram";
  return json.has("max_input_chars_per_word") ? "WordPiece" : "";
}

}  // namespace

PieceModelPointer read_piece_model(const JsonValue& json) {
  const auto type = json.find("type");
  const std::string kind = type ? type->text() : guessed_kind(json);
  if (kind == "BPE") return read_bpe(json);
  if (kind == "WordPiece") return read_wordpiece(json);
  if (kind == "Unigram") return read_unigram(json);
  (type ? *type : json)
      .refuse("a model that is known: BPE, WordPiece, Unigram", "a newer tokenizer, or a misspelt kind");
}

}  // namespace core
