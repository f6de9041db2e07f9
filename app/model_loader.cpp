#include "app/model_loader.h"

#include <algorithm>
#include <utility>

namespace app {

ModelLoader::Result ModelLoader::load(const std::string& id, const std::filesystem::path& assets,
                                      core::LoadControl* control) {
  Result result;
  result.id = id;
  const bool built_in = core::is_built_in(id);
  const std::filesystem::path place = built_in ? std::filesystem::path() : core::locate_model(id);
  result.model = built_in ? core::load_model(id, assets) : core::open_learned_model(place, id, control);
  if (!result.model) return result;
  result.nearest = std::make_shared<const core::NearestWords>(result.model);
  if (!built_in) result.summary = core::summarize_learned_model(place);
  return result;
}

ModelLoader::ModelLoader(std::filesystem::path assets, std::function<void()> wake)
    : assets_(std::move(assets)), wake_(std::move(wake)) {}

ModelLoader::~ModelLoader() {
  cancel();
}

void ModelLoader::start(const std::string& id) {
  cancel();
  forget_finished();
  id_ = id;
  current_ = std::make_shared<Job>();
  // The job outlives its thread: both vectors and destructor join before they let go.
  current_->thread = std::jthread([this, id, job = current_.get()] {
    Result result;
    try {
      result = load(id, assets_, &job->control);
    } catch (...) {
      result.error = std::current_exception();
    }
    result.id = id;
    {
      const std::lock_guard lock(job->mutex);
      job->result = std::move(result);
    }
    if (!job->control.cancelled && wake_) wake_();
  });
}

std::optional<ModelLoader::Result> ModelLoader::poll() {
  if (!current_) return std::nullopt;
  std::optional<Result> result;
  {
    const std::lock_guard lock(current_->mutex);
    result = std::exchange(current_->result, std::nullopt);
  }
  if (result) current_ = nullptr;  // its thread is at its end
  return result;
}

float ModelLoader::progress() const {
  if (!current_ || current_->control.total == 0) return 0;
  return std::min(1.0F, static_cast<float>(current_->control.done) / static_cast<float>(current_->control.total));
}

void ModelLoader::cancel() {
  if (!current_) return;
  current_->control.cancelled = true;
  given_up_.push_back(std::move(current_));
  current_ = nullptr;
}

void ModelLoader::forget_finished() {
  const auto finished = [](const std::shared_ptr<Job>& job) {
    const std::lock_guard lock(job->mutex);
    return job->result.has_value();
  };
  given_up_.erase(std::remove_if(given_up_.begin(), given_up_.end(), finished), given_up_.end());
}

}  // namespace app
