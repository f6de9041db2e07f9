// What the files of the output card share: its context, chips that flow over lines, the nearest words.
#pragma once

#include <algorithm>

#include "ui/panels/output_data.h"
#include "ui/requests.h"
#include "ui/widgets/item.h"

namespace ui {

inline constexpr float kChipHeight = 26;  // CSS pixels

struct OutputContext {
  const Ui& ui;
  const PanelInput& input;
  ViewState& view;
  Requests& requests;
  const OutputData& data;
};

// Places things one after another, line by line, between two edges.
class ChipFlow {
 public:
  ChipFlow(ImVec2 start, float right, float line, float gap)
      : left_(start.x), right_(right), line_(line), gap_(gap), at_(start) {}
  ImRect next(float width) {
    if (at_.x > left_ && at_.x + width > right_) at_ = ImVec2(left_, at_.y + line_ + gap_);
    const ImRect rect(at_.x, at_.y, std::min(at_.x + width, right_), at_.y + line_);
    at_.x += width + gap_;
    return rect;
  }
  float bottom() const { return at_.y + line_; }

 private:
  float left_, right_, line_, gap_;
  ImVec2 at_;
};

// Heading and chips "output.near.N", or why there are none, in "output.near.none"; "output.near.before" after edits.
// Returns where it ends.
float draw_nearest(const OutputContext& context, ImVec2 at, float right);

}  // namespace ui
