// The list of everything that can be pointed at in this frame, by name: for tests, lesson spotlights, keyboard help.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ui {

struct Item {
  std::string name;  // unique in the window, dotted from the outside in: "heatmap.row.3"
  ImRect rect;       // screen pixels, as laid out
  ImRect shown;      // the part inside its window's clip rectangle; empty when scrolled away
  bool enabled = true;
  bool visible = true;
  std::string tooltip;
  std::string role;  // "button", "chip", "field", "card" ...
};

class ItemRegistry {
 public:
  // Forgets everything; call before the first widget of a frame.
  void begin_frame();
  void add(Item item);
  // Null when nothing of this name was drawn in this frame. The pointer lives until the next add or begin_frame.
  const Item* find(std::string_view name) const;
  const std::vector<Item>& items() const { return items_; }
  // Names that were added more than once in this frame: a mistake of the caller, which a test looks for.
  const std::vector<std::string>& duplicates() const { return duplicates_; }
  // Up to `count` names that resemble `name`, nearest first: for the message of a test that found nothing.
  std::vector<std::string> similar(std::string_view name, std::size_t count) const;

 private:
  std::vector<Item> items_;
  std::unordered_map<std::string, std::size_t> places_;
  std::vector<std::string> duplicates_;
};

}  // namespace ui
