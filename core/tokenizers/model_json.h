// Reads the "model" of tokenizer.json: vocabulary and the way in which it cuts words.
#pragma once

#include "core/json_reader.h"
#include "core/tokenizers/piece_model.h"

namespace core {

// Throws Error, naming the kind, for one that is not known.
PieceModelPointer read_piece_model(const JsonValue& json);

}  // namespace core
