#include "ui/widgets/text_entry.h"

#include <imgui_internal.h>

#include <algorithm>

#include "core/characters.h"
#include "core/text.h"
#include "ui/widgets/code_boxes.h"

namespace ui {
namespace {

// A paste as ImGui filters it: a field of one line has blanks where the text has line ends.
std::string as_pasted(std::string_view text, bool lines) {
  std::string result;
  for (const char byte : core::repair_utf8(text)) {
    if (byte == '\n') {
      result += lines ? '\n' : ' ';
    } else if (static_cast<unsigned char>(byte) >= 0x20) {
      result += byte;
    }
  }
  return result;
}

// Undo goes byte by byte, so it may leave the cursor inside a sign.
void leave_sign(ImGuiInputTextCallbackData& data) {
  const auto inside = [&] {
    return data.CursorPos > 0 && (static_cast<unsigned char>(data.Buf[data.CursorPos]) & 0xC0U) == 0x80U;
  };
  if (data.HasSelection() || !inside()) return;
  while (inside()) --data.CursorPos;
  data.SelectionStart = data.SelectionEnd = data.CursorPos;
}

float long_sign_width(ImFontBaked& font) {
  float width = 0;
  for (std::uint32_t column = 0; column < 3; ++column) {
    width += font.GetCharAdvance(static_cast<ImWchar>(kFirstBoxColumn + column * 256));
  }
  return width;
}

}  // namespace

TextEntry::TextEntry(std::string& text)
    : text_(text),
      clipboard_(ImGui::GetPlatformIO().Platform_GetClipboardTextFn),
      former_user_data_(ImGui::GetIO().UserData) {
  ImGui::GetPlatformIO().Platform_GetClipboardTextFn = read_clipboard;
  ImGui::GetIO().UserData = this;
}

TextEntry::~TextEntry() {
  ImGui::GetPlatformIO().Platform_GetClipboardTextFn = clipboard_;
  ImGui::GetIO().UserData = former_user_data_;
}

// ImGui asks when something is pasted. What it cannot hold it does not get: the callback puts that into the text.
const char* TextEntry::read_clipboard(ImGuiContext* context) {
  auto& entry = *static_cast<TextEntry*>(ImGui::GetIO().UserData);
  const char* const text = entry.clipboard_ == nullptr ? nullptr : entry.clipboard_(context);
  if (text == nullptr || !has_unusual_signs(text)) return text;
  entry.pasted_ = text;
  return "";
}

int TextEntry::on_event(ImGuiInputTextCallbackData* data) {
  auto& entry = *static_cast<TextEntry*>(data->UserData);
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    // ImGui asks for a longer buffer: the text grows and lends its new storage.
    entry.text_.resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = entry.text_.data();
  } else if (data->EventFlag == ImGuiInputTextFlags_CallbackCharFilter) {
    return entry.drop_letter(*data) ? 1 : 0;
  } else if (data->EventFlag == ImGuiInputTextFlags_CallbackAlways) {
    entry.put_pasted(*data);
    leave_sign(*data);
  }
  return 0;
}

// The letters of a paste come here too; those of its stand-ins do not (read_clipboard).
bool TextEntry::drop_letter(const ImGuiInputTextCallbackData& data) {
  const std::optional<std::uint32_t> sign = letters_.take(data.EventChar);
  if (sign == data.EventChar) return false;
  // ImGui's text is UTF-8 and takes any sign from here on.
  if (sign) data.Ctx->InputTextState.OnCharPressed(*sign);
  return true;
}

void TextEntry::put_pasted(ImGuiInputTextCallbackData& data) {
  const std::string text = as_pasted(pasted_, (data.Flags & ImGuiInputTextFlags_Multiline) != 0);
  pasted_.clear();
  if (text.empty()) return;
  if (data.HasSelection()) {
    const int start = std::min(data.SelectionStart, data.SelectionEnd);
    data.DeleteChars(start, std::max(data.SelectionStart, data.SelectionEnd) - start);
    data.CursorPos = start;
  }
  data.InsertChars(data.CursorPos, text.data(), text.data() + text.size());
}

LongSignRoom::LongSignRoom() : font_(ImGui::GetFontBaked()) {
  const float width = long_sign_width(*font_);
  const ImFontGlyph* unknown = font_->FindGlyphNoFallback(kUnknownSign);
  if (unknown == nullptr) {
    font_ = nullptr;
    return;
  }
  advance_ = unknown->AdvanceX;
  visible_ = unknown->Visible != 0;
  set(width, false);
}

LongSignRoom::~LongSignRoom() {
  if (font_ != nullptr) set(advance_, visible_);
}

void LongSignRoom::set(float advance, bool visible) {
  ImFontGlyph& unknown = *font_->FindGlyphNoFallback(kUnknownSign);  // glyphs move when another is added
  unknown.AdvanceX = advance;
  unknown.Visible = visible;
  font_->IndexAdvanceX[kUnknownSign] = advance;
}

void draw_long_signs(ImVec2 position, std::string_view line, ImU32 color) {
  ImFontBaked& font = *ImGui::GetFontBaked();
  float x = ImTrunc(position.x);
  for (std::size_t at = 0; at < line.size();) {
    const core::Character character = core::character_at(line, at);
    const std::string_view sign = line.substr(at, character.size);
    at += character.size;
    const auto code = character.code < 0 ? kUnknownSign : static_cast<std::uint32_t>(character.code);
    if (code < kFirstLongSign && code != kUnknownSign) {
      x += font.GetCharAdvance(static_cast<ImWchar>(code));
      continue;
    }
    const std::string shown = code == kUnknownSign ? "\uFFFD" : with_code_boxes(sign);
    ImGui::GetWindowDrawList()->AddText(ImVec2(x, position.y), color, shown.data(), shown.data() + shown.size());
    x += long_sign_width(font);
  }
}

}  // namespace ui
