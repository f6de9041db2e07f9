// What the App selects by itself: the word asked for, or after another sentence or model what is meant.
#include <algorithm>
#include <utility>

#include "app/app.h"
#include "core/spelling.h"
#include "ui/selection.h"

namespace app {

bool App::select_word(const std::string& word) {
  if (!trace_ || word.empty()) return false;
  for (std::size_t t = 0; t < trace_->tokens.size(); ++t) {
    if (core::lower(trace_->tokens[t].text) != core::lower(word) && std::to_string(t) != word) continue;
    ui::select_query(panel_input(), view_.selection, static_cast<core::Index>(t));
    history_.select(view_.selection);
    return true;
  }
  return false;
}

// After another sentence or model: the head that is meant, the word that is meant, its strongest key.
void App::select_default(const std::string& word, const std::string& head) {
  if (!trace_) return;
  const ui::PanelInput input = panel_input();
  ui::clamp_selection(input, view_.selection);  // it may still be the former model's
  const std::string wanted = head.empty() ? "reference" : head.substr(head.find('.') + 1);
  const auto& layers = trace_->config().layers;
  for (std::size_t l = 0; l < layers.size(); ++l) {
    for (std::size_t h = 0; h < layers[l].heads.size(); ++h) {
      if (layers[l].heads[h].id != wanted) continue;
      ui::select_head(input, view_.selection, static_cast<core::Index>(l), static_cast<core::Index>(h));
    }
  }
  if (!select_word(word)) {
    const auto last = static_cast<core::Index>(trace_->tokens.size()) - 1;
    ui::select_query(input, view_.selection, std::min(view_.selection.query, last));
  }
  history_.select(view_.selection);
}

// A second sentence was opened: the head that looks at it, where the model has one.
void App::select_cross_head() {
  const auto& layers = model(session().model)->config.layers;
  for (std::size_t l = 0; l < layers.size(); ++l) {
    for (std::size_t h = 0; h < layers[l].heads.size(); ++h) {
      if (layers[l].heads[h].keys != core::KeySource::Second) continue;
      view_.selection.map = core::MapKind::Head;
      view_.selection.layer = static_cast<core::Index>(l);
      view_.selection.head = static_cast<core::Index>(h);
      return;
    }
  }
}

// The strongest key of the row as it is now, for a selection whose word moved.
void App::reselect_key() {
  if (!trace_) return;
  ui::clamp_selection(panel_input(), view_.selection);
  const auto last = static_cast<core::Index>(trace_->tokens.size()) - 1;
  ui::select_query(panel_input(), view_.selection, std::min(view_.selection.query, last));
  history_.select(view_.selection);
}

void App::select_once_shown(std::function<void()> refine) {
  if (run_requested_) {
    when_shown_ = std::move(refine);
    return;
  }
  view_.selection = session().selection;
  refine();
}

// While another text is still shown, its selection says nothing about the session's.
void App::keep_selection() {
  if (!trace_ || shows_session()) history_.select(view_.selection);
}

}  // namespace app
