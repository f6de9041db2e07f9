// Single values of GGUF metadata: finding their end in the file, and turning their bytes into numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/model_files/gguf_metadata.h"

namespace core {

// Walks over one value of that kind and says where it stands. `what` names it in messages. Throws Error.
GgufValue take_gguf_value(GgufCursor& cursor, std::uint32_t kind, std::string_view what);

// Bytes of one number, 0 for texts and lists, which differ.
std::size_t gguf_width(GgufKind kind);
// "a 32-bit float", "a list of texts": for messages.
std::string describe_gguf(const GgufValue& value);

// One number; nothing where the kind is none of this sort (integers: all eight; floats: both, and integers as well).
std::optional<std::int64_t> gguf_integer(GgufKind kind, const char* bytes);
std::optional<double> gguf_number(GgufKind kind, const char* bytes);

}  // namespace core
