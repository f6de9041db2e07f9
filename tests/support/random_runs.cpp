// Random sentences, switches and edits; the models are in builders.cpp.
#include <algorithm>
#include <utility>

#include "tests/support/builders.h"

namespace support {

using core::Index;

std::string random_sentence(std::mt19937& random, Index words) {
  std::string sentence;
  for (Index i = 0; i < words; ++i) sentence += (i == 0 ? "w" : " w") + std::to_string(random_index(random, 0, 30));
  return sentence;
}

core::Switches random_switches(std::mt19937& random, const core::Model& model, Index tokens, Index second_tokens) {
  core::Switches switches;
  const auto kind = [&] { return static_cast<core::SoftmaxKind>(random_index(random, 0, 3)); };
  if (random_chance(random, 0.4)) switches.scale = static_cast<core::ScaleKind>(random_index(random, 0, 3));
  if (random_chance(random, 0.4)) switches.mask = static_cast<core::MaskKind>(random_index(random, 0, 2));
  if (random_chance(random, 0.3)) switches.softmax = kind();
  switches.divisor = 0.7F;
  if (random_chance(random, 0.3)) switches.temperature = 0.5F;
  for (std::size_t l = 0; l < model.config.layers.size(); ++l) {
    for (std::size_t h = 0; h < model.config.layers[l].heads.size(); ++h) {
      const core::HeadAddress address{static_cast<Index>(l), static_cast<Index>(h)};
      if (random_chance(random, 0.1)) switches.muted.insert(address);
      if (random_chance(random, 0.1)) switches.head_softmax[address] = kind();
    }
  }
  if (random_chance(random, 0.2)) switches.ignored.insert(random_index(random, 0, tokens - 1));
  if (second_tokens > 0 && random_chance(random, 0.2)) {
    switches.ignored_second.insert(random_index(random, 0, second_tokens - 1));
  }
  return switches;
}

core::Edit random_edit(std::mt19937& random, const core::Model& model, Index tokens, Index second_tokens) {
  using core::Site;
  core::Edit edit;
  const auto& layers = model.config.layers;
  edit.site = static_cast<Site>(random_index(random, 0, static_cast<Index>(Site::WO)));
  if (edit.site == Site::WO && model.weights.layers.front()->w_o.size() == 0) edit.site = Site::WV;
  edit.layer = edit.site == Site::X ? -1 : random_index(random, 0, static_cast<Index>(layers.size()) - 1);
  edit.value = std::normal_distribution<float>(0, 1.5F)(random);
  if (edit.site == Site::X || edit.site == Site::Residual) {
    edit.second = second_tokens > 0 && random_chance(random, 0.3);
    edit.row = random_index(random, 0, (edit.second ? second_tokens : tokens) - 1);
    edit.column = random_index(random, -1, model.config.width - 1);
    return edit;
  }
  const auto& heads = layers[static_cast<std::size_t>(edit.layer)].heads;
  edit.head = random_index(random, 0, static_cast<Index>(heads.size()) - 1);
  const core::HeadConfig& head = heads[static_cast<std::size_t>(edit.head)];
  const bool cross = head.keys == core::KeySource::Second;
  const bool key_side = edit.site == Site::K || edit.site == Site::V;
  const Index wide = edit.site == Site::Q || edit.site == Site::K ? head.d_k : head.d_v;
  edit.second = key_side && second_tokens > 0 && (cross || random_chance(random, 0.3));
  edit.row = random_index(random, 0, (edit.second ? second_tokens : tokens) - 1);
  edit.column = random_index(random, -1, wide - 1);
  if (core::is_pair(edit.site)) {
    edit.column = random_index(random, 0, std::max<Index>(1, cross ? second_tokens : tokens) - 1);
    if (edit.site == Site::Weight) edit.value = 0.05F * static_cast<float>(random_index(random, 0, 8));
  } else if (core::is_matrix(edit.site)) {
    const bool output = edit.site == Site::WO;
    edit.row = random_index(random, 0, (output ? head.d_v : model.config.width) - 1);
    const Index columns = output ? model.config.width : edit.site == Site::WV ? head.d_v : head.d_k;
    edit.column = random_index(random, 0, columns - 1);
  }
  return edit;
}

core::RunInput run_of(std::shared_ptr<const core::Model> model, std::string sentence) {
  core::RunInput run;
  run.model = std::move(model);
  run.sentence = std::move(sentence);
  return run;
}

core::RunInput run_of(std::shared_ptr<const core::Model> model, std::string sentence, std::string second) {
  core::RunInput run = run_of(std::move(model), std::move(sentence));
  run.has_second = true;
  run.second = std::move(second);
  return run;
}

core::Edit edit_of(core::Site site, Index layer, Index head, Index row, Index column, float value) {
  core::Edit edit;
  edit.site = site;
  edit.layer = layer;
  edit.head = head;
  edit.row = row;
  edit.column = column;
  edit.value = value;
  return edit;
}

}  // namespace support
