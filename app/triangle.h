// The geometry of a filled triangle in whole numbers: which pixels it covers, and how its values run over them.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

namespace app::raster {

using Wide = std::int64_t;

constexpr int kSubpixels = 256;
constexpr Wide kOne = 65536;  // 1.0 of the planes' fixed point
constexpr int kChannels = 4;

struct Bounds {
  int left, top, right, bottom;  // right and bottom are exclusive
};

struct Corner {
  Wide x, y;                        // 1/256 pixel
  float u, v;                       // 0 to 1
  std::array<int, kChannels> rgba;  // 0 to 255
};

// floor(numerator / denominator) for a positive denominator.
inline Wide floor_divide(Wide numerator, Wide denominator) {
  const Wide quotient = numerator / denominator;
  return numerator % denominator < 0 ? quotient - 1 : quotient;
}

// One edge of a triangle whose inside gives positive values: value(x, y) = start + across * x + down * y at the centre
// of pixel (x, y), in units of 1/65536 square pixel.
class Edge {
 public:
  Edge(const Corner& from, const Corner& to)
      : across_((from.y - to.y) * kSubpixels),
        down_((to.x - from.x) * kSubpixels),
        start_((to.x - from.x) * (kSubpixels / 2 - from.y) - (to.y - from.y) * (kSubpixels / 2 - from.x)) {
    const bool left = to.y < from.y;
    const bool bottom = to.y == from.y && to.x < from.x;
    least_ = left || bottom ? 0 : 1;
  }

  // Narrows [first, last] to the pixels of row y on the inner side.
  void clip(Wide y, Wide& first, Wide& last) const {
    const Wide here = start_ + down_ * y - least_;
    if (across_ > 0) {
      first = std::max(first, -floor_divide(here, across_));
    } else if (across_ < 0) {
      last = std::min(last, floor_divide(here, -across_));
    } else if (here < 0) {
      last = first - 1;
    }
  }

  double at(Wide x, Wide y) const { return static_cast<double>(start_ + across_ * x + down_ * y); }
  double across() const { return static_cast<double>(across_); }

 private:
  Wide across_, down_, start_;
  Wide least_;
};

// A quantity that is linear over the triangle, walked along a row in fixed point.
struct Walk {
  Wide value = 0;
  Wide step = 0;
};

class Triangle {
 public:
  Triangle(Corner a, Corner b, Corner c, Wide area)
      : a_(a), b_(b), c_(c), ab_(a, b), bc_(b, c), ca_(c, a), area_(static_cast<double>(area)) {}

  std::optional<Bounds> rows(const Bounds& clip) const {
    const auto [left, right] = std::minmax({a_.x, b_.x, c_.x});
    const auto [top, bottom] = std::minmax({a_.y, b_.y, c_.y});
    const Bounds box{static_cast<int>(std::max<Wide>(clip.left, floor_divide(left, kSubpixels))),
                     static_cast<int>(std::max<Wide>(clip.top, floor_divide(top, kSubpixels))),
                     static_cast<int>(std::min<Wide>(clip.right, floor_divide(right, kSubpixels) + 1)),
                     static_cast<int>(std::min<Wide>(clip.bottom, floor_divide(bottom, kSubpixels) + 1))};
    if (box.left >= box.right || box.top >= box.bottom) return std::nullopt;
    return box;
  }

  // The covered pixels of row y inside the box, first and last; {0, -1} for none.
  std::pair<int, int> span(const Bounds& box, int y) const {
    Wide first = box.left;
    Wide last = box.right - 1;
    ab_.clip(y, first, last);
    bc_.clip(y, first, last);
    ca_.clip(y, first, last);
    if (last < first) return {0, -1};
    return {static_cast<int>(first), static_cast<int>(last)};
  }

  // From the values at the three corners.
  Walk walk(double at_a, double at_b, double at_c, int x, int y) const {
    const double value = at_a + (ca_.at(x, y) * (at_b - at_a) + ab_.at(x, y) * (at_c - at_a)) / area_;
    const double step = (ca_.across() * (at_b - at_a) + ab_.across() * (at_c - at_a)) / area_;
    return {static_cast<Wide>(std::floor(value * kOne)), static_cast<Wide>(std::floor(step * kOne))};
  }

  const Corner& a() const { return a_; }
  const Corner& b() const { return b_; }
  const Corner& c() const { return c_; }
  bool one_color() const { return a_.rgba == b_.rgba && a_.rgba == c_.rgba; }
  bool one_texel() const { return a_.u == b_.u && a_.u == c_.u && a_.v == b_.v && a_.v == c_.v; }

 private:
  Corner a_, b_, c_;
  Edge ab_, bc_, ca_;
  double area_;
};

}  // namespace app::raster
