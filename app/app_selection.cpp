// What the App selects by itself: the word asked for, or after another sentence or model what is meant.
#include <algorithm>
#include <optional>
#include <utility>

#include "app/app.h"
#include "core/attention/forward.h"
#include "core/error.h"
#include "core/sessions/follow.h"
#include "core/spelling.h"
#include "core/tokenizers/words.h"
#include "ui/selection.h"

namespace app {

namespace {

constexpr const char* kReferenceHead = "reference";
constexpr float kResolved = 0.3F;  // of its weight a pronoun gives to the word that it stands for, at least

// The head of this id; of several the one of the highest layer.
std::optional<core::HeadAddress> head_called(const core::ModelConfig& model, const std::string& id) {
  std::optional<core::HeadAddress> found;
  for (std::size_t l = 0; l < model.layers.size(); ++l) {
    for (std::size_t h = 0; h < model.layers[l].heads.size(); ++h) {
      if (model.layers[l].heads[h].id == id) found = {static_cast<core::Index>(l), static_cast<core::Index>(h)};
    }
  }
  return found;
}

// The last pronoun that the reference head finds a word for.
std::optional<core::Index> resolved_pronoun(const core::AttentionTrace& trace) {
  const auto head = head_called(trace.config(), kReferenceHead);
  if (!head) return std::nullopt;
  const core::Matrix& weights = trace.head(head->first, head->second).weights;
  for (auto t = static_cast<core::Index>(trace.tokens.size()); t-- > 0;) {
    if (trace.tokens[static_cast<std::size_t>(t)].kind != "pronoun") continue;
    core::Index key = 0;
    if (weights.row(t).maxCoeff(&key) >= kResolved && key != t) return t;
  }
  return std::nullopt;
}

// The first word whose weights the model gives.
std::optional<core::Index> given_word(const core::AttentionTrace& trace) {
  for (const auto& layer : trace.layers) {
    for (const auto& head : layer->heads) {
      if (!head->given.empty()) return head->given.front().query;
    }
  }
  return std::nullopt;
}

// The last word, or the last token where there is none.
core::Index last_word(const core::Tokens& tokens) {
  const auto is_word = [](const core::Token& token) { return !token.special && !core::is_punctuation(token.text); };
  const auto found = std::find_if(tokens.rbegin(), tokens.rend(), is_word);
  return static_cast<core::Index>(found == tokens.rend() ? tokens.size() : tokens.rend() - found) - 1;
}

// The word of a new sentence that tells most: a pronoun, or where a text is continued its last.
std::optional<core::Index> telling_word(const core::AttentionTrace& trace) {
  const auto& predictor = trace.model().predictor;
  if (predictor && !predictor->fills_masks()) return last_word(trace.tokens);
  return resolved_pronoun(trace);
}

// Whether the gesture shown put another sentence in the place of the one it began with.
bool is_replaced(const core::History& history, const core::AttentionTrace& trace) {
  if (!history.can_undo() || history.former().model != history.current().model) return false;
  try {
    const core::Session& former = history.former();
    const auto tokens = core::tokenize_sentences(trace.model(), former.sentence, former.has_second, former.second);
    return core::is_another_sentence(tokens.first, trace.tokens);
  } catch (const core::Error&) {
    return true;  // the model could not read it
  }
}

}  // namespace

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
  const std::string wanted = head.empty() ? kReferenceHead : head.substr(head.find('.') + 1);
  if (const auto found = head_called(trace_->config(), wanted)) {
    ui::select_head(input, view_.selection, found->first, found->second);
  }
  if (!select_word(word)) {
    const auto last = static_cast<core::Index>(trace_->tokens.size()) - 1;
    ui::select_query(input, view_.selection, given_word(*trace_).value_or(std::min(view_.selection.query, last)));
  }
  history_.select(view_.selection);
}

std::optional<std::size_t> App::selected_byte() const {
  if (!shows_session() || view_.selection.query >= static_cast<core::Index>(trace_->tokens.size())) return std::nullopt;
  const core::Token& token = trace_->tokens[static_cast<std::size_t>(view_.selection.query)];
  if (token.special || token.to == 0) return std::nullopt;
  return token.to - 1;
}

void App::select_word_at(std::size_t byte) {
  if (!trace_) return;
  const core::Tokens& tokens = trace_->tokens;
  const auto there = std::find_if(tokens.begin(), tokens.end(), [&](const core::Token& token) {
    return !token.special && token.from <= byte && byte < token.to;
  });
  if (there == tokens.end()) return;
  ui::select_query(panel_input(), view_.selection, there - tokens.begin());
  history_.select(view_.selection);
}

void App::select_telling_word() {
  const auto word = trace_ ? telling_word(*trace_) : std::nullopt;
  if (!word) return;
  ui::select_query(panel_input(), view_.selection, *word);
  history_.select(view_.selection);
}

// A second sentence was opened: the head that looks at it, where the model has one.
void App::select_cross_head() {
  before_second_ = {session().model, view_.selection};
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

void App::leave_idle_head() {
  if (!trace_ || session().has_second) return;  // one that is still empty will be typed
  const ui::PanelInput input = panel_input();
  core::Selection& selection = view_.selection;
  ui::clamp_selection(input, selection);
  if (selection.map != core::MapKind::Head || !input.head(selection).idle) return;
  if (before_second_ && before_second_->model == session().model) {
    const core::Selection& then = before_second_->selection;
    selection.map = then.map;
    selection.layer = then.layer;
    selection.head = then.head;
    ui::clamp_selection(input, selection);
  }
  if (selection.map == core::MapKind::Head && input.head(selection).idle) return select_default("");
  ui::select_query(input, selection, selection.query);
  history_.select(selection);
}

// The strongest key of the row as it is now, for a selection whose word moved, or of another sentence's telling word.
void App::reselect_key() {
  if (!trace_) return;
  ui::clamp_selection(panel_input(), view_.selection);
  const auto last = static_cast<core::Index>(trace_->tokens.size()) - 1;
  core::Index query = std::min(view_.selection.query, last);
  if (is_replaced(history_, *trace_)) query = telling_word(*trace_).value_or(query);
  ui::select_query(panel_input(), view_.selection, query);
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
