#include "core/lessons/stage.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/attention/edit_text.h"
#include "core/attention/forward.h"
#include "core/attention/switch_text.h"
#include "core/attention/token_reference.h"
#include "core/error.h"
#include "core/lessons/map_text.h"
#include "core/lessons/step_texts.h"
#include "core/numbers.h"
#include "core/sessions/follow.h"

namespace core {

namespace {

template <typename Value>
void take(std::optional<Value>& into, const std::optional<Value>& given) {
  if (given) into = given;
}

void start_clean(Stage& stage) {
  stage.sentence.reset();
  stage.second.reset();
  stage.switches.reset();
  stage.edits.reset();
  stage.head.reset();
  stage.select.reset();
  stage.key.reset();
  stage.contrast.reset();
}

// `stage` as it is after a step that gives these fields.
void inherit(Stage& stage, const Stage& given) {
  if (given.sentence || given.model) start_clean(stage);
  if (given.head || given.select) stage.key.reset();
  stage.line = given.line;
  take(stage.sentence, given.sentence);
  take(stage.second, given.second);
  take(stage.model, given.model);
  take(stage.switches, given.switches);
  take(stage.edits, given.edits);
  take(stage.head, given.head);
  take(stage.select, given.select);
  take(stage.key, given.key);
  take(stage.at, given.at);
  take(stage.tab, given.tab);
  take(stage.view, given.view);
  take(stage.contrast, given.contrast);
  take(stage.whole, given.whole);
  take(stage.show, given.show);
  stage.light = given.light;
  stage.hide = given.hide;
}

std::string text_or(const std::optional<std::string>& text, const std::string& standard) {
  return text && !text->empty() ? *text : standard;
}

Tokens second_tokens_of(const Session& session, const Model& model) {
  return session.has_second ? model.encoder->tokenize(session.second, SentencePart::Second) : Tokens();
}

void select_first_working_head(Selection& selection, const Model& model, bool has_second) {
  for (std::size_t l = 0; l < model.config.layers.size(); ++l) {
    const auto& heads = model.config.layers[l].heads;
    for (std::size_t h = 0; h < heads.size(); ++h) {
      if (heads[h].keys == KeySource::Second && !has_second) continue;
      selection.layer = static_cast<Index>(l);
      selection.head = static_cast<Index>(h);
      return;
    }
  }
}

void select_words(const Stage& stage, const Model& model, const Tokens& tokens, const Tokens& second_tokens,
                  StagedStep& staged) {
  Selection& selection = staged.session.selection;
  select_first_working_head(selection, model, staged.session.has_second);
  if (const std::string head = text_or(stage.head, ""); !head.empty()) read_map(head, model, selection);
  if (const std::string word = text_or(stage.select, ""); !word.empty()) selection.query = find_token(word, tokens);
  staged.strongest_key = !stage.key;
  if (!stage.key || stage.key->empty()) return;
  const auto& layer = model.config.layers[static_cast<std::size_t>(selection.layer)];
  const bool second =
      selection.map == MapKind::Head && layer.heads[static_cast<std::size_t>(selection.head)].keys == KeySource::Second;
  selection.key = find_token(*stage.key, second ? second_tokens : tokens);
}

StageView view_of(const Stage& stage) {
  const StageView standard;
  StageView view;
  view.at = text_or(stage.at, standard.at);
  view.tab = text_or(stage.tab, standard.tab);
  view.view = text_or(stage.view, standard.view);
  view.contrast = text_or(stage.contrast, "");
  view.whole = stage.whole.value_or(false);
  view.show = stage.show.value_or(std::vector<std::string>());
  view.show_all = view.show.empty();
  view.light = stage.light;
  view.hide = stage.hide;
  return view;
}

// Says in which line of the lesson it went wrong.
template <typename Work>
auto at_line(const std::string& file, int line, const Work& work) {
  try {
    return work();
  } catch (const Error& error) {
    throw Error(fmt::format("{}, line {}: {}", file, line, error.what()), "", "");
  }
}

Session plain_session(const Session& session) {
  Session plain = session;
  plain.edits.clear();
  plain.switches = Switches();
  return plain;
}

}  // namespace

Stage stage_of(const Lesson& lesson, std::size_t step) {
  Stage stage;
  for (std::size_t i = 0; i <= step; ++i) inherit(stage, lesson.steps[i].stage);
  return stage;
}

void select_strongest_key(Selection& selection, const AttentionTrace& trace) {
  selection.key.reset();
  const Matrix weights = map_weights(trace, selection);
  Index strongest = 0;
  if (selection.query >= weights.rows() || weights.cols() == 0) return;
  if (weights.row(selection.query).maxCoeff(&strongest) > 0) selection.key = strongest;
}

Switches switches_of(const SwitchTexts& texts, Switches start, const Model& model, const Tokens& tokens,
                     const Tokens& second_tokens) {
  if (texts.scale) read_scale(*texts.scale, start);
  if (texts.mask) read_mask(*texts.mask, start);
  if (texts.temperature) read_temperature(*texts.temperature, start);
  for (const std::string& one : texts.softmax) read_softmax(one, model, start);
  for (const std::string& one : texts.mute) read_mute(one, model, start);
  for (const std::string& one : texts.ignore) read_ignore(one, tokens, second_tokens, start);
  return start;
}

StagedStep open_stage(const Stage& stage, const ModelSource& models) {
  StagedStep staged;
  Session& session = staged.session;
  session.model = text_or(stage.model, session.model);
  const std::shared_ptr<const Model> model = models(session.model);
  session.sentence = text_or(stage.sentence, model->config.default_sentence);
  session.second = text_or(stage.second, "");
  session.has_second = !session.second.empty();
  const Tokens tokens = model->encoder->tokenize(session.sentence, SentencePart::First);
  const Tokens second_tokens = second_tokens_of(session, *model);
  if (stage.switches) session.switches = switches_of(*stage.switches, {}, *model, tokens, second_tokens);
  for (const std::string& text : stage.edits.value_or(std::vector<std::string>())) {
    const Edit edit = parse_edit(text, *model, tokens, second_tokens);
    session.edits[session.model].push_back(hang_edit(edit, *model, tokens, second_tokens));
  }
  select_words(stage, *model, tokens, second_tokens, staged);
  staged.view = view_of(stage);
  return staged;
}

StagedStep open_step(const Lesson& lesson, std::size_t step, const ModelSource& models) {
  const Stage stage = stage_of(lesson, step);
  return at_line(lesson.file, stage.line, [&] { return open_stage(stage, models); });
}

RunInput run_of(const Session& session, const ModelSource& models) {
  RunInput run;
  run.model = models(session.model);
  run.sentence = session.sentence;
  run.has_second = session.has_second;
  run.second = session.second;
  run.switches = session.switches;
  run.edits = edits_in_force(session);
  return run;
}

TracePointer compute_contrast(const Session& session, const std::string& contrast, const ModelSource& models) {
  Session other = session;
  other.sentence = contrast;
  follow_sentence(other, session, *models(session.model));
  return compute_trace(run_of(other, models));
}

NamedTraces compute_named_runs(const Lesson& lesson, std::size_t number, const ModelSource& models) {
  const Step& step = lesson.steps[number];
  const Stage stage = stage_of(lesson, number);
  const std::set<std::string> wanted = runs_named_in(step);
  NamedTraces traces;
  const auto compute = [&](const std::string& name, const Session& session, int line) {
    traces[name] = at_line(lesson.file, line, [&] { return compute_trace(run_of(session, models)); });
  };
  const StagedStep opened = open_step(lesson, number, models);
  if (wanted.contains("before")) compute("before", opened.session, stage.line);
  if (wanted.contains("plain")) compute("plain", plain_session(opened.session), stage.line);
  if (!opened.view.contrast.empty()) {
    traces["contrast"] = at_line(lesson.file, stage.line,
                                 [&] { return compute_contrast(opened.session, opened.view.contrast, models); });
  }
  for (const NamedRun& run : step.runs) {
    if (!wanted.contains(run.name)) continue;
    Stage changed = stage;
    changed.head.reset();
    changed.select.reset();
    changed.key.reset();
    inherit(changed, run.changes);
    const auto staged = at_line(lesson.file, run.changes.line, [&] { return open_stage(changed, models); });
    compute(run.name, staged.session, run.changes.line);
  }
  return traces;
}

}  // namespace core
