// What a step puts on screen: fields inherited from the steps before, turned into a session and wishes for the window.
//
//   A field that a step leaves out keeps the value that the steps before it gave, but
//   · `light` and `hide` belong to their step alone;
//   · a step that names a `sentence` or a `model` starts clean: second, switches, edits, head, select, key and contrast
//     go back to their standard values unless the same step gives them (`at`, `whole`, `tab`, `view`, `show` stay);
//     with a `model` alone the sentence is that model's own;
//   · a step that names `head` or `select` forgets the `key`: it is the strongest one again unless the step gives it;
//   · null sets a field back to its standard value.
//   Standard: model glass-box with its own sentence, no second sentence, no edit, the model's switches, its first head
//   that is not idle, the first word selected, every panel shown.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/lessons/lesson.h"
#include "core/lessons/moment.h"
#include "core/models/model.h"
#include "core/sessions/session.h"

namespace core {

// Gives the model with this id; throws Error where it is not at hand.
using ModelSource = std::function<std::shared_ptr<const Model>(const std::string& id)>;

// The stage of the step with everything that it inherits; what no step gave stays empty.
Stage stage_of(const Lesson& lesson, std::size_t step);

struct StagedStep {
  Session session;  // sentence, switches, edits and selection as the step opens
  StageView view;
  bool strongest_key = true;  // the selected key is the row's strongest: choose it once the trace is there
};
// Chooses it, as a click on the word does: nothing where the row has nothing to look at.
void select_strongest_key(Selection& selection, const AttentionTrace& trace);

// Throws Error with file and line where the stage names a model, word, head, component or edit that does not exist.
StagedStep open_step(const Lesson& lesson, std::size_t step, const ModelSource& models);

// What is computed beside the reader's own run: "before", "plain" and the step's `runs` as far as the step's texts and
// conditions name them, and "contrast" where the stage has one. Quick for built-in models. Throws Error.
NamedTraces compute_named_runs(const Lesson& lesson, std::size_t step, const ModelSource& models);

// The other sentence under the session's switches and edits, as far as their words are there. "contrast" among the
// named runs is this at the step's opening; it has to be computed anew when the session changes. Throws Error.
TracePointer compute_contrast(const Session& session, const std::string& contrast, const ModelSource& models);

// The stage (with everything it inherits) in force. Throws Error without a line.
StagedStep open_stage(const Stage& stage, const ModelSource& models);
// The switches that the texts name on top of `start`; tokens are those of the sentence. Throws Error.
Switches switches_of(const SwitchTexts& texts, Switches start, const Model& model, const Tokens& tokens,
                     const Tokens& second_tokens);

// What a session computes. Throws Error.
RunInput run_of(const Session& session, const ModelSource& models);

}  // namespace core
