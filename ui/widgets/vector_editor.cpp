#include "ui/widgets/vector_editor.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/spelling.h"
#include "ui/widgets/colormap.h"
#include "ui/widgets/containers.h"
#include "ui/widgets/copy_menu.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/numbers.h"
#include "ui/widgets/paste_row.h"
#include "ui/widgets/vector_row.h"
#include "ui/widgets/visible_lines.h"

namespace ui {
namespace {

using core::Index;

constexpr float kRowHeight = 24;     // CSS pixels
constexpr float kNameShare = 0.46F;  // of the width, at most
constexpr std::size_t kMeasured = 64;

bool has_names(const VectorSpec& spec) {
  return spec.names != nullptr && !spec.names->empty();
}

// "component 3", or in a narrow card "[3]", as the stages write it: cut short it would not tell which one it is.
std::string name_of(const VectorSpec& spec, const VectorMemory& memory, Index component) {
  const auto place = static_cast<std::size_t>(component);
  if (has_names(spec) && place < spec.names->size()) return (*spec.names)[place];
  return memory.short_names ? fmt::format("[{}]", component) : fmt::format("component {}", component);
}

bool is_edited(const VectorSpec& spec, Index component) {
  return spec.edited != nullptr && (*spec.edited)[static_cast<std::size_t>(component)];
}

float unedited(const VectorSpec& spec, Index component) {
  return spec.unedited == nullptr ? (*spec.values)(component) : (*spec.unedited)(component);
}

bool is_zero(const VectorSpec& spec, Index component) {
  return (*spec.values)(component) == 0 && unedited(spec, component) == 0 && !is_edited(spec, component);
}

// Which components are shown from top to bottom: those that match the search; zeros last.
std::vector<Index> find_order(const VectorSpec& spec, const VectorMemory& memory) {
  std::vector<Index> order;
  for (Index c = 0; c < spec.values->size(); ++c) {
    if (core::contains_ignoring_case(name_of(spec, memory, c), memory.filter)) order.push_back(c);
  }
  const auto size = [&](Index c) { return std::abs((*spec.values)(c)); };
  if (memory.by_size) {
    std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return size(a) > size(b); });
  }
  std::stable_partition(order.begin(), order.end(), [&](Index c) { return !is_zero(spec, c); });
  return order;
}

// The order stays until the caller empties it, and the range while a value is held: nothing jumps away under the
// pointer. Only what is folded away, and holds something by now, joins the others below them.
void settle(const VectorSpec& spec, VectorMemory& memory) {
  const bool held = std::exchange(memory.held, false);
  const bool stale =
      std::any_of(memory.order.begin(), memory.order.end(), [&](Index c) { return c >= spec.values->size(); });
  if (memory.order.empty() || stale) {
    memory.order = find_order(spec, memory);
  } else if (held) {
    return;
  } else if (!memory.zeros_open && memory.filter.empty()) {
    std::stable_partition(memory.order.begin(), memory.order.end(), [&](Index c) { return !is_zero(spec, c); });
  }
  float largest = spec.values->size() > 0 ? spec.values->cwiseAbs().maxCoeff() : 1.0F;
  if (spec.unedited != nullptr) largest = std::max(largest, spec.unedited->cwiseAbs().maxCoeff());
  memory.range = round_range(largest);
}

VectorColumns measure(const Style& style, const VectorSpec& spec, const VectorMemory& memory, float width,
                      int decimals) {
  VectorColumns columns;
  float widest = 0;
  for (std::size_t i = 0; i < std::min(memory.order.size(), kMeasured); ++i) {
    widest = std::max(widest, text_width(style, TextRole::Body, name_of(spec, memory, memory.order[i])));
  }
  columns.name = std::min(widest + style.px(14), ImTrunc(width * kNameShare));
  const std::string longest = format_number(-memory.range, decimals);
  columns.value = text_width(style, TextRole::Number, longest) + style.px(8);
  return columns;
}

VectorRow row_of(const Style& style, const VectorSpec& spec, const VectorMemory& memory, Index component,
                 int decimals) {
  VectorRow row;
  row.prefix = spec.prefix;
  row.component = component;
  row.name = name_of(spec, memory, component);
  row.value = (*spec.values)(component);
  row.shape = row.value;
  if (spec.former != nullptr && spec.former->size() == spec.values->size()) {
    const float from = (*spec.former)(component);
    row.shape = from + (row.value - from) * spec.glide;
  }
  row.difference = spec.difference;
  const float plain = unedited(spec, component);
  if (!spec.difference && std::abs(plain - row.value) > memory.range * 1e-4F) row.ghost = plain;
  row.range = memory.range;
  row.decimals = decimals;
  row.edited = is_edited(spec, component);
  row.editable = spec.editable;
  row.color = spec.difference ? sample_signed(style.theme, row.value < 0 ? -1.0F : 1.0F) : spec.color;
  return row;
}

// A pasted row replaces the whole vector; a single number its component.
void paste(const VectorSpec& spec, Index component, VectorMemory& memory, VectorEvent& event) {
  const char* clipboard = ImGui::GetClipboardText();
  const PastedNumbers pasted = parse_row(clipboard == nullptr ? "" : clipboard);
  memory.message = pasted.message;
  if (!pasted.message.empty()) return;
  if (pasted.values.size() == 1) {
    event.changes = {{component, pasted.values.front()}};
    return;
  }
  if (static_cast<Index>(pasted.values.size()) != spec.values->size()) {
    memory.message = fmt::format("{} numbers do not fit {} components.", pasted.values.size(), spec.values->size());
    return;
  }
  for (Index c = 0; c < spec.values->size(); ++c) {
    event.changes.emplace_back(c, pasted.values[static_cast<std::size_t>(c)]);
  }
}

bool action(const Ui& ui, const std::string& name, const Popup& popup, std::string_view label, Icon icon,
            std::string_view shortcut, bool enabled = true) {
  MenuItemSpec item;
  item.label = label;
  item.icon = icon;
  item.shortcut = shortcut;
  item.enabled = enabled;
  return menu_item(ui, name, popup, item);
}

void draw_menu(const Ui& ui, const ImRect& anchor, const VectorSpec& spec, const VectorMatrix& matrix, Index component,
               VectorMemory& memory, NumberMemory& numbers, VectorEvent& event) {
  const std::string name = fmt::format("{}.menu.{}", spec.prefix, component);
  if (!is_popup_open(name)) return;
  const Popup popup(ui, name, anchor, 264);
  if (!popup.open()) return;
  const std::string what = fmt::format("{} of {}", name_of(spec, memory, component), spec.what);
  menu_heading(ui, popup, what);
  if (action(ui, name + "/type", popup, "Type a number…", Icon::Edit, "Enter", spec.editable)) {
    open_for_typing(numbers, fmt::format("{}.value.{}", spec.prefix, component), (*spec.values)(component));
  }
  if (action(ui, name + "/paste", popup, "Paste numbers", Icon::Open, "Ctrl+V", spec.editable)) {
    paste(spec, component, memory, event);
  }
  const bool any =
      spec.edited != nullptr && std::find(spec.edited->begin(), spec.edited->end(), true) != spec.edited->end();
  if (action(ui, name + "/reset", popup, "Reset this number", Icon::Reset, "Del", is_edited(spec, component))) {
    event.reset = component;
  }
  if (action(ui, name + "/reset_all", popup, "Reset the vector", Icon::Reset, "", any)) event.reset_all = true;
  menu_separator(ui, popup);
  if (action(ui, name + "/copy", popup, "Copy the number", Icon::Copy, "")) {
    event.copied = exact_text((*spec.values)(component));
    event.copied_what = what;
  }
  if (const auto text = copy_menu(ui, name, popup, core::Matrix(*spec.values), "vector")) {
    event.copied = *text;
    event.copied_what = std::string(spec.what);
  }
  if (!matrix.values) return;
  if (const auto text = copy_menu(ui, name + "/matrix", popup, matrix.values(), "matrix")) {
    event.copied = *text;
    event.copied_what = std::string(matrix.what);
  }
}

void draw_component(const Ui& ui, const ImRect& rect, const VectorColumns& columns, const VectorSpec& spec,
                    const VectorMatrix& matrix, Index component, int decimals, VectorMemory& memory,
                    NumberMemory& numbers, VectorEvent& event) {
  VectorRow row = row_of(ui.style, spec, memory, component, decimals);
  if (spec.tooltip && numbers.dragging.empty() && ImGui::IsMouseHoveringRect(rect.Min, rect.Max)) {
    row.tooltip = spec.tooltip(component);
  }
  const VectorRowState state = vector_row(ui, rect, columns, row, numbers);
  if (state.held) memory.held = true;
  if (state.change) {
    event.changes = {{component, state.change->value}};
    event.continues = state.change->continues;
    memory.message.clear();
  }
  if (state.reset && row.edited) event.reset = component;
  if (state.paste) paste(spec, component, memory, event);
  if (state.menu) open_popup(fmt::format("{}.menu.{}", spec.prefix, component));
  draw_menu(ui, rect, spec, matrix, component, memory, numbers, event);
}

// The part of `area` that shows a list of this content height without half a line at its end.
ImRect whole_lines(const ImRect& area, float line, float content) {
  if (content <= area.GetHeight() || area.GetHeight() < line) return area;
  return ImRect(area.Min.x, area.Min.y, area.Max.x, area.Min.y + std::floor(area.GetHeight() / line) * line);
}

std::string fold_label(const VectorMemory& memory, std::size_t zeros) {
  if (memory.zeros_open) return "hide the components at 0";
  return fmt::format("{} component{} at 0", zeros, zeros == 1 ? "" : "s");
}

}  // namespace

VectorEvent vector_editor(const Ui& ui, const ImRect& given, const VectorSpec& spec, const VectorMatrix& matrix,
                          VectorMemory& memory, NumberMemory& numbers) {
  const Style& style = ui.style;
  VectorEvent event;
  // Why a paste was refused is told until the reader does something else.
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) || ImGui::IsKeyPressed(ImGuiKey_Escape)) memory.message.clear();
  const float wide = text_width(style, TextRole::Body, "component 00") + style.px(14);
  memory.short_names = !has_names(spec) && wide > ImTrunc(given.GetWidth() * kNameShare);
  settle(spec, memory);
  const auto first_zero =
      std::find_if(memory.order.begin(), memory.order.end(), [&](Index c) { return is_zero(spec, c); });
  const auto zeros = static_cast<std::size_t>(memory.order.end() - first_zero);
  const std::size_t nonzero = memory.order.size() - zeros;
  const bool folds = zeros > 0 && memory.filter.empty();
  const std::size_t shown = folds && !memory.zeros_open ? nonzero : memory.order.size();
  const std::size_t lines = shown + (folds ? 1 : 0);

  const float height = style.px(kRowHeight);
  const float content = height * static_cast<float>(lines);
  const ImRect area = whole_lines(given, height, content);
  ScrollArea scroll(ui, std::string(spec.prefix) + ".list", area);
  const float width = content <= area.GetHeight() ? area.GetWidth() : scroll.width();
  const int decimals = range_decimals(memory.range, style.cell_decimals);
  const VectorColumns columns = measure(style, spec, memory, width, decimals);
  const VisibleLines seen = visible_lines(area.Min.y - scroll.origin().y, area.GetHeight(), height, lines);
  for (std::size_t i = seen.first; i < seen.last; ++i) {
    const float top = scroll.origin().y + static_cast<float>(i) * height;
    const ImRect rect(scroll.origin().x, top, scroll.origin().x + width, top + height);
    if (folds && i == nonzero) {  // the fold stands between the others and the zeros
      ButtonSpec fold;
      const std::string label = fold_label(memory, zeros);
      fold.label = label;
      fold.kind = ButtonKind::Quiet;
      fold.role = TextRole::Caption;
      fold.chevron = true;
      const ImRect place(rect.Min.x, rect.Min.y, rect.Min.x + button_width(style, fold), rect.Max.y);
      if (button(ui, std::string(spec.prefix) + ".zeros", place, fold)) memory.zeros_open = !memory.zeros_open;
      continue;
    }
    const std::size_t at = folds && i > nonzero ? i - 1 : i;
    draw_component(ui, rect, columns, spec, matrix, memory.order[at], decimals, memory, numbers, event);
  }
  if (lines == 0) {
    draw_text_in(style, ImRect(area.Min.x, area.Min.y, area.Max.x, area.Min.y + height), TextRole::Caption,
                 style.palette.second_text, "No component has this in its name.");
  }
  scroll.set_content_height(content);
  return event;
}

}  // namespace ui
