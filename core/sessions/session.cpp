#include "core/sessions/session.h"

namespace core {

std::vector<Edit> edits_in_force(const Session& session) {
  std::vector<Edit> edits;
  const auto found = session.edits.find(session.model);
  if (found == session.edits.end()) return edits;
  for (const SessionEdit& one : found->second) {
    if (one.on && !one.parked) edits.push_back(one.edit);
  }
  return edits;
}

}  // namespace core
