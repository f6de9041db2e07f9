// Drives the real interface without a display: finds items by the names they registered, and sends input as a person
// would, frame by frame.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "app/headless.h"

namespace support {

class HeadlessGui {
 public:
  // `draw` is called for every frame; it must outlive this object's use of it.
  explicit HeadlessGui(app::DrawFrame draw, const app::HeadlessOptions& options = {});

  // All of these throw std::runtime_error when no visible item has the name, with the names that come near: the test
  // fails with that text. They end when ImGui has taken all input in and one more frame was drawn.
  void click(std::string_view name, ImGuiKeyChord modifiers = 0);
  void double_click(std::string_view name);
  void right_click(std::string_view name);
  void hover(std::string_view name);
  void press(std::string_view name);  // pointer down and kept down
  void release();
  // Presses in the middle of the item, moves by that many screen pixels in a few steps, releases.
  void drag(std::string_view name, float dx, float dy, ImGuiKeyChord modifiers = 0);
  void wheel(std::string_view name, float steps, ImGuiKeyChord modifiers = 0);

  // The same by place, in screen pixels.
  void move_to(ImVec2 position);
  void click_at(ImVec2 position, ImGuiKeyChord modifiers = 0);
  void drag_from(ImVec2 start, ImVec2 end, ImGuiKeyChord modifiers = 0);

  void type(std::string_view text);
  // A key with modifiers: key(ImGuiKey_Z, ImGuiMod_Ctrl).
  void key(ImGuiKey key, ImGuiKeyChord modifiers = 0);

  void frames(int count, float seconds = 1.0F / 60);
  // Lets time pass: tooltips open, animations end.
  void wait(float seconds);

  bool has(std::string_view name) const;
  // Throws as above; `item` finds also what is scrolled away.
  const ui::Item& item(std::string_view name) const;

  app::Headless& headless() { return headless_; }
  app::GuiContext& gui() { return headless_.gui(); }
  const ui::ItemRegistry& items() const { return headless_.gui().items(); }
  app::Picture picture() const { return headless_.picture(); }

 private:
  ImVec2 middle(std::string_view name) const;
  void settle();
  void hold(ImGuiKeyChord modifiers, bool down);
  void click_button(int button);

  app::DrawFrame draw_;
  app::Headless headless_;
};

}  // namespace support
