// What the word strip shows in this frame: who looks at whom, how much, and which chips mean something.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/attention/explain.h"
#include "ui/panels/map_scene.h"

namespace ui {

inline constexpr float kLeastRibbon = 0.02F;  // weaker ones are counted, not drawn

// One word at the other end of the selected one.
struct WordLink {
  core::Index token = 0;
  float weight = 0;      // in force
  float gliding = 0;     // on its way from the former weight: for widths only
  bool resting = false;  // set aside
};

struct WordsScene {
  bool looks_at = true;                           // else: who looks at the selected word
  bool cross = false;                             // the links join the two sentences
  bool source_in_second = false;                  // the selected word of the links stands in the second sentence
  core::Index source = 0;                         // its place among `first`, or `second`
  const core::Tokens* first = nullptr;            // what the chips stand for: tokens, or words joined from them
  const core::Tokens* second = nullptr;           // of the second sentence
  const core::WholeWords* first_words = nullptr;  // null: chips are tokens
  const core::WholeWords* second_words = nullptr;
  std::vector<WordLink> links;        // drawn ones, in token order
  std::vector<core::Index> labelled;  // tokens with a percentage, strongest first
  std::vector<float> weights;         // of every token at the other end
  float full = 1;                     // the weight of the widest ribbon
  int small_count = 0;
  float small_sum = 0;
  std::vector<core::Term> aside_terms;  // the share of each resting place that is set aside
  std::string aside;  // which resting places are set aside, and how much weight they hold; may be empty
  std::string note;   // instead of ribbons: why there are none

  bool links_second() const { return cross && !source_in_second; }  // the other ends stand in the second sentence
};

WordsScene make_words_scene(const PanelInput& input, ViewState& view);

// "Where does “it” look?"
std::string words_title(const WordsScene& scene);
// "+5 small ones, 4 % in all · “<s>” set aside: 60 % of this map", or the note; "" where there is nothing to say.
std::string words_footnote(const WordsScene& scene);
// The longest form of it that fits into `width`: the whole, without what is set aside, or counts alone; "" where even
// they do not fit.
std::string fitting_footnote(const Style& style, const WordsScene& scene, float width);
// What its sums are made of, for a tooltip.
std::string footnote_arithmetic(const WordsScene& scene, int decimals);

}  // namespace ui
