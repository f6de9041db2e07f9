// Pictures made by the program (large maps) handed to Dear ImGui as textures, with no graphics calls here.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ui {

// Keeps each picture as long as it is asked for in every frame; the owner of the ImGui context calls `hand_over` after
// ImGui::Render and outlives the renderer.
class TextureSet {
 public:
  using Fill = std::function<void(std::span<ImU32> pixels)>;  // width × height, row by row from the top

  TextureSet() = default;
  ~TextureSet() = default;
  TextureSet(const TextureSet&) = delete;
  TextureSet& operator=(const TextureSet&) = delete;

  // The texture of this name for this frame. `fill` is called when the name is new or size or version changed. Draw it
  // one pixel to one: the filter is linear, so enlarge on the processor.
  ImTextureRef get(std::string_view name, int width, int height, std::uint64_t version, const Fill& fill);

  // Adds the textures to the frame's list, and asks to free those that this frame did not use.
  void hand_over(ImDrawData& data);

  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::string name;
    std::uint64_t version = 0;
    bool used = true;
    bool leaving = false;
    std::unique_ptr<ImTextureData> data;
  };
  Entry* find(std::string_view name);

  std::vector<Entry> entries_;
};

}  // namespace ui
