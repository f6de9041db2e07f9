#include "core/lessons/cards.h"

#include <fmt/format.h>

#include <map>

#include "core/error.h"
#include "core/files.h"
#include "core/json_reader.h"
#include "core/lessons/stage_reader.h"

namespace core {

namespace {

constexpr std::size_t kLargestFile = 2'000'000;  // bytes

Card read_card(const JsonValue& value, const std::string& file) {
  value.allow_only({"id", "term", "text", "stage", "lesson", "also", "expect"});
  Card card;
  card.file = file;
  card.line = value.line();
  card.id = read_id(value.at("id"));
  card.term = read_lesson_text(value.at("term")).text;
  card.text = read_lesson_text(value.at("text"));
  card.stage = read_stage(value.at("stage"));
  if (const auto lesson = value.find("lesson")) card.lesson = read_id(*lesson);
  if (const auto also = value.find("also")) card.also = also->texts();
  if (const auto expect = value.find("expect")) card.expect = read_expressions(*expect);
  if (!card.stage.hide.empty()) value.at("stage").at("hide").refuse("nothing hidden", "a card asks no question");
  return card;
}

}  // namespace

std::vector<Card> parse_cards(std::string_view text, const std::string& file) {
  JsonLimits limits;
  limits.bytes = kLargestFile;
  const JsonValue json = parse_json(text, file, limits);
  json.allow_only({"cards"});
  std::vector<Card> cards;
  std::map<std::string, int> lines;
  for (const JsonValue& value : json.at("cards").items()) {
    cards.push_back(read_card(value, file));
    const auto [first, is_new] = lines.emplace(cards.back().id, cards.back().line);
    if (!is_new) value.at("id").refuse("an id of its own", fmt::format("also in line {}", first->second));
  }
  for (const JsonValue& value : json.at("cards").items()) {
    const auto also = value.find("also");
    if (!also) continue;
    for (const JsonValue& one : also->items()) {
      if (lines.count(one.text()) == 0) one.refuse("the id of another card");
    }
  }
  return cards;
}

std::vector<Card> read_cards_file(const std::filesystem::path& path) {
  return parse_cards(read_file(path, kLargestFile), path.filename().string());
}

StagedStep open_card(const Card& card, const ModelSource& models) {
  try {
    return open_stage(card.stage, models);
  } catch (const Error& error) {
    throw Error(fmt::format("{}, line {}: {}", card.file, card.stage.line, error.what()), "", "");
  }
}

}  // namespace core
