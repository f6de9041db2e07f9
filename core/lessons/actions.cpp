#include "core/lessons/actions.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/attention/edit_text.h"
#include "core/attention/relevance.h"
#include "core/attention/token_reference.h"
#include "core/error.h"
#include "core/lessons/map_text.h"
#include "core/sessions/follow.h"

namespace core {

namespace {

Edit read_edit(const std::string& text, const AttentionTrace& trace) {
  return parse_edit(text, trace.model(), trace.tokens, trace.second_tokens);
}

std::string described(const Edit& edit, const AttentionTrace& trace) {
  return describe_edit(edit, trace.model(), trace.tokens, trace.second_tokens);
}

void resolve_put(const Edit& edit, const AttentionTrace& trace, LessonChange& change) {
  change.put = {edit};
  change.name = "Show me: " + described(edit, trace);
}

void resolve_remove(const LessonAction& action, const AttentionTrace& trace, LessonChange& change) {
  change.remove_all = action.text == "*";
  change.name = "Show me: take back every edit";
  if (change.remove_all) return;
  change.remove = {read_edit(action.text + "=0", trace)};
  change.name =
      "Show me: take back " + describe_site(change.remove.front(), trace.model(), trace.tokens, trace.second_tokens);
}

void resolve_switch(const LessonAction& action, const AttentionTrace& trace, const Session& session,
                    LessonChange& change) {
  change.switches = switches_of(action.switches, session.switches, trace.model(), trace.tokens, trace.second_tokens);
  change.name = "Show me: change a switch";
}

void resolve_selection(const LessonAction& action, const AttentionTrace& trace, const Session& session,
                       LessonChange& change) {
  Selection selection = session.selection;
  if (action.kind == ActionKind::Head) read_map(action.text, trace.model(), selection);
  if (action.kind == ActionKind::Select) selection.query = find_token(action.text, trace.tokens);
  if (action.kind == ActionKind::Key) {
    const bool head = selection.map == MapKind::Head;
    selection.key = find_token(action.text, head ? trace.key_tokens(selection.layer, selection.head) : trace.tokens);
  } else {
    select_strongest_key(selection, trace);
  }
  change.selection = selection;
  change.name = fmt::format("Show me: select “{}”", action.text);
}

void resolve_text(const LessonAction& action, LessonChange& change) {
  switch (action.kind) {
    case ActionKind::Sentence:
      change.sentence = action.text;
      change.name = "Show me: type a sentence";
      return;
    case ActionKind::Second:
      change.changes_second = true;
      if (!action.text.empty()) change.second = action.text;
      change.name = "Show me: type a second sentence";
      return;
    case ActionKind::Model:
      change.model = action.text;
      change.name = "Show me: choose the model " + action.text;
      return;
    case ActionKind::At:
      change.at = action.text;
      break;
    case ActionKind::Tab:
      change.tab = action.text;
      break;
    case ActionKind::View:
      change.view = action.text;
      break;
    case ActionKind::Whole:
      change.whole = action.text == "yes";
      break;
    default:
      change.deed = action.text;
      break;
  }
  change.name = "Show me: " + action.text;
}

bool readable(const Model& model, const std::string& sentence) {
  try {
    model.encoder->tokenize(sentence, SentencePart::First);
    return true;
  } catch (const Error&) {
    return false;
  }
}

void change_model(const std::string& id, const ModelSource& models, Session& session) {
  const auto model = models(id);
  session.model = id;
  if (!readable(*model, session.sentence)) session.sentence = model->config.default_sentence;
  const Tokens second = session.has_second ? model->encoder->tokenize(session.second, SentencePart::Second) : Tokens();
  place_edits(session.edits[id], *model, model->encoder->tokenize(session.sentence, SentencePart::First), second);
  session.switches.muted.clear();
  session.switches.head_softmax.clear();
  session.switches.ignored.clear();
  session.switches.ignored_second.clear();
  session.selection = Selection();
}

void put_edit(const Edit& edit, const AttentionTrace& trace, std::vector<SessionEdit>& edits) {
  const auto same = [&](const SessionEdit& one) { return !one.parked && one.edit.same_place(edit); };
  edits.erase(std::remove_if(edits.begin(), edits.end(), same), edits.end());
  edits.push_back(hang_edit(edit, trace.model(), trace.tokens, trace.second_tokens));
}

void remove_edit(const Edit& place, std::vector<SessionEdit>& edits) {
  const auto same = [&](const SessionEdit& one) { return !one.parked && one.edit.same_place(place); };
  edits.erase(std::remove_if(edits.begin(), edits.end(), same), edits.end());
}

void apply_view(const LessonChange& change, StageView& view) {
  if (change.at) view.at = *change.at;
  if (change.tab) view.tab = *change.tab;
  if (change.view) view.view = *change.view;
  if (change.whole) view.whole = *change.whole;
}

}  // namespace

LessonChange resolve_action(const LessonAction& action, const AttentionTrace& trace, const Session& session) {
  LessonChange change;
  switch (action.kind) {
    case ActionKind::Edit:
      resolve_put(read_edit(action.text, trace), trace, change);
      break;
    case ActionKind::Weight: {
      const Edit wish = read_edit("weight@" + action.text, trace);
      resolve_put(score_edit_for_weight(trace, wish.layer, wish.head, wish.row, wish.column, wish.value), trace,
                  change);
      break;
    }
    case ActionKind::Remove:
      resolve_remove(action, trace, change);
      break;
    case ActionKind::Switch:
      resolve_switch(action, trace, session, change);
      break;
    case ActionKind::Head:
    case ActionKind::Select:
    case ActionKind::Key:
      resolve_selection(action, trace, session, change);
      break;
    default:
      resolve_text(action, change);
      break;
  }
  return change;
}

void apply_change(const LessonChange& change, const ModelSource& models, const AttentionTrace& trace,
                  StagedStep& state) {
  Session& session = state.session;
  const Session before = session;
  if (change.model) change_model(*change.model, models, session);
  if (change.sentence) session.sentence = *change.sentence;
  if (change.changes_second) {
    session.has_second = change.second.has_value();
    session.second = change.second.value_or("");
  }
  if (change.sentence || change.changes_second) follow_sentence(session, before, *models(session.model));
  if (change.switches) session.switches = *change.switches;
  std::vector<SessionEdit>& edits = session.edits[session.model];
  for (const Edit& edit : change.put) put_edit(edit, trace, edits);
  for (const Edit& edit : change.remove) remove_edit(edit, edits);
  if (change.remove_all) edits.clear();
  if (change.selection) session.selection = *change.selection;
  apply_view(change, state.view);
}

}  // namespace core
