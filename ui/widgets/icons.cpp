#include "ui/widgets/icons.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <string>
#include <string_view>

#include "ui/widgets/draw.h"

namespace ui {
namespace {

// One letter, then numbers on the 16-unit grid:
//   M x y  start a line        L x y  line to             C x y x y x y  Bezier curve to
//   A cx cy r from to  arc in degrees, clockwise from three o'clock      Z  close and stroke      F  close and fill
//   O cx cy r  ring            D cx cy r  disc            R x y w h r  rounded frame
struct Shape {
  const char* name;
  std::string_view path;
};

constexpr auto kShapes = std::to_array<Shape>({
    {"none", ""},
    {"undo", "M6 3L3 6L6 9 M3 6L9.5 6A9.5 9.5 3.5 -90 90L6.5 13"},
    {"redo", "M10 3L13 6L10 9 M13 6L6.5 6A6.5 9.5 3.5 270 90L9.5 13"},
    {"theme", "O8 8 5.5 M8 2.5A8 8 5.5 -90 90F"},
    {"lessons",
     "M8 4.2C6.6 3.2 4.5 2.9 2 3L2 12.3C4.5 12.2 6.6 12.5 8 13.5C9.4 12.5 11.5 12.2 14 12.3L14 3C11.5 2.9 "
     "9.4 3.2 8 4.2L8 13.2"},
    {"sentences", "M2.5 4L13.5 4 M2.5 8L13.5 8 M2.5 12L9.5 12"},
    {"patterns", "R2.5 2.5 4.5 4.5 1 R9 2.5 4.5 4.5 1 R2.5 9 4.5 4.5 1 R9 9 4.5 4.5 1"},
    {"settings", "M2 4.5L8 4.5 M12 4.5L14 4.5 O10 4.5 2 M2 11.5L4 11.5 M8 11.5L14 11.5 O6 11.5 2"},
    {"pin", "M5.5 2.5L10.5 2.5 M6.3 2.5L6.3 6.5L4.3 9.2L11.7 9.2L9.7 6.5L9.7 2.5 M8 9.2L8 14"},
    {"pinned", "M5.5 2.5L10.5 2.5 M6.3 2.5L9.7 2.5L9.7 6.5L11.7 9.2L4.3 9.2L6.3 6.5F M8 9.2L8 14"},
    {"mute", "M2.5 6L5 6L8 3L8 13L5 10L2.5 10Z M10.8 6L14.2 10 M14.2 6L10.8 10"},
    {"eye",
     "M1.5 8C3.3 5 5.5 3.6 8 3.6C10.5 3.6 12.7 5 14.5 8C12.7 11 10.5 12.4 8 12.4C5.5 12.4 3.3 11 1.5 8Z O8 8 2.1"},
    {"eye off",
     "M1.5 8C3.3 5 5.5 3.6 8 3.6C10.5 3.6 12.7 5 14.5 8C12.7 11 10.5 12.4 8 12.4C5.5 12.4 3.3 11 1.5 8Z "
     "M3 13.2L13 2.8"},
    {"play", "M5 3.2L13 8L5 12.8F"},
    {"pause", "M5.6 3.5L5.6 12.5 M10.4 3.5L10.4 12.5"},
    {"step back", "M12 3.5L12 12.5L5 8F M3.8 3.5L3.8 12.5"},
    {"step forward", "M4 3.5L11 8L4 12.5F M12.2 3.5L12.2 12.5"},
    {"back", "M13.5 8L2.8 8 M7 3.7L2.7 8L7 12.3"},
    {"forward", "M2.5 8L13.2 8 M9 3.7L13.3 8L9 12.3"},
    {"chevron down", "M4 6.2L8 10.2L12 6.2"},
    {"chevron up", "M4 9.8L8 5.8L12 9.8"},
    {"chevron right", "M6.2 4L10.2 8L6.2 12"},
    {"chevron left", "M9.8 4L5.8 8L9.8 12"},
    {"close", "M4 4L12 12 M12 4L4 12"},
    {"plus", "M8 3L8 13 M3 8L13 8"},
    {"minus", "M3 8L13 8"},
    {"search", "O7 7 4.3 M10.2 10.2L13.8 13.8"},
    {"export", "M8 10L8 2.5 M5 5.3L8 2.4L11 5.3 M2.8 9.5L2.8 13.2L13.2 13.2L13.2 9.5"},
    {"open", "M2 12.8L2 3.5L6 3.5L7.6 5.3L14 5.3L14 12.8Z"},
    {"copy", "R5.5 5.5 8 8 1.5 M3.6 10.5L2.5 10.5L2.5 2.5L10.5 2.5L10.5 3.6"},
    {"trash", "M2.5 4.3L13.5 4.3 M6 4.3L6 2.5L10 2.5L10 4.3 M4 4.3L4.6 13.5L11.4 13.5L12 4.3"},
    {"reset", "M3.2 2.8L3.2 6.2L6.6 6.2 M3.4 6A8 8 5 204 500"},
    {"more", "D3.4 8 1.2 D8 8 1.2 D12.6 8 1.2"},
    {"help", "M5.6 5.8A8 5.6 2.4 180 395C9.6 7.6 8 7.7 8 9.6 D8 12.4 0.95"},
    {"warning", "M8 2.4L14.3 13.3L1.7 13.3Z M8 6.3L8 9.5 D8 11.4 0.85"},
    {"error", "O8 8 6 M5.8 5.8L10.2 10.2 M10.2 5.8L5.8 10.2"},
    {"check", "M3 8.6L6.4 12L13 4.6"},
    {"info", "O8 8 6 M8 7.4L8 11.2 D8 5 0.9"},
    {"edit", "M3 13L3.6 10.2L10.8 3L13 5.2L5.8 12.4Z"},
    {"lock", "R3.5 7.2 9 6.3 1.2 M5.4 7.2L5.4 5.2A8 5.2 2.6 180 360L10.6 7.2"},
    {"fit",
     "M2.5 5.8L2.5 2.5L5.8 2.5 M10.2 2.5L13.5 2.5L13.5 5.8 M13.5 10.2L13.5 13.5L10.2 13.5 M5.8 13.5L2.5 13.5L2.5 "
     "10.2"},
    {"command", "M3 4.5L6.5 8L3 11.5 M8 12L13 12"},
});
static_assert(kShapes.size() == static_cast<std::size_t>(Icon::Count));

class Pen {
 public:
  Pen(ImVec2 origin, float unit, ImU32 color)
      : origin_(origin), unit_(unit), color_(color), width_(std::max(1.0F, std::round(unit * 14) / 10)) {}

  void draw(std::string_view path) {
    rest_ = path;
    while (!rest_.empty()) {
      const char command = rest_.front();
      rest_.remove_prefix(1);
      if (command != ' ') step(command);
    }
    stroke(false);
  }

 private:
  void step(char command) {
    switch (command) {
      case 'M':
        stroke(false);
        list_->PathLineTo(point());
        break;
      case 'L':
        list_->PathLineTo(point());
        break;
      case 'C': {
        const ImVec2 first = point();
        const ImVec2 second = point();
        list_->PathBezierCubicCurveTo(first, second, point());
        break;
      }
      case 'A':
        arc();
        break;
      case 'Z':
        stroke(true);
        break;
      case 'F':
        list_->PathFillConvex(color_);
        break;
      default:
        solid(command);
    }
  }

  void solid(char command) {
    stroke(false);
    const ImVec2 corner = point();
    if (command == 'R') {
      const float width = number() * unit_;
      const float height = number() * unit_;
      stroke_rect(ImRect(corner.x, corner.y, corner.x + width, corner.y + height), color_, number() * unit_, width_);
    } else if (command == 'O') {
      stroke_circle(corner, number() * unit_, color_, width_);
    } else {
      fill_circle(corner, number() * unit_, color_);
    }
  }

  void arc() {
    constexpr float kDegree = std::numbers::pi_v<float> / 180;
    const ImVec2 center = point();
    const float radius = number() * unit_;
    const float from = number() * kDegree;
    list_->PathArcTo(center, radius, from, number() * kDegree, 24);
  }

  void stroke(bool closed) {
    if (list_->_Path.Size > 1)
      draw_polyline({list_->_Path.Data, static_cast<std::size_t>(list_->_Path.Size)}, color_, width_, closed);
    list_->PathClear();
  }

  ImVec2 point() {
    const float x = number();
    return ImVec2(origin_.x + x * unit_, origin_.y + number() * unit_);
  }

  float number() {
    std::size_t length = 0;
    while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
    while (length < rest_.size() && (std::isdigit(static_cast<unsigned char>(rest_[length])) != 0 ||
                                     rest_[length] == '.' || rest_[length] == '-')) {
      ++length;
    }
    const float value = std::strtof(std::string(rest_.substr(0, length)).c_str(), nullptr);
    rest_.remove_prefix(length);
    return value;
  }

  ImDrawList* list_ = ImGui::GetWindowDrawList();
  ImVec2 origin_;
  float unit_;
  ImU32 color_;
  float width_;
  std::string_view rest_;
};

}  // namespace

void draw_icon(const ImRect& rect, Icon icon, float size, ImU32 color) {
  const ImVec2 origin(std::floor((rect.Min.x + rect.Max.x - size) / 2),
                      std::floor((rect.Min.y + rect.Max.y - size) / 2));
  Pen(origin, size / 16, color).draw(kShapes[static_cast<std::size_t>(icon)].path);
}

}  // namespace ui
