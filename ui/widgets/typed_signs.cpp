#include "ui/widgets/typed_signs.h"

#include <imgui.h>

#include "core/characters.h"

namespace ui {
namespace {

constexpr std::uint32_t kBits = 5;  // of a sign in one stand-in
constexpr int kGroup = 4;

bool is_surrogate(std::uint32_t sign) {
  return sign >= 0xD800 && sign <= 0xDFFF;
}

}  // namespace

bool QueuedLetters::is_stand_in(std::uint32_t letter) {
  return letter >= kFirstStandIn && letter < kFirstStandIn + kStandIns;
}

std::vector<std::uint32_t> queued_letters(std::uint32_t sign) {
  if (sign > kLastSign || is_surrogate(sign) || QueuedLetters::is_stand_in(sign)) return {kUnknownSign};
  if (sign < kFirstLongSign) return {sign};
  std::vector<std::uint32_t> letters;
  for (std::uint32_t place = kGroup; place-- > 0;) {
    letters.push_back(kFirstStandIn + ((sign - kFirstLongSign) >> (place * kBits)) % kStandIns);
  }
  return letters;
}

std::optional<std::uint32_t> QueuedLetters::take(std::uint32_t letter) {
  if (!is_stand_in(letter)) {
    *this = {};
    return letter;
  }
  bits_ = (bits_ << kBits) | (letter - kFirstStandIn);
  if (++taken_ < kGroup) return {};
  const std::uint32_t sign = kFirstLongSign + bits_;
  *this = {};
  return sign;
}

bool has_unusual_signs(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const core::Character character = core::character_at(text, at);
    const auto code = static_cast<std::uint32_t>(character.code);
    if (character.code >= 0 && (code >= kFirstLongSign || QueuedLetters::is_stand_in(code))) return true;
    at += character.size;
  }
  return false;
}

void type_sign(std::uint32_t sign) {
  for (const std::uint32_t letter : queued_letters(sign)) ImGui::GetIO().AddInputCharacter(letter);
}

}  // namespace ui
