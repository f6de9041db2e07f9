// THE lists of names that a lesson may use for what is on screen; the window maps each to what it draws.
#pragma once

#include <array>
#include <string_view>

namespace core {

// `at`: the nine stages of one row, in order of computation.
inline constexpr std::array<std::string_view, 9> kWalkStages = {"words", "x",       "qkv", "scores", "scale",
                                                                "mask",  "softmax", "mix", "output"};

// `tab`: what the card of the selected word's vectors shows.
inline constexpr std::array<std::string_view, 4> kVectorTabs = {"x", "query", "key", "value"};

// `view`: what stands in the place of the stages.
inline constexpr std::array<std::string_view, 11> kViews = {"stages",   "key-cards", "formula",   "code",
                                                            "patterns", "contrast",  "paths",     "cost",
                                                            "training", "drill",     "prediction"};

// `show`: the panels that a step lets be seen. "map-row" is the map with the selected word's row alone, "grid" the
// small pictures of all heads, "switches" the strip above the stages.
inline constexpr std::array<std::string_view, 9> kPanels = {"words",    "map-row", "map",     "grid",  "stages",
                                                            "switches", "row",     "vectors", "output"};

// `hide`: what stays covered until the step's question is answered or skipped. "ribbons" also covers the shares below
// the words, "row" the selected word's row in the map, "bars" the weights of the row panel.
inline constexpr std::array<std::string_view, 9> kCovers = {"ribbons", "row",    "map",  "bars", "stages",
                                                            "vectors", "output", "grid", "view"};

// `light`: a panel's name, or one of these with what is meant behind a colon.
//   word:it   row:it   column:cat   cell:it,cat   bar:cat       a word, or two, of the sentence
//   component:animal   a row of the vector card     stage:softmax   a step of the walkthrough
//   switch:scale (scale, mask, softmax, temperature, before)        formula:scale (q, k, scale, softmax, v)
//   head:1.reference   its picture in the grid      card:cat   a key card      item:bar.second   anything by item name
inline constexpr std::array<std::string_view, 12> kLightKinds = {
    "word", "row", "column", "cell", "bar", "component", "stage", "switch", "formula", "head", "card", "item"};
inline constexpr std::array<std::string_view, 5> kSwitchLights = {"scale", "mask", "softmax", "temperature", "before"};
inline constexpr std::array<std::string_view, 5> kFormulaTerms = {"q", "k", "scale", "softmax", "v"};

// Whether `name` stands in one of the lists above.
template <std::size_t count>
constexpr bool is_listed(const std::array<std::string_view, count>& names, std::string_view name) {
  for (const std::string_view one : names) {
    if (one == name) return true;
  }
  return false;
}

}  // namespace core
