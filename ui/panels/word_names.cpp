#include "ui/panels/word_names.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/numbers.h"

namespace ui {

namespace {

std::string quoted(const std::string& text, core::Index position, bool repeated) {
  return repeated ? fmt::format("“{}” ({})", text, core::ordinal(position + 1)) : fmt::format("“{}”", text);
}

}  // namespace

std::string quoted_word(const core::Tokens& tokens, core::Index position) {
  const std::string& text = tokens[static_cast<std::size_t>(position)].text;
  const auto same = std::count_if(tokens.begin(), tokens.end(), [&](const auto& other) { return other.text == text; });
  return quoted(text, position, same > 1);
}

QuotedWords::QuotedWords(const core::Tokens& tokens) : tokens_(tokens) {
  counts_.reserve(tokens.size());
  for (const core::Token& token : tokens) ++counts_[token.text];
}

std::string QuotedWords::operator()(core::Index position) const {
  const std::string& text = tokens_[static_cast<std::size_t>(position)].text;
  return quoted(text, position, counts_.at(text) > 1);
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
