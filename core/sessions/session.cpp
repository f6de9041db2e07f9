#include "core/sessions/session.h"

#include <algorithm>

namespace core {

namespace {

bool is_in_force(const SessionEdit& one) {
  return one.on && !one.parked;
}

}  // namespace

std::vector<Edit> edits_in_force(const Session& session) {
  std::vector<Edit> edits;
  const auto found = session.edits.find(session.model);
  if (found == session.edits.end()) return edits;
  for (const SessionEdit& one : found->second) {
    if (is_in_force(one)) edits.push_back(one.edit);
  }
  return edits;
}

bool has_edits_in_force(const Session& session) {
  const auto found = session.edits.find(session.model);
  return found != session.edits.end() && std::any_of(found->second.begin(), found->second.end(), is_in_force);
}

}  // namespace core
