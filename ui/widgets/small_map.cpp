#include "ui/widgets/small_map.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <span>

#include "ui/widgets/colormap.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/map_frame.h"

namespace ui {

namespace {

std::uint64_t look_of(const Style& style, const SmallMapSpec& spec) {
  const std::uint64_t look = static_cast<std::uint64_t>(style.theme) * 64 +
                             static_cast<std::uint64_t>(style.color_map) * 8 + (spec.is_signed ? 1 : 0);
  return spec.version * 1024 + look + static_cast<std::uint64_t>(std::hash<float>()(spec.full)) * 31;
}

void fill(const Style& style, const SmallMapSpec& spec, int width, int height, std::span<ImU32> pixels) {
  const ImVec2 cell(static_cast<float>(width) / static_cast<float>(spec.values->cols()),
                    static_cast<float>(height) / static_cast<float>(spec.values->rows()));
  const core::Matrix values = pooled(*spec.values, ImVec2(0, 0), cell, width, height, spec.is_signed);
  const float full = std::max(spec.full, 1e-6F);
  std::size_t at = 0;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x, ++at) {
      const float share = values(y, x) / full;
      pixels[at] = spec.is_signed ? sample_signed(style.theme, share) : sample(style.color_map, style.theme, share);
    }
  }
}

}  // namespace

void draw_small_map(const Ui& ui, std::string_view name, const ImRect& rect, const SmallMapSpec& spec) {
  const Style& style = ui.style;
  const int width = static_cast<int>(rect.GetWidth());
  const int height = static_cast<int>(rect.GetHeight());
  if (width < 1 || height < 1) return;
  if (spec.values == nullptr || spec.values->size() == 0) {
    fill_rect(rect, style.palette.raised);
  } else {
    const ImTextureRef texture =
        ui.textures.get(name, width, height, look_of(style, spec),
                        [&](std::span<ImU32> pixels) { fill(style, spec, width, height, pixels); });
    ImGui::GetWindowDrawList()->AddImage(texture, rect.Min, rect.Max);
    if (spec.row >= 0 && spec.row < spec.values->rows()) {
      const float side = rect.GetHeight() / static_cast<float>(spec.values->rows());
      const float top = std::floor(rect.Min.y + side * static_cast<float>(spec.row));
      const float bottom = std::max(top + 3, std::ceil(rect.Min.y + side * static_cast<float>(spec.row + 1)));
      stroke_rect(ImRect(rect.Min.x, top, rect.Max.x, bottom), style.palette.weight, 0, style.hairline());
    }
  }
  stroke_rect(rect, style.palette.line, 0, style.hairline());
}

}  // namespace ui
