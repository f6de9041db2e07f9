#include "ui/panels/words_scene.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/lessons/covered_card.h"
#include "ui/lessons/lesson_input.h"
#include "ui/panels/arithmetic.h"
#include "ui/run_questions.h"
#include "ui/widgets/numbers.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr std::size_t kMostLabels = 3;

// The weights at the other ends: a row of the map, or a column of it.
std::vector<float> ends_of(const core::Matrix& weights, const WordsScene& scene) {
  std::vector<float> ends;
  if (scene.looks_at) {
    for (core::Index key = 0; key < weights.cols(); ++key) ends.push_back(weights(scene.source, key));
  } else {
    for (core::Index query = 0; query < weights.rows(); ++query) ends.push_back(weights(query, scene.source));
  }
  return ends;
}

bool fits(const core::Matrix& weights, const WordsScene& scene) {
  return weights.size() > 0 && scene.source < (scene.looks_at ? weights.rows() : weights.cols());
}

bool is_resting(const MapScene& map, const WordsScene& scene, core::Index token) {
  const auto& aside = map.set_aside;
  return scene.looks_at && std::find(aside.begin(), aside.end(), token) != aside.end();
}

void add_links(const MapScene& map, const PanelInput& input, WordsScene& scene) {
  const std::vector<float> former = map.former != nullptr ? ends_of(*map.former->weights, scene) : std::vector<float>();
  for (std::size_t i = 0; i < scene.weights.size(); ++i) {
    const auto token = static_cast<core::Index>(i);
    const float weight = scene.weights[i];
    if (weight == 0) continue;
    if (std::abs(weight) < kLeastRibbon) {
      ++scene.small_count;
      scene.small_sum += weight;
      continue;
    }
    const float shown = former.empty() ? weight : gliding(former[i], weight, input.glide);
    scene.links.push_back({token, weight, shown, is_resting(map, scene, token)});
  }
}

// Without the places set aside the ribbons fill their width again; without softmax a weight may be above 1.
float widest(const WordsScene& scene, bool aside) {
  float largest = 0;
  for (const WordLink& link : scene.links) {
    if (!link.resting) largest = std::max(largest, std::abs(link.weight));
  }
  if (largest > 1) return largest;
  return aside && largest > 0 ? std::min(1.0F, largest / 0.75F) : 1;
}

void choose_labels(WordsScene& scene) {
  std::vector<WordLink> strongest = scene.links;
  std::stable_sort(strongest.begin(), strongest.end(),
                   [](const WordLink& a, const WordLink& b) { return std::abs(a.weight) > std::abs(b.weight); });
  for (const WordLink& link : strongest) {
    if (scene.labelled.size() < kMostLabels || link.resting) scene.labelled.push_back(link.token);
  }
}

std::string aside_text(const MapScene& map) {
  if (map.set_aside.empty()) return {};
  std::string words = quoted_word(*map.keys, map.set_aside.front());
  if (map.set_aside.size() > 1) words += fmt::format(" and {} more", map.set_aside.size() - 1);
  const auto share = static_cast<float>(core::resting_share(map.weights->resting));
  return fmt::format("{} set aside: {} of this map's weight", words, format_percent(share));
}

}  // namespace

WordsScene make_words_scene(const PanelInput& input, ViewState& view) {
  const core::Selection& selection = view.selection;
  const MapScene map = make_map_scene(input, view);
  WordsScene scene;
  scene.looks_at = view.persisted.ribbons == RibbonDirection::LooksAt;
  scene.cross = selection.map == core::MapKind::Head && input.head_config(selection).keys == core::KeySource::Second;
  scene.first = map.queries;
  scene.first_words = map.query_words;
  scene.second = scene.cross ? map.keys : &input.trace->second_tokens;
  if (scene.cross) scene.second_words = map.key_words;
  scene.source = shown_at(scene.first_words, selection.query);
  if (scene.cross && !scene.looks_at) {
    scene.source_in_second = true;
    scene.source = shown_at(scene.second_words, selection.key.value_or(0));
  }
  if (covers(input, "ribbons")) {
    scene.note = cover_note(input);
    return scene;
  }
  const core::Matrix& weights = *map.weights->weights;
  if (weights.size() == 0) {
    scene.note = is_kept(input, selection) ? "This head is idle: it looks at a second sentence, and there is none yet"
                                           : "These weights were not kept";
    return scene;
  }
  if (!fits(weights, scene)) return scene;
  scene.weights = ends_of(weights, scene);
  add_links(map, input, scene);
  scene.full = widest(scene, view.persisted.resting_aside);
  choose_labels(scene);
  scene.aside = aside_text(map);
  if (!map.set_aside.empty()) {
    for (const core::RestingPlace& place : map.weights->resting) {
      const auto share = static_cast<float>(place.share);
      scene.aside_terms.push_back({quoted_word(*map.keys, place.token), share, 1, share});
    }
  }
  if (scene.links.empty() && scene.small_count == 0) {
    scene.note =
        scene.looks_at ? "Nothing to look at: every word is masked or ignored here" : "No word looks at it here";
  }
  return scene;
}

std::string words_title(const WordsScene& scene) {
  const core::Tokens& tokens = scene.source_in_second ? *scene.second : *scene.first;
  if (scene.source >= static_cast<core::Index>(tokens.size())) return {};
  const std::string word = quoted_word(tokens, scene.source);
  return scene.looks_at ? fmt::format("Where does {} look?", word) : fmt::format("Who looks at {}?", word);
}

namespace {

std::string small_text(const WordsScene& scene, bool brief) {
  const std::string share = format_percent(scene.small_sum);
  if (brief) return fmt::format("+{}: {}", scene.small_count, share);
  return fmt::format("+{} small {}, {} in all", scene.small_count, scene.small_count == 1 ? "one" : "ones", share);
}

}  // namespace

std::string words_footnote(const WordsScene& scene) {
  if (!scene.note.empty()) return scene.note;
  if (scene.small_count == 0) return scene.aside;
  const std::string small = small_text(scene, false);
  return scene.aside.empty() ? small : small + " · " + scene.aside;
}

std::string fitting_footnote(const Style& style, const WordsScene& scene, float width) {
  const auto fits = [&](const std::string& text) { return text_width(style, TextRole::Caption, text) <= width; };
  const std::string whole = words_footnote(scene);
  if (fits(whole)) return whole;
  if (!scene.note.empty() || scene.small_count == 0) return width > style.px(60) ? whole : std::string();
  for (const bool brief : {false, true}) {
    if (std::string text = small_text(scene, brief); fits(text)) return text;
  }
  return {};
}

std::string footnote_arithmetic(const WordsScene& scene, int decimals) {
  std::string text = words_footnote(scene);
  if (!scene.note.empty()) return text;
  const core::Tokens& ends = scene.links_second() ? *scene.second : *scene.first;
  std::vector<core::Term> small;
  const QuotedWords quoted(ends);
  for (std::size_t i = 0; i < scene.weights.size(); ++i) {
    const float weight = scene.weights[i];
    if (weight == 0 || std::abs(weight) >= kLeastRibbon) continue;
    small.push_back({quoted(static_cast<core::Index>(i)), weight, 1, weight});
  }
  if (!small.empty()) text += "\n" + sum_arithmetic("small ones:", small, decimals);
  if (!scene.aside_terms.empty()) {
    text += "\n" + sum_arithmetic("set aside, each the mean of its column:", scene.aside_terms, decimals);
  }
  return text;
}

}  // namespace ui
