#include "ui/panels/word_names.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/numbers.h"

namespace ui {

std::string quoted_word(const core::Tokens& tokens, core::Index position) {
  const core::Token& token = tokens[static_cast<std::size_t>(position)];
  const auto same =
      std::count_if(tokens.begin(), tokens.end(), [&](const core::Token& other) { return other.text == token.text; });
  if (same == 1) return fmt::format("“{}”", token.text);
  return fmt::format("“{}” ({})", token.text, core::ordinal(position + 1));
}

std::string word_caption(const core::Tokens& tokens, core::Index position) {
  const core::Token& token = tokens[static_cast<std::size_t>(position)];
  const bool has_pieces = std::any_of(tokens.begin(), tokens.end(), [](const core::Token& one) { return one.special; });
  std::string caption = core::ordinal(position + 1) + (has_pieces ? " token" : " word");
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

void forget_stale_typing(ViewState& view) {
  WordView& word = view.transient.word;
  const bool stale = !word.numbers.typing.empty() && !(word.typed_for == view.selection);
  if (stale) word.numbers = NumberMemory{};
  word.typed_for = view.selection;
}

}  // namespace ui
