#include "core/attention/switch_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

#include "core/attention/edit_text.h"
#include "core/attention/token_reference.h"
#include "core/error.h"
#include "core/numbers.h"
#include "core/plain_text.h"
#include "core/spelling.h"

namespace core {

namespace {

template <typename Kind>
struct Named {
  const char* word;
  Kind kind;
};

constexpr std::array<Named<ScaleKind>, 3> kScales = {
    {{"model", ScaleKind::Model}, {"sqrt", ScaleKind::Sqrt}, {"none", ScaleKind::None}}};
constexpr std::array<Named<MaskKind>, 3> kMasks = {
    {{"model", MaskKind::Model}, {"causal", MaskKind::Causal}, {"none", MaskKind::None}}};
constexpr std::array<Named<SoftmaxKind>, 4> kSoftmaxes = {{{"soft", SoftmaxKind::Soft},
                                                           {"hard", SoftmaxKind::Hard},
                                                           {"uniform", SoftmaxKind::Uniform},
                                                           {"none", SoftmaxKind::None}}};

// The kind called `word`; `also` is what else may stand there.
template <typename List>
auto find_kind(std::string_view option, std::string_view word, const List& list, const std::string& also) {
  std::vector<std::string> words;
  for (const auto& one : list) {
    if (word == one.word) return one.kind;
    words.emplace_back(one.word);
  }
  throw Error(fmt::format("{} \"{}\" is unknown", option, shown_text(word)),
              fmt::format("{}{}", fmt::join(words, ", "), also), did_you_mean(word, words, ""));
}

template <typename List, typename Kind>
std::string word_of(const List& list, Kind kind) {
  for (const auto& one : list) {
    if (one.kind == kind) return one.word;
  }
  return "";
}

}  // namespace

void read_scale(std::string_view text, Switches& switches) {
  const auto number = parse_number(text);
  if (!number) {
    switches.scale = find_kind("the scale", text, kScales, " or a number to divide by");
    return;
  }
  if (*number <= 0) {
    throw Error(fmt::format("the scale is {}", shown_text(text)), "a finite number above 0",
                "scores are divided by it; --scale none leaves them as they are");
  }
  switches.scale = ScaleKind::Number;
  switches.divisor = *number;
}

void read_mask(std::string_view text, Switches& switches) {
  switches.mask = find_kind("the mask", text, kMasks, "");
}

void read_temperature(std::string_view text, Switches& switches) {
  const auto number = parse_number(text);
  if (!number || *number <= 0) {
    throw Error(fmt::format("the temperature is \"{}\"", shown_text(text)), "a finite number above 0",
                "--softmax hard is the limit of 0");
  }
  switches.temperature = *number;
}

SoftmaxKind parse_softmax_kind(std::string_view text) {
  return find_kind("the softmax", text, kSoftmaxes, ", for one head such as uniform@0.1");
}

void read_softmax(std::string_view text, const Model& model, Switches& switches) {
  const std::size_t at = text.find('@');
  const SoftmaxKind kind = parse_softmax_kind(text.substr(0, at));
  if (at == std::string_view::npos) {
    switches.softmax = kind;
  } else {
    switches.head_softmax[parse_head(text.substr(at + 1), model)] = kind;
  }
}

void read_mute(std::string_view text, const Model& model, Switches& switches) {
  switches.muted.insert(parse_head(text, model));
}

void read_ignore(std::string_view text, const Tokens& tokens, const Tokens& second_tokens, Switches& switches) {
  if (text.substr(0, 2) != "2:") {
    switches.ignored.insert(find_token(text, tokens));
    return;
  }
  if (second_tokens.empty()) refuse_second_word("--ignore " + shown_text(text), tokens);
  switches.ignored_second.insert(find_token(text.substr(2), second_tokens, "the second sentence"));
}

std::string scale_text(const Switches& switches) {
  return switches.scale == ScaleKind::Number ? shortest_number(switches.divisor) : word_of(kScales, switches.scale);
}

std::string mask_text(MaskKind mask) {
  return word_of(kMasks, mask);
}
std::string softmax_text(SoftmaxKind softmax) {
  return word_of(kSoftmaxes, softmax);
}

std::vector<std::pair<std::string, std::string>> write_switches(const Switches& switches, const Model& model,
                                                                const Tokens& tokens, const Tokens& second_tokens) {
  std::vector<std::pair<std::string, std::string>> options;
  if (switches.scale != ScaleKind::Model) options.emplace_back("--scale", scale_text(switches));
  if (switches.mask != MaskKind::Model) options.emplace_back("--mask", mask_text(switches.mask));
  if (switches.softmax != SoftmaxKind::Soft) options.emplace_back("--softmax", softmax_text(switches.softmax));
  for (const auto& [head, kind] : switches.head_softmax) {
    options.emplace_back("--softmax", softmax_text(kind) + "@" + head_label(model, head.first, head.second));
  }
  if (switches.temperature != 1) options.emplace_back("--temperature", shortest_number(switches.temperature));
  for (const HeadAddress& head : switches.muted) {
    options.emplace_back("--mute", head_label(model, head.first, head.second));
  }
  for (const Index token : switches.ignored) options.emplace_back("--ignore", write_token(tokens, token));
  for (const Index token : switches.ignored_second) {
    options.emplace_back("--ignore", "2:" + write_token(second_tokens, token));
  }
  return options;
}

}  // namespace core
