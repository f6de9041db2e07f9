// The key that leads to what a step points at.
#include <algorithm>
#include <string_view>
#include <utility>

#include "ui/lessons/lesson_memory.h"
#include "ui/lessons/lit_items.h"

namespace ui {

// The card of a low window's right column that holds what is lit.
void open_tab_of(const Names& names, ViewState& view) {
  constexpr std::pair<std::string_view, WordTab> kTabs[] = {
      {"row", WordTab::Row}, {"vector", WordTab::Vectors}, {"matrix", WordTab::Vectors}, {"output", WordTab::Output}};
  for (const std::string& name : names) {
    for (const auto& [start, tab] : kTabs) {
      if (name.rfind(start, 0) == 0) view.persisted.word_tab = tab;
    }
  }
}

namespace {

// What a key can walk to among the lit items: themselves, or the first things inside a lit panel.
Names places_in(const Ui& ui, const Names& lit) {
  constexpr std::string_view kStill[] = {"area", "card", "text", "scroll area", "row",
                                         "mark", "note", "grid", "message"};
  const ImRect seen = seen_part(ui, lit);
  Names places;
  const auto may_take = [&](const Item& one) {
    return one.enabled && one.visible && std::find(std::begin(kStill), std::end(kStill), one.role) == std::end(kStill);
  };
  for (const std::string& name : lit) {
    const Item* one = ui.items.find(name);
    if (one != nullptr && may_take(*one)) places.push_back(name);
  }
  for (const Item& one : ui.items.items()) {
    if (may_take(one) && seen.Contains(one.shown.GetCenter())) places.push_back(one.name);
  }
  return places;
}

// The innermost window that the item lies in; items take their ids from it and their names.
ImGuiWindow* window_of(const Item& one) {
  ImGuiWindow* found = nullptr;
  for (ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) {
    if (!window->Active || window->Hidden || (window->Flags & ImGuiWindowFlags_NoNavInputs) != 0) continue;
    if (!window->InnerClipRect.Contains(one.shown.GetCenter())) continue;
    if (found == nullptr || window->InnerRect.GetArea() < found->InnerRect.GetArea()) found = window;
  }
  return found;
}

void give_keyboard_to(const Item& one) {
  ImGuiWindow* window = window_of(one);
  if (window == nullptr) return;
  const ImGuiID id = ImHashStr(one.name.c_str(), 0, window->ID);
  ImRect inside = one.rect;
  inside.Translate(ImVec2(-window->Pos.x, -window->Pos.y));
  ImGui::ClearActiveID();
  ImGui::FocusWindow(window);
  ImGui::SetNavID(id, ImGuiNavLayer_Main, window->NavRootFocusScopeId, inside);
  ImGui::SetNavCursorVisible(true);
}

}  // namespace

// Alt+G: the keyboard goes to the first lit thing that takes it. Whether one does is known a frame later.
void go_to_lit(const Ui& ui, const Names& lit, ViewState& view) {
  LessonMemory& memory = lesson_memory(view);
  if (memory.go_frames == 0) return;
  view.transient.unfinished = true;
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  const bool asked = memory.go_place > 0;
  if (asked && context.NavIdIsAlive) {
    memory.go_frames = 0;
    return;
  }
  --memory.go_frames;
  const Names places = places_in(ui, lit);
  if (memory.go_place >= places.size()) return;
  if (const Item* one = ui.items.find(places[memory.go_place])) give_keyboard_to(*one);
  ++memory.go_place;
}

}  // namespace ui
