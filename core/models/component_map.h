// Where each component stands in x, by name, and the waves that carry positions and dictionary numbers.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/models/lexicon.h"
#include "core/tensor.h"
#include "core/tokenizers/word_kinds.h"

namespace core {

// Component names of a wave's two halves: "wave-2.5-a" is cos(2π i ÷ 2.5) and "wave-2.5-b" its sine.
struct Wave {
  float period = 1;
  Index cosine = 0, sine = 0;
};

class ComponentMap {
 public:
  // Throws Error naming the first component that is missing.
  explicit ComponentMap(const std::vector<std::string>& names);

  Index at(std::string_view name) const;  // throws Error
  Index meaning(std::size_t m) const { return meanings_[m]; }
  Index near(std::size_t m) const { return near_[m]; }  // the last meaning, quality, suggests nothing: −1
  const std::vector<Index>& kind(WordKind kind) const { return kinds_[index_of(kind)]; }
  const std::vector<Wave>& position_waves() const { return position_waves_; }
  const std::vector<Wave>& dictionary_waves() const { return dictionary_waves_; }
  Index width() const { return static_cast<Index>(index_.size()); }

 private:
  void find_waves(const std::vector<std::string>& names);

  std::unordered_map<std::string, Index> index_;
  std::array<Index, kMeanings.size()> meanings_{}, near_{};
  std::array<std::vector<Index>, kWordKinds> kinds_;
  std::vector<Wave> position_waves_, dictionary_waves_;
};

}  // namespace core
