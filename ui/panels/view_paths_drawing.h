// The drawing of the path view: one hop, step by step and layer by layer over the sentence's words.
#pragma once

#include "ui/panels/stages_internal.h"

namespace ui {

struct PathDrawing {
  core::Index from = 0, to = 0;  // the key, and the word that looks; different
  core::Index kernel = 3;
  bool direct = true;  // attention may look
};
// Areas "paths.attention", "paths.rnn", "paths.cnn".
void draw_paths(stages::Frame& frame, const ImRect& area, const PathDrawing& drawing);

}  // namespace ui
