#include "ui/widgets/colormap.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace ui {
namespace {

constexpr int kSteps = 256;
using Table = std::array<ImU32, kSteps>;

struct Knot {
  int position;  // 0 to 255
  unsigned hex;
};

// Viridis (van der Walt, Smith 2015) and cividis (Nunez, Anderton, Renslow 2018): the corners of a polyline that stays
// within 1.5 levels of 255 of the published 256-row tables.
constexpr Knot kViridis[] = {{0, 0x440154},   {13, 0x481467},  {30, 0x472A7A},  {42, 0x443983},  {58, 0x3E4C8A},
                             {81, 0x32648E},  {125, 0x218E8D}, {141, 0x1E9D89}, {153, 0x22A884}, {162, 0x2AB07F},
                             {174, 0x3BBB75}, {193, 0x60CA60}, {201, 0x73D056}, {215, 0x95D840}, {233, 0xC5E021},
                             {240, 0xD8E219}, {246, 0xE7E419}, {251, 0xF4E61E}, {255, 0xFDE725}};
constexpr Knot kCividis[] = {{0, 0x00224E},   {17, 0x002E6C},  {22, 0x003171},  {23, 0x013271},  {28, 0x123570},
                             {35, 0x203A6F},  {53, 0x38476C},  {86, 0x585E6D},  {110, 0x6D6F72}, {125, 0x7A7A78},
                             {152, 0x938E78}, {175, 0xAAA073}, {203, 0xC7B767}, {224, 0xDEC958}, {234, 0xE9D34E},
                             {246, 0xF7DE3E}, {251, 0xFDE334}, {255, 0xFEE838}};

Table from_knots(std::span<const Knot> knots) {
  Table table{};
  for (size_t i = 1; i < knots.size(); ++i) {
    const Knot& start = knots[i - 1];
    const Knot& end = knots[i];
    for (int position = start.position; position <= end.position; ++position) {
      const float share =
          static_cast<float>(position - start.position) / static_cast<float>(end.position - start.position);
      table[static_cast<size_t>(position)] = mix(rgb(start.hex), rgb(end.hex), share);
    }
  }
  return table;
}

// A straight line in Oklab from `empty` through `middle` to `full`, with lightness in equal steps.
Table single_hue(ImU32 empty, ImU32 middle, ImU32 full) {
  const Oklab start = to_oklab(empty);
  const Oklab via = to_oklab(middle);
  const Oklab end = to_oklab(full);
  const double bend = (via.lightness - start.lightness) / (end.lightness - start.lightness);
  Table table{};
  for (int i = 0; i < kSteps; ++i) {
    const double t = i / (kSteps - 1.0);
    const bool before = t < bend;
    const Oklab& from = before ? start : via;
    const Oklab& to = before ? via : end;
    const double share = before ? t / bend : bend < 1 ? (t - bend) / (1 - bend) : 0;
    table[static_cast<size_t>(i)] = from_oklab({start.lightness + (end.lightness - start.lightness) * t,
                                                from.a + (to.a - from.a) * share, from.b + (to.b - from.b) * share});
  }
  return table;
}

Table straight(ImU32 empty, ImU32 full) {
  const Oklab start = to_oklab(empty);
  const Oklab end = to_oklab(full);
  Table table{};
  for (int i = 0; i < kSteps; ++i) {
    const double t = i / (kSteps - 1.0);
    table[static_cast<size_t>(i)] = from_oklab({start.lightness + (end.lightness - start.lightness) * t,
                                                start.a + (end.a - start.a) * t, start.b + (end.b - start.b) * t});
  }
  return table;
}

Table reversed(Table table) {
  std::reverse(table.begin(), table.end());
  return table;
}

struct Tables {
  Table single_hue, viridis, cividis, positive, negative;
};

Tables build(Theme theme) {
  const Palette& roles = palette(theme);
  const bool light = theme == Theme::Light;
  Tables tables;
  // An empty cell still stands out a little from its panel; a full one goes a step beyond the weight colour.
  tables.single_hue = light ? single_hue(mix(roles.panel, roles.tint, 0.35F), mix(roles.weight, roles.tint, 0.25F),
                                         mix(roles.weight, roles.text, 0.15F))
                            : single_hue(mix(roles.panel, roles.raised, 0.7F), roles.weight, rgb(0xE6DBFF));
  tables.viridis = light ? reversed(from_knots(kViridis)) : from_knots(kViridis);
  tables.cividis = light ? reversed(from_knots(kCividis)) : from_knots(kCividis);
  tables.positive = straight(roles.panel, roles.weight);
  tables.negative = straight(roles.panel, roles.warning);
  return tables;
}

const Tables& tables_of(Theme theme) {
  static const Tables kLightTables = build(Theme::Light);
  static const Tables kDarkTables = build(Theme::Dark);
  return theme == Theme::Light ? kLightTables : kDarkTables;
}

ImU32 look_up(const Table& table, float t) {
  const float bounded = t > 0 ? std::min(t, 1.0F) : 0.0F;  // NaN lands at 0 as well
  return table[static_cast<size_t>(std::lround(bounded * (kSteps - 1)))];
}

}  // namespace

ImU32 sample(ColorMap map, Theme theme, float t) {
  const Tables& tables = tables_of(theme);
  switch (map) {
    case ColorMap::Viridis:
      return look_up(tables.viridis, t);
    case ColorMap::Cividis:
      return look_up(tables.cividis, t);
    case ColorMap::SingleHue:
      break;
  }
  return look_up(tables.single_hue, t);
}

ImU32 sample_signed(Theme theme, float t) {
  const Tables& tables = tables_of(theme);
  return t < 0 ? look_up(tables.negative, -t) : look_up(tables.positive, t);
}

ImU32 sample_role(Theme theme, ImU32 role_color, float t) {
  const float bounded = t > 0 ? std::min(t, 1.0F) : 0.0F;
  return mix(palette(theme).panel, role_color, bounded * 2 / 3);
}

ImU32 text_on(ImU32 fill) {
  // The two text colours first; around middle grey neither reaches 4.5 : 1, but black or white always does.
  constexpr double kReadable = 4.5;
  for (const ImU32 text : {rgb(0xFFFFFF), rgb(0x0B0D12)}) {
    if (contrast_ratio(text, fill) >= kReadable) return text;
  }
  return rgb(0x000000);
}

}  // namespace ui
