// The metadata of a GGUF file: keys and values of thirteen types, left in the file until they are asked for.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/model_files/gguf.h"
#include "core/model_files/gguf_cursor.h"
#include "core/model_files/mapped_file.h"

namespace core {

// Source: ggml-org/ggml, docs/gguf.md, enum gguf_metadata_value_type.
enum class GgufKind : std::uint32_t { U8, I8, U16, I16, U32, I32, F32, Bool, Text, List, U64, I64, F64 };

struct GgufValue {
  GgufKind kind = GgufKind::U8;
  GgufKind element = GgufKind::U8;  // of a list
  std::uint64_t count = 1;          // of a list
  std::string_view bytes;           // a text's own, a list's elements, a number's
};

class MappedMetadata final : public GgufMetadata {
 public:
  // Reads `count` pairs where the cursor stands, in the bytes of `file`. Throws Error on a type that is not known, a
  // key that stands twice, lists within lists within lists, and values that reach beyond the file.
  MappedMetadata(std::shared_ptr<const MappedFile> file, GgufCursor& cursor, std::uint64_t count);

  std::string source() const override { return file_->name(); }
  bool has(std::string_view key) const override;
  std::string text(std::string_view key) const override;
  std::int64_t integer(std::string_view key, std::int64_t low, std::int64_t high) const override;
  double number(std::string_view key) const override;
  bool flag(std::string_view key) const override;
  std::vector<std::string> texts(std::string_view key) const override;
  std::vector<float> numbers(std::string_view key) const override;
  std::vector<std::int64_t> integers(std::string_view key) const override;

 private:
  const GgufValue& at(std::string_view key) const;
  const GgufValue& list_at(std::string_view key, std::string_view of_what) const;
  [[noreturn]] void refuse(std::string_view key, const std::string& found, const std::string& expected) const;

  std::shared_ptr<const MappedFile> file_;
  std::map<std::string, GgufValue, std::less<>> values_;
};

}  // namespace core
