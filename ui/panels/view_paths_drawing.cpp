#include "ui/panels/view_paths_drawing.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/attention/path_length.h"

namespace ui {

namespace {

using core::Index;
using stages::Frame;

constexpr float kNames = 78;      // CSS pixels at the left: what each strip is
constexpr float kClosest = 5;     // CSS pixels between two words; closer they are not drawn one by one
constexpr Index kMostLayers = 9;  // drawn one by one

// Where the words stand: all between the two, and what fits around them.
struct Axis {
  Index first = 0, last = 0;
  float left = 0, spacing = 0;
  float at(Index word) const { return std::floor(left + spacing * static_cast<float>(word - first)); }
};

Axis axis_of(const Frame& frame, const ImRect& area, const PathDrawing& drawing) {
  const auto count = static_cast<Index>(frame.trace().tokens.size());
  const float width = area.GetWidth() - frame.px(kNames) - frame.px(28);
  const Index near = std::min(drawing.from, drawing.to);
  const Index far = std::max(drawing.from, drawing.to);
  constexpr float kComfortable = 30;
  const auto fitting = std::max<Index>(2, static_cast<Index>(width / frame.px(kComfortable)) + 1);
  Axis axis;
  const Index spare = std::max<Index>(0, std::min(count, fitting) - (far - near + 1));
  axis.first = std::clamp<Index>(near - spare / 2, 0, near);
  axis.last = std::min(count - 1, far + spare - (near - axis.first));
  axis.left = area.Min.x + frame.px(kNames) + frame.px(14);
  axis.spacing = width / static_cast<float>(std::max<Index>(1, axis.last - axis.first));
  return axis;
}

void draw_name(const Frame& frame, const ImRect& strip, const char* name, const std::string& count) {
  const float line = line_height(frame.style(), TextRole::Caption);
  const ImVec2 at(strip.Min.x, std::floor(strip.GetCenter().y - line));
  draw_text(frame.style(), at, TextRole::CaptionSemibold, frame.colors().text, name);
  draw_text(frame.style(), ImVec2(at.x, at.y + line), TextRole::Caption, frame.colors().second_text, count);
}

void draw_dots(const Frame& frame, const Axis& axis, float y, const PathDrawing& drawing) {
  if (axis.spacing < frame.px(kClosest)) {
    horizontal_line(axis.at(axis.first), axis.at(axis.last), y, frame.colors().outline, frame.style().hairline());
  } else {
    for (Index word = axis.first; word <= axis.last; ++word) {
      fill_circle(ImVec2(axis.at(word), y), frame.px(2), frame.colors().outline);
    }
  }
  fill_circle(ImVec2(axis.at(drawing.from), y), frame.px(4), frame.colors().key);
  fill_circle(ImVec2(axis.at(drawing.to), y), frame.px(4), frame.colors().query);
}

void draw_arrow_head(const Frame& frame, ImVec2 tip, float direction, ImU32 color) {
  const float size = frame.px(4);
  draw_line(ImVec2(tip.x - direction * size, tip.y - size), tip, color, frame.style().hairline() + 0.5F);
  draw_line(ImVec2(tip.x - direction * size, tip.y + size), tip, color, frame.style().hairline() + 0.5F);
}

void draw_hop(const Frame& frame, const ImRect& strip, const Axis& axis, const PathDrawing& drawing) {
  const float base = strip.Max.y - frame.px(6);
  const float top = strip.Min.y + frame.px(4);
  const float from = axis.at(drawing.from);
  const float to = axis.at(drawing.to);
  const ImU32 color = drawing.direct ? frame.colors().weight : frame.colors().outline;
  std::vector<ImVec2> points;
  constexpr int kPieces = 32;
  for (int i = 0; i <= kPieces; ++i) {
    const float t = static_cast<float>(i) / kPieces;
    points.emplace_back(from + (to - from) * t, base - (base - top) * 4 * t * (1 - t));
  }
  draw_polyline(points, color, drawing.direct ? frame.px(3) : frame.style().hairline());
  if (!drawing.direct) {
    const ImVec2 middle((from + to) / 2, top);
    const float size = frame.px(6);
    draw_line(ImVec2(middle.x - size, middle.y - size + frame.px(3)),
              ImVec2(middle.x + size, middle.y + size + frame.px(3)), frame.colors().warning, frame.px(2));
    draw_line(ImVec2(middle.x - size, middle.y + size + frame.px(3)),
              ImVec2(middle.x + size, middle.y - size + frame.px(3)), frame.colors().warning, frame.px(2));
  }
  draw_dots(frame, axis, base, drawing);
}

void draw_steps(const Frame& frame, const ImRect& strip, const Axis& axis, const PathDrawing& drawing) {
  const float y = std::floor(strip.GetCenter().y);
  const Index direction = drawing.to > drawing.from ? 1 : -1;
  draw_dots(frame, axis, y, drawing);
  const float gap = frame.px(5);
  if (axis.spacing < 2 * gap + frame.px(4)) {
    horizontal_line(std::min(axis.at(drawing.from), axis.at(drawing.to)),
                    std::max(axis.at(drawing.from), axis.at(drawing.to)), y, frame.colors().text, frame.px(2));
    return;
  }
  for (Index word = drawing.from; word != drawing.to; word += direction) {
    const auto sign = static_cast<float>(direction);
    const float start = axis.at(word) + sign * gap;
    const float end = axis.at(word + direction) - sign * gap;
    draw_line(ImVec2(start, y), ImVec2(end, y), frame.colors().text, frame.style().hairline() + 0.5F);
    draw_arrow_head(frame, ImVec2(end, y), sign, frame.colors().text);
  }
}

// The words that the top sees through all layers as a cone, and the way through it.
void draw_layers(const Frame& frame, const ImRect& strip, const Axis& axis, const PathDrawing& drawing) {
  const Index layers = core::centred_layers(drawing.to - drawing.from, drawing.kernel);
  const Index reach = (drawing.kernel - 1) / 2;
  const float bottom = strip.Max.y - frame.px(6);
  const float top = strip.Min.y + frame.px(6);
  const auto height = [&](Index layer) {
    return bottom - (bottom - top) * static_cast<float>(layer) / static_cast<float>(layers);
  };
  {
    // As wide on both sides in every layer; beyond the words that are drawn it goes on unseen.
    const ScopedClip clip(ImVec2(axis.at(axis.first), strip.Min.y), ImVec2(axis.at(axis.last), strip.Max.y));
    const auto across = static_cast<float>(layers * reach) * axis.spacing;
    const float middle = axis.at(drawing.to);
    ImGui::GetWindowDrawList()->AddTriangleFilled(ImVec2(middle, top), ImVec2(middle + across, bottom),
                                                  ImVec2(middle - across, bottom), frame.colors().tint);
  }
  for (Index layer = 0; layer <= layers && layers <= kMostLayers; ++layer) {
    if (layer == 0 || axis.spacing < frame.px(kClosest)) continue;
    for (Index word = axis.first; word <= axis.last; ++word) {
      fill_circle(ImVec2(axis.at(word), height(layer)), frame.px(1.5F), frame.colors().line);
    }
  }
  // As far as it can in each layer, up to the word itself.
  std::vector<ImVec2> way = {ImVec2(axis.at(drawing.from), bottom)};
  Index at = drawing.from;
  for (Index layer = 1; layer <= layers; ++layer) {
    at += std::clamp<Index>(drawing.to - at, -reach, reach);
    way.emplace_back(axis.at(at), height(layer));
  }
  draw_polyline(way, frame.colors().text, frame.px(2));
  draw_dots(frame, axis, bottom, drawing);
  fill_circle(ImVec2(axis.at(drawing.to), top), frame.px(4), frame.colors().query);
}

void draw_words(const Frame& frame, const ImRect& strip, const Axis& axis, const PathDrawing& drawing) {
  const auto label = [&](Index word, ImU32 color, TextRole role, float room) {
    const std::string text =
        ellipsis(frame.style(), role, frame.trace().tokens[static_cast<std::size_t>(word)].text, room);
    const float width = text_width(frame.style(), role, text);
    const float left = std::clamp(axis.at(word) - width / 2, strip.Min.x, std::max(strip.Min.x, strip.Max.x - width));
    draw_text(frame.style(), ImVec2(left, strip.Min.y), role, color, text);
  };
  for (Index word = axis.first; word <= axis.last; ++word) {
    const bool end = word == drawing.from || word == drawing.to;
    if (end || axis.spacing < frame.px(26)) continue;
    label(word, frame.colors().second_text, TextRole::Caption, axis.spacing - frame.px(3));
  }
  const float room = std::max(axis.spacing, frame.px(70));
  label(drawing.from, frame.colors().key, TextRole::CaptionSemibold, room);
  label(drawing.to, frame.colors().query, TextRole::CaptionSemibold, room);
}

std::string count_text(Index count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

}  // namespace

void draw_paths(Frame& frame, const ImRect& area, const PathDrawing& drawing) {
  const Axis axis = axis_of(frame, area, drawing);
  ImRect rest = area;
  const ImRect words = cut_bottom(rest, line_height(frame.style(), TextRole::Caption), frame.px(kGap1));
  const float height = rest.GetHeight();
  const ImRect hop = cut_top(rest, ImTrunc(height * 0.36F), frame.px(kGap2));
  const ImRect steps = cut_top(rest, ImTrunc(height * 0.14F), frame.px(kGap2));
  const Index distance = std::abs(drawing.to - drawing.from);
  register_area(frame.ui, "paths.attention", hop);
  draw_name(frame, hop, "Attention", drawing.direct ? "1 hop" : "forbidden");
  draw_hop(frame, hop, axis, drawing);
  register_area(frame.ui, "paths.rnn", steps);
  draw_name(frame, steps, "RNN", count_text(core::recurrent_steps(distance), "step", "steps"));
  draw_steps(frame, steps, axis, drawing);
  register_area(frame.ui, "paths.cnn", rest);
  draw_name(frame, rest, "CNN", count_text(core::centred_layers(distance, drawing.kernel), "layer", "layers"));
  draw_layers(frame, rest, axis, drawing);
  draw_words(frame, words, axis, drawing);
}

}  // namespace ui
