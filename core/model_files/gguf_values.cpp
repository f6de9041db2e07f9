#include "core/model_files/gguf_values.h"

#include <array>
#include <limits>

namespace core {

namespace {

constexpr int kDeepestList = 4;  // no known file has lists within lists; a recursion must end

struct KindFacts {
  std::string_view name;
  std::string_view plural;
  std::size_t width;     // of a number; 0 where values differ in length
  std::size_t smallest;  // bytes that one takes at least
};

constexpr std::array<KindFacts, 13> kKinds = {{{"an 8-bit whole number", "8-bit whole numbers", 1, 1},
                                               {"a signed 8-bit whole number", "signed 8-bit whole numbers", 1, 1},
                                               {"a 16-bit whole number", "16-bit whole numbers", 2, 2},
                                               {"a signed 16-bit whole number", "signed 16-bit whole numbers", 2, 2},
                                               {"a 32-bit whole number", "32-bit whole numbers", 4, 4},
                                               {"a signed 32-bit whole number", "signed 32-bit whole numbers", 4, 4},
                                               {"a 32-bit float", "32-bit floats", 4, 4},
                                               {"true or false", "true or false", 1, 1},
                                               {"a text", "texts", 0, 8},
                                               {"a list", "lists", 0, 12},
                                               {"a 64-bit whole number", "64-bit whole numbers", 8, 8},
                                               {"a signed 64-bit whole number", "signed 64-bit whole numbers", 8, 8},
                                               {"a 64-bit float", "64-bit floats", 8, 8}}};

const KindFacts& facts(GgufKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

GgufKind known_kind(const GgufCursor& cursor, std::uint32_t kind, std::string_view what) {
  if (kind < kKinds.size()) return static_cast<GgufKind>(kind);
  throw Error(fmt::format("{}: {} is of type {}", cursor.source(), what, kind),
              fmt::format("a type from 0 to {}", kKinds.size() - 1), "the file is damaged, or of a newer version");
}

std::string_view take_booleans(GgufCursor& cursor, std::uint64_t count, std::string_view what) {
  const std::string_view bytes = cursor.take(count, what);
  for (const char byte : bytes) {
    if (byte == 0 || byte == 1) continue;
    throw Error(fmt::format("{}: {} holds the byte {}", cursor.source(), what, static_cast<unsigned char>(byte)),
                "0 for false or 1 for true", "the file is damaged");
  }
  return bytes;
}

void walk_over(GgufCursor& cursor, GgufKind kind, std::uint64_t count, std::string_view what, int depth);

GgufValue take_list(GgufCursor& cursor, std::string_view what, int depth) {
  if (depth >= kDeepestList) {
    throw Error(fmt::format("{}: {} holds lists nested more than {} deep", cursor.source(), what, kDeepestList),
                "a list of numbers or texts", "the file is damaged");
  }
  GgufValue list{GgufKind::List};
  list.element = known_kind(cursor, cursor.number<std::uint32_t>(what), what);
  list.count = cursor.count(facts(list.element).smallest, fmt::format("values in {}", what));
  GgufCursor end = cursor;
  walk_over(end, list.element, list.count, what, depth);
  list.bytes = cursor.take(end.position() - cursor.position(), what);
  return list;
}

void walk_over(GgufCursor& cursor, GgufKind kind, std::uint64_t count, std::string_view what, int depth) {
  if (kind == GgufKind::Bool) {
    take_booleans(cursor, count, what);
  } else if (kind == GgufKind::Text) {
    for (std::uint64_t i = 0; i < count; ++i) cursor.text(what);
  } else if (kind == GgufKind::List) {
    for (std::uint64_t i = 0; i < count; ++i) take_list(cursor, what, depth + 1);
  } else {
    cursor.take(count * facts(kind).width, what);  // the count was checked against the bytes that follow
  }
}

template <class Number>
Number load(const char* bytes) {
  Number number{};
  std::memcpy(&number, bytes, sizeof(number));
  return number;
}

}  // namespace

GgufValue take_gguf_value(GgufCursor& cursor, std::uint32_t kind, std::string_view what) {
  GgufValue value{known_kind(cursor, kind, what)};
  if (value.kind == GgufKind::List) return take_list(cursor, what, 0);
  if (value.kind == GgufKind::Text) {
    value.bytes = cursor.text(what);
  } else if (value.kind == GgufKind::Bool) {
    value.bytes = take_booleans(cursor, 1, what);
  } else {
    value.bytes = cursor.take(facts(value.kind).width, what);
  }
  return value;
}

std::size_t gguf_width(GgufKind kind) {
  return facts(kind).width;
}

std::string describe_gguf(const GgufValue& value) {
  if (value.kind != GgufKind::List) return std::string(facts(value.kind).name);
  return fmt::format("a list of {}", facts(value.element).plural);
}

std::optional<std::int64_t> gguf_integer(GgufKind kind, const char* bytes) {
  switch (kind) {
    case GgufKind::U8:
      return load<std::uint8_t>(bytes);
    case GgufKind::I8:
      return load<std::int8_t>(bytes);
    case GgufKind::U16:
      return load<std::uint16_t>(bytes);
    case GgufKind::I16:
      return load<std::int16_t>(bytes);
    case GgufKind::U32:
      return load<std::uint32_t>(bytes);
    case GgufKind::I32:
      return load<std::int32_t>(bytes);
    case GgufKind::I64:
      return load<std::int64_t>(bytes);
    case GgufKind::U64: {
      const auto number = load<std::uint64_t>(bytes);
      if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return std::nullopt;
      return static_cast<std::int64_t>(number);
    }
    default:
      return std::nullopt;
  }
}

std::optional<double> gguf_number(GgufKind kind, const char* bytes) {
  if (kind == GgufKind::F32) return load<float>(bytes);
  if (kind == GgufKind::F64) return load<double>(bytes);
  if (kind == GgufKind::U64) return static_cast<double>(load<std::uint64_t>(bytes));
  const auto integer = gguf_integer(kind, bytes);
  if (!integer) return std::nullopt;
  return static_cast<double>(*integer);
}

}  // namespace core
