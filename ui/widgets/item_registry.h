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
  std::string role;        // "button", "chip", "field", "card" ...
  bool focusable = false;  // the keyboard can reach it
  bool focused = false;    // it has the keyboard
};

// What an item does that takes the keyboard because it was asked to.
enum class Focus {
  None,
  Land,  // shows its ring; Enter acts
  Type,  // a field opens for typing, too
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
  // The item of this name takes the keyboard when it is drawn next. What is asked for to land on is forgotten when it
  // is not drawn in the next frame.
  void want_focus(std::string name, Focus focus);
  // Asked by every item as it is drawn: whether it is the one, and what it does then.
  Focus take_focus(std::string_view name);
  // Up to `count` names that resemble `name`, nearest first: for the message of a test that found nothing.
  std::vector<std::string> similar(std::string_view name, std::size_t count) const;

 private:
  std::vector<Item> items_;
  std::unordered_map<std::string, std::size_t> places_;
  std::vector<std::string> duplicates_;
  std::string wanted_;  // takes the keyboard when it is drawn; "" for none
  Focus focus_ = Focus::None;
  bool overdue_ = false;  // a frame began since it was asked for
};

}  // namespace ui
