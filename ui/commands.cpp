#include "ui/commands.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>

#include "ui/copied_description.h"
#include "ui/panels/overlays.h"
#include "ui/panels/stage_content.h"
#include "ui/run_questions.h"
#include "ui/selection.h"

namespace ui {

namespace {

void toggle_left(ViewState& view, LeftPanel panel) {
  view.persisted.left_panel = view.persisted.left_panel == panel ? LeftPanel::None : panel;
}

void change_scale(const PanelInput& input, Requests& requests, float factor) {
  Preferences changed = *input.preferences;
  changed.scale = factor == 0 ? 1 : std::clamp(std::round(changed.scale * factor * 20) / 20, 0.5F, 3.0F);
  requests.add(SetPreferences{changed});
}

void move_head(const PanelInput& input, ViewState& view, int layers, int heads) {
  if (!input.has_trace()) return;
  core::Selection& selection = view.selection;
  selection.map = core::MapKind::Head;
  const auto& all = input.trace->config().layers;
  selection.layer = std::clamp<Eigen::Index>(selection.layer + layers, 0, static_cast<Eigen::Index>(all.size()) - 1);
  const auto count = static_cast<Eigen::Index>(all[static_cast<std::size_t>(selection.layer)].heads.size());
  selection.head = std::clamp<Eigen::Index>(selection.head + heads, 0, count - 1);
}

void describe_selection(const PanelInput& input, ViewState& view, Requests& requests) {
  if (!input.has_trace() || view.selection.map != core::MapKind::Head) return;
  const core::Selection& selection = view.selection;
  const core::DescribedSelection described{selection.layer, selection.head, selection.query, selection.key};
  requests.add(copied_description(input, described));
}

void toggle_mute(const PanelInput& input, ViewState& view, Requests& requests) {
  if (!input.has_trace() || view.selection.map != core::MapKind::Head) return;
  requests.add(toggled_mute(input, {view.selection.layer, view.selection.head}));
}

void toggle_ignore(const PanelInput& input, ViewState& view, Requests& requests) {
  if (!input.has_trace()) return;
  core::Switches switches = input.session->switches;
  const Eigen::Index token = view.selection.query;
  const bool was_ignored = switches.ignored.erase(token) > 0;
  if (!was_ignored) switches.ignored.insert(token);
  const std::string word = "“" + input.trace->tokens[static_cast<std::size_t>(token)].text + "”";
  requests.add(SetSwitches{switches, was_ignored ? "Look at " + word + " again" : "Ignore " + word});
}

void escape(const PanelInput& input, ViewState& view, Requests& requests) {
  if (view.transient.overlay != Overlay::None) {
    close_overlay(view);
  } else if (!input.messages->empty()) {
    requests.add(DismissMessage{input.messages->size() - 1});
  } else if (view.transient.presenter) {
    view.transient.presenter = false;
    requests.add(ToggleFullscreen{});
  } else if (view.persisted.left_panel != LeftPanel::None && view.persisted.left_panel != LeftPanel::Lessons) {
    view.persisted.left_panel = LeftPanel::None;
  } else {
    view.selection.key.reset();
  }
}

bool has_trace(const PanelInput& input, const ViewState&) {
  return input.has_trace();
}
// A mean of heads has no row of its own to speak of.
bool shows_head(const PanelInput& input, const ViewState& view) {
  return input.has_trace() && view.selection.map == core::MapKind::Head;
}
// Its row is told in numbers, which a long run may not have kept.
bool can_describe(const PanelInput& input, const ViewState& view) {
  return shows_head(input, view) && is_kept(input, view.selection);
}
bool is_edited(const PanelInput& input, const ViewState&) {
  return has_edits(input);
}
// Also those that are switched off, or that wait for their words.
bool has_listed_edits(const PanelInput& input, const ViewState&) {
  return !listed_edits(input).empty();
}
bool can_undo(const PanelInput& input, const ViewState&) {
  return !input.undo_name.empty();
}
bool can_redo(const PanelInput& input, const ViewState&) {
  return !input.redo_name.empty();
}
bool is_computing(const PanelInput& input, const ViewState&) {
  return input.computing;
}

using In = const PanelInput&;
using View = ViewState&;
using Ask = Requests&;

constexpr ImGuiKeyChord kCtrl = ImGuiMod_Ctrl;
constexpr ImGuiKeyChord kShift = ImGuiMod_Shift;
constexpr ImGuiKeyChord kAlt = ImGuiMod_Alt;

constexpr Command kBeforeViews[] = {
    {"sentence", "Type a sentence", "Sentence", kCtrl | ImGuiKey_L, "Ctrl+L",
     [](In, View view, Ask) { view.transient.focus_request = "bar.sentence"; }},
    {"library", "Sentence library", "Sentence", kCtrl | ImGuiKey_B, "Ctrl+B",
     [](In, View view, Ask) { toggle_left(view, LeftPanel::Sentences); }},
    {"second", "Second sentence on or off", "Sentence", kCtrl | kShift | ImGuiKey_2, "Ctrl+Shift+2",
     [](In input, View view, Ask ask) {
       if (input.session->has_second) {
         ask.add(SetSecond{std::nullopt});
       } else {
         ask.add(OpenSecond{});
         view.transient.focus_request = "bar.second.text";
       }
     }},
    {"undo", "Undo", "Edit", kCtrl | ImGuiKey_Z, "Ctrl+Z", [](In, View, Ask ask) { ask.add(Undo{}); }, can_undo},
    {"redo", "Redo", "Edit", kCtrl | kShift | ImGuiKey_Z, "Ctrl+Shift+Z", [](In, View, Ask ask) { ask.add(Redo{}); },
     can_redo},
    {"redo-y", "Redo", "Edit", kCtrl | ImGuiKey_Y, "Ctrl+Y", [](In, View, Ask ask) { ask.add(Redo{}); }, can_redo},
    {"edits", "List of edits", "Edit", kCtrl | ImGuiKey_E, "Ctrl+E",
     [](In, View view, Ask) { toggle_overlay(view, Overlay::Edits); }},
    {"reset", "Reset every edit", "Edit", kCtrl | kShift | ImGuiKey_R, "Ctrl+Shift+R",
     [](In, View, Ask ask) {
       ask.add(RemoveEdits{{}, "Reset every edit"});
     },
     has_listed_edits},
    {"before", "Show before the edits, or after", "View", kAlt | ImGuiKey_B, "Alt+B",
     [](In, View view, Ask) { view.transient.show_before = !view.transient.show_before; }, is_edited},
    {"difference", "Show the difference to before", "View", kAlt | ImGuiKey_D, "Alt+D",
     [](In, View view, Ask) { view.transient.show_difference = !view.transient.show_difference; }, is_edited},
    {"whole-words", "Pieces of words as one, or apart", "View", kCtrl | kShift | ImGuiKey_W, "Ctrl+Shift+W",
     [](In, View view, Ask) { view.persisted.whole_words = !view.persisted.whole_words; }, has_trace},
    {"resting", "Resting places aside, or counted", "View", kCtrl | kShift | ImGuiKey_A, "Ctrl+Shift+A",
     [](In, View view, Ask) { view.persisted.resting_aside = !view.persisted.resting_aside; }, has_trace},
    {"previous-head", "Head before", "View", kAlt | ImGuiKey_LeftArrow, "Alt+←",
     [](In input, View view, Ask) { move_head(input, view, 0, -1); }, has_trace},
    {"next-head", "Next head", "View", kAlt | ImGuiKey_RightArrow, "Alt+→",
     [](In input, View view, Ask) { move_head(input, view, 0, 1); }, has_trace},
    {"layer-up", "Layer before", "View", kAlt | ImGuiKey_UpArrow, "Alt+↑",
     [](In input, View view, Ask) { move_head(input, view, -1, 0); }, has_trace},
    {"layer-down", "Next layer", "View", kAlt | ImGuiKey_DownArrow, "Alt+↓",
     [](In input, View view, Ask) { move_head(input, view, 1, 0); }, has_trace},
    {"stage-back", "Stage before", "View", kCtrl | ImGuiKey_LeftBracket, "Ctrl+[",
     [](In, View view, Ask) { move_stage(view, -1); }},
    {"stage-forward", "Next stage", "View", kCtrl | ImGuiKey_RightBracket, "Ctrl+]",
     [](In, View view, Ask) { move_stage(view, 1); }},
};

constexpr Command kBehindViews[] = {
    {"patterns", "Pattern gallery", "View", kCtrl | ImGuiKey_8, "Ctrl+8",
     [](In, View view, Ask) { toggle_left(view, LeftPanel::Patterns); }},
    {"mute", "Mute or unmute the head", "Switch", kCtrl | ImGuiKey_M, "Ctrl+M", toggle_mute, shows_head},
    {"ignore", "Ignore the word, or look at it again", "Switch", kCtrl | ImGuiKey_I, "Ctrl+I", toggle_ignore,
     has_trace},
    {"describe", "Describe the selection and copy it", "Selection", kCtrl | ImGuiKey_D, "Ctrl+D", describe_selection,
     can_describe},
    {"clear-key", "Clear the key; close what is open", "Selection", ImGuiKey_Escape, "Esc", escape},
    {"cancel", "Cancel the run", "Switch", kCtrl | ImGuiKey_Period, "Ctrl+.",
     [](In, View, Ask ask) { ask.add(CancelRun{}); }, is_computing},
    {"open", "Open a session or model", "File", kCtrl | ImGuiKey_O, "Ctrl+O",
     [](In, View view, Ask) { toggle_overlay(view, Overlay::OpenFile); }},
    {"save", "Save the session as", "File", kCtrl | ImGuiKey_S, "Ctrl+S",
     [](In, View view, Ask) { open_save(view, SaveWhat::Session); }},
    {"settings", "Settings", "Program", kCtrl | ImGuiKey_Comma, "Ctrl+,",
     [](In, View view, Ask) { toggle_left(view, LeftPanel::Settings); }},
    {"theme", "Light or dark", "Program", kCtrl | ImGuiKey_T, "Ctrl+T",
     [](In input, View, Ask ask) { toggle_theme(input, ask); }},
    {"larger", "Larger", "Program", kCtrl | ImGuiKey_Equal, "Ctrl++",
     [](In input, View, Ask ask) { change_scale(input, ask, 1.1F); }},
    {"larger-plus", "Larger", "Program", kCtrl | kShift | ImGuiKey_Equal, "",
     [](In input, View, Ask ask) { change_scale(input, ask, 1.1F); }},
    {"larger-pad", "Larger", "Program", kCtrl | ImGuiKey_KeypadAdd, "",
     [](In input, View, Ask ask) { change_scale(input, ask, 1.1F); }},
    {"smaller", "Smaller", "Program", kCtrl | ImGuiKey_Minus, "Ctrl+−",
     [](In input, View, Ask ask) { change_scale(input, ask, 1 / 1.1F); }},
    {"smaller-pad", "Smaller", "Program", kCtrl | ImGuiKey_KeypadSubtract, "",
     [](In input, View, Ask ask) { change_scale(input, ask, 1 / 1.1F); }},
    {"normal-size", "Normal size", "Program", kCtrl | ImGuiKey_0, "Ctrl+0",
     [](In input, View, Ask ask) { change_scale(input, ask, 0); }},
    {"presenter", "Presenter view", "Program", ImGuiKey_F11, "F11",
     [](In, View view, Ask ask) {
       view.transient.presenter = !view.transient.presenter;
       ask.add(ToggleFullscreen{});
     }},
    {"keys", "List of keys and marks", "Help", ImGuiKey_F1, "F1",
     [](In, View view, Ask) { toggle_overlay(view, Overlay::Keys); }},
    {"commands", "Find a command", "Help", kCtrl | ImGuiKey_K, "Ctrl+K",
     [](In, View view, Ask) { toggle_overlay(view, Overlay::Commands); }},
    {"about", "About Heed", "Help", ImGuiKey_None, "",
     [](In, View view, Ask) { toggle_overlay(view, Overlay::About); }},
    {"quit", "Quit", "Program", kCtrl | ImGuiKey_Q, "Ctrl+Q", [](In, View, Ask ask) { ask.add(Quit{}); }},
    // Keys that the regions handle themselves; listed so that F1 shows them.
    {"regions", "Next or previous region", "Move", ImGuiKey_None, "Tab, Shift+Tab"},
    {"controls", "Next or previous control in it", "Move", ImGuiKey_None, "Ctrl+Tab, Ctrl+Shift+Tab"},
    {"walk", "Walk the words, the map, the stages", "Move", ImGuiKey_None, "← → ↑ ↓"},
    {"enter", "Choose, or type a number", "Move", ImGuiKey_None, "Enter"},
    {"menu", "What can be done here", "Move", ImGuiKey_None, "Shift+F10"},
    {"fine", "Fine, coarse while dragging a number", "Move", ImGuiKey_None, "Shift, Ctrl"},
    {"zoom", "Zoom the map at the pointer", "Move", ImGuiKey_None, "Ctrl+wheel"},
};

std::vector<Command> make_commands() {
  std::vector<Command> all(std::begin(kBeforeViews), std::end(kBeforeViews));
  add_view_commands(all);
  all.insert(all.end(), std::begin(kBehindViews), std::end(kBehindViews));
  add_map_commands(all);
  add_lesson_commands(all);
  return all;
}

}  // namespace

void toggle_theme(const PanelInput& input, Requests& requests) {
  Preferences changed = *input.preferences;
  changed.theme = input.dark ? ThemeChoice::Light : ThemeChoice::Dark;
  requests.add(SetPreferences{changed});
}

const std::vector<Command>& commands() {
  static const std::vector<Command> all = make_commands();
  return all;
}

bool is_enabled(const Command& command, const PanelInput& input, const ViewState& view) {
  return command.run != nullptr && (command.enabled == nullptr || command.enabled(input, view));
}

namespace {

bool is_menu_open() {
  return ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup);
}

// Alt and a letter write nothing here, but ImGui keeps them from shortcuts while a text is typed; items that walk by
// arrows own those keys, also where Alt gives them another meaning.
bool is_pressed(ImGuiKeyChord chord) {
  const auto key = static_cast<ImGuiKey>(chord & ~ImGuiMod_Mask_);
  const bool letter = key >= ImGuiKey_A && key <= ImGuiKey_Z;
  const bool arrow = key >= ImGuiKey_LeftArrow && key <= ImGuiKey_DownArrow;
  const bool claimed = ImGui::GetIO().WantTextInput ? letter : arrow;
  if (claimed && (chord & ImGuiMod_Mask_) == ImGuiMod_Alt) return ImGui::IsKeyChordPressed(chord);
  return ImGui::Shortcut(chord, ImGuiInputFlags_RouteGlobal);
}

// What stays at hand above an overlay: it hides the rest, which must not change unseen.
bool reaches_over(const Command& command, Overlay overlay) {
  static constexpr std::string_view kGroups[] = {"File", "Help", "Program"};
  if (overlay == Overlay::Edits && command.group == std::string_view("Edit")) return true;  // the list shows the change
  return std::find(std::begin(kGroups), std::end(kGroups), command.group) != std::end(kGroups) ||
         command.run == escape || std::string_view(command.id) == "edits";
}

}  // namespace

std::vector<const Command*> pressed_commands() {
  std::vector<const Command*> pressed;
  for (const Command& command : commands()) {
    if (command.chord == ImGuiKey_None) continue;
    if (command.chord == ImGuiKey_Escape && is_menu_open()) continue;  // ImGui closes the menu with it
    if (is_pressed(command.chord)) pressed.push_back(&command);
  }
  return pressed;
}

void run_shortcuts(const PanelInput& input, ViewState& view, Requests& requests) {
  for (const Command* command : pressed_commands()) {
    if (view.transient.overlay != Overlay::None && !reaches_over(*command, view.transient.overlay)) continue;
    if (is_enabled(*command, input, view)) command->run(input, view, requests);
  }
}

}  // namespace ui
