#include "core/attention/settings.h"

#include <fmt/format.h>

#include <cmath>

#include "core/attention/edit_site.h"
#include "core/error.h"

namespace core {

namespace {

void require_range(Index value, Index end, const char* what) {
  if (value >= 0 && value < end) return;
  throw Error(fmt::format("{} {} does not exist", what, value),
              end > 0 ? fmt::format("0 to {}", end - 1) : std::string("none: there are none"),
              "counting starts at 0, or the sentence or model is another one");
}

const HeadConfig& checked_head(const Edit& edit, const Model& model) {
  require_range(edit.layer, static_cast<Index>(model.config.layers.size()), "layer");
  const auto& heads = model.config.layers[static_cast<std::size_t>(edit.layer)].heads;
  require_range(edit.head, static_cast<Index>(heads.size()), "head");
  return heads[static_cast<std::size_t>(edit.head)];
}

Index component_count(const Edit& edit, const HeadConfig& head) {
  return edit.site == Site::Q || edit.site == Site::K ? head.d_k : head.d_v;
}

void check_matrix_edit(const Edit& edit, const HeadConfig& head, const Model& model) {
  if (attention_weight_count(model) > kMostEditableWeights) {
    throw Error(fmt::format("the matrices of {} hold {} weights", model.config.name, attention_weight_count(model)),
                fmt::format("at most {} for editing matrix entries", kMostEditableWeights), "edit q, k or v instead");
  }
  const LayerWeights& weights = *model.weights.layers[static_cast<std::size_t>(edit.layer)];
  if (edit.site == Site::WO) {
    if (weights.w_o.size() == 0) {
      throw Error(fmt::format("{} has no W_O", model.config.name), "W_Q, W_K or W_V",
                  "its heads write into the residual stream directly");
    }
    require_range(edit.row, head.d_v, "row");
    require_range(edit.column, weights.w_o.cols(), "column");
    return;
  }
  require_range(edit.row, model.config.width, "row");
  require_range(edit.column, edit.site == Site::WV ? head.d_v : head.d_k, "column");
}

void check_pair_edit(const Edit& edit, const HeadConfig& head, Index tokens, Index second_tokens) {
  const bool cross = head.keys == KeySource::Second;
  if (cross && second_tokens == 0) {
    throw Error(fmt::format("head {} looks at a second sentence and there is none", head.id), "a second sentence", "");
  }
  require_range(edit.row, tokens, "token");
  require_range(edit.column, cross ? second_tokens : tokens, "token");
  if (edit.site == Site::Weight && !(edit.value >= 0 && edit.value <= 1)) {
    throw Error(fmt::format("a weight cannot be held at {:g}", edit.value), "a number from 0 to 1",
                "weights of a row sum to 1; 35 % is written 0.35");
  }
}

// Which sentence's run a k or v edit belongs to: a cross head keeps the second sentence's keys in the first run.
bool belongs(const Edit& edit, const HeadConfig& head, SentencePart part) {
  if (edit.site == Site::K || edit.site == Site::V) {
    if (head.keys == KeySource::Second) return part == SentencePart::First && edit.second;
    return edit.second == (part == SentencePart::Second);
  }
  return part == SentencePart::First;
}

bool shares(const Edit& edit, const HeadConfig& edited, const HeadConfig& other) {
  if (edited.keys != other.keys) return false;
  if (edit.site == Site::K) return edited.key_column == other.key_column;
  if (edit.site == Site::V) return edited.value_column == other.value_column;
  return &edited == &other;
}

void add_head_edit(const Edit& edit, const LayerConfig& config, SentencePart part, LayerSettings& settings) {
  const HeadConfig& edited = config.heads[static_cast<std::size_t>(edit.head)];
  if (!belongs(edit, edited, part)) return;
  const bool projection = edit.site == Site::Q || edit.site == Site::K || edit.site == Site::V;
  for (std::size_t h = 0; h < config.heads.size(); ++h) {
    if (!shares(edit, edited, config.heads[h])) continue;
    (projection ? settings.heads[h].projection_edits : settings.heads[h].later_edits).push_back(edit);
  }
}

void add_edit(const Edit& edit, const ModelConfig& model, SentencePart part, std::vector<LayerSettings>& all) {
  if (edit.site == Site::X) return;  // applied to the first layer's input
  LayerSettings& settings = all[static_cast<std::size_t>(edit.layer)];
  if (is_matrix(edit.site)) {
    settings.matrix_edits.push_back(edit);
  } else if (edit.site == Site::Residual) {
    if (edit.second == (part == SentencePart::Second)) settings.residual_edits.push_back(edit);
  } else {
    add_head_edit(edit, model.layers[static_cast<std::size_t>(edit.layer)], part, settings);
  }
}

}  // namespace

void check_switches(const Switches& switches, const Model& model, Index tokens, Index second_tokens) {
  if (!(std::isfinite(switches.temperature) && switches.temperature > 0)) {
    throw Error(fmt::format("the temperature is {:g}", switches.temperature), "a finite number above 0",
                "use softmax hard for the limit of 0");
  }
  if (switches.scale == ScaleKind::Number && !(std::isfinite(switches.divisor) && switches.divisor > 0)) {
    throw Error(fmt::format("the divisor is {:g}", switches.divisor), "a finite number above 0", "");
  }
  const auto check_head = [&](const HeadAddress& address) {
    Edit place;
    place.layer = address.first;
    place.head = address.second;
    checked_head(place, model);
  };
  for (const HeadAddress& address : switches.muted) check_head(address);
  for (const auto& [address, kind] : switches.head_softmax) check_head(address);
  for (const Index token : switches.ignored) require_range(token, tokens, "token");
  for (const Index token : switches.ignored_second) require_range(token, second_tokens, "second sentence's token");
}

bool takes_second_sentence(const Model& model) {
  return has_cross_attention(model.config) || model.encoder->joins_sentences();
}

bool fits(const Edit& edit, const Model& model) {
  Edit place = edit;  // on a sentence of one word, with a value that any place takes
  place.value = 0;
  if (!is_matrix(place.site)) place.row = 0;
  if (is_pair(place.site)) place.column = 0;
  try {
    if (is_matrix(place.site)) {  // whether its entries may be edited is told when they are
      const HeadConfig& head = checked_head(place, model);
      require_range(place.row, place.site == Site::WO ? head.d_v : model.config.width, "row");
      require_range(place.column, column_count(place, model), "column");
    } else {
      check_edit(place, model, 1, 1);
    }
  } catch (const Error&) {
    return false;
  }
  return true;
}

void check_edit(const Edit& edit, const Model& model, Index tokens, Index second_tokens) {
  if (!std::isfinite(edit.value)) {
    throw Error("the new value is not a finite number", "a number such as 0.9 or -2", "");
  }
  const Index rows = edit.second ? second_tokens : tokens;
  if (edit.site == Site::X || edit.site == Site::Residual) {
    if (edit.site == Site::Residual) {
      require_range(edit.layer, static_cast<Index>(model.config.layers.size()), "layer");
    }
    require_range(edit.row, rows, "token");
    if (edit.column != kAllComponents) require_range(edit.column, model.config.width, "component");
    return;
  }
  const HeadConfig& head = checked_head(edit, model);
  if (is_matrix(edit.site)) return check_matrix_edit(edit, head, model);
  if (is_pair(edit.site)) return check_pair_edit(edit, head, tokens, second_tokens);
  require_range(edit.row, rows, "token");
  if (edit.column != kAllComponents) require_range(edit.column, component_count(edit, head), "component");
}

std::vector<LayerSettings> sort_settings(const RunInput& run, SentencePart part,
                                         const std::vector<GivenWeight>& given) {
  const ModelConfig& model = run.model->config;
  const Switches& switches = run.switches;
  std::vector<LayerSettings> all(model.layers.size());
  for (std::size_t l = 0; l < all.size(); ++l) {
    LayerSettings& layer = all[l];
    layer.scale = switches.scale;
    layer.divisor = switches.divisor;
    layer.temperature = switches.temperature;
    layer.mask = switches.mask;
    layer.ignored_keys = switches.ignored;
    layer.ignored_second_keys = switches.ignored_second;
    layer.heads.resize(model.layers[l].heads.size());
    for (std::size_t h = 0; h < layer.heads.size(); ++h) {
      const auto layer_number = static_cast<Index>(l);
      const auto head_number = static_cast<Index>(h);
      layer.heads[h].softmax = switches.softmax_of(layer_number, head_number);
      layer.heads[h].muted = switches.muted.count({layer_number, head_number}) > 0;
    }
  }
  if (part == SentencePart::First) {
    for (const GivenWeight& one : given) {
      all[static_cast<std::size_t>(one.layer)].heads[static_cast<std::size_t>(one.head)].given.push_back(one);
    }
  }
  for (const Edit& edit : run.edits) add_edit(edit, model, part, all);
  return all;
}

}  // namespace core
