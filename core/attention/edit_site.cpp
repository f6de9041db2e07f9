#include "core/attention/edit_site.h"

#include <algorithm>
#include <array>

namespace core {

namespace {

struct SiteWord {
  const char* word;
  Site site;
  bool second;
};

constexpr std::array<SiteWord, 16> kSiteWords = {{
    {"x", Site::X, false},
    {"q", Site::Q, false},
    {"k", Site::K, false},
    {"v", Site::V, false},
    {"output", Site::Output, false},
    {"score", Site::Score, false},
    {"weight", Site::Weight, false},
    {"residual", Site::Residual, false},
    {"W_Q", Site::WQ, false},
    {"W_K", Site::WK, false},
    {"W_V", Site::WV, false},
    {"W_O", Site::WO, false},
    {"x2", Site::X, true},
    {"k2", Site::K, true},
    {"v2", Site::V, true},
    {"residual2", Site::Residual, true},
}};

}  // namespace

Edit head_edit(Site site, Index layer, Index head, Index row, Index column, float value) {
  return {.site = site, .layer = layer, .head = head, .row = row, .column = column, .value = value};
}

bool find_site(std::string_view word, Edit& edit) {
  for (const SiteWord& one : kSiteWords) {
    if (word != one.word) continue;
    edit.site = one.site;
    edit.second = one.second;
    return true;
  }
  return false;
}

std::vector<std::string> site_words() {
  std::vector<std::string> words;
  words.reserve(kSiteWords.size());
  for (const SiteWord& one : kSiteWords) words.emplace_back(one.word);
  return words;
}

bool has_head(Site site) {
  return site != Site::X && site != Site::Residual;
}

const HeadConfig& head_of(const Edit& edit, const Model& model) {
  return model.config.layers[static_cast<std::size_t>(edit.layer)].heads[static_cast<std::size_t>(edit.head)];
}

std::string site_word(const Edit& edit) {
  for (const SiteWord& one : kSiteWords) {
    if (one.site == edit.site && one.second == edit.second) return one.word;
  }
  return site_word({edit.site});  // a site whose second sentence has no word of its own
}

const std::vector<std::string>& column_names(const Edit& edit, const Model& model) {
  switch (edit.site) {
    case Site::X:
    case Site::Residual:
    case Site::WO:
      return model.config.components;
    case Site::V:
    case Site::Output:
    case Site::WV:
      return head_of(edit, model).value_components;
    default:
      return head_of(edit, model).score_components;
  }
}

const std::vector<std::string>& row_names(const Edit& edit, const Model& model) {
  return edit.site == Site::WO ? head_of(edit, model).value_components : model.config.components;
}

Index column_count(const Edit& edit, const Model& model) {
  switch (edit.site) {
    case Site::X:
    case Site::Residual:
    case Site::WO:
      return model.config.width;
    case Site::V:
    case Site::Output:
    case Site::WV:
      return head_of(edit, model).d_v;
    default:
      return head_of(edit, model).d_k;
  }
}

std::string write_component(const std::vector<std::string>& names, Index component) {
  if (component == kAllComponents) return "*";
  if (component >= static_cast<Index>(names.size())) return std::to_string(component);
  const std::string& name = names[static_cast<std::size_t>(component)];
  const bool first = std::find(names.begin(), names.end(), name) - names.begin() == component;
  const bool plain = !name.empty() && name != "*" && name.find_first_of("[],=\" \t") == std::string::npos;
  return first && plain ? name : std::to_string(component);
}

}  // namespace core
