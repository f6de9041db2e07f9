// Undo and redo of sessions: one named entry a gesture.
//
//   entries_   [ start | drag animal of x(it) | mute Role | type a sentence ]
//   at_                                         ^ the state shown; undo goes left, redo right
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/sessions/session.h"

namespace core {

class History {
 public:
  explicit History(Session start);

  const Session& current() const { return entries_[at_].session; }
  // The state that the gesture shown began with.
  const Session& former() const { return entries_[at_ > 0 ? at_ - 1 : 0].session; }
  // Records a new state. `continues`: the gesture of the newest entry goes on (a drag, typing), so that it is replaced
  // rather than followed; it starts a new entry all the same when that entry has another name or was undone.
  void push(const std::string& name, Session session, bool continues);
  // The newest state cannot be had: its entry keeps `session` instead, or goes where that is the state before.
  void replace_newest(Session session);
  // Changes what is selected without an entry of its own.
  void select(const Selection& selection) { entries_[at_].session.selection = selection; }

  bool can_undo() const { return at_ > 0; }
  bool can_redo() const { return at_ + 1 < entries_.size(); }
  // What undo or redo would take back or bring back; "" where there is nothing.
  std::string undo_name() const { return can_undo() ? entries_[at_].name : std::string(); }
  std::string redo_name() const { return can_redo() ? entries_[at_ + 1].name : std::string(); }
  // What is selected stays, but where another text or model comes back what was selected in it does, too.
  void undo();
  void redo();

 private:
  void go_to(std::size_t place);

  struct Entry {
    std::string name;  // of the gesture that led to `session`
    Session session;
  };
  static constexpr std::size_t kLongest = 500;  // older entries are forgotten

  std::vector<Entry> entries_;
  std::size_t at_ = 0;
};

}  // namespace core
