// Signs above U+FFFF on their way through ImGui's queue of typed letters, which has 16 bits for each: such a sign goes
// as four stand-ins, and the field that reads them puts it together again (text_entry.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ui {

// Stand-ins are 32 of Unicode's noncharacters, which no text may exchange; each carries five of a sign's twenty bits.
inline constexpr std::uint32_t kFirstStandIn = 0xFDD0, kStandIns = 32;
inline constexpr std::uint32_t kFirstLongSign = 0x10000, kLastSign = 0x10FFFF, kUnknownSign = 0xFFFD;

// What to queue for one typed sign: itself, or four stand-ins. What is no sign (a stand-in itself, half a surrogate)
// becomes U+FFFD.
std::vector<std::uint32_t> queued_letters(std::uint32_t sign);

// Reads the queue letter by letter.
class QueuedLetters {
 public:
  static bool is_stand_in(std::uint32_t letter);
  // Takes the next letter; a stand-in gives its sign with the last of four. A group that another letter breaks is
  // dropped.
  std::optional<std::uint32_t> take(std::uint32_t letter);

 private:
  std::uint32_t bits_ = 0;
  int taken_ = 0;
};

// Whether a text holds signs above U+FFFF or stand-ins.
bool has_unusual_signs(std::string_view text);

// Queues one typed sign for ImGui's current context.
void type_sign(std::uint32_t sign);

}  // namespace ui
