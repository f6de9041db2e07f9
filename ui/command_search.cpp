#include "ui/command_search.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "core/spelling.h"

namespace ui {

namespace {

constexpr std::string_view kNoEdit = "No edit is in force";
constexpr std::string_view kNoText = "Nothing is computed yet";
constexpr std::string_view kNoLesson = "No lesson is open";

constexpr CommandWords kWords[] = {
    {"sentence", "text input field words write", ""},
    {"library", "examples sentences", ""},
    {"second", "two cross-attention translation pair", ""},
    {"undo", "back revert take back", "Nothing to undo"},
    {"redo", "again repeat", "Nothing to redo"},
    {"redo-y", "again repeat", "Nothing to redo"},
    {"edits", "changes history", ""},
    {"reset", "undo all clear remove delete edits", "There are no edits"},
    {"before", "original without compare", kNoEdit},
    {"difference", "delta change compare", kNoEdit},
    {"whole-words", "tokens subwords join", kNoText},
    {"resting", "sink first word special set aside", kNoText},
    {"previous-head", "attention", kNoText},
    {"next-head", "attention", kNoText},
    {"layer-up", "depth", kNoText},
    {"layer-down", "depth", kNoText},
    {"stage-back", "step", ""},
    {"stage-forward", "step", ""},
    {"view-steps", "stages walkthrough formula arithmetic", ""},
    {"view-cards", "query matching", ""},
    {"view-code", "numpy python c++ program", ""},
    {"view-compare", "contrast pair difference", ""},
    {"view-paths", "distance rnn cnn hops", ""},
    {"view-cost", "time memory speed quadratic", ""},
    {"view-training", "learn gradient descent", ""},
    {"view-drill", "exercise practise by hand worksheet", ""},
    {"view-prediction", "next word logits probability", ""},
    {"patterns", "diagonal column previous word", ""},
    {"mute", "silence ablate switch off", "An average has no head to mute: choose one"},
    {"ignore", "mask hide drop", kNoText},
    {"describe", "explain words text clipboard",
     "Choose a head whose numbers are shown: an average has no row of its own"},
    {"clear-key", "escape deselect", ""},
    {"cancel", "stop abort", "Nothing is being computed"},
    {"open", "load file import gguf folder", ""},
    {"save", "export json file write", ""},
    {"export-map", "csv png svg pdf image figure screenshot save heatmap table", kNoText},
    {"export-window", "png image screenshot save", kNoText},
    {"map-fit", "zoom out heatmap", kNoText},
    {"map-readable", "zoom in heatmap", kNoText},
    {"settings", "preferences options decimals motion colours colors", ""},
    {"theme", "theme mode colours colors appearance night", ""},
    {"larger", "zoom in scale size font bigger", ""},
    {"larger-plus", "zoom in scale size font bigger", ""},
    {"larger-pad", "zoom in scale size font bigger", ""},
    {"smaller", "zoom out scale size font", ""},
    {"smaller-pad", "zoom out scale size font", ""},
    {"normal-size", "zoom 100 % scale font", ""},
    {"presenter", "full screen fullscreen projector teach", ""},
    {"keys", "help shortcuts keyboard legend", ""},
    {"about", "version licence license notices credits", ""},
    {"quit", "exit close end", ""},
    {"lessons", "lesson tutorial course learn teach", ""},
    {"lesson-next", "go on", kNoLesson},
    {"lesson-back", "previous", kNoLesson},
    {"lesson-lit", "light spotlight highlight panel", "No step points at anything"},
    {"lesson-answer", "number field", "No step asks for a number or a text"},
    {"lesson-skip", "guess question", "No guess is asked for"},
    {"lesson-hint", "help", "There is no further hint"},
    {"lesson-show-me", "solve solution answer", "No task is open"},
    {"lesson-leave", "close end exit", kNoLesson},
    {"concepts", "cards glossary words terms", ""},
    {"record", "own lesson author teach", ""},
};

bool starts_with(std::string_view text, std::string_view wanted) {
  return core::lower(text.substr(0, wanted.size())) == core::lower(wanted);
}

bool starts_word(std::string_view text, std::string_view wanted) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool start = at == 0 || text[at - 1] == ' ' || text[at - 1] == '-';
    if (start && starts_with(text.substr(at), wanted)) return true;
  }
  return false;
}

// How well one typed word fits, 0 best.
std::optional<int> rank_of_word(const Command& command, std::string_view also, std::string_view wanted) {
  if (starts_with(command.title, wanted)) return 0;
  if (starts_word(command.title, wanted)) return 1;
  if (starts_word(also, wanted)) return 2;
  if (core::contains_ignoring_case(command.title, wanted) || core::contains_ignoring_case(also, wanted)) return 3;
  return std::nullopt;
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

// All typed words must fit.
std::optional<int> rank_of(const Command& command, const std::vector<std::string_view>& wanted) {
  const std::string_view also = words_of(command).also;
  int rank = 0;
  for (const std::string_view word : wanted) {
    const std::optional<int> one = rank_of_word(command, also, word);
    if (!one) return std::nullopt;
    rank += *one;
  }
  return rank;
}

// Whether the typed letters stand in the title in this order, whatever lies between.
bool has_letters(std::string_view title, std::string_view letters) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < title.size() && at < letters.size(); ++i) {
    if (starts_with(title.substr(i), letters.substr(at, 1))) ++at;
  }
  return at == letters.size();
}

FoundCommand found(const Command& command, const PanelInput& input, const ViewState& view) {
  FoundCommand one;
  one.command = &command;
  one.enabled = is_enabled(command, input, view);
  if (!one.enabled) one.reason = command.run == nullptr ? "a key of its own" : words_of(command).refusal;
  return one;
}

// What Ctrl+K lists at all: not itself, and what is off only where it can say why.
bool is_listed(const FoundCommand& one, std::string_view letters) {
  if (std::string_view(one.command->id) == "commands") return false;
  if (one.command->run == nullptr) return !letters.empty();
  return one.enabled || !one.reason.empty();
}

}  // namespace

CommandWords words_of(const Command& command) {
  const auto words =
      std::find_if(std::begin(kWords), std::end(kWords), [&](const CommandWords& one) { return one.id == command.id; });
  return words == std::end(kWords) ? CommandWords{} : *words;
}

std::vector<FoundCommand> find_commands(std::string_view letters, const PanelInput& input, const ViewState& view) {
  struct Ranked {
    int rank;
    FoundCommand found;
  };
  const std::vector<std::string_view> wanted = split(letters);
  std::vector<Ranked> ranked, loose;
  for (const Command& command : commands()) {
    const auto same = [&](const Ranked& other) {
      return std::string_view(other.found.command->title) == command.title;
    };
    FoundCommand one = found(command, input, view);
    if (!is_listed(one, letters) || std::any_of(ranked.begin(), ranked.end(), same)) continue;
    if (const auto rank = rank_of(command, wanted)) {
      ranked.push_back({*rank, std::move(one)});
    } else if (has_letters(command.title, letters) && std::none_of(loose.begin(), loose.end(), same)) {
      loose.push_back({0, std::move(one)});
    }
  }
  if (ranked.empty()) ranked = std::move(loose);
  if (!wanted.empty()) {
    std::stable_sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) {
      return a.rank != b.rank ? a.rank < b.rank : a.found.enabled && !b.found.enabled;
    });
  }
  std::vector<FoundCommand> list;
  for (Ranked& one : ranked) list.push_back(std::move(one.found));
  return list;
}

}  // namespace ui
