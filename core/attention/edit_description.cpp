#include <fmt/format.h>

#include <vector>

#include "core/attention/edit_text.h"
#include "core/attention/token_reference.h"
#include "core/numbers.h"
#include "core/plain_text.h"

namespace core {

namespace {

// “it”, or “the” (5th word) where the sentence has several.
std::string word_phrase(const Tokens& tokens, Index position, bool second) {
  // An edit may have been read from a file for another sentence.
  if (position < 0 || position >= static_cast<Index>(tokens.size())) return fmt::format("word {}", position);
  std::string phrase = fmt::format("“{}”", shown_text(token_word(tokens[static_cast<std::size_t>(position)])));
  if (occurrence_of(tokens, position).count > 1) phrase += fmt::format(" ({} word)", ordinal(position + 1));
  return second ? phrase + " of the second sentence" : phrase;
}

std::string component_phrase(const std::vector<std::string>& names, Index component) {
  if (component == kAllComponents) return "every component";
  if (component < static_cast<Index>(names.size())) return names[static_cast<std::size_t>(component)];
  return fmt::format("component {}", component);
}

// "Reference", or "layer 3, head 2" where heads have no name of their own.
std::string head_phrase(const Edit& edit, const Model& model) {
  const auto& heads = model.config.layers[static_cast<std::size_t>(edit.layer)].heads;
  const HeadConfig& head = heads[static_cast<std::size_t>(edit.head)];
  if (head.name.empty() || parse_count(head.id)) return fmt::format("layer {}, head {}", edit.layer, head.id);
  int same_name = 0;
  for (const LayerConfig& layer : model.config.layers) {
    for (const HeadConfig& other : layer.heads) same_name += other.name == head.name ? 1 : 0;
  }
  return same_name > 1 ? fmt::format("{} (layer {})", head.name, edit.layer) : head.name;
}

std::string vector_phrase(Site site) {
  switch (site) {
    case Site::X:
      return "x";
    case Site::Q:
      return "the query";
    case Site::K:
      return "the key";
    case Site::V:
      return "the value";
    case Site::Output:
      return "the output";
    case Site::Residual:
      return "the residual stream";
    default:
      return "";
  }
}

}  // namespace

std::string sharing_phrase(const Edit& edit, const Model& model) {
  const bool key = edit.site == Site::K || edit.site == Site::WK;
  if (!key && edit.site != Site::V && edit.site != Site::WV) return "";
  const auto& heads = model.config.layers[static_cast<std::size_t>(edit.layer)].heads;
  const HeadConfig& edited = heads[static_cast<std::size_t>(edit.head)];
  std::string others;
  for (const HeadConfig& other : heads) {
    const bool same = key ? other.key_column == edited.key_column : other.value_column == edited.value_column;
    if (&other == &edited || !same || other.keys != edited.keys) continue;
    others += (others.empty() ? "" : ", ") + other.id;
  }
  return others.empty() ? "" : " and, as they share it, head " + others;
}

std::string describe_site(const Edit& edit, const Model& model, const Tokens& tokens, const Tokens& second_tokens) {
  if (is_matrix(edit.site)) {
    return fmt::format("{}[{}, {}] of {}{}", site_word(edit), component_phrase(row_names(edit, model), edit.row),
                       component_phrase(column_names(edit, model), edit.column), head_phrase(edit, model),
                       sharing_phrase(edit, model));
  }
  if (is_pair(edit.site)) {
    const auto& heads = model.config.layers[static_cast<std::size_t>(edit.layer)].heads;
    const bool cross = heads[static_cast<std::size_t>(edit.head)].keys == KeySource::Second;
    return fmt::format("the {} of {} for {} in {}", site_word(edit), word_phrase(tokens, edit.row, false),
                       word_phrase(cross ? second_tokens : tokens, edit.column, cross), head_phrase(edit, model));
  }
  std::string phrase =
      fmt::format("{} of {} of {}", component_phrase(column_names(edit, model), edit.column), vector_phrase(edit.site),
                  word_phrase(edit.second ? second_tokens : tokens, edit.row, edit.second));
  if (edit.site == Site::X) return phrase;
  if (edit.site == Site::Residual) return phrase + fmt::format(" after layer {}", edit.layer);
  return phrase + " in " + head_phrase(edit, model) + sharing_phrase(edit, model);
}

std::string describe_edit(const Edit& edit, const Model& model, const Tokens& tokens, const Tokens& second_tokens) {
  const bool held = edit.site == Site::Weight;
  return fmt::format("{} {} {} {}", held ? "Hold" : "Set", describe_site(edit, model, tokens, second_tokens),
                     held ? "at" : "to", readable_number(edit.value));
}

}  // namespace core
