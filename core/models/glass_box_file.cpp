#include "core/models/glass_box_file.h"

#include <map>

#include "core/json_reader.h"
#include "core/models/head_terms.h"

namespace core {

namespace {

constexpr double kLargest = 1e6;  // of a coefficient: sums of products stay far from overflow

std::vector<std::string> read_components(const JsonValue& file) {
  std::vector<std::string> names;
  for (const JsonValue& component : file.at("components").items()) {
    component.allow_only({"id", "group", "about"});
    names.push_back(component.at("id").text());
    for (const char* key : {"group", "about"}) component.at(key).text();
  }
  if (names.empty()) file.at("components").refuse("at least one component");
  return names;
}

class Compiler {
 public:
  Compiler(const JsonValue& file, std::vector<std::string> names) : names_(std::move(names)) {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (!index_.emplace(names_[i], static_cast<Index>(i)).second) {
        file.at("components").item(i).refuse("a component id that stands once in the list");
      }
    }
    for (const auto& [name, profile] : file.at("profiles").members()) profiles_.emplace(name, read_profile(profile));
  }

  void add_head(const JsonValue& head, LayerConfig& config, LayerWeights& weights) const {
    head.allow_only({"id", "name", "about", "keys", "divisor", "places", "terms", "value"});
    HeadConfig settings;
    settings.id = head.at("id").text();
    settings.name = head.at("name").text();
    settings.about = head.at("about").text();
    if (const auto keys = head.find("keys")) {
      if (keys->text() != "self" && keys->text() != "second") keys->refuse("\"self\" or \"second\"");
      settings.keys = keys->text() == "second" ? KeySource::Second : KeySource::Self;
    }
    settings.divisor = static_cast<float>(head.at("divisor").number(1e-3, kLargest));
    const std::vector<HeadTerm> terms = read_terms(head);
    if (terms.empty()) head.at("terms").refuse("at least one term or a place profile");
    for (const HeadTerm& term : terms) settings.score_components.push_back(term.name);
    settings.value_components = names_;
    append_head(terms, read_value(head.at("value")), width(), settings, weights);
    config.heads.push_back(std::move(settings));
  }

  Index width() const { return static_cast<Index>(names_.size()); }

 private:
  Index component(const JsonValue& where, const std::string& id) const {
    const auto found = index_.find(id);
    if (found == index_.end()) where.refuse("the id of a component", "\"" + id + "\" stands in no list of components");
    return found->second;
  }

  LinearForm read_form(const JsonValue& form) const {
    LinearForm result;
    for (const auto& [id, factor] : form.members()) {
      result.emplace_back(component(form, id), static_cast<float>(factor.number(-kLargest, kLargest)));
    }
    if (result.empty()) form.refuse("at least one component with its coefficient");
    return result;
  }

  Profile read_profile(const JsonValue& value) const {
    value.allow_only({"about", "waves", "linear", "square"});
    Profile profile;
    value.at("about").text();
    for (const auto& [period, pair] : value.at("waves").members()) {
      const std::vector<float> factors = pair.floats(2);
      profile.waves.push_back({period, component(value, "wave-" + period + "-a"),
                               component(value, "wave-" + period + "-b"), factors[0], factors[1]});
    }
    profile.linear = static_cast<float>(value.at("linear").number(-kLargest, kLargest));
    profile.square = static_cast<float>(value.at("square").number(-kLargest, kLargest));
    profile.one = component(value, "one");
    profile.position = component(value, "position");
    profile.position2 = component(value, "position²");
    return profile;
  }

  void add_profile(const JsonValue& place, std::vector<HeadTerm>& terms) const {
    place.allow_only({"profile", "times"});
    const auto found = profiles_.find(place.at("profile").text());
    if (found == profiles_.end()) place.at("profile").refuse("the name of a profile");
    for (HeadTerm& term :
         profile_terms(found->second, static_cast<float>(place.at("times").number(-kLargest, kLargest)))) {
      term.name = found->first + ": " + term.name;
      terms.push_back(std::move(term));
    }
  }

  std::vector<HeadTerm> read_terms(const JsonValue& head) const {
    std::vector<HeadTerm> terms;
    if (const auto places = head.find("places")) {
      for (const JsonValue& place : places->items()) add_profile(place, terms);
    }
    for (const JsonValue& value : head.at("terms").items()) {
      value.allow_only({"name", "query", "key", "times"});
      HeadTerm term;
      term.name = value.at("name").text();
      term.query = read_form(value.at("query"));
      term.key = read_form(value.at("key"));
      const auto times = static_cast<float>(value.at("times").number(-kLargest, kLargest));
      for (auto& [index, factor] : term.query) factor *= times;
      terms.push_back(std::move(term));
    }
    return terms;
  }

  std::vector<ValueEntry> read_value(const JsonValue& list) const {
    std::vector<ValueEntry> entries;
    for (const JsonValue& value : list.items()) {
      value.allow_only({"from", "to", "times"});
      entries.push_back({component(value, value.at("from").text()), component(value, value.at("to").text()),
                         static_cast<float>(value.at("times").number(-kLargest, kLargest))});
    }
    return entries;
  }

  std::vector<std::string> names_;
  std::map<std::string, Index> index_;
  std::map<std::string, Profile> profiles_;
};

}  // namespace

void read_glass_box_file(const std::filesystem::path& path, Model& model) {
  const JsonValue file = read_json_file(path);
  file.allow_only({"format", "id", "name", "about", "default_sentence", "license", "components", "profiles", "layers"});
  file.at("format").integer(1, 1);
  ModelConfig& config = model.config;
  config.id = file.at("id").text();
  config.name = file.at("name").text();
  config.family = "glass box";
  config.about = file.at("about").text();
  config.default_sentence = file.at("default_sentence").text();
  config.license = file.at("license").text();
  config.components = read_components(file);
  const Compiler compiler(file, config.components);
  config.width = compiler.width();
  for (const JsonValue& layer : file.at("layers").items()) {
    layer.allow_only({"heads"});
    LayerConfig settings;
    LayerWeights weights;
    for (const JsonValue& head : layer.at("heads").items()) compiler.add_head(head, settings, weights);
    if (settings.heads.empty()) layer.at("heads").refuse("at least one head");
    config.layers.push_back(std::move(settings));
    model.weights.layers.push_back(std::make_shared<const LayerWeights>(std::move(weights)));
  }
  if (config.layers.empty()) file.at("layers").refuse("at least one layer");
}

}  // namespace core
