#include "app/model_shelf.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include "core/attention/memory.h"
#include "core/error.h"
#include "core/models/measured.h"
#include "core/numbers.h"

namespace app {

namespace {

std::string detail_of(const core::LearnedSummary& summary) {
  return fmt::format("{} · {} layers × {} heads · {} · {}", summary.family, summary.layers, summary.heads,
                     core::size_text(summary.bytes), summary.license.empty() ? "no licence stated" : summary.license);
}

ui::ModelCard card_of(const core::FoundModel& found, const core::MeasuredBook& book) {
  ui::ModelCard card;
  card.id = found.path.string();
  card.name = found.id;
  card.origin = core::Origin::Learned;
  card.about = found.problem.empty() ? core::measured_text(book, found.summary.fingerprint) + "\n" + found.path.string()
                                     : found.problem;
  card.detail = found.problem.empty() ? detail_of(found.summary) : "cannot be opened: " + found.problem;
  card.usable = found.problem.empty();
  return card;
}

std::vector<ui::ModelCard> built_in_cards() {
  std::vector<ui::ModelCard> cards;
  for (const core::CatalogEntry& entry : core::built_in_models()) {
    cards.push_back({entry.id, entry.name, std::string(core::kHandMadeText), entry.origin, "made by hand", true});
    // Those that need no files tell at once what they are; the first one is opened at the start.
    std::string& about = cards.back().about;
    if (entry.origin == core::Origin::Given) about = entry.load({}, {})->config.about + "\n" + about;
  }
  return cards;
}

}  // namespace

ModelShelf::ModelShelf(std::filesystem::path assets, core::ModelPlaces places, const std::function<void()>& wake)
    : assets_(assets),
      places_(std::move(places)),
      cards_(built_in_cards()),
      loader_(std::move(assets), wake),
      scan_([](const core::ModelPlaces& asked,
               const std::atomic<bool>& cancelled) { return core::find_learned_models(asked, &cancelled); },
            wake) {}

std::string ModelShelf::canonical(const std::string& id) const {
  if (core::is_built_in(id)) return id;
  const bool absolute = std::filesystem::path(id).is_absolute();
  if (!absolute) {
    for (const core::FoundModel& found : core::list_learned_models(places_)) {
      if (found.id == id) return found.path.string();
    }
  }
  std::error_code unknown;
  if (!core::is_learned_model(id)) return id;
  const auto whole = std::filesystem::absolute(id, unknown).lexically_normal();
  return whole.has_filename() ? whole.string() : whole.parent_path().string();
}

bool ModelShelf::at_hand(const std::string& id) const {
  return core::is_built_in(id) || models_.contains(canonical(id));
}

ModelShelf::ModelPointer ModelShelf::get(const std::string& id) {
  const auto loaded = models_.find(id);
  if (loaded != models_.end()) return loaded->second;
  const std::string whole = canonical(id);
  if (whole != id) {  // a lesson calls a model by its short id: the same one, once in the list
    const ModelPointer same = get(whole);
    nearest_[id] = nearest_[whole];
    return models_[id] = same;
  }
  const ModelLoader::Result opened = ModelLoader::load(id, assets_);
  put(opened);
  return opened.model;
}

std::shared_ptr<const core::NearestWords> ModelShelf::nearest(const std::string& id) const {
  const auto found = nearest_.find(id);
  return found == nearest_.end() ? nullptr : found->second;
}

const core::NearestWords& ModelShelf::words_of(const ModelPointer& model) {
  std::shared_ptr<const core::NearestWords>& words = nearest_[model->config.id];
  if (!words) words = std::make_shared<const core::NearestWords>(model);
  return *words;
}

std::string ModelShelf::name(const std::string& id) const {
  for (const ui::ModelCard& card : cards_) {
    if (card.id == id) return card.name;
  }
  return core::learned_model_name(id);
}

void ModelShelf::look() {
  if (scan_.busy()) return;
  scan_.request(places_);
  ui::ModelCard card;  // until poll_look() brings the list
  card.name = "looking for models …";
  card.origin = core::Origin::Learned;
  card.usable = false;
  cards_.push_back(std::move(card));
}

bool ModelShelf::poll_look() {
  const auto done = scan_.poll();
  if (!done || !done->result) return false;
  const std::vector<core::FoundModel>& found_models = *done->result;
  std::vector<ui::ModelCard> others;  // opened by path
  for (const ui::ModelCard& card : cards_) {
    const auto same = [&](const core::FoundModel& found) { return found.path.string() == card.id; };
    const bool listed = std::any_of(found_models.begin(), found_models.end(), same);
    if (core::is_built_in(card.id) || (!listed && models_.contains(card.id))) others.push_back(card);
  }
  const auto learned = std::find_if(others.begin(), others.end(),
                                    [](const ui::ModelCard& card) { return card.origin == core::Origin::Learned; });
  std::vector<ui::ModelCard> found;
  const core::MeasuredBook book = core::read_measured_book(assets_, places_);
  std::transform(found_models.begin(), found_models.end(), std::back_inserter(found),
                 [&](const core::FoundModel& one) { return card_of(one, book); });
  others.insert(learned, found.begin(), found.end());
  cards_ = std::move(others);
  return true;
}

bool ModelShelf::poll() {
  auto result = loader_.poll();
  if (!result) return false;
  if (result->error) std::rethrow_exception(result->error);
  if (!result->model) return false;
  put(*result);
  return true;
}

void ModelShelf::put(const ModelLoader::Result& opened) {
  const std::string& id = opened.id;
  const ModelPointer& model = opened.model;
  models_[id] = model;
  nearest_[id] = opened.nearest;
  auto card = std::find_if(cards_.begin(), cards_.end(), [&](const ui::ModelCard& one) { return one.id == id; });
  if (card == cards_.end()) {
    core::FoundModel found;
    found.id = core::learned_model_name(id);
    found.path = id;
    found.summary = opened.summary;
    cards_.push_back(card_of(found, core::read_measured_book(assets_, places_)));
    return;
  }
  if (model->config.origin == core::Origin::Learned) return;
  std::size_t heads = 0;
  for (const core::LayerConfig& layer : model->config.layers) heads += layer.heads.size();
  card->about = model->config.about + "\n" + std::string(core::kHandMadeText);
  card->detail = core::counted(static_cast<core::Index>(model->config.layers.size()), "layer") + ", " +
                 core::counted(static_cast<core::Index>(heads), "head");
}

}  // namespace app
