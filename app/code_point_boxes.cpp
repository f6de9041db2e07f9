#include "app/code_point_boxes.h"

#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "ui/widgets/code_boxes.h"

namespace app {
namespace {

// Sixteen digits of 3 × 5 dots, a row three bits from the left.
constexpr std::array<std::array<unsigned char, 5>, 16> kDigits = {{{7, 5, 5, 5, 7},
                                                                   {2, 6, 2, 2, 7},
                                                                   {7, 1, 7, 4, 7},
                                                                   {7, 1, 7, 1, 7},
                                                                   {5, 5, 7, 1, 1},
                                                                   {7, 4, 7, 1, 7},
                                                                   {7, 4, 7, 5, 7},
                                                                   {7, 1, 1, 2, 2},
                                                                   {7, 5, 7, 5, 7},
                                                                   {7, 5, 7, 1, 7},
                                                                   {7, 5, 7, 5, 5},
                                                                   {6, 5, 6, 5, 6},
                                                                   {7, 4, 4, 4, 7},
                                                                   {6, 5, 5, 5, 6},
                                                                   {7, 4, 6, 4, 7},
                                                                   {7, 4, 6, 4, 4}}};

constexpr int kRows = 15;       // dots: frame, gap, digit, gap, digit, gap, frame
constexpr int kColumn = 4;      // dots of a digit and the gap behind it
constexpr float kShare = 0.9F;  // of the line's height, at most

// One box or a part of one, as dots.
struct Box {
  std::vector<std::array<unsigned, 2>> columns;  // the digits above and below
  bool left = true, right = true;                // edges
  int width() const { return static_cast<int>(columns.size()) * kColumn + (left ? 2 : 0) + (right ? 1 : 0); }
};

Box box_of(std::uint32_t code) {
  const std::uint32_t part = code - ui::kFirstBoxColumn;
  if (code >= ui::kFirstBoxColumn && part < ui::kBoxColumns) {
    const std::uint32_t place = part / 256;
    return {{{part / 16 % 16, part % 16}}, place == 0, place == 2};
  }
  return {{{code >> 12U & 0xFU, code >> 4U & 0xFU}, {code >> 8U & 0xFU, code & 0xFU}}, true, true};
}

bool is_set(const Box& box, int x, int y) {
  const int width = box.width();
  if (y == 0 || y == kRows - 1) return true;
  if (box.left && x == 0) return true;
  if (box.right && x == width - 1) return true;
  const int inner = x - (box.left ? 2 : 0);
  if (inner < 0 || inner / kColumn >= static_cast<int>(box.columns.size()) || inner % kColumn == 3) return false;
  const auto& digits = box.columns[static_cast<std::size_t>(inner / kColumn)];
  const int row = y < 7 ? y - 2 : y - 8;
  if (row < 0 || row >= 5) return false;
  const unsigned digit = digits[y < 7 ? 0 : 1];
  return (kDigits[digit][static_cast<std::size_t>(row)] >> (2 - inner % kColumn) & 1) != 0;
}

// Signs that only change how others look have no width of their own.
bool is_unseen(ImWchar code) {
  return (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0x200B && code <= 0x200F) || (code >= 0x2060 && code <= 0x2064);
}

constexpr ImWchar kFirstBoxed = 0xA0;  // controls are written by name

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar code, ImFontGlyph* glyph,
                float* only_advance) {
  if (code < kFirstBoxed) return false;
  const Box box = box_of(code);
  const float density = source->RasterizerDensity * baked->RasterizerDensity;
  const int dot = std::max(1, static_cast<int>(baked->Size * density * kShare / static_cast<float>(kRows)));
  const int width = box.width() * dot;
  const int height = kRows * dot;
  const float advance = is_unseen(code) ? 0 : static_cast<float>(width + (box.right ? dot : 0)) / density;
  if (only_advance != nullptr) {
    *only_advance = advance;
    return true;
  }
  glyph->Codepoint = code;
  glyph->AdvanceX = advance;
  if (is_unseen(code)) return true;
  const ImFontAtlasRectId id = ImFontAtlasPackAddRect(atlas, width, height);
  if (id == ImFontAtlasRectId_Invalid) return false;
  std::vector<unsigned char> pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const auto at = static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
      pixels[at] = is_set(box, x / dot, y / dot) ? 0xFF : 0;
    }
  }
  // It stands a little below the baseline, as high as the line leaves it.
  const float top = std::max(0.0F, std::floor((baked->Size - static_cast<float>(height) / density) / 2));
  glyph->X0 = 0;
  glyph->Y0 = top;
  glyph->X1 = static_cast<float>(width) / density;
  glyph->Y1 = top + static_cast<float>(height) / density;
  glyph->Visible = true;
  glyph->PackId = id;
  ImTextureRect* rect = ImFontAtlasPackGetRect(atlas, id);
  ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, rect, pixels.data(), ImTextureFormat_Alpha8, width);
  return true;
}

// It says of no character that it is in the font: it stands in for what is not.
const ImFontLoader& box_loader() {
  static const ImFontLoader kLoader = [] {
    ImFontLoader loader;
    loader.Name = "code points";
    loader.FontBakedLoadGlyph = load_glyph;
    return loader;
  }();
  return kLoader;
}

}  // namespace

void add_code_point_boxes(ImFontAtlas& atlas, ImFont& font) {
  ImFontConfig config;
  config.MergeMode = true;
  config.DstFont = &font;
  config.SizePixels = 16;
  config.FontLoader = &box_loader();
  atlas.AddFont(&config);
}

}  // namespace app
