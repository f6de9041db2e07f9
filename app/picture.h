// A picture in memory, and as a PNG file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace app {

struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgba;  // [height, width, 4], not premultiplied, from the top

  Picture() = default;
  Picture(int columns, int rows, std::uint32_t color = 0);  // color as ImGui packs it: red in the lowest byte
  std::uint8_t* pixel(int x, int y) { return rgba.data() + (static_cast<std::size_t>(y) * width + x) * 4; }
  const std::uint8_t* pixel(int x, int y) const { return rgba.data() + (static_cast<std::size_t>(y) * width + x) * 4; }
  std::uint32_t color_at(int x, int y) const;
  bool operator==(const Picture&) const = default;
};

// The largest difference of any channel of any pixel, 0 to 255; 256 when the sizes differ.
int largest_difference(const Picture& first, const Picture& second);

// The same picture always gives the same bytes (of one version of cairo). The colours must be opaque.
std::string to_png(const Picture& picture);

// Writes a temporary file beside the target and renames it. Throws core::Error when the path cannot be written.
void write_png(const Picture& picture, const std::filesystem::path& path);

// A PNG file with an alpha channel, such as an icon; an empty picture when the file is none.
Picture read_png(const std::filesystem::path& path);

}  // namespace app
