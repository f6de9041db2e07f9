#include "core/lessons/light_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/attention/edit_text.h"
#include "core/attention/token_reference.h"
#include "core/error.h"
#include "core/lessons/stage_names.h"

namespace core {

namespace {

struct Light {
  std::string kind, argument;  // a panel's name has no argument
};

Light take_apart(const std::string& light) {
  const std::size_t colon = light.find(':');
  if (colon == std::string::npos) return {light, ""};
  return {light.substr(0, colon), light.substr(colon + 1)};
}

// Panels of which one must be shown for the light to fall on it. A panel that is named itself is its own home: "row" is
// the panel of bars, "row:it" a row of the map.
std::vector<std::string> homes_of(const std::string& kind, const std::string& argument) {
  if (argument.empty()) return {kind};
  if (kind == "word") return {"words", "map", "map-row"};
  if (kind == "row" || kind == "column" || kind == "cell") return {"map", "map-row"};
  if (kind == "bar") return {"row"};
  if (kind == "component") return {"vectors"};
  if (kind == "stage" || kind == "formula") return {"stages"};
  if (kind == "switch") return {"switches"};
  if (kind == "head") return {"grid"};
  if (kind == "card") return {"stages"};
  if (kind == "item") return {};
  return {kind};
}

void check_seen(const std::string& light, const StageView& view) {
  const auto [kind, argument] = take_apart(light);
  const std::vector<std::string> homes = homes_of(kind, argument);
  if (view.show_all || homes.empty()) return;
  for (const std::string& home : homes) {
    if (std::find(view.show.begin(), view.show.end(), home) != view.show.end()) return;
  }
  throw Error(fmt::format("the light \"{}\" falls on what the step does not show", light),
              fmt::format("\"{}\" in \"show\"", homes.front()), "");
}

}  // namespace

void check_light(const std::string& light, const AttentionTrace& trace, const StagedStep& state) {
  const auto [kind, argument] = take_apart(light);
  check_seen(light, state.view);
  if (argument.empty()) return;
  const Selection& selection = state.session.selection;
  const Tokens& keys =
      selection.map == MapKind::Head ? trace.key_tokens(selection.layer, selection.head) : trace.tokens;
  if (kind == "word" || kind == "row") find_token(argument, trace.tokens);
  if (kind == "column" || kind == "bar" || kind == "card") find_token(argument, keys);
  if (kind == "head") parse_head(argument, trace.model());
  if (kind == "cell") {
    const std::size_t comma = argument.find(',', argument.empty() || argument.front() != ',' ? 0 : 1);
    if (comma == std::string::npos) throw Error("\"" + light + "\" names one word", "cell:QUERY,KEY", "");
    find_token(argument.substr(0, comma), trace.tokens);
    find_token(argument.substr(comma + 1), keys);
  }
  if (kind == "component" && selection.map == MapKind::Head) {
    const HeadConfig& head = trace.head_config(selection.layer, selection.head);
    const bool x = state.view.tab == "x";
    const bool value = state.view.tab == "value";
    find_component(x       ? trace.config().components
                   : value ? head.value_components
                           : head.score_components,
                   x       ? trace.config().width
                   : value ? head.d_v
                           : head.d_k,
                   argument);
  }
}

}  // namespace core
