#include "app/frame_pacing.h"

#include <algorithm>
#include <cstring>

namespace app {
namespace {

constexpr double kFrame = 1.0 / 60;
constexpr double kTooltipStep = 0.1;
constexpr double kTooltipTime = 0.6;  // tooltips open after 0.4 s
constexpr double kCursorBlink = 0.4;
constexpr int kFramesAfterEvent = 3;

// A multiply-and-shift hash over 8 bytes at a time, in the manner of Steele and Vigna's SplitMix64.
class Hash {
 public:
  void add(const void* bytes, std::size_t size) {
    const auto* at = static_cast<const unsigned char*>(bytes);
    for (; size >= 8; size -= 8, at += 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, at, 8);
      stir(word);
    }
    std::uint64_t rest = size;
    std::memcpy(&rest, at, size);
    stir(rest ^ (std::uint64_t{size} << 56));
  }
  template <typename Value>
  void add(const Value& value) {
    add(&value, sizeof(value));
  }
  std::uint64_t value() const { return state_; }

 private:
  void stir(std::uint64_t word) {
    state_ = (state_ ^ word) * 0xBF58476D1CE4E5B9u;
    state_ ^= state_ >> 31;
  }
  std::uint64_t state_ = 0x9E3779B97F4A7C15u;
};

}  // namespace

void FrameSchedule::note_event(double now) {
  last_event_ = now;
  frames_since_event_ = 0;
}

std::optional<double> FrameSchedule::wait(double now, bool moving, bool typing) const {
  if (frames_since_event_ < kFramesAfterEvent || moving) return kFrame;
  if (now - last_event_ < kTooltipTime) return kTooltipStep;
  if (typing) return kCursorBlink;
  return std::nullopt;
}

std::uint64_t picture_hash(const ImDrawData& data, ImU32 background) {
  Hash hash;
  hash.add(background);
  hash.add(data.DisplayPos);
  hash.add(data.DisplaySize);
  hash.add(data.FramebufferScale);
  for (const ImDrawList* list : data.CmdLists) {
    hash.add(list->VtxBuffer.Data, static_cast<std::size_t>(list->VtxBuffer.size_in_bytes()));
    hash.add(list->IdxBuffer.Data, static_cast<std::size_t>(list->IdxBuffer.size_in_bytes()));
    for (const ImDrawCmd& command : list->CmdBuffer) {
      hash.add(command.ClipRect);
      hash.add(command.ElemCount);
      hash.add(command.VtxOffset);
      hash.add(command.IdxOffset);
      hash.add(command.TexRef._TexData);
    }
  }
  return hash.value();
}

bool has_texture_requests(const ImDrawData& data) {
  if (data.Textures == nullptr) return false;
  return std::any_of(data.Textures->begin(), data.Textures->end(),
                     [](const ImTextureData* texture) { return texture->Status != ImTextureStatus_OK; });
}

}  // namespace app
