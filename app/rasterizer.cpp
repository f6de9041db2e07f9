#include "app/rasterizer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <optional>

#include "app/triangle.h"

namespace app {
namespace {

using raster::Bounds;
using raster::Corner;
using raster::kChannels;
using raster::kOne;
using raster::kSubpixels;
using raster::Triangle;
using raster::Walk;
using raster::Wide;

constexpr float kFarthest = 1 << 20;  // vertices beyond this many pixels are broken, not drawn

// value / 255, rounded, for 0 to 255 * 255.
int divide_by_255(int value) {
  const int rounded = value + 128;
  return (rounded + (rounded >> 8)) >> 8;
}

void blend(std::uint8_t* target, const std::array<int, kChannels>& source) {
  const int opacity = source[3];
  if (opacity == 0) return;
  const int rest = 255 - opacity;
  for (std::size_t c = 0; c < 3; ++c) {
    target[c] = static_cast<std::uint8_t>(divide_by_255(source[c] * opacity + target[c] * rest));
  }
  target[3] = static_cast<std::uint8_t>(opacity + divide_by_255(target[3] * rest));
}

class Sampler {
 public:
  explicit Sampler(const ImTextureData& texture) : texture_(texture) {}

  double width() const { return texture_.Width; }
  double height() const { return texture_.Height; }

  // Linear filter with weights of 8 bits; coordinates in texels, fixed point, clamped at the edge.
  std::array<int, kChannels> at(Wide u, Wide v) const {
    const Wide left = u - kOne / 2;
    const Wide top = v - kOne / 2;
    const int x = static_cast<int>(left >> 16);
    const int y = static_cast<int>(top >> 16);
    const int right_share = static_cast<int>((left >> 8) & 255);
    const int lower_share = static_cast<int>((top >> 8) & 255);
    const unsigned char* upper_left = texel(x, y);
    const unsigned char* upper_right = texel(x + 1, y);
    const unsigned char* lower_left = texel(x, y + 1);
    const unsigned char* lower_right = texel(x + 1, y + 1);
    std::array<int, kChannels> result{};
    for (std::size_t c = 0; c < kChannels; ++c) {
      const int upper = upper_left[c] * (256 - right_share) + upper_right[c] * right_share;
      const int lower = lower_left[c] * (256 - right_share) + lower_right[c] * right_share;
      result[c] = (upper * (256 - lower_share) + lower * lower_share + 32768) >> 16;
    }
    return result;
  }

 private:
  const unsigned char* texel(int x, int y) const {
    const int column = std::clamp(x, 0, texture_.Width - 1);
    const int row = std::clamp(y, 0, texture_.Height - 1);
    return texture_.Pixels + (static_cast<std::size_t>(row) * texture_.Width + column) * kChannels;
  }

  const ImTextureData& texture_;
};

std::array<int, kChannels> modulate(const std::array<int, kChannels>& color, const std::array<int, kChannels>& texel) {
  std::array<int, kChannels> result{};
  for (std::size_t c = 0; c < kChannels; ++c) result[c] = divide_by_255(color[c] * texel[c]);
  return result;
}

// Nearly all pixels: one colour over the whole triangle.
void fill_flat(const Triangle& triangle, const Bounds& box, const std::array<int, kChannels>& color, Picture& target) {
  const std::uint8_t solid[kChannels] = {static_cast<std::uint8_t>(color[0]), static_cast<std::uint8_t>(color[1]),
                                         static_cast<std::uint8_t>(color[2]), static_cast<std::uint8_t>(color[3])};
  if (color[3] == 0) return;
  for (int y = box.top; y < box.bottom; ++y) {
    const auto [first, last] = triangle.span(box, y);
    if (last < first) continue;
    std::uint8_t* pixel = target.pixel(first, y);
    for (int x = first; x <= last; ++x, pixel += kChannels) {
      if (color[3] == 255) {
        std::memcpy(pixel, solid, kChannels);
      } else {
        blend(pixel, color);
      }
    }
  }
}

std::array<Walk, kChannels> color_walks(const Triangle& triangle, int x, int y) {
  std::array<Walk, kChannels> walks;
  for (std::size_t c = 0; c < kChannels; ++c) {
    walks[c] = triangle.walk(triangle.a().rgba[c], triangle.b().rgba[c], triangle.c().rgba[c], x, y);
  }
  return walks;
}

std::array<int, kChannels> color_of(const std::array<Walk, kChannels>& walks) {
  std::array<int, kChannels> color{};
  for (std::size_t c = 0; c < kChannels; ++c) {
    color[c] = static_cast<int>(std::clamp<Wide>((walks[c].value + kOne / 2) >> 16, 0, 255));
  }
  return color;
}

void fill_varying(const Triangle& triangle, const Bounds& box, const Sampler& sampler, Picture& target) {
  const bool one_color = triangle.one_color();
  for (int y = box.top; y < box.bottom; ++y) {
    const auto [first, last] = triangle.span(box, y);
    if (last < first) continue;
    Walk u = triangle.walk(triangle.a().u * sampler.width(), triangle.b().u * sampler.width(),
                           triangle.c().u * sampler.width(), first, y);
    Walk v = triangle.walk(triangle.a().v * sampler.height(), triangle.b().v * sampler.height(),
                           triangle.c().v * sampler.height(), first, y);
    std::array<Walk, kChannels> walks = color_walks(triangle, first, y);
    std::uint8_t* pixel = target.pixel(first, y);
    for (int x = first; x <= last; ++x, pixel += kChannels) {
      blend(pixel, modulate(one_color ? triangle.a().rgba : color_of(walks), sampler.at(u.value, v.value)));
      u.value += u.step;
      v.value += v.step;
      if (!one_color) {
        for (Walk& walk : walks) walk.value += walk.step;
      }
    }
  }
}

void fill(const Triangle& triangle, const Bounds& clip, const Sampler& sampler, Picture& target) {
  const std::optional<Bounds> box = triangle.rows(clip);
  if (!box) return;
  if (triangle.one_color() && triangle.one_texel()) {
    const auto u = static_cast<Wide>(std::floor(triangle.a().u * sampler.width() * kOne));
    const auto v = static_cast<Wide>(std::floor(triangle.a().v * sampler.height() * kOne));
    fill_flat(triangle, *box, modulate(triangle.a().rgba, sampler.at(u, v)), target);
  } else {
    fill_varying(triangle, *box, sampler, target);
  }
}

class Painter {
 public:
  Painter(const ImDrawData& data, Picture& target) : data_(data), target_(target) {}

  void paint(const ImDrawList& list) {
    for (const ImDrawCmd& command : list.CmdBuffer) {
      if (command.UserCallback != nullptr) continue;  // there is no renderer whose state it could set
      const Bounds clip = clip_of(command.ClipRect);
      const ImTextureData* texture = command.TexRef._TexData;
      if (clip.left >= clip.right || clip.top >= clip.bottom || texture == nullptr || texture->Pixels == nullptr)
        continue;
      IM_ASSERT(texture->Format == ImTextureFormat_RGBA32);  // of the atlas and of every TextureSet
      const Sampler sampler(*texture);
      for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
        paint_triangle(list, command, i, clip, sampler);
      }
    }
  }

 private:
  Bounds clip_of(const ImVec4& rect) const {
    const auto pixels = [](float position, float origin, float scale, int end) {
      return static_cast<int>(std::clamp((position - origin) * scale, 0.0F, static_cast<float>(end)));
    };
    const ImVec2 scale = data_.FramebufferScale;
    return {pixels(rect.x, data_.DisplayPos.x, scale.x, target_.width),
            pixels(rect.y, data_.DisplayPos.y, scale.y, target_.height),
            pixels(rect.z, data_.DisplayPos.x, scale.x, target_.width),
            pixels(rect.w, data_.DisplayPos.y, scale.y, target_.height)};
  }

  std::optional<Corner> corner(const ImDrawVert& vertex) const {
    const float x = (vertex.pos.x - data_.DisplayPos.x) * data_.FramebufferScale.x;
    const float y = (vertex.pos.y - data_.DisplayPos.y) * data_.FramebufferScale.y;
    if (!(std::abs(x) < kFarthest) || !(std::abs(y) < kFarthest)) return std::nullopt;
    Corner result{static_cast<Wide>(std::floor(x * kSubpixels + 0.5F)),
                  static_cast<Wide>(std::floor(y * kSubpixels + 0.5F)),
                  vertex.uv.x,
                  vertex.uv.y,
                  {}};
    for (unsigned c = 0; c < kChannels; ++c) result.rgba[c] = static_cast<int>((vertex.col >> (8 * c)) & 255);
    return result;
  }

  void paint_triangle(const ImDrawList& list, const ImDrawCmd& command, unsigned first, const Bounds& clip,
                      const Sampler& sampler) {
    std::array<std::optional<Corner>, 3> corners;
    for (unsigned k = 0; k < 3; ++k) {
      const unsigned index = list.IdxBuffer[static_cast<int>(command.IdxOffset + first + k)];
      corners[k] = corner(list.VtxBuffer[static_cast<int>(command.VtxOffset + index)]);
      if (!corners[k]) return;
    }
    auto& [a, b, c] = corners;
    const Wide area = (b->x - a->x) * (c->y - a->y) - (b->y - a->y) * (c->x - a->x);
    if (area == 0) return;
    if (area < 0) std::swap(b, c);
    fill(Triangle(*a, *b, *c, std::abs(area)), clip, sampler, target_);
  }

  const ImDrawData& data_;
  Picture& target_;
};

}  // namespace

void serve_textures(ImDrawData& data) {
  if (data.Textures == nullptr) return;
  for (ImTextureData* texture : *data.Textures) {
    if (texture->Status == ImTextureStatus_WantCreate) {
      texture->SetTexID(static_cast<ImTextureID>(reinterpret_cast<std::uintptr_t>(texture)));
      texture->SetStatus(ImTextureStatus_OK);
    } else if (texture->Status == ImTextureStatus_WantUpdates) {
      texture->SetStatus(ImTextureStatus_OK);
    } else if (texture->Status == ImTextureStatus_WantDestroy && texture->UnusedFrames > 0) {
      texture->SetTexID(ImTextureID_Invalid);
      texture->SetStatus(ImTextureStatus_Destroyed);
    }
  }
}

void rasterize(const ImDrawData& data, Picture& target) {
  Painter painter(data, target);
  for (const ImDrawList* list : data.CmdLists) painter.paint(*list);
}

}  // namespace app
