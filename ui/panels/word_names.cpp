#include "ui/panels/word_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace ui {

std::string ordinal(core::Index position) {
  const core::Index number = position + 1;
  const core::Index tens = number % 100;
  const char* ending = "th";
  if (tens < 11 || tens > 13) {
    if (number % 10 == 1) ending = "st";
    if (number % 10 == 2) ending = "nd";
    if (number % 10 == 3) ending = "rd";
  }
  return fmt::format("{}{}", number, ending);
}

std::string quoted_word(const core::Tokens& tokens, core::Index position) {
  const core::Token& token = tokens[static_cast<std::size_t>(position)];
  const auto same =
      std::count_if(tokens.begin(), tokens.end(), [&](const core::Token& other) { return other.text == token.text; });
  if (same == 1) return fmt::format("“{}”", token.text);
  return fmt::format("“{}” ({})", token.text, ordinal(position));
}

std::string word_caption(const core::Tokens& tokens, core::Index position) {
  const core::Token& token = tokens[static_cast<std::size_t>(position)];
  const bool has_pieces = std::any_of(tokens.begin(), tokens.end(), [](const core::Token& one) { return one.special; });
  std::string caption = ordinal(position) + (has_pieces ? " token" : " word");
  if (token.special) return caption + " · special";
  if (!token.known) return caption + " · in no list, its vector is a guess";
  return token.kind.empty() ? caption : caption + " · " + token.kind;
}

std::string map_title(const PanelInput& input, const core::Selection& selection) {
  switch (selection.map) {
    case core::MapKind::Head:
      return fmt::format("{}, layer {}", input.head_config(selection).name, selection.layer);
    case core::MapKind::MeanOverHeads:
      return fmt::format("the mean over the heads of layer {}", selection.layer);
    case core::MapKind::MeanOverLayers:
      return fmt::format("the mean of head {} over the layers", selection.head);
    case core::MapKind::MeanOverAll:
      return "the mean over all heads and layers";
  }
  return {};
}

std::string component_name(const std::vector<std::string>& names, core::Index component) {
  const auto place = static_cast<std::size_t>(component);
  return place < names.size() ? names[place] : fmt::format("component {}", component);
}

bool contains_text(std::string_view text, std::string_view part) {
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
  };
  return part.empty() || std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}

void forget_stale_typing(ViewState& view) {
  WordView& word = view.transient.word;
  const bool stale = !word.numbers.typing.empty() && !(word.typed_for == view.selection);
  if (stale) word.numbers = NumberMemory{};
  word.typed_for = view.selection;
}

std::string counted(core::Index count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace ui
