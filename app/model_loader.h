// Opens models beside the window: each on a thread of its own, the newest request wins, with progress and cancel.
#pragma once

#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/attention/nearest_words.h"
#include "core/models/catalog.h"
#include "core/models/learned_model.h"

namespace app {

class ModelLoader {
 public:
  struct Result {
    std::string id;
    std::shared_ptr<const core::Model> model;  // null where it failed
    std::shared_ptr<const core::NearestWords> nearest;
    core::LearnedSummary summary;  // empty for built-in models
    std::exception_ptr error;
  };

  // Opens a model here and now, with all that takes time. Throws core::Error.
  static Result load(const std::string& id, const std::filesystem::path& assets, core::LoadControl* control = nullptr);

  // `wake` is called from the loading thread when a result waits.
  ModelLoader(std::filesystem::path assets, std::function<void()> wake);
  ~ModelLoader();  // cancels and waits
  ModelLoader(const ModelLoader&) = delete;
  ModelLoader& operator=(const ModelLoader&) = delete;

  // Starts to open this model; one that is being opened is given up.
  void start(const std::string& id);
  // The finished result of the newest request, once.
  std::optional<Result> poll();
  bool busy() const { return current_ != nullptr; }
  const std::string& id() const { return id_; }  // of what is being opened
  float progress() const;                        // 0 … 1
  void cancel();

 private:
  struct Job {
    core::LoadControl control;
    std::mutex mutex;
    std::optional<Result> result;
    std::jthread thread;  // last, so that it ends before what it uses
  };
  void forget_finished();

  std::filesystem::path assets_;
  std::function<void()> wake_;
  std::string id_;
  std::shared_ptr<Job> current_;                // null while nothing is wanted
  std::vector<std::shared_ptr<Job>> given_up_;  // until their threads notice
};

}  // namespace app
