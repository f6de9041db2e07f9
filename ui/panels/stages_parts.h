// A block whose parts are pointed at and walked by keys as one item, so that long ones need no item a part.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "ui/panels/stages_internal.h"

namespace ui::stages {

enum class Walk { Horizontal, Vertical };

struct PartsSpec {
  std::string_view name;
  std::string_view role = "list";
  ImRect rect;
  Walk walk = Walk::Vertical;
  Index count = 0;
  Index chosen = -1;             // position of the chosen part, -1: none
  std::optional<Index> hovered;  // position under the pointer, worked out by the caller; only valid while hovered
  std::function<std::string(Index)> tooltip;  // of a part, asked for only under the pointer or focus
};

struct PartsEvent {
  ItemState state;
  std::optional<Index> hovered;  // part under the pointer
  std::optional<Index> chosen;   // clicked or reached by a key
  std::optional<Index> opened;   // by a double click or Enter
  std::optional<Index> menu;     // right-clicked, or the Menu key on the chosen part
};
PartsEvent parts(const Frame& frame, const PartsSpec& spec);

// Part of `count` equal ones from `start` on, each `size` long, under the position; none outside.
std::optional<Index> part_at(float position, float start, float size, Index count);
// First and one past the last of the parts that the current window's clip rectangle shows.
struct Visible {
  Index from = 0, to = 0;
};
Visible visible_parts(float from, float to, float start, float size, Index count);

}  // namespace ui::stages
