// Scrolling to what a step points at.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

#include "ui/lessons/lit_items.h"

namespace ui {

// The part of the targets that is on screen.
ImRect seen_part(const Ui& ui, const Names& names) {
  ImRect all(FLT_MAX, FLT_MAX, -FLT_MAX, -FLT_MAX);
  for (const std::string& name : names) {
    const Item* item = ui.items.find(name);
    if (item == nullptr || item->shown.GetWidth() < 1 || item->shown.GetHeight() < 1) continue;
    all.Add(item->shown);
  }
  return all;
}

namespace {

// The scroll area that the rectangle has been scrolled out of, wholly or in part; the smallest of several.
ImGuiWindow* scrolled_by(const ImRect& rect, const ImRect& seen) {
  const bool nothing_seen = seen.Min.x > seen.Max.x;
  ImGuiWindow* found = nullptr;
  for (ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) {
    if (!window->Active || window->Hidden || (window->ScrollMax.x <= 0 && window->ScrollMax.y <= 0)) continue;
    const ImVec2 start(window->InnerRect.Min.x - window->Scroll.x, window->InnerRect.Min.y - window->Scroll.y);
    ImRect contents(start, ImVec2(start.x + window->InnerRect.GetWidth() + window->ScrollMax.x,
                                  start.y + window->InnerRect.GetHeight() + window->ScrollMax.y));
    contents.Expand(1);
    // A part of this area that lies within its frame would have been seen.
    if (!contents.Contains(rect) || window->InnerRect.Overlaps(rect) == nothing_seen) continue;
    if (found == nullptr || window->InnerRect.GetArea() < found->InnerRect.GetArea()) found = window;
  }
  return found;
}

// Long rows draw only the lines in sight: where the line of this name lies, counted on from two that are drawn.
std::optional<ImRect> beyond_sight(const Ui& ui, const std::string& name) {
  const std::size_t dot = name.rfind('.');
  if (name.rfind("row.", 0) != 0 || dot == std::string::npos) return std::nullopt;
  constexpr int kMostLines = 2048;
  const std::string prefix = name.substr(0, dot + 1);
  const float wanted = std::strtof(name.c_str() + dot + 1, nullptr);
  for (int line = 0; line < kMostLines; ++line) {
    const Item* one = ui.items.find(prefix + std::to_string(line));
    const Item* next = one == nullptr ? nullptr : ui.items.find(prefix + std::to_string(line + 1));
    if (next == nullptr) continue;
    ImRect rect = one->rect;
    rect.TranslateY((next->rect.Min.y - one->rect.Min.y) * (wanted - static_cast<float>(line)));
    return rect;
  }
  return std::nullopt;
}

// The same for an entry of a matrix: "matrix.q.3.4".
std::optional<ImRect> entry_beyond_sight(const Ui& ui, const std::string& name) {
  const std::size_t last = name.rfind('.');
  if (name.rfind("matrix.", 0) != 0 || last == std::string::npos) return std::nullopt;
  const std::size_t before = name.rfind('.', last - 1);
  const std::string prefix = name.substr(0, before + 1);
  if (prefix == "matrix.") return std::nullopt;
  const float row = std::strtof(name.c_str() + before + 1, nullptr);
  const float column = std::strtof(name.c_str() + last + 1, nullptr);
  for (const Item& one : ui.items.items()) {
    if (one.name.rfind(prefix, 0) != 0 || one.role != "number") continue;
    const std::size_t dot = one.name.rfind('.');
    ImRect rect = one.rect;
    const float down = row - std::strtof(one.name.c_str() + prefix.size(), nullptr);
    const float across = column - std::strtof(one.name.c_str() + dot + 1, nullptr);
    rect.Translate(ImVec2(across * (rect.GetWidth() + 1), down * (rect.GetHeight() + 1)));
    return rect;
  }
  return std::nullopt;
}

}  // namespace

// Scrolls what the step points at into sight, once, as the step opens; then the reader may scroll.
void reveal(const Ui& ui, const Names& names, const ImRect& seen) {
  ImRect whole(FLT_MAX, FLT_MAX, -FLT_MAX, -FLT_MAX);
  for (const std::string& name : names) {
    const Item* item = ui.items.find(name);
    if (item != nullptr) {
      whole.Add(item->rect);
    } else if (const auto line = beyond_sight(ui, name)) {
      whole.Add(*line);
    } else if (const auto entry = entry_beyond_sight(ui, name)) {
      whole.Add(*entry);
    }
  }
  if (whole.Min.x > whole.Max.x) return;
  constexpr float kSlack = 1;
  const bool all = seen.Min.x <= seen.Max.x && seen.GetWidth() > whole.GetWidth() - kSlack &&
                   seen.GetHeight() > whole.GetHeight() - kSlack;
  if (all) return;
  ImGuiWindow* window = scrolled_by(whole, seen);
  if (window != nullptr)
    ImGui::ScrollToRect(window, whole, ImGuiScrollFlags_KeepVisibleEdgeX | ImGuiScrollFlags_KeepVisibleEdgeY);
}

namespace {

// The selected key's line in lists of words: where a step opens or its answer uncovers a list, the reader looks there.
Names selected_lines(const ViewState& view) {
  if (!view.selection.key) return {};
  return {fmt::format("row.name.{}", *view.selection.key), fmt::format("card.{}", *view.selection.key)};
}

}  // namespace

void reveal_selected(const Ui& ui, const ViewState& view) {
  for (const std::string& name : selected_lines(view)) reveal(ui, {name}, seen_part(ui, {name}));
}

}  // namespace ui
