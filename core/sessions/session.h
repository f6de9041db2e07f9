// A session: what to compute and what is selected. Small enough to be copied for every undo step.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/attention/edit.h"
#include "core/attention/switches.h"
#include "core/tensor.h"

namespace core {

// One edit of the reader's list. It hangs on its tokens: retyping moves it, a lost token parks it.
struct SessionEdit {
  Edit edit;
  bool on = true;
  bool parked = false;
  std::string row_text, column_text;  // the tokens' texts when it was last placed; empty where it has none
  bool operator==(const SessionEdit&) const = default;
};

// What is selected: a head (or an average), the word that looks, and perhaps the word looked at.
enum class MapKind { Head, MeanOverHeads, MeanOverLayers, MeanOverAll };
struct Selection {
  MapKind map = MapKind::Head;
  Index layer = 0, head = 0;
  Index query = 0;
  std::optional<Index> key;
  bool operator==(const Selection&) const = default;
};

struct Session {
  std::string model = "glass-box";
  std::string sentence;
  bool has_second = false;
  std::string second;
  Switches switches;
  std::map<std::string, std::vector<SessionEdit>> edits;  // by model id
  Selection selection;
  bool operator==(const Session&) const = default;
};

// The edits of the session's model that are switched on and not parked, in order.
std::vector<Edit> edits_in_force(const Session& session);
bool has_edits_in_force(const Session& session);

}  // namespace core
