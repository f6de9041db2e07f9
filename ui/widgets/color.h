// Arithmetic on colours: mixing, contrast, distance, and how colour-blind readers see them.
#pragma once

#include <imgui.h>

#include <array>

namespace ui {

// 0xRRGGBB to ImGui's packed colour, opaque.
constexpr ImU32 rgb(unsigned hex) {
  return 0xFF000000u | ((hex & 0xFFu) << 16) | (hex & 0xFF00u) | ((hex >> 16) & 0xFFu);
}

constexpr int red(ImU32 color) {
  return static_cast<int>(color & 0xFFu);
}
constexpr int green(ImU32 color) {
  return static_cast<int>((color >> 8) & 0xFFu);
}
constexpr int blue(ImU32 color) {
  return static_cast<int>((color >> 16) & 0xFFu);
}
constexpr int alpha(ImU32 color) {
  return static_cast<int>(color >> 24);
}

// The same colour with another opacity, 0 to 1.
ImU32 with_alpha(ImU32 color, float opacity);

// `amount` = 0 gives `from`, 1 gives `to`; mixed channel by channel as sRGB numbers, alpha too.
ImU32 mix(ImU32 from, ImU32 to, float amount);

ImVec4 to_vec4(ImU32 color);

// Relative luminance, 0 to 1, and contrast ratio, 1 to 21: WCAG 2.2, "relative luminance" and "contrast ratio".
// Alpha is ignored.
double relative_luminance(ImU32 color);
double contrast_ratio(ImU32 first, ImU32 second);

// How a reader sees the colour. The three dichromacies follow Machado, Oliveira, Fernandes 2009, "A
// Physiologically-based Model for Simulation of Color Vision Deficiency", table for severity 1.0.
enum class ColorVision { Typical, Protanopia, Deuteranopia, Tritanopia };
ImU32 simulate(ImU32 color, ColorVision vision);

// CIE L*a*b* for D65, 2 degrees. L in 0 to 100.
struct Lab {
  double lightness = 0;
  double a = 0;
  double b = 0;
};
Lab to_lab(ImU32 color);

// CIE 1976 difference, the distance in L*a*b*; about 2.3 is just noticeable.
double delta_e_1976(const Lab& first, const Lab& second);

// CIEDE2000 difference; about 1 is just noticeable. Sharma, Wu, Dalal 2005, equations 2 to 22.
double delta_e(const Lab& first, const Lab& second);
double delta_e(ImU32 first, ImU32 second);

// Ottosson's Oklab (2020), in which equal steps look equal; used to build colour maps.
struct Oklab {
  double lightness = 0;  // 0 to 1
  double a = 0;
  double b = 0;
};
Oklab to_oklab(ImU32 color);
ImU32 from_oklab(const Oklab& color);

}  // namespace ui
