// How the App comes by its models: loaded beside the window, restored with the last session.
#include <fmt/format.h>

#include <utility>

#include "app/app.h"
#include "app/session_files.h"
#include "core/error.h"
#include "core/models/catalog.h"

namespace app {

namespace {

// A model of this start is worth so much waiting before another one is shown in its place.
constexpr auto kPatience = std::chrono::milliseconds(1500);

}  // namespace

bool App::has_model(const std::string& id, std::function<void()> then) {
  if (models_.at_hand(id)) return true;
  models_.start(id);
  after_load_ = std::move(then);
  status_ = "Loading " + models_.loading_name();
  return false;
}

void App::poll_models() {
  models_.poll_look();
  try {
    if (!models_.poll()) return;
  } catch (const std::exception& error) {
    after_load_ = nullptr;
    stand_in_.reset();
    status_.clear();
    tell(ui::MessageKind::Error, error.what());
    return;
  }
  status_.clear();
  if (const auto then = std::exchange(after_load_, nullptr)) then();
}

void App::cancel_loading() {
  if (!models_.loading()) return;
  status_ = fmt::format("Loading {} was cancelled; the model that was open stays", models_.loading_name());
  models_.cancel();
  after_load_ = nullptr;
  stand_in_.reset();
}

void App::restore(core::Session session, bool keep_selection) {
  session.model = models_.canonical(session.model);
  if (models_.at_hand(session.model)) {
    park_strangers(session);
    return open_session(session, keep_selection);
  }
  core::Session other = session;  // edits of every model stay in it
  other.model = core::built_in_models().front().id;
  other.switches.muted.clear();
  other.switches.head_softmax.clear();
  other.switches.ignored.clear();
  other.switches.ignored_second.clear();
  place_edits(other, *model(other.model));
  if (!core::is_learned_model(session.model)) {
    tell(ui::MessageKind::Warning,
         fmt::format("The model “{}” of the last session is not there any more; the sentence is shown with {}. Its "
                     "edits are kept for when it is back",
                     session.model, models_.name(other.model)));
    return open_session(other, false);
  }
  stand_in_ = other;
  has_model(session.model, [this, session, keep_selection]() mutable {
    park_strangers(session);
    const bool untouched = !stand_in_ || history_.current() == *stand_in_ || !trace_;
    stand_in_.reset();
    if (untouched) return open_session(session, keep_selection);
    ui::Requests requests;
    requests.add(ui::ChooseModel{session.model});
    apply(requests);
  });
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (models_.loading() && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    poll_models();
  }
  if (trace_ || !empty_reason_.empty()) return;  // its own model was quick
  open_session(other, false);
  if (stand_in_) stand_in_ = history_.current();
}

}  // namespace app
