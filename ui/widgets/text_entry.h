// What every text field does beyond ImGui's own, whose letters have 16 bits: signs above U+FFFF are typed, pasted and
// drawn as what they are.
#pragma once

#include <imgui.h>

#include <string>
#include <string_view>

#include "ui/widgets/typed_signs.h"

namespace ui {

// Lives around one call of ImGui's InputText on `text`, with these flags, `on_event` as callback and itself as user
// data.
class TextEntry {
 public:
  explicit TextEntry(std::string& text);
  ~TextEntry();
  TextEntry(const TextEntry&) = delete;
  TextEntry& operator=(const TextEntry&) = delete;

  static constexpr ImGuiInputTextFlags kFlags =
      ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_CallbackCharFilter | ImGuiInputTextFlags_CallbackAlways;
  static int on_event(ImGuiInputTextCallbackData* data);

 private:
  static const char* read_clipboard(ImGuiContext* context);
  bool drop_letter(const ImGuiInputTextCallbackData& data);
  void put_pasted(ImGuiInputTextCallbackData& data);

  std::string& text_;
  QueuedLetters letters_;
  std::string pasted_;  // waits for the callback
  const char* (*clipboard_)(ImGuiContext*);
  void* former_user_data_;
};

// ImGui reads every sign above U+FFFF as U+FFFD. While this lives, and the current font is in use, that one is unseen
// and as wide as the box of such a sign, which draw_long_signs puts there.
class LongSignRoom {
 public:
  LongSignRoom();
  ~LongSignRoom();
  LongSignRoom(const LongSignRoom&) = delete;
  LongSignRoom& operator=(const LongSignRoom&) = delete;

 private:
  void set(float advance, bool visible);

  ImFontBaked* font_;
  float advance_ = 0;  // what U+FFFD had
  bool visible_ = false;
};

// Draws them into a line that ImGui drew from `position` on in the current font.
void draw_long_signs(ImVec2 position, std::string_view line, ImU32 color);

}  // namespace ui
