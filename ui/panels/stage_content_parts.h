// The pieces that the stages' contents are put together from; used by stage_content*.cpp only.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/attention/explain.h"
#include "ui/panels/stage_content.h"

namespace ui::content {

using core::AttentionTrace;
using core::Index;

// Everything that one stage's content is made from.
struct Scene {
  const AttentionTrace& trace;
  const StageFocus& focus;
  const OtherRuns& others;

  const core::LayerTrace& layer() const { return *trace.layers[static_cast<std::size_t>(focus.layer)]; }
  const core::HeadTrace& head() const { return trace.head(focus.layer, focus.head); }
  const core::HeadConfig& head_config() const { return trace.head_config(focus.layer, focus.head); }
  const core::Tokens& keys() const { return trace.key_tokens(focus.layer, focus.head); }
  bool cross() const { return head_config().keys == core::KeySource::Second; }
  core::SoftmaxKind softmax() const { return layer().settings.heads[static_cast<std::size_t>(focus.head)].softmax; }
  bool is_allowed(Index key) const;
  // “it”, with its place where the word occurs more than once: “the” (5th)
  std::string query_word() const;
  std::string key_word(Index key) const;
  std::string key_word() const { return key_word(focus.key); }
  // With the decimals of read-outs; what was set, and counts, stay whole where they are.
  std::string number(double value) const { return core::number_text(value, focus.decimals); }
  std::string setting(double value) const;
  // Of a row of this head's.
  std::vector<bool> edited(core::Site site, Index row, Index count, bool second = false) const;
  core::Explanation explain(const core::Place& place) const { return core::explain(trace, place, focus.decimals); }
};

// "11 words", or "tokens" where a token is not a whole word.
std::string count_of(const Scene& scene, const core::Tokens& tokens);
const core::Token& token_at(const core::Tokens& tokens, Index position);
std::vector<float> row_of(const core::Matrix& matrix, Index row);
std::vector<std::string> texts_of(const core::Tokens& tokens);
// Names of `count` components: given ones, or their numbers.
std::vector<std::string> component_names(const std::vector<std::string>& names, Index count);
// The components of the head's output and of v: their own names, the stream's where the head writes straight into it.
std::vector<std::string> value_names(const Scene& scene);
Index largest_of(const std::vector<float>& values);

// Splits "0.71 = e^3.65 ÷ 54.2" into a strong result and the rest.
Sentence arithmetic_line(const std::string& name, Ink ink, const std::string& formula);
// Terms in the order of their products, largest first; up to six stay as they are.
void sort_terms(TermTable& table);
TermTable::Column column_of(const core::Term& term);
// Which of the `count` numbers of a place's row the run's edits set; the place's own column does not matter.
std::vector<bool> edited_columns(const AttentionTrace& trace, const core::Edit& place, Index count);

// What a head writes into one component of the stream: its output times its column of W_O, one term a component; where
// there is no W_O the component itself.
std::vector<core::Term> written_terms(const Scene& scene, Index head, Index component);

// One a stage.
StageContent words_content(const Scene& scene);
StageContent x_content(const Scene& scene);
StageContent qkv_content(const Scene& scene);
StageContent scores_content(const Scene& scene);
StageContent scale_content(const Scene& scene);
StageContent mask_content(const Scene& scene);
StageContent softmax_content(const Scene& scene);
StageContent mix_content(const Scene& scene);
StageContent output_content(const Scene& scene);

}  // namespace ui::content
