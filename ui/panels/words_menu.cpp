#include "ui/panels/words_menu.h"

#include <fmt/format.h>

#include "core/attention/describe.h"
#include "core/attention/token_reference.h"
#include "ui/panels/word_names.h"
#include "ui/selection.h"
#include "ui/widgets/containers.h"

namespace ui {
namespace {

constexpr std::string_view kMenu = "words.menu";
constexpr float kMenuWidth = 264;

void ignore_line(const Ui& ui, const Popup& popup, const PanelInput& input, WordsMemory::Place place,
                 const std::string& word, Requests& requests) {
  core::Switches switches = input.session->switches;
  std::set<core::Index>& ignored = place.second ? switches.ignored_second : switches.ignored;
  const bool was = ignored.count(place.token) > 0;
  MenuItemSpec line{was ? "Stop ignoring this word" : "Ignore this word"};
  line.icon = was ? Icon::Eye : Icon::EyeOff;
  line.tooltip = "No head looks at an ignored word. It still looks itself.";
  if (!menu_item(ui, "words.menu.ignore", popup, line)) return;
  if (was) ignored.erase(place.token);
  if (!was) ignored.insert(place.token);
  requests.add(SetSwitches{switches, was ? "Look at " + word + " again" : "Ignore " + word});
}

void copy_lines(const Ui& ui, const Popup& popup, const PanelInput& input, WordsMemory::Place place,
                const core::Tokens& tokens, Requests& requests) {
  MenuItemSpec word{"Copy the word"};
  word.icon = Icon::Copy;
  const std::string text = core::token_word(tokens[static_cast<std::size_t>(place.token)]);
  if (menu_item(ui, "words.menu.copy", popup, word)) requests.add(CopyText{text, "word " + text});
  MenuItemSpec sentence{"Copy the sentence"};
  if (menu_item(ui, "words.menu.sentence", popup, sentence)) {
    requests.add(CopyText{place.second ? input.trace->run.second : input.trace->run.sentence, "sentence"});
  }
}

void describe_line(const Ui& ui, const Popup& popup, const PanelInput& input, const ViewState& view,
                   WordsMemory::Place place, Requests& requests) {
  MenuItemSpec line{"Describe where it looks"};
  line.icon = Icon::Info;
  line.enabled = view.selection.map == core::MapKind::Head && !place.second;
  if (!menu_item(ui, "words.menu.describe", popup, line)) return;
  core::Selection selection = view.selection;
  select_query(input, selection, place.token);
  const core::DescribedSelection described{selection.layer, selection.head, selection.query, selection.key};
  const std::string text = core::describe_selection(*input.trace, described, input.nearest);
  requests.add(CopyText{text, text});
}

}  // namespace

std::vector<core::Edit> edits_of_word(const core::AttentionTrace& trace, core::Index token, bool second) {
  std::vector<core::Edit> edits;
  for (const core::Edit& edit : trace.run.edits) {
    if (!core::is_matrix(edit.site) && edit.row == token && edit.second == second) edits.push_back(edit);
  }
  return edits;
}

void open_words_menu(WordsMemory& memory, core::Index token, bool second) {
  memory.menu = WordsMemory::Place{token, second};
  open_popup(kMenu);
}

void draw_words_menu(const Ui& ui, const ImRect& anchor, const PanelInput& input, ViewState& view, Requests& requests) {
  auto& open = view.transient.words.menu;
  if (!open) return;
  const WordsMemory::Place place = *open;
  const core::Tokens& tokens = place.second ? input.trace->second_tokens : input.trace->tokens;
  const Popup popup(ui, kMenu, anchor, kMenuWidth);
  if (!popup.open() || place.token >= static_cast<core::Index>(tokens.size())) {
    if (!is_popup_open(kMenu)) open.reset();
    return;
  }
  const std::string word = quoted_word(tokens, place.token);
  menu_heading(ui, popup, word + "  \u00b7  " + word_caption(tokens, place.token));
  ignore_line(ui, popup, input, place, word, requests);
  const std::vector<core::Edit> edits = edits_of_word(*input.trace, place.token, place.second);
  MenuItemSpec reset{"Reset the edits of this word"};
  reset.icon = Icon::Reset;
  reset.enabled = !edits.empty();
  if (menu_item(ui, "words.menu.reset", popup, reset)) requests.add(RemoveEdits{edits, "Reset the edits of " + word});
  menu_separator(ui, popup);
  copy_lines(ui, popup, input, place, tokens, requests);
  describe_line(ui, popup, input, view, place, requests);
}

}  // namespace ui
