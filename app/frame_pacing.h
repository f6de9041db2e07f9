// When the next frame is due, and whether it shows anything new: what keeps an idle window at rest.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <optional>

namespace app {

// Three frames follow every event (lists open over several), then ten a second until tooltips had their time, then
// the window sleeps.
class FrameSchedule {
 public:
  // Something arrived: input, a resize, a wake.
  void note_event(double now);
  void note_frame() { ++frames_since_event_; }

  // Seconds to wait for events before the next frame; nothing = until one arrives. `moving`: an animation or a run
  // beside the window wants frames. `typing`: a text cursor blinks.
  std::optional<double> wait(double now, bool moving, bool typing) const;

 private:
  double last_event_ = 0;
  int frames_since_event_ = 0;
};

// Changes when the picture would: vertices, indices, clip rectangles, textures, size, clear colour. Costs about 0.1 ms
// for a full window.
std::uint64_t picture_hash(const ImDrawData& data, ImU32 background);

// True when a texture waits to be created, updated or freed: then the frame must be drawn whatever its hash.
bool has_texture_requests(const ImDrawData& data);

}  // namespace app
