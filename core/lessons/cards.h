// Key-concept cards: a term, one sentence, and a stage where it can be seen.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/lessons/lesson.h"
#include "core/lessons/stage.h"

namespace core {

struct Card {
  std::string id, term;
  LessonText text;                 // one sentence, values filled from its stage
  Stage stage;                     // "show me where"
  std::string lesson;              // id of the lesson that explains it; may be empty
  std::vector<std::string> also;   // ids of related cards
  std::vector<Expression> expect;  // claims
  int line = 0;
  std::string file;
};

// Throws Error with file and line.
std::vector<Card> parse_cards(std::string_view text, const std::string& file);
std::vector<Card> read_cards_file(const std::filesystem::path& path);

// A card's stage in force. Throws Error.
StagedStep open_card(const Card& card, const ModelSource& models);

}  // namespace core
