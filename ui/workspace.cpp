#include "ui/workspace.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/error.h"
#include "ui/commands.h"
#include "ui/lessons/covered_card.h"
#include "ui/lessons/lesson_input.h"
#include "ui/lessons/lesson_offer.h"
#include "ui/lessons/spotlight.h"
#include "ui/panels/not_kept_card.h"
#include "ui/panels/panel_list.h"
#include "ui/panels/value_menu.h"
#include "ui/regions.h"
#include "ui/run_questions.h"
#include "ui/selection.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/draw.h"

namespace ui {

namespace {

bool is_shown(const ImRect& area) {
  return area.GetWidth() > 1 && area.GetHeight() > 1;
}

// The host of all cards: a window without any of ImGui's own furniture.
class HostWindow {
 public:
  HostWindow(const Style& style, ImVec2 size) {
    // For the host alone: what opens above it keeps its frame.
    const ScopedVar padding(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    const ScopedVar rounding(ImGuiStyleVar_WindowRounding, 0);
    const ScopedVar border(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::SetNextWindowPos(ImVec2(0, 0));
    ImGui::SetNextWindowSize(size);
    ImGui::Begin("Heed", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::GetWindowDrawList()->AddRectFilled(ImVec2(0, 0), size, style.palette.window);
  }
  ~HostWindow() { ImGui::End(); }
  HostWindow(const HostWindow&) = delete;
  HostWindow& operator=(const HostWindow&) = delete;
};

void draw_word_tabs(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view) {
  if (!is_shown(area)) return;
  struct Tab {
    WordTab tab;
    std::string_view panel;  // as lessons name it
    Segment segment;
  };
  static constexpr Tab kTabs[] = {{WordTab::Row, "row", {"row", 0, "where the word looks"}},
                                  {WordTab::Vectors, "vectors", {"vectors", 0, "x, q, k, v"}},
                                  {WordTab::Output, "output", {"output", 0, "what it takes"}}};
  std::vector<Segment> tabs;
  std::vector<WordTab> meant;
  int selected = -1;
  for (const Tab& tab : kTabs) {
    if (!shows_panel(input, tab.panel)) continue;
    if (view.persisted.word_tab == tab.tab) selected = static_cast<int>(tabs.size());
    tabs.push_back(tab.segment);
    meant.push_back(tab.tab);
  }
  if (const auto chosen = segmented(ui, "word.tab", area, tabs, selected)) {
    view.persisted.word_tab = meant[static_cast<std::size_t>(*chosen)];
  }
}

// What a question hides stands in its place, closed, until it is answered.
bool is_covered(const PanelEntry& panel, const PanelInput& input) {
  return std::any_of(panel.parts.begin(), panel.parts.end(),
                     [&](std::string_view part) { return !part.empty() && covers(input, part); });
}

constexpr float kHeldBack = 0.55F;       // strength of what is shown while another text is computed
constexpr double kBeforeHeldBack = 0.3;  // seconds: a short run answers sooner, and nothing flickers while one types

bool holds_back(const PanelInput& input, TransientView& view) {
  const double now = ImGui::GetTime();
  if (!input.has_trace() || !is_outdated(input)) {
    view.outdated_since.reset();
    return false;
  }
  if (!view.outdated_since) view.outdated_since = now;
  return now - *view.outdated_since >= kBeforeHeldBack;
}

// Over the numbers of the former text, so that nobody takes them for those of the new one. In a window of its own,
// since what scrolls in a panel lies above the panel's own drawing; clicks go through.
void draw_veil(const Ui& ui, std::string_view panel, const ImRect& area) {
  const std::string name = "held_back." + std::string(panel);
  ImGui::SetCursorScreenPos(area.Min);
  ImGui::BeginChild(name.c_str(), area.GetSize(), ImGuiChildFlags_None,
                    ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoScrollbar);
  fill_rect(area, with_alpha(ui.style.palette.panel, 1 - kHeldBack), ui.style.px(kPanelRadius));
  register_area(ui, name, area, "veil");
  ImGui::EndChild();
}

// Below the messages, in the strip that is theirs.
void draw_offer(Ui& ui, const ImRect& messages, const PanelInput& input, ViewState& view, Requests& requests) {
  const float height = lesson_offer_height(ui.style, input, view);
  if (height == 0) return;
  ImRect strip = messages;
  strip.Min.y = strip.Max.y - height;
  draw_lesson_offer(ui, strip, input, view, requests);
}

// Where the presenter points, for those who watch from afar.
void draw_pointer_ring(const Ui& ui) {
  const ImVec2 at = ImGui::GetIO().MousePos;
  if (!ImGui::IsMousePosValid(&at)) return;
  const Style& style = ui.style;
  const float radius = style.px(18);
  ImDrawList* over = ImGui::GetForegroundDrawList();
  over->AddCircle(at, radius + style.px(2), with_alpha(style.palette.panel, 0.8F), 0, style.px(2));
  over->AddCircle(at, radius, style.palette.weight, 0, style.px(3));
  register_area(ui, "presenter.ring", ImRect(at.x - radius, at.y - radius, at.x + radius, at.y + radius), "mark");
}

// What is drawn or done here fails alone: the others go on, and the reader is told once.
template <typename Act>
void guarded(Requests& requests, Act&& act) {
  ImGuiErrorRecoveryState stacks;
  ImGui::ErrorRecoveryStoreState(&stacks);
  try {
    act();
  } catch (const core::Error& error) {
    ImGuiIO& io = ImGui::GetIO();
    const bool asserts = std::exchange(io.ConfigErrorRecoveryEnableAssert, false);
    ImGui::ErrorRecoveryTryToRecoverState(&stacks);
    io.ConfigErrorRecoveryEnableAssert = asserts;
    requests.add(ShowError{error.what()});
  }
}

// Every panel sees what the pointer was over in the frame before, wherever it was.
void light_what_was_hovered(TransientView& view) {
  view.hover_query = std::exchange(view.next_hover_query, std::nullopt);
  view.hover_key = std::exchange(view.next_hover_key, std::nullopt);
}

// Alt+B held is a look at what was before; only a tap leaves it on.
void end_held_look(TransientView& view) {
  constexpr float kTap = 0.35F;  // seconds
  const bool released = ImGui::IsKeyReleased(ImGuiKey_B) && !ImGui::GetIO().WantTextInput;
  if (released && ImGui::GetKeyData(ImGui::GetCurrentContext(), ImGuiKey_B)->DownDurationPrev > kTap) {
    view.show_before = false;
  }
}

}  // namespace

void draw_workspace(Ui& ui, ImVec2 size, const PanelInput& given, ViewState& view, Requests& requests) {
  PanelInput input = given;
  end_held_look(view.transient);
  if (!has_edits(given)) view.transient.show_before = view.transient.show_difference = false;
  if (view.transient.show_before && input.before != nullptr) input.trace = input.before;
  clamp_selection(input, view.selection);
  light_what_was_hovered(view.transient);
  guarded(requests, [&] { run_shortcuts(input, view, requests); });
  const HostWindow host(ui.style, size);
  Layout layout = compute_layout(size, ui.style, input, view);
  if (std::string& wanted = view.transient.focus_request; !wanted.empty()) {
    ui.items.want_focus(std::exchange(wanted, ""), Focus::Type);
  }
  const bool held_back = holds_back(input, view.transient);
  Regions regions(ui, view.transient.regions);
  for (const PanelEntry& panel : panels()) {
    const ImRect& area = layout.*panel.area;
    if (!is_shown(area)) continue;
    regions.enter(panel.name);
    // The tabs stand above the card that they choose.
    if (panel.shows == Shows::Numbers) draw_word_tabs(ui, std::exchange(layout.word_tabs, ImRect()), input, view);
    clamp_selection(input, view.selection);  // keys and earlier panels choose heads, and heads differ in their words
    guarded(requests, [&] {
      if (is_covered(panel, input)) {
        draw_covered_card(ui, area, cover_note(input));
      } else if (panel.shows == Shows::Numbers && input.has_trace() && !is_kept(input, view.selection)) {
        draw_not_kept_card(ui, area, view.selection);
      } else {
        panel.draw(ui, area, input, view, requests);
      }
    });
    if (held_back && panel.shows != Shows::Window) draw_veil(ui, panel.name, area);
    regions.leave(panel.landing == nullptr ? std::vector<std::string>() : panel.landing(input, view));
  }
  regions.enter("offer");
  draw_offer(ui, layout.message, input, view, requests);
  regions.leave();
  regions.answer_keys();
  guarded(requests, [&] { draw_value_menu(ui, input, view, requests); });
  guarded(requests, [&] { draw_spotlights(ui, input, view); });
  guarded(requests, [&] { draw_overlay_panel(ui, ImRect(0, 0, size.x, size.y), input, view, requests); });
  if (view.transient.presenter) draw_pointer_ring(ui);
}

}  // namespace ui
