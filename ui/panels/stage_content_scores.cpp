// Stages 4 to 6: scores, their divisor, and the mask.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/attention/equation.h"
#include "ui/panels/stage_content_parts.h"

namespace ui::content {

namespace {

// Every component of q × k; the terms with a 0 count among those that are left out.
TermTable score_terms(const Scene& scene) {
  const core::HeadTrace& head = scene.head();
  const std::vector<std::string> names = component_names(scene.head_config().score_components, head.q.cols());
  TermTable table;
  table.name = "stage.terms";
  table.left_label = {{"q(" + token_at(scene.trace.tokens, scene.focus.query).text + ")", Ink::Query, true}};
  table.right_label = {{"k(" + token_at(scene.keys(), scene.focus.key).text + ")", Ink::Key, true}};
  table.product_label = "q × k";
  for (Index c = 0; c < head.q.cols(); ++c) {
    const float q = head.q(scene.focus.query, c);
    const float k = head.k(scene.focus.key, c);
    table.columns.push_back({names[static_cast<std::size_t>(c)], c, q, k, q * k});
  }
  sort_terms(table);
  table.total = static_cast<float>(rest_of(table, 0));
  table.picks = Picks::Component;
  if (scene.focus.vector != VectorTab::Value) table.chosen = scene.focus.component;
  return table;
}

std::vector<bool> edited_scores(const Scene& scene) {
  return scene.edited(core::Site::Score, scene.focus.query, scene.head().scores.cols());
}

const core::HeadTrace* same_head(const AttentionTrace* other, const Scene& scene) {
  if (other == nullptr || static_cast<std::size_t>(scene.focus.layer) >= other->layers.size()) return nullptr;
  const auto& heads = other->layers[static_cast<std::size_t>(scene.focus.layer)]->heads;
  if (static_cast<std::size_t>(scene.focus.head) >= heads.size()) return nullptr;
  const core::HeadTrace& head = *heads[static_cast<std::size_t>(scene.focus.head)];
  const core::HeadTrace& shown = scene.head();
  const bool same_shape = head.scores.rows() == shown.scores.rows() && head.scores.cols() == shown.scores.cols();
  return same_shape ? &head : nullptr;
}

}  // namespace

StageContent scores_content(const Scene& scene) {
  const core::HeadTrace& head = scene.head();
  const StageFocus& focus = scene.focus;
  StageContent content;
  content.says = {{"Score of "},
                  {scene.query_word(), Ink::Query, false, true},
                  {" for "},
                  {scene.key_word(), Ink::Key, false, true},
                  {": multiply component by component, then add."}};
  content.blocks.emplace_back(score_terms(scene));
  const core::Explanation explained =
      scene.explain({core::ValueKind::Score, false, focus.layer, focus.head, focus.query, focus.key});
  if (explained.edited) {
    content.blocks.emplace_back(Caption{
        fmt::format("You set this score to {}; q · k would be {}.", scene.number(static_cast<double>(explained.value)),
                    scene.number(static_cast<double>(explained.computed))),
        Ink::Edited});
  }
  content.blocks.emplace_back(
      Caption{"Scores of " + scene.query_word() + " for every word — the sum above is one of them"});
  KeyBars bars;
  bars.name = "stage.score";
  bars.editable = true;
  bars.chosen = focus.key;
  const core::HeadTrace* before = same_head(scene.others.compared, scene);
  const core::HeadTrace* former = same_head(scene.others.former, scene);
  const std::vector<bool> edited = edited_scores(scene);
  for (Index key = 0; key < head.scores.cols(); ++key) {
    KeyBars::Bar bar;
    bar.word = token_at(scene.keys(), key).text;
    bar.value = head.scores(focus.query, key);
    bar.former = former == nullptr ? bar.value : former->scores(focus.query, key);
    bar.unedited = before == nullptr ? bar.value : before->scores(focus.query, key);
    bar.edited = edited[static_cast<std::size_t>(key)];
    bar.hidden = !scene.is_allowed(key);
    bars.bars.push_back(std::move(bar));
  }
  content.blocks.emplace_back(std::move(bars));
  return content;
}

namespace {

RowTable key_table(const Scene& scene, const std::string& name) {
  RowTable table;
  table.name = name;
  table.rows = scene.keys().size();
  table.chosen = scene.focus.key;
  table.picks = Picks::Key;
  RowTable::Column words;
  words.heading = "word";
  words.texts = texts_of(scene.keys());
  table.columns.push_back(std::move(words));
  for (std::size_t key = 0; key < table.rows; ++key) {
    table.quiet.push_back(!scene.is_allowed(static_cast<Index>(key)));
  }
  table.edited = edited_scores(scene);
  return table;
}

// "√7 = 2.646, the root of the head's width" and its like: where the divisor comes from.
std::string divisor_reason(const Scene& scene, double scale) {
  const core::LayerSettings& settings = scene.layer().settings;
  const Index width = scene.head_config().d_k;
  switch (settings.scale) {
    case core::ScaleKind::None:
      return "The scale is switched off: every score is divided by 1.";
    case core::ScaleKind::Number:
      return fmt::format("Every score is divided by {}, the number that you set.", scene.setting(scale));
    case core::ScaleKind::Sqrt:
      break;
    case core::ScaleKind::Model:
      if (core::is_root_of(scale, width)) break;
      if (scale == 1) return "This model does not scale: every score is divided by 1.";
      return fmt::format("Every score is divided by {}, as this model was made.", scene.setting(scale));
  }
  return fmt::format(
      "Every score is divided by √d_k = √{} = {}: the more components are added, the further scores "
      "spread, and the root of their count takes that back.",
      width, scene.setting(scale));
}

}  // namespace

StageContent scale_content(const Scene& scene) {
  const StageFocus& focus = scene.focus;
  const core::HeadTrace& head = scene.head();
  const double divisor = core::divisor_in_force(scene.trace, focus.layer, focus.head);
  const auto temperature = static_cast<double>(scene.layer().settings.temperature);
  const double scale = divisor / temperature;
  StageContent content;
  content.says = {{divisor_reason(scene, scale)}};
  if (temperature != 1) {
    content.says.push_back({fmt::format(" The temperature {} divides once more: {}.", scene.setting(temperature),
                                        temperature > 1 ? "weights become more even" : "weights become sharper")});
  }
  const double score = static_cast<double>(head.scores(focus.query, focus.key));
  const std::string below = temperature == 1
                                ? scene.setting(scale)
                                : fmt::format("({} × {})", scene.setting(scale), scene.setting(temperature));
  const std::string line = scene.number(score) + " ÷ " + below;
  content.blocks.emplace_back(
      Arithmetic{{{scene.key_word() + "  ", Ink::Key, false, true},
                  {line + core::equals_sign(score / divisor, line, scene.focus.decimals), Ink::Quiet, true},
                  {scene.number(score / divisor), Ink::Plain, true, true}}});
  RowTable table = key_table(scene, "stage.scaled");
  RowTable::Column scores, divided, heat, scaled;
  scores.heading = "score";
  divided.heading = "÷ scale";
  heat.heading = "÷ temperature";
  scaled.heading = "= scaled";
  divided.ink = heat.ink = Ink::Quiet;
  divided.essential = heat.essential = false;
  scaled.bar = true;
  for (Index key = 0; key < head.scores.cols(); ++key) {
    const float value = head.scores(focus.query, key);
    scores.numbers.push_back(value);
    divided.numbers.push_back(static_cast<float>(scale));
    heat.numbers.push_back(static_cast<float>(temperature));
    // The quotient of a masked score, too: the mask comes after.
    scaled.numbers.push_back(scene.is_allowed(key) ? head.scaled(focus.query, key)
                                                   : static_cast<float>(static_cast<double>(value) / divisor));
  }
  table.quiet.assign(table.rows, false);
  table.columns.push_back(std::move(scores));
  table.columns.push_back(std::move(divided));
  if (temperature != 1) table.columns.push_back(std::move(heat));
  table.columns.push_back(std::move(scaled));
  content.blocks.emplace_back(std::move(table));
  return content;
}

namespace {

std::string mask_reason(const Scene& scene, Index key) {
  const core::LayerSettings& settings = scene.layer().settings;
  const auto& ignored = scene.cross() ? settings.ignored_second_keys : settings.ignored_keys;
  if (ignored.count(key) > 0) return "no: you chose to ignore it";
  if (scene.is_allowed(key)) return "yes";
  if (key > scene.focus.query) return "no: it comes after " + scene.query_word();
  return fmt::format("no: further back than {} words", scene.head_config().window);
}

}  // namespace

StageContent mask_content(const Scene& scene) {
  const core::HeadTrace& head = scene.head();
  const Index count = head.scaled.cols();
  Index hidden = 0;
  for (Index key = 0; key < count; ++key) hidden += scene.is_allowed(key) ? 0 : 1;
  StageContent content;
  content.says = {{scene.query_word(), Ink::Query, false, true}};
  const bool causal = scene.layer().settings.mask == core::MaskKind::Causal ||
                      (scene.layer().settings.mask == core::MaskKind::Model && scene.head_config().causal);
  if (hidden == 0) {
    content.says.push_back(
        {fmt::format(" may look at all {}: nothing is hidden from it.", count_of(scene, scene.keys()))});
    if (causal && !scene.cross()) content.says.push_back({" (This head looks back only, and no word comes after.)"});
  } else if (hidden == count) {
    content.says.push_back({" has nothing to look at: every word is hidden, so its weights and its output are 0."});
  } else {
    content.says.push_back(
        {fmt::format(" may look at {} of {}. A hidden score becomes −∞, so that its weight will "
                     "be 0.",
                     count - hidden, count_of(scene, scene.keys()))});
  }
  RowTable table = key_table(scene, "stage.mask");
  RowTable::Column reasons, scaled;
  reasons.heading = "may be looked at";
  scaled.heading = "scaled";
  for (Index key = 0; key < count; ++key) {
    reasons.texts.push_back(mask_reason(scene, key));
    scaled.numbers.push_back(head.scaled(scene.focus.query, key));
  }
  table.columns.push_back(std::move(reasons));
  table.columns.push_back(std::move(scaled));
  content.blocks.emplace_back(std::move(table));
  return content;
}

}  // namespace ui::content
