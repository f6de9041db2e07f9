// Reads tokenizer.json, the format of Hugging Face's tokenizers library.
#pragma once

#include <optional>

#include "core/json_reader.h"
#include "core/tokenizers/tokenizer.h"

namespace core {

// `config` is tokenizer_config.json, where there is one. Truncation and padding are ignored. Throws Error.
TokenizerPointer make_json_tokenizer(const JsonValue& json, const std::optional<JsonValue>& config);

}  // namespace core
