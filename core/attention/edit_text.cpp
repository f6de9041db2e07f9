#include "core/attention/edit_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "core/attention/edit_parts.h"
#include "core/attention/edit_site.h"
#include "core/attention/settings.h"
#include "core/attention/token_reference.h"
#include "core/error.h"
#include "core/models/spelled_ids.h"
#include "core/numbers.h"
#include "core/plain_text.h"
#include "core/spelling.h"

namespace core {

namespace {

// Looks the parts of an edit up in a model and its sentences.
class EditResolver {
 public:
  EditResolver(std::string_view text, const Model& model, const Tokens& tokens, const Tokens& second_tokens)
      : text_(text), parts_(split_edit(text)), model_(model), tokens_(tokens), second_tokens_(second_tokens) {}

  Edit resolve() {
    edit_.site = parts_.site;
    edit_.second = parts_.second;
    edit_.value = parts_.value;
    if (has_head(edit_.site)) std::tie(edit_.layer, edit_.head) = parse_head(parts_.address, model_);
    if (edit_.site == Site::Residual) edit_.layer = parse_count(parts_.address).value_or(0);
    if (is_matrix(edit_.site)) {
      edit_.row = find_component(row_names(edit_, model_), row_count(), parts_.row);
      edit_.column = component();
    } else if (is_pair(edit_.site)) {
      edit_.row = token(parts_.row, false);
      edit_.column = token(parts_.column, looks_at_second());
    } else {
      check_sentence();
      edit_.row = token(parts_.row, edit_.second);
      edit_.column = parts_.column == "*" ? kAllComponents : component();
    }
    check_edit(edit_, model_, static_cast<Index>(tokens_.size()), static_cast<Index>(second_tokens_.size()));
    return edit_;
  }

 private:
  bool looks_at_second() const { return has_head(edit_.site) && head_of(edit_, model_).keys == KeySource::Second; }

  Index row_count() const { return edit_.site == Site::WO ? head_of(edit_, model_).d_v : model_.config.width; }

  Index component() const {
    return find_component(column_names(edit_, model_), column_count(edit_, model_), parts_.column);
  }

  Index token(std::string_view reference, bool second) const {
    if (second && second_tokens_.empty())
      refuse_second_word(fmt::format("the edit \"{}\"", shown_text(text_)), tokens_);
    return find_token(reference, second ? second_tokens_ : tokens_, second ? "the second sentence" : "the sentence");
  }

  // A cross head's keys are the second sentence's words: k@ would change nothing that is looked at.
  void check_sentence() const {
    if (!looks_at_second() || edit_.second || (edit_.site != Site::K && edit_.site != Site::V)) return;
    const std::string word = site_word(edit_);
    throw Error(fmt::format("head {} takes its keys and values from the second sentence", head_of(edit_, model_).id),
                fmt::format("{}2@ instead of {}@", word, word), "the 2 says that the word is the second sentence's");
  }

  std::string_view text_;
  EditParts parts_;
  const Model& model_;
  const Tokens& tokens_;
  const Tokens& second_tokens_;
  Edit edit_;
};

}  // namespace

std::pair<Index, Index> parse_head(std::string_view text, const Model& model) {
  const std::size_t dot = text.find('.');
  const auto layer = parse_count(trim_blanks(text.substr(0, dot)));
  if (layer && dot != std::string_view::npos)
    return {*layer, find_head(model, *layer, trim_blanks(text.substr(dot + 1)))};
  std::vector<std::string> labels;
  for (std::size_t l = 0; l < model.config.layers.size(); ++l) {
    for (const HeadConfig& head : model.config.layers[l].heads) {
      if (head.id == text || spelled_as_id(head.name) == spelled_as_id(text)) {
        throw Error(fmt::format("\"{}\" names no layer", shown_text(text)), "layer.head",
                    fmt::format("did you mean \"{}.{}\"?", l, head.id));
      }
      labels.push_back(fmt::format("{}.{}", l, head.id));
    }
  }
  throw Error(fmt::format("\"{}\" is no head", shown_text(text)), "layer.head, such as 0.0 or " + labels.back(),
              did_you_mean(text, labels, "heed list heads names them all"));
}

Edit parse_edit(std::string_view text, const Model& model, const Tokens& tokens, const Tokens& second_tokens) {
  return EditResolver(text, model, tokens, second_tokens).resolve();
}

std::string write_site(const Edit& edit, const Model& model, const Tokens& tokens, const Tokens& second_tokens) {
  std::string text = site_word(edit);
  if (has_head(edit.site)) text += "@" + head_label(model, edit.layer, edit.head);
  if (edit.site == Site::Residual) text += fmt::format("@{}", edit.layer);
  if (is_matrix(edit.site)) {
    return text + fmt::format("[{},{}]", write_component(row_names(edit, model), edit.row),
                              write_component(column_names(edit, model), edit.column));
  }
  if (is_pair(edit.site)) {
    const bool cross = head_of(edit, model).keys == KeySource::Second;
    return text + fmt::format("[{},{}]", write_token(tokens, edit.row),
                              write_token(cross ? second_tokens : tokens, edit.column));
  }
  return text + fmt::format("[{}].{}", write_token(edit.second ? second_tokens : tokens, edit.row),
                            write_component(column_names(edit, model), edit.column));
}

std::string write_edit(const Edit& edit, const Model& model, const Tokens& tokens, const Tokens& second_tokens) {
  return write_site(edit, model, tokens, second_tokens) + "=" + shortest_number(edit.value);
}

}  // namespace core
