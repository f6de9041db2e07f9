// How words, heads and values are called on screen: "8th word", “it”, "q(“it”)", "2 weights".
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "ui/panel_input.h"
#include "ui/view_state.h"

namespace ui {

// “cat”; where the same word occurs more than once “the” (5th).
std::string quoted_word(const core::Tokens& tokens, core::Index position);
// The same of many words, which are counted once.
class QuotedWords {
 public:
  explicit QuotedWords(const core::Tokens& tokens);  // which must outlive it
  std::string operator()(core::Index position) const;

 private:
  const core::Tokens& tokens_;
  std::unordered_map<std::string_view, int> counts_;
};
// "8th word · pronoun": what stands beside the word on its card. Pieces of words are "tokens".
std::string word_caption(const core::Tokens& tokens, core::Index position);
// "Reference, layer 1" of a head; "the mean over the heads of layer 1" … of an average.
std::string map_title(const PanelInput& input, const core::Selection& selection);
// "animal", or "component 3" where components have no names.
std::string component_name(const std::vector<std::string>& names, core::Index component);
// Closes a number field that was opened for another selection: its text was meant for another number.
void forget_stale_typing(ViewState& view);

}  // namespace ui
