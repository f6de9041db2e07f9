#include "core/models/component_map.h"

#include <fmt/format.h>

#include <charconv>

#include "core/error.h"

namespace core {

namespace {

// Which components are 1 for a word of each kind, in the order of WordKind.
const std::array<std::vector<std::string_view>, kWordKinds> kKindComponents = {{{"noun"},
                                                                                {"noun", "name"},
                                                                                {"verb"},
                                                                                {"adjective"},
                                                                                {"adverb"},
                                                                                {"pronoun"},
                                                                                {"pronoun", "possessive", "determiner"},
                                                                                {"determiner"},
                                                                                {"preposition"},
                                                                                {"conjunction"},
                                                                                {"relative"},
                                                                                {"auxiliary"},
                                                                                {"be"},
                                                                                {"and"},
                                                                                {"owner-mark"},
                                                                                {"stop"}}};

}  // namespace

ComponentMap::ComponentMap(const std::vector<std::string>& names) {
  for (std::size_t i = 0; i < names.size(); ++i) index_.emplace(names[i], static_cast<Index>(i));
  for (std::size_t m = 0; m < kMeanings.size(); ++m) {
    meanings_[m] = at(kMeanings[m]);
    near_[m] = kMeanings[m] == "quality" ? -1 : at("near-" + std::string(kMeanings[m]));
  }
  for (std::size_t k = 0; k < kWordKinds; ++k) {
    for (const auto name : kKindComponents[k]) kinds_[k].push_back(at(name));
  }
  find_waves(names);
}

Index ComponentMap::at(std::string_view name) const {
  const auto found = index_.find(std::string(name));
  if (found == index_.end()) {
    throw Error(fmt::format("glass_box.json has no component \"{}\"", name), "every component that the words use",
                "a component was renamed in glass_box.json or a mark misspelt in a table");
  }
  return found->second;
}

void ComponentMap::find_waves(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    const bool position = name.starts_with("wave-"), number = name.starts_with("list-wave-");
    if ((!position && !number) || !name.ends_with("-a")) continue;
    const std::string stem = name.substr(0, name.size() - 1);
    const auto from = name.find("wave-") + 5;
    Wave wave;
    std::from_chars(name.data() + from, name.data() + name.size() - 2, wave.period);
    if (wave.period < 1) {
      throw Error(fmt::format("glass_box.json: the component \"{}\"", name),
                  "a period of at least 1 as in \"wave-8-a\"", "a slip in its name");
    }
    wave.cosine = at(name);
    wave.sine = at(stem + "b");
    (position ? position_waves_ : dictionary_waves_).push_back(wave);
  }
}

}  // namespace core
