// A large map as one picture: the cells that share a pixel are pooled, so that no strong one is lost.
#include <algorithm>
#include <functional>
#include <limits>
#include <vector>

#include "ui/widgets/heatmap_paint.h"

namespace ui {
namespace {

std::uint64_t mixed(std::uint64_t seed, std::uint64_t value) {
  return (seed ^ value) * 0x9E3779B97F4A7C15ULL + (seed >> 29);
}

std::uint64_t float_bits(float value) {
  return static_cast<std::uint64_t>(std::hash<float>()(value));
}

// Everything that the picture of a large map depends on.
std::uint64_t picture_version(const Style& style, const MapFrame& frame, const HeatmapSpec& spec) {
  std::uint64_t version = mixed(spec.version, static_cast<std::uint64_t>(style.theme));
  version = mixed(version, static_cast<std::uint64_t>(style.color_map));
  for (const float value : {frame.cell, frame.origin.x, frame.origin.y, spec.full, spec.full_by_row ? 1.0F : 0.0F,
                            spec.is_signed ? 1.0F : 0.0F, frame.gap}) {
    version = mixed(version, float_bits(value));
  }
  for (const core::Index column : spec.set_aside) version = mixed(version, static_cast<std::uint64_t>(column) + 7);
  return version;
}

std::vector<float> row_fulls(const MapFrame& frame, const HeatmapSpec& spec, int height) {
  std::vector<float> fulls(static_cast<std::size_t>(height), spec.full);
  if (!spec.full_by_row) return fulls;
  for (int y = 0; y < height; ++y) {
    const auto row = frame.row_at(frame.area.Min.y + static_cast<float>(y) + 0.5F);
    if (row) fulls[static_cast<std::size_t>(y)] = row_full(spec, *row);
  }
  return fulls;
}

// Columns set aside recede to a third of their colour where there is no room for a frame.
void recede_columns(const Style& style, const MapFrame& frame, const HeatmapSpec& spec, int width, int height,
                    std::span<ImU32> pixels) {
  for (const core::Index column : spec.set_aside) {
    const float left = frame.column_edge(column) - frame.area.Min.x;
    const float right = std::max(left + 1, frame.column_edge(column + 1) - frame.area.Min.x);
    for (int x = std::max(0, static_cast<int>(left)); x < std::min(width, static_cast<int>(right)); ++x) {
      for (int y = 0; y < height; ++y) {
        ImU32& pixel =
            pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
        pixel = mix(style.palette.panel, pixel, 0.35F);
      }
    }
  }
}

}  // namespace

void fill_map_picture(const Style& style, const MapFrame& frame, const HeatmapSpec& spec, int width, int height,
                      std::span<ImU32> pixels) {
  const ImVec2 cell(frame.cell, frame.cell);
  const core::Matrix values = pooled(*spec.values, frame.origin, cell, width, height, spec.is_signed);
  const bool masks = spec.scaled != nullptr && spec.scaled->size() > 0;
  const core::Matrix scaled =
      masks ? pooled(*spec.scaled, frame.origin, cell, width, height) : core::Matrix::Zero(0, 0);
  const std::vector<float> fulls = row_fulls(frame, spec, height);
  const ImU32 masked = masked_color(style);
  std::size_t at = 0;
  for (int y = 0; y < height; ++y) {
    const float full = fulls[static_cast<std::size_t>(y)];
    for (int x = 0; x < width; ++x, ++at) {
      const bool hidden = masks && scaled(y, x) == -std::numeric_limits<float>::infinity();
      pixels[at] = hidden ? masked : cell_color(style, spec, values(y, x), full);
    }
  }
  recede_columns(style, frame, spec, width, height, pixels);
}

void paint_picture(const Ui& ui, const MapFrame& frame, const HeatmapSpec& spec) {
  const int width = static_cast<int>(frame.area.GetWidth());
  const int height = static_cast<int>(frame.area.GetHeight());
  if (width < 1 || height < 1) return;
  const ImTextureRef texture =
      ui.textures.get(spec.name, width, height, picture_version(ui.style, frame, spec),
                      [&](std::span<ImU32> pixels) { fill_map_picture(ui.style, frame, spec, width, height, pixels); });
  ImGui::GetWindowDrawList()->AddImage(
      texture, frame.area.Min,
      ImVec2(frame.area.Min.x + static_cast<float>(width), frame.area.Min.y + static_cast<float>(height)));
}

}  // namespace ui
