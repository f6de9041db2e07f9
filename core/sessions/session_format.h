// What the writer and the reader of session files agree on.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "core/sessions/session_json.h"

namespace core {

inline constexpr int kSessionVersion = 1;
inline constexpr const char* kMapWords[] = {"head", "mean-over-heads", "mean-over-layers", "mean-over-all"};

// Bytes of a sentence, or of any other text, that a session file takes.
inline constexpr std::size_t kLongestText = 1'000'000;

using ModelPointer = std::shared_ptr<const Model>;

// The model, or null where there is none: its edits are then kept by number until it is there again.
ModelPointer model_at_hand(const ModelLookup& lookup, const std::string& id);

}  // namespace core
