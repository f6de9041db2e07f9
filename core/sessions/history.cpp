#include "core/sessions/history.h"

namespace core {

namespace {

// A model without edits has no list, as in a saved session: equal states compare equal.
Session without_empty_lists(Session session) {
  std::erase_if(session.edits, [](const auto& list) { return list.second.empty(); });
  return session;
}

}  // namespace

History::History(Session start) {
  entries_.push_back({"", without_empty_lists(std::move(start))});
}

void History::push(const std::string& name, Session session, bool continues) {
  session = without_empty_lists(std::move(session));
  const bool newest = at_ + 1 == entries_.size();
  if (continues && newest && at_ > 0 && entries_[at_].name == name) {
    entries_[at_].session = std::move(session);
    return;
  }
  if (session == current()) return;
  entries_.resize(at_ + 1);
  entries_.push_back({name, std::move(session)});
  if (entries_.size() > kLongest) entries_.erase(entries_.begin());
  at_ = entries_.size() - 1;
}

void History::replace_newest(Session session) {
  if (can_redo()) return;  // an older state is shown: it stays what it was
  session.selection = current().selection;
  entries_[at_].session = without_empty_lists(std::move(session));
  if (at_ == 0) return;
  Session former = entries_[at_ - 1].session;
  former.selection = current().selection;
  if (former != current()) return;
  entries_.pop_back();
  --at_;
  entries_[at_].session = std::move(former);
}

void History::undo() {
  if (can_undo()) go_to(at_ - 1);
}

void History::redo() {
  if (can_redo()) go_to(at_ + 1);
}

void History::go_to(std::size_t place) {
  const Session& left = current();
  at_ = place;
  const Session& shown = current();
  const bool same = left.model == shown.model && left.sentence == shown.sentence &&
                    left.has_second == shown.has_second && (!left.has_second || left.second == shown.second);
  if (same) select(left.selection);
}

}  // namespace core
