// The models that can be chosen: built-in ones, those found on this machine, those opened by path.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/latest_worker.h"
#include "app/model_loader.h"
#include "core/attention/nearest_words.h"
#include "core/models/find_models.h"
#include "ui/panel_input.h"

namespace app {

// A learned model is called by its path, so that a session finds it again; built-in ones by their id.
class ModelShelf {
 public:
  using ModelPointer = std::shared_ptr<const core::Model>;

  ModelShelf(std::filesystem::path assets, core::ModelPlaces places, const std::function<void()>& wake);
  ~ModelShelf() = default;
  ModelShelf(const ModelShelf&) = delete;
  ModelShelf& operator=(const ModelShelf&) = delete;

  // What --model would call it, as this program calls it: "minilm" as its path.
  std::string canonical(const std::string& id) const;
  // Whether get() takes no time to speak of.
  bool at_hand(const std::string& id) const;
  // Loads it here and now where it is not at hand. Throws core::Error.
  ModelPointer get(const std::string& id);
  std::shared_ptr<const core::NearestWords> nearest(const std::string& id) const;  // null where it is not loaded
  // Made where it is not there yet.
  const core::NearestWords& words_of(const ModelPointer& model);
  std::string name(const std::string& id) const;
  const std::vector<ui::ModelCard>& cards() const { return cards_; }
  // Looks at what is on this machine, beside the window; cards() grows when it is done.
  void look();
  bool looking() const { return scan_.busy(); }
  // Takes what look() found; true where there is something new.
  bool poll_look();
  // Those that are loaded.
  const std::map<std::string, ModelPointer>& loaded() const { return models_; }

  void start(const std::string& id) { loader_.start(id); }
  // A model that has finished loading; get() then has it at hand. Throws what its loading threw.
  bool poll();
  bool loading() const { return loader_.busy(); }
  std::string loading_name() const { return name(loader_.id()); }
  float progress() const { return loader_.progress(); }
  void cancel() { loader_.cancel(); }

 private:
  void put(const ModelLoader::Result& opened);

  std::filesystem::path assets_;
  core::ModelPlaces places_;
  std::map<std::string, ModelPointer> models_;  // loaded ones
  std::map<std::string, std::shared_ptr<const core::NearestWords>> nearest_;
  std::vector<ui::ModelCard> cards_;
  ModelLoader loader_;
  LatestWorker<core::ModelPlaces, std::vector<core::FoundModel>> scan_;
};

}  // namespace app
