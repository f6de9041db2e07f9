// The last fallback of every face: a character that no font holds shows as a small box with its code point.
#pragma once

#include <imgui.h>

namespace app {

// Merges the boxes into `font`, behind all faces that were added before.
void add_code_point_boxes(ImFontAtlas& atlas, ImFont& font);

}  // namespace app
