// Edits, ignored words and the selection follow their words when a sentence is retyped.
#pragma once

#include <optional>
#include <vector>

#include "core/models/model.h"
#include "core/sessions/session.h"

namespace core {

struct RunInput;

// For each former token its place among the new ones, by a longest common subsequence of their texts (without case);
// nothing where it is gone, and inside a stretch of thousands of words that was replaced by thousands of others.
std::vector<std::optional<Index>> match_tokens(const Tokens& former, const Tokens& now);

// Whether fewer than half of the longer sentence's tokens are in both: not retyped, but another sentence.
bool is_another_sentence(const Tokens& former, const Tokens& now);

// One sentence before and after it was retyped.
struct Retyped {
  const Tokens& former;
  const Tokens& now;
};

// Every edit moves with its tokens. One whose token is gone is parked; a parked one returns as soon as words with the
// texts that it hangs on are typed again.
void follow_tokens(std::vector<SessionEdit>& edits, const Model& model, const Retyped& first, const Retyped& second);

// Puts edits on the tokens that they hang on, without knowing the former sentence: at their position where its text is
// the same, else at the nearest token with that text, else parked. For files and for a model that is opened again.
void place_edits(std::vector<SessionEdit>& edits, const Model& model, const Tokens& tokens,
                 const Tokens& second_tokens);

// Likewise, but what waits for its words already goes on waiting: for edits of another version of the model, whose
// places may be gone.
void park_strangers(std::vector<SessionEdit>& edits, const Model& model, const Tokens& tokens,
                    const Tokens& second_tokens);

// An edit as the list keeps it, hanging on its tokens' texts.
SessionEdit hang_edit(const Edit& edit, const Model& model, const Tokens& tokens, const Tokens& second_tokens);

// `session` has other sentences than `before`: the edits of its model, its ignored words and what is selected follow.
// A text that the model cannot read counts by its words, so that edits come through while it is being typed.
void follow_sentence(Session& session, const Session& before, const Model& model);

// "Set animal of x of “it” to 0.90", also for a parked edit, whose word is gone.
std::string describe_session_edit(const SessionEdit& edit, const Model& model, const Tokens& tokens,
                                  const Tokens& second_tokens);

// Whether the run is of the session's model and texts, whatever its switches and edits.
bool is_run_of(const RunInput& run, const Session& session);

}  // namespace core
