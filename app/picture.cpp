#include "app/picture.h"

#include <cairo.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "core/error.h"
#include "core/files.h"

namespace app {
namespace {

struct DestroySurface {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};

// Cairo keeps a pixel as one native 32-bit number, blue lowest.
std::vector<std::uint32_t> to_cairo(const Picture& picture) {
  std::vector<std::uint32_t> pixels(static_cast<std::size_t>(picture.width) * picture.height);
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    const std::uint8_t* rgba = picture.rgba.data() + i * 4;
    pixels[i] = (std::uint32_t{rgba[0]} << 16) | (std::uint32_t{rgba[1]} << 8) | rgba[2];
  }
  return pixels;
}

cairo_status_t append(void* target, const unsigned char* bytes, unsigned length) {
  static_cast<std::string*>(target)->append(reinterpret_cast<const char*>(bytes), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Picture::Picture(int columns, int rows, std::uint32_t color)
    : width(columns), height(rows), rgba(static_cast<std::size_t>(columns) * rows * 4) {
  for (std::size_t i = 0; i < rgba.size(); ++i) rgba[i] = static_cast<std::uint8_t>(color >> (8 * (i % 4)));
}

std::uint32_t Picture::color_at(int x, int y) const {
  const std::uint8_t* at = pixel(x, y);
  return std::uint32_t{at[0]} | (std::uint32_t{at[1]} << 8) | (std::uint32_t{at[2]} << 16) |
         (std::uint32_t{at[3]} << 24);
}

int largest_difference(const Picture& first, const Picture& second) {
  if (first.width != second.width || first.height != second.height) return 256;
  int largest = 0;
  for (std::size_t i = 0; i < first.rgba.size(); ++i) {
    largest = std::max(largest, std::abs(int{first.rgba[i]} - int{second.rgba[i]}));
  }
  return largest;
}

std::string to_png(const Picture& picture) {
  std::vector<std::uint32_t> pixels = to_cairo(picture);
  const int stride = picture.width * 4;
  const std::unique_ptr<cairo_surface_t, DestroySurface> surface(cairo_image_surface_create_for_data(
      reinterpret_cast<unsigned char*>(pixels.data()), CAIRO_FORMAT_RGB24, picture.width, picture.height, stride));
  std::string bytes;
  const cairo_status_t status = cairo_surface_write_to_png_stream(surface.get(), append, &bytes);
  if (status != CAIRO_STATUS_SUCCESS) {
    throw core::Error("The picture could not be encoded: " + std::string(cairo_status_to_string(status)),
                      "a picture of at most 32,767 pixels a side", "it is too large");
  }
  return bytes;
}

void write_png(const Picture& picture, const std::filesystem::path& path) {
  core::write_file_atomically(path, to_png(picture));
}

Picture read_png(const std::filesystem::path& path) {
  const std::unique_ptr<cairo_surface_t, DestroySurface> surface(cairo_image_surface_create_from_png(path.c_str()));
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return {};
  if (cairo_image_surface_get_format(surface.get()) != CAIRO_FORMAT_ARGB32) return {};
  Picture picture(cairo_image_surface_get_width(surface.get()), cairo_image_surface_get_height(surface.get()));
  const unsigned char* rows = cairo_image_surface_get_data(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      const unsigned char* bgra = rows + static_cast<std::ptrdiff_t>(y) * stride + static_cast<std::ptrdiff_t>(x) * 4;
      std::uint8_t* rgba = picture.pixel(x, y);
      const int opacity = bgra[3];
      for (int c = 0; c < 3; ++c) {  // cairo multiplies colours with their opacity
        rgba[c] = static_cast<std::uint8_t>(opacity == 0 ? 0 : std::min(255, bgra[2 - c] * 255 / opacity));
      }
      rgba[3] = static_cast<std::uint8_t>(opacity);
    }
  }
  return picture;
}

}  // namespace app
