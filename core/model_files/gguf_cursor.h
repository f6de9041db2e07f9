// Walking through the bytes of a GGUF file from front to back, never beyond their end.
#pragma once

#include <fmt/format.h>

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "core/error.h"

namespace core {

static_assert(std::endian::native == std::endian::little, "the file holds little-endian numbers");

class GgufCursor {
 public:
  // `source` names the file in messages. The bytes outlive the cursor.
  GgufCursor(std::string_view bytes, std::string source) : bytes_(bytes), source_(std::move(source)) {}

  std::size_t position() const { return position_; }
  std::size_t remaining() const { return bytes_.size() - position_; }
  const std::string& source() const { return source_; }

  // `what` says in a message what the bytes were to be. Each throws Error where the file ends before.
  std::string_view take(std::uint64_t count, std::string_view what) {
    if (count > remaining()) {
      throw Error(fmt::format("{} ends within {} at byte {}", source_, what, position_),
                  fmt::format("{} more bytes, not {}", count, remaining()),
                  "the file is cut short, a download that stopped, or a length in it is damaged");
    }
    const std::string_view taken = bytes_.substr(position_, static_cast<std::size_t>(count));
    position_ += taken.size();
    return taken;
  }

  template <class Number>
  Number number(std::string_view what) {
    Number number{};
    std::memcpy(&number, take(sizeof(Number), what).data(), sizeof(Number));
    return number;
  }

  // A length of 64 bits and so many bytes.
  std::string_view text(std::string_view what) { return take(number<std::uint64_t>(what), what); }

  // A count of things that take at least `smallest` bytes each: what a damaged count claims is never waited for.
  std::uint64_t count(std::size_t smallest, std::string_view what) {
    const auto count = number<std::uint64_t>(what);
    if (count > remaining() / smallest) {
      throw Error(fmt::format("{} says that it holds {} {}", source_, count, what),
                  fmt::format("no more than fit into the {} bytes that follow", remaining()),
                  "the file is cut short, or the number is damaged");
    }
    return count;
  }

 private:
  std::string_view bytes_;
  std::string source_;
  std::size_t position_ = 0;
};

}  // namespace core
