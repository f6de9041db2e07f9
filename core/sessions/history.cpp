#include "core/sessions/history.h"

namespace core {

History::History(Session start) {
  entries_.push_back({"", std::move(start)});
}

void History::push(const std::string& name, Session session, bool continues) {
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

void History::undo() {
  if (!can_undo()) return;
  const Selection selection = current().selection;
  --at_;
  select(selection);
}

void History::redo() {
  if (!can_redo()) return;
  const Selection selection = current().selection;
  ++at_;
  select(selection);
}

}  // namespace core
