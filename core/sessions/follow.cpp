#include "core/sessions/follow.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string>

#include "core/attention/edit_text.h"
#include "core/attention/settings.h"
#include "core/attention/trace.h"
#include "core/error.h"
#include "core/plain_text.h"
#include "core/tokenizers/words.h"

namespace core {

namespace {

using Places = std::vector<std::optional<Index>>;

constexpr std::size_t kMostCells = std::size_t{4000} * 4000;  // of the table of lengths: 64 MB

std::vector<std::string> folded_texts(const Tokens& tokens) {
  std::vector<std::string> texts;
  texts.reserve(tokens.size());
  for (const Token& token : tokens) texts.push_back(fold_case(token.text));
  return texts;
}

// A stretch of both sentences; the classic table of lengths, filled from the end.
class CommonSubsequence {
 public:
  CommonSubsequence(const std::vector<std::string>& a, const std::vector<std::string>& b, std::size_t from,
                    std::size_t a_end, std::size_t b_end)
      : a_(a), b_(b), from_(from), rows_(a_end - from), columns_(b_end - from) {
    lengths_.assign((rows_ + 1) * (columns_ + 1), 0);
    for (std::size_t i = rows_; i-- > 0;) {
      for (std::size_t j = columns_; j-- > 0;) {
        at(i, j) = equal(i, j) ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
      }
    }
  }

  void write(Places& places) {
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < rows_ && j < columns_) {
      if (equal(i, j)) {
        places[from_ + i++] = static_cast<Index>(from_ + j++);
      } else if (at(i + 1, j) >= at(i, j + 1)) {
        ++i;
      } else {
        ++j;
      }
    }
  }

 private:
  std::uint32_t& at(std::size_t i, std::size_t j) { return lengths_[i * (columns_ + 1) + j]; }
  bool equal(std::size_t i, std::size_t j) const { return a_[from_ + i] == b_[from_ + j]; }

  const std::vector<std::string>& a_;
  const std::vector<std::string>& b_;
  std::size_t from_, rows_, columns_;
  std::vector<std::uint32_t> lengths_;
};

bool text_is(const Tokens& tokens, Index position, const std::string& text) {
  return position >= 0 && position < static_cast<Index>(tokens.size()) &&
         fold_case(tokens[static_cast<std::size_t>(position)].text) == fold_case(text);
}

// The token with this text nearest to `position` among those for which `free` holds.
template <typename Free>
std::optional<Index> nearest_token(const Tokens& tokens, Index position, const std::string& text, Free free) {
  std::optional<Index> best;
  for (Index i = 0; i < static_cast<Index>(tokens.size()); ++i) {
    if (!free(i) || !text_is(tokens, i, text)) continue;
    if (!best || std::abs(i - position) < std::abs(*best - position)) best = i;
  }
  return best;
}

// One sentence's retyping: where each former token went and which new ones were typed.
class Follower {
 public:
  explicit Follower(const Retyped& retyped)
      : retyped_(retyped), places_(match_tokens(retyped.former, retyped.now)), typed_(retyped.now.size(), true) {
    for (const auto& place : places_) {
      if (place) typed_[static_cast<std::size_t>(*place)] = false;
    }
  }

  std::optional<Index> place(Index former) const {
    const bool known = former >= 0 && former < static_cast<Index>(places_.size());
    return known ? places_[static_cast<std::size_t>(former)] : std::nullopt;
  }

  // Moves one side of an edit; returns whether its token is there. A lost side keeps a position at which no token has
  // its text, so that it is known as lost next time.
  bool move(Index& position, std::string& text) const {
    const Tokens& now = retyped_.now;
    const std::optional<Index> next =
        text_is(retyped_.former, position, text)
            ? place(position)
            : nearest_token(now, position, text, [this](Index i) { return typed_[static_cast<std::size_t>(i)]; });
    if (next) {
      position = *next;
      text = now[static_cast<std::size_t>(position)].text;
    } else if (text_is(now, position, text)) {
      position = static_cast<Index>(now.size());
    }
    return next.has_value();
  }

 private:
  const Retyped& retyped_;
  Places places_;
  std::vector<bool> typed_;
};

bool column_is_second(const Edit& edit, const Model& model) {
  return head_of(edit, model).keys == KeySource::Second;
}

// Moves an edit's sides with `move(second sentence?, position, text)`, which says whether the token is there. An edit
// of another version of the model is parked as it is.
template <typename Move>
void move_edit(SessionEdit& one, const Model& model, Move move) {
  if (!fits(one.edit, model)) {
    one.parked = true;
    return;
  }
  if (is_matrix(one.edit.site)) return;
  bool there = move(one.edit.second, one.edit.row, one.row_text);
  if (is_pair(one.edit.site)) {
    there = move(column_is_second(one.edit, model), one.edit.column, one.column_text) && there;
  }
  one.parked = !there;
}

bool keys_are_second(const Selection& selection, const Model& model) {
  const auto layer = static_cast<std::size_t>(selection.layer);
  const auto head = static_cast<std::size_t>(selection.head);
  const auto& layers = model.config.layers;
  if (selection.map != MapKind::Head || layer >= layers.size() || head >= layers[layer].heads.size()) return false;
  return layers[layer].heads[head].keys == KeySource::Second;
}

SentenceTokens readable_tokens(const Model& model, const Session& session) {
  try {
    return tokenize_sentences(model, session.sentence, session.has_second, session.second);
  } catch (const Error&) {
    return {split_words(session.sentence), session.has_second ? split_words(session.second) : Tokens{}};
  }
}

// Where the word that looks went; in another order of words, where one like it stands.
std::optional<Index> placed_query(Index query, const Follower& follower, const Retyped& retyped) {
  if (query < 0 || query >= static_cast<Index>(retyped.former.size())) return std::nullopt;
  if (const auto place = follower.place(query)) return place;
  const std::string& text = retyped.former[static_cast<std::size_t>(query)].text;
  return nearest_token(retyped.now, query, text, [](Index) { return true; });
}

std::set<Index> followed(const std::set<Index>& ignored, const Follower& follower) {
  std::set<Index> now;
  for (const Index token : ignored) {
    if (const auto place = follower.place(token)) now.insert(*place);
  }
  return now;
}

}  // namespace

std::vector<std::optional<Index>> match_tokens(const Tokens& former, const Tokens& now) {
  Places places(former.size());
  const std::vector<std::string> a = folded_texts(former);
  const std::vector<std::string> b = folded_texts(now);
  std::size_t from = 0;
  while (from < a.size() && from < b.size() && a[from] == b[from]) {
    places[from] = static_cast<Index>(from);
    ++from;
  }
  std::size_t a_end = a.size();
  std::size_t b_end = b.size();
  while (a_end > from && b_end > from && a[a_end - 1] == b[b_end - 1]) {
    places[--a_end] = static_cast<Index>(--b_end);
  }
  // Between longer stretches nothing is matched.
  if ((a_end - from) * (b_end - from) <= kMostCells) CommonSubsequence(a, b, from, a_end, b_end).write(places);
  return places;
}

bool is_another_sentence(const Tokens& former, const Tokens& now) {
  const auto matches = match_tokens(former, now);
  const auto kept = std::count_if(matches.begin(), matches.end(), [](const auto& match) { return match.has_value(); });
  return 2 * static_cast<std::size_t>(kept) < std::max(former.size(), now.size());
}

void follow_tokens(std::vector<SessionEdit>& edits, const Model& model, const Retyped& first, const Retyped& second) {
  const Follower followers[] = {Follower(first), Follower(second)};
  for (SessionEdit& one : edits) {
    move_edit(one, model, [&](bool in_second, Index& position, std::string& text) {
      return followers[in_second].move(position, text);
    });
  }
}

namespace {

void place_edit(SessionEdit& one, const Model& model, const Tokens& tokens, const Tokens& second_tokens) {
  move_edit(one, model, [&](bool in_second, Index& position, std::string& text) {
    const Tokens& now = in_second ? second_tokens : tokens;
    if (text_is(now, position, text)) return true;
    const auto next = nearest_token(now, position, text, [](Index) { return true; });
    if (next) position = *next;
    return next.has_value();
  });
}

}  // namespace

void place_edits(std::vector<SessionEdit>& edits, const Model& model, const Tokens& tokens,
                 const Tokens& second_tokens) {
  for (SessionEdit& one : edits) place_edit(one, model, tokens, second_tokens);
}

void park_strangers(std::vector<SessionEdit>& edits, const Model& model, const Tokens& tokens,
                    const Tokens& second_tokens) {
  for (SessionEdit& one : edits) {
    if (!one.parked) place_edit(one, model, tokens, second_tokens);
  }
}

SessionEdit hang_edit(const Edit& edit, const Model& model, const Tokens& tokens, const Tokens& second_tokens) {
  SessionEdit hung;
  hung.edit = edit;
  if (is_matrix(edit.site)) return hung;
  hung.row_text = (edit.second ? second_tokens : tokens)[static_cast<std::size_t>(edit.row)].text;
  if (is_pair(edit.site)) {
    const Tokens& keys = column_is_second(edit, model) ? second_tokens : tokens;
    hung.column_text = keys[static_cast<std::size_t>(edit.column)].text;
  }
  return hung;
}

void follow_sentence(Session& session, const Session& before, const Model& model) {
  const auto [former, former_second] = readable_tokens(model, before);
  const auto [now, now_second] = readable_tokens(model, session);
  const Retyped first{former, now};
  const Retyped second{former_second, now_second};
  const Follower follower(first);
  const Follower second_follower(second);
  if (const auto edits = session.edits.find(session.model); edits != session.edits.end()) {
    follow_tokens(edits->second, model, first, second);
  }
  session.switches.ignored = followed(session.switches.ignored, follower);
  session.switches.ignored_second = followed(session.switches.ignored_second, second_follower);
  Selection& selection = session.selection;
  const Index last = std::max<Index>(0, static_cast<Index>(now.size()) - 1);
  if (selection.key) {
    selection.key = (keys_are_second(selection, model) ? second_follower : follower).place(*selection.key);
  }
  selection.query = placed_query(selection.query, follower, first).value_or(std::min(selection.query, last));
}

bool is_run_of(const RunInput& run, const Session& session) {
  return run.model->config.id == session.model && run.sentence == session.sentence &&
         run.has_second == session.has_second && (!run.has_second || run.second == session.second);
}

std::string describe_session_edit(const SessionEdit& one, const Model& model, const Tokens& tokens,
                                  const Tokens& second_tokens) {
  if (!one.parked) return describe_edit(one.edit, model, tokens, second_tokens);
  // The words that are gone stand alone in sentences of their own.
  Token row;
  row.text = row.vocabulary = one.row_text;
  Token column;
  column.text = column.vocabulary = one.column_text;
  Edit edit = one.edit;
  edit.row = 0;
  if (!is_pair(edit.site)) return describe_edit(edit, model, {row}, {row});
  edit.column = column_is_second(edit, model) ? 0 : 1;
  return describe_edit(edit, model, {row, column}, {column});
}

}  // namespace core
