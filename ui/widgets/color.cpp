#include "ui/widgets/color.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ui {
namespace {

using Triple = std::array<double, 3>;
using Transform = std::array<Triple, 3>;

// A map of thousands of cells asks for the luminance of each, so the 256 levels are computed once.
double to_linear(int channel) {
  static const std::array<double, 256> kLevels = [] {
    std::array<double, 256> levels{};
    for (std::size_t i = 0; i < levels.size(); ++i) {
      const double value = static_cast<double>(i) / 255;
      levels[i] = value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    }
    return levels;
  }();
  return kLevels[static_cast<std::size_t>(channel)];
}

unsigned to_channel(double linear) {
  const double bounded = std::clamp(linear, 0.0, 1.0);
  const double value = bounded <= 0.0031308 ? bounded * 12.92 : 1.055 * std::pow(bounded, 1 / 2.4) - 0.055;
  return static_cast<unsigned>(std::lround(value * 255));
}

Triple linear(ImU32 color) {
  return {to_linear(red(color)), to_linear(green(color)), to_linear(blue(color))};
}

ImU32 from_linear(const Triple& color, int opacity) {
  return to_channel(color[0]) | (to_channel(color[1]) << 8) | (to_channel(color[2]) << 16) |
         (static_cast<ImU32>(opacity) << 24);
}

Triple transformed(const Transform& transform, const Triple& value) {
  Triple result{};
  for (size_t row = 0; row < 3; ++row) {
    result[row] = transform[row][0] * value[0] + transform[row][1] * value[1] + transform[row][2] * value[2];
  }
  return result;
}

// Machado et al. 2009, severity 1.0, on linear sRGB.
constexpr Transform kProtanopia{{{0.152286, 1.052583, -0.204868},  //
                                 {0.114503, 0.786281, 0.099216},
                                 {-0.003882, -0.048116, 1.051998}}};
constexpr Transform kDeuteranopia{{{0.367322, 0.860646, -0.227968},  //
                                   {0.280085, 0.672501, 0.047413},
                                   {-0.011820, 0.042940, 0.968881}}};
constexpr Transform kTritanopia{{{1.255528, -0.076749, -0.178779},  //
                                 {-0.078411, 0.930809, 0.147602},
                                 {0.004733, 0.691367, 0.303900}}};

// IEC 61966-2-1: linear sRGB to CIE XYZ, white D65.
constexpr Transform kToXyz{{{0.4124564, 0.3575761, 0.1804375},  //
                            {0.2126729, 0.7151522, 0.0721750},
                            {0.0193339, 0.1191920, 0.9503041}}};
constexpr Triple kWhite{0.95047, 1.0, 1.08883};

double lab_curve(double ratio) {
  constexpr double kEpsilon = 216.0 / 24389.0;
  constexpr double kKappa = 24389.0 / 27.0;
  return ratio > kEpsilon ? std::cbrt(ratio) : (kKappa * ratio + 16) / 116;
}

double radians(double degrees) {
  return degrees * std::numbers::pi / 180;
}

double hue_degrees(double a, double b) {
  if (a == 0 && b == 0) return 0;
  const double angle = std::atan2(b, a) * 180 / std::numbers::pi;
  return angle < 0 ? angle + 360 : angle;
}

// The difference of two hues by the shorter way round, degrees. Sharma et al. 2005, equation 10.
double hue_difference(double first, double second) {
  const double difference = second - first;
  if (difference > 180) return difference - 360;
  if (difference < -180) return difference + 360;
  return difference;
}

// Sharma et al. 2005, equation 14.
double hue_mean(double first, double second) {
  const double sum = first + second;
  if (std::abs(first - second) <= 180) return sum / 2;
  return sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
}

// c^7 / (c^7 + 25^7), under a root: the chroma weight of CIEDE2000.
double chroma_weight(double chroma) {
  const double power = std::pow(chroma, 7);
  return std::sqrt(power / (power + std::pow(25.0, 7)));
}

}  // namespace

ImU32 with_alpha(ImU32 color, float opacity) {
  const auto bits = static_cast<ImU32>(std::lround(std::clamp(opacity, 0.0F, 1.0F) * 255));
  return (color & 0x00FFFFFFu) | (bits << 24);
}

ImU32 mix(ImU32 from, ImU32 to, float amount) {
  const float share = std::clamp(amount, 0.0F, 1.0F);
  ImU32 result = 0;
  for (int shift = 0; shift < 32; shift += 8) {
    const auto start = static_cast<float>((from >> shift) & 0xFFu);
    const auto end = static_cast<float>((to >> shift) & 0xFFu);
    result |= static_cast<ImU32>(std::lround(start + (end - start) * share)) << shift;
  }
  return result;
}

ImVec4 to_vec4(ImU32 color) {
  return {static_cast<float>(red(color)) / 255, static_cast<float>(green(color)) / 255,
          static_cast<float>(blue(color)) / 255, static_cast<float>(alpha(color)) / 255};
}

double relative_luminance(ImU32 color) {
  const Triple value = linear(color);
  return 0.2126 * value[0] + 0.7152 * value[1] + 0.0722 * value[2];
}

double contrast_ratio(ImU32 first, ImU32 second) {
  const double a = relative_luminance(first);
  const double b = relative_luminance(second);
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

ImU32 simulate(ImU32 color, ColorVision vision) {
  switch (vision) {
    case ColorVision::Protanopia:
      return from_linear(transformed(kProtanopia, linear(color)), alpha(color));
    case ColorVision::Deuteranopia:
      return from_linear(transformed(kDeuteranopia, linear(color)), alpha(color));
    case ColorVision::Tritanopia:
      return from_linear(transformed(kTritanopia, linear(color)), alpha(color));
    case ColorVision::Typical:
      break;
  }
  return color;
}

Lab to_lab(ImU32 color) {
  const Triple xyz = transformed(kToXyz, linear(color));
  const double x = lab_curve(xyz[0] / kWhite[0]);
  const double y = lab_curve(xyz[1] / kWhite[1]);
  const double z = lab_curve(xyz[2] / kWhite[2]);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double delta_e_1976(const Lab& first, const Lab& second) {
  return std::hypot(second.lightness - first.lightness, second.a - first.a, second.b - first.b);
}

double delta_e(const Lab& first, const Lab& second) {
  const double mean_chroma = (std::hypot(first.a, first.b) + std::hypot(second.a, second.b)) / 2;
  const double stretch = 1 + 0.5 * (1 - chroma_weight(mean_chroma));
  const double chroma1 = std::hypot(first.a * stretch, first.b);
  const double chroma2 = std::hypot(second.a * stretch, second.b);
  const double hue1 = hue_degrees(first.a * stretch, first.b);
  const double hue2 = hue_degrees(second.a * stretch, second.b);
  const bool grey = chroma1 * chroma2 == 0;

  const double d_lightness = second.lightness - first.lightness;
  const double d_chroma = chroma2 - chroma1;
  const double d_hue = grey ? 0 : 2 * std::sqrt(chroma1 * chroma2) * std::sin(radians(hue_difference(hue1, hue2) / 2));

  const double lightness = (first.lightness + second.lightness) / 2;
  const double chroma = (chroma1 + chroma2) / 2;
  const double hue = grey ? hue1 + hue2 : hue_mean(hue1, hue2);
  const double t = 1 - 0.17 * std::cos(radians(hue - 30)) + 0.24 * std::cos(radians(2 * hue)) +
                   0.32 * std::cos(radians(3 * hue + 6)) - 0.20 * std::cos(radians(4 * hue - 63));
  const double centred = (lightness - 50) * (lightness - 50);
  const double s_lightness = 1 + 0.015 * centred / std::sqrt(20 + centred);
  const double s_chroma = 1 + 0.045 * chroma;
  const double s_hue = 1 + 0.015 * chroma * t;
  const double turn = 30 * std::exp(-std::pow((hue - 275) / 25, 2));
  const double rotation = -2 * chroma_weight(chroma) * std::sin(radians(2 * turn));

  const double l = d_lightness / s_lightness;
  const double c = d_chroma / s_chroma;
  const double h = d_hue / s_hue;
  return std::sqrt(l * l + c * c + h * h + rotation * c * h);
}

double delta_e(ImU32 first, ImU32 second) {
  return delta_e(to_lab(first), to_lab(second));
}

Oklab to_oklab(ImU32 color) {
  const Triple c = linear(color);
  const double l = std::cbrt(0.4122214708 * c[0] + 0.5363325363 * c[1] + 0.0514459929 * c[2]);
  const double m = std::cbrt(0.2119034982 * c[0] + 0.6806995451 * c[1] + 0.1073969566 * c[2]);
  const double s = std::cbrt(0.0883024619 * c[0] + 0.2817188376 * c[1] + 0.6299787005 * c[2]);
  return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
          1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
          0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

ImU32 from_oklab(const Oklab& color) {
  const double l = std::pow(color.lightness + 0.3963377774 * color.a + 0.2158037573 * color.b, 3);
  const double m = std::pow(color.lightness - 0.1055613458 * color.a - 0.0638541728 * color.b, 3);
  const double s = std::pow(color.lightness - 0.0894841775 * color.a - 1.2914855480 * color.b, 3);
  return from_linear(
      {4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
       -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s},
      255);
}

}  // namespace ui
