// Draws ImGui's triangles on the processor: the same bytes on every machine, with neither display nor graphics card.
#pragma once

#include <imgui.h>

#include "app/picture.h"

namespace app {

// Answers the frame's texture requests as a graphics backend would; textures are sampled where ImGui keeps them. Call
// once after every ImGui::Render.
void serve_textures(ImDrawData& data);

// Draws over `target`, whose size is the frame's size in framebuffer pixels. Works on the frames of a real window too:
// textures are sampled in memory, whatever renderer holds its own copy of them.
//
// Vertices are snapped to 1/256 pixel and everything after is integer or exactly rounded arithmetic. A pixel is covered
// when its centre lies inside; ties belong to left and bottom edges, as in OpenGL, whose window stands on its foot.
// Within 3 of 255 levels of Mesa's llvmpipe (measured).
void rasterize(const ImDrawData& data, Picture& target);

}  // namespace app
