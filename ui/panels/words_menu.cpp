#include "ui/panels/words_menu.h"

#include <fmt/format.h>

#include <utility>

#include "core/attention/token_reference.h"
#include "core/attention/whole_words.h"
#include "ui/copied_description.h"
#include "ui/panels/map_scene.h"
#include "ui/panels/word_names.h"
#include "ui/row_views_memory.h"
#include "ui/run_questions.h"
#include "ui/selection.h"
#include "ui/widgets/containers.h"
#include "ui/widgets/copy_menu.h"

namespace ui {
namespace {

constexpr std::string_view kMenu = "words.menu";
constexpr float kMenuWidth = 264;

// What the menu is about: one token, or all the pieces of the word that it is shown as.
struct Target {
  WordsMemory::Place place;
  core::Index pieces = 1;  // from place.token on
  std::string word;        // quoted
  std::string text;        // to copy
};

Target target_of(const PanelInput& input, const ViewState& view, WordsMemory::Place place) {
  const core::AttentionTrace& trace = *input.trace;
  const core::Tokens& tokens = place.second ? trace.second_tokens : trace.tokens;
  Target target{place, 1, quoted_word(tokens, place.token),
                core::token_word(tokens[static_cast<std::size_t>(place.token)])};
  const std::string& first = place.second ? trace.run.second : trace.run.sentence;
  if (!view.persisted.whole_words || !core::has_word_pieces(tokens, first, trace.run.second)) return target;
  const core::WholeWords words = core::whole_words(tokens, first, trace.run.second);
  const core::Index word = words.word_of[static_cast<std::size_t>(place.token)];
  if (words.pieces(word) == 1) return target;
  target.place.token = words.first[static_cast<std::size_t>(word)];
  target.pieces = words.pieces(word);
  target.word = quoted_word(words.tokens, word);
  target.text = words.tokens[static_cast<std::size_t>(word)].text;
  return target;
}

void ignore_line(const Ui& ui, const Popup& popup, const PanelInput& input, const Target& target, Requests& requests) {
  core::Switches switches = input.session->switches;
  std::set<core::Index>& ignored = target.place.second ? switches.ignored_second : switches.ignored;
  core::Index already = 0;
  for (core::Index i = 0; i < target.pieces; ++i) already += ignored.count(target.place.token + i) > 0 ? 1 : 0;
  const bool was = already == target.pieces;
  const std::string whole =
      target.pieces > 1 ? fmt::format("{} all {} pieces of this word", was ? "Stop ignoring" : "Ignore", target.pieces)
                        : std::string(was ? "Stop ignoring this word" : "Ignore this word");
  MenuItemSpec line{whole};
  line.icon = was ? Icon::Eye : Icon::EyeOff;
  line.tooltip = "No head looks at an ignored word. It still looks itself.";
  if (!menu_item(ui, "words.menu.ignore", popup, line)) return;
  for (core::Index i = 0; i < target.pieces; ++i) {
    if (was) {
      ignored.erase(target.place.token + i);
    } else {
      ignored.insert(target.place.token + i);
    }
  }
  requests.add(SetSwitches{switches, was ? "Look at " + target.word + " again" : "Ignore " + target.word});
}

void copy_lines(const Ui& ui, const Popup& popup, const PanelInput& input, const Target& target, Requests& requests) {
  MenuItemSpec word{"Copy the word"};
  word.icon = Icon::Copy;
  const std::string& text = target.text;
  if (menu_item(ui, "words.menu.copy", popup, word)) requests.add(CopyText{text, "word " + text});
  MenuItemSpec sentence{"Copy the sentence"};
  if (menu_item(ui, "words.menu.sentence", popup, sentence)) {
    requests.add(CopyText{target.place.second ? input.trace->run.second : input.trace->run.sentence, "sentence"});
  }
}

// The word's own row of the selected map, and the whole map.
void row_lines(const Ui& ui, const Popup& popup, const PanelInput& input, ViewState& view, const Target& target,
               Requests& requests) {
  if (target.place.second) return;
  const core::Matrix& weights = *view.transient.maps.cache.facts(*input.trace, view.selection).weights;
  if (target.place.token >= weights.rows()) return;
  const auto offer = [&](const char* name, const core::Matrix& values, const char* what, const std::string& said) {
    if (const auto text = copy_menu(ui, name, popup, values, what)) requests.add(CopyText{*text, said});
  };
  offer("words.menu.row", weights.middleRows(target.place.token, target.pieces), "row", "row of " + target.word);
  offer("words.menu.matrix", weights, "matrix", "map of " + map_name(input, view.selection));
}

// Selects the word, as the one that looks or as the one looked at.
void go_lines(const Ui& ui, const Popup& popup, const PanelInput& input, ViewState& view, const Target& target) {
  const bool cross =
      view.selection.map == core::MapKind::Head && input.head_config(view.selection).keys == core::KeySource::Second;
  if (!target.place.second) {
    MenuItemSpec looks{"Go to its row"};
    looks.enabled = view.selection.query != target.place.token;
    if (menu_item(ui, "words.menu.go", popup, looks)) select_query(input, view.selection, target.place.token);
  }
  if (target.place.second != cross) return;
  MenuItemSpec looked{"Go to its column"};
  looked.enabled = view.selection.key != target.place.token;
  if (menu_item(ui, "words.menu.go_key", popup, looked)) select_key(view.selection, target.place.token);
}

void describe_line(const Ui& ui, const Popup& popup, const PanelInput& input, const ViewState& view,
                   WordsMemory::Place place, Requests& requests) {
  MenuItemSpec line{"Describe where it looks"};
  line.icon = Icon::Info;
  line.enabled = view.selection.map == core::MapKind::Head && is_kept(input, view.selection) && !place.second;
  if (!menu_item(ui, "words.menu.describe", popup, line)) return;
  core::Selection selection = view.selection;
  select_query(input, selection, place.token);
  const core::DescribedSelection described{selection.layer, selection.head, selection.query, selection.key};
  requests.add(copied_description(input, described));
}

}  // namespace

std::vector<core::Edit> edits_of_word(const core::AttentionTrace& trace, core::Index token, bool second) {
  std::vector<core::Edit> edits;
  for (const core::Edit& edit : trace.run.edits) {
    if (!core::is_matrix(edit.site) && edit.row == token && edit.second == second) edits.push_back(edit);
  }
  return edits;
}

void open_words_menu(ViewState& view, core::Index token, bool second, std::optional<ImRect> anchor) {
  row_views_memory(view).asked_word = AskedWord{token, second, anchor};
  view.transient.words.menu = WordsMemory::Place{token, second};
}

void draw_words_menu(const Ui& ui, const ImRect& anchor, const PanelInput& input, ViewState& view, Requests& requests) {
  auto& open = view.transient.words.menu;
  if (!open) return;
  const WordsMemory::Place place = *open;
  const core::Tokens& tokens = place.second ? input.trace->second_tokens : input.trace->tokens;
  auto& asked = row_views_memory(view).asked_word;
  if (asked && std::exchange(asked->opens, false)) open_popup(kMenu);
  const Popup popup(ui, kMenu, asked ? asked->anchor.value_or(anchor) : anchor, kMenuWidth);
  if (!popup.open() || place.token >= static_cast<core::Index>(tokens.size())) {
    if (!is_popup_open(kMenu)) open.reset();
    return;
  }
  const Target target = target_of(input, view, place);
  const std::string caption =
      target.pieces > 1 ? fmt::format("{} pieces", target.pieces) : word_caption(tokens, target.place.token);
  menu_heading(ui, popup, target.word + "  \u00b7  " + caption);
  go_lines(ui, popup, input, view, target);
  ignore_line(ui, popup, input, target, requests);
  std::vector<core::Edit> edits;
  for (core::Index i = 0; i < target.pieces; ++i) {
    for (const core::Edit& edit : edits_of_word(*input.trace, target.place.token + i, place.second)) {
      edits.push_back(edit);
    }
  }
  MenuItemSpec reset{"Reset the edits of this word"};
  reset.icon = Icon::Reset;
  reset.enabled = !edits.empty();
  if (menu_item(ui, "words.menu.reset", popup, reset))
    requests.add(RemoveEdits{edits, "Reset the edits of " + target.word});
  menu_separator(ui, popup);
  copy_lines(ui, popup, input, target, requests);
  row_lines(ui, popup, input, view, target, requests);
  describe_line(ui, popup, input, view, place, requests);
}

}  // namespace ui
