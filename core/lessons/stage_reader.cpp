#include "core/lessons/stage_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/attention/edit_parts.h"
#include "core/error.h"
#include "core/lessons/fill_text.h"
#include "core/lessons/stage_names.h"
#include "core/numbers.h"
#include "core/plain_text.h"
#include "core/spelling.h"

namespace core {

namespace {

template <std::size_t count>
std::vector<std::string> listed(const std::array<std::string_view, count>& names) {
  return {names.begin(), names.end()};
}

// Says where, for a message that does not know.
[[noreturn]] void refuse_at(const JsonValue& value, const Error& error) {
  throw Error(value.place() + ": " + error.what(), "", "");
}

// Present and null: the standard value, which reads as `standard`.
template <typename Value, typename Read>
void read_field(const JsonValue& object, const char* key, std::optional<Value>& field, Read read) {
  if (!object.has(key)) return;
  const JsonValue value = object.at(key);
  field = value.is_null() ? Value() : read(value);
}

std::string read_text(const JsonValue& value) {
  return value.text(kLongestLessonText);
}

std::optional<std::string> read_switch(const JsonValue& object, const char* key) {
  const auto value = object.find(key);
  if (!value) return std::nullopt;
  if (value->is_number()) return shortest_number(static_cast<float>(value->number()));
  return value->text(kLongestLessonText);
}

std::vector<std::string> read_texts(const JsonValue& object, const char* key) {
  const auto value = object.find(key);
  if (!value) return {};
  return value->is_text() ? std::vector<std::string>{read_text(*value)} : value->texts();
}

template <std::size_t count>
std::vector<std::string> read_names(const JsonValue& list, const std::array<std::string_view, count>& names) {
  std::vector<std::string> read;
  for (const JsonValue& one : list.items()) {
    expect_listed(one, listed(names));
    read.push_back(one.text());
  }
  return read;
}

// A panel's name, or a kind with its argument behind a colon.
void check_light(const JsonValue& value) {
  const std::string text = value.text();
  if (is_listed(kPanels, text)) return;
  const std::size_t colon = text.find(':');
  const std::string kind = text.substr(0, colon);
  const std::string argument = colon == std::string::npos ? "" : text.substr(colon + 1);
  const auto refuse_unless = [&](const auto& names) {
    if (!is_listed(names, argument)) value.refuse(fmt::format("{}: and one of {}", kind, fmt::join(names, ", ")));
  };
  if (colon == std::string::npos || !is_listed(kLightKinds, kind)) {
    value.refuse(fmt::format("a panel ({}) or one of {} with what is meant behind a colon", fmt::join(kPanels, ", "),
                             fmt::join(kLightKinds, ", ")),
                 "such as word:it or stage:softmax");
  }
  if (argument.empty()) value.refuse(kind + ": and what is meant");
  if (kind == "stage") refuse_unless(kWalkStages);
  if (kind == "switch") refuse_unless(kSwitchLights);
  if (kind == "formula") refuse_unless(kFormulaTerms);
}

std::vector<std::string> read_light(const JsonValue& list) {
  for (const JsonValue& one : list.items()) check_light(one);
  return list.texts();
}

std::vector<std::string> read_edits(const JsonValue& list) {
  for (const JsonValue& one : list.items()) {
    try {
      split_edit(one.text(kLongestLessonText));  // its form; its words are looked up on the stage
    } catch (const Error& error) {
      refuse_at(one, error);
    }
  }
  return list.texts();
}

template <std::size_t count>
auto read_listed(const std::array<std::string_view, count>& names) {
  return [&names](const JsonValue& value) {
    expect_listed(value, listed(names));
    return value.text();
  };
}

// What is computed: the part that a stage and a further run share.
void read_run_fields(const JsonValue& object, Stage& stage) {
  stage.line = object.line();
  read_field(object, "sentence", stage.sentence, read_text);
  read_field(object, "second", stage.second, read_text);
  read_field(object, "model", stage.model, read_text);
  read_field(object, "switches", stage.switches, read_switch_texts);
  read_field(object, "edits", stage.edits, read_edits);
}

}  // namespace

void expect_listed(const JsonValue& value, const std::vector<std::string>& names) {
  const std::string text = value.text(kLongestLessonText);
  if (std::find(names.begin(), names.end(), text) != names.end()) return;
  value.refuse(fmt::format("one of {}", fmt::join(names, ", ")), did_you_mean(text, names, ""));
}

LessonText read_lesson_text(const JsonValue& value) {
  LessonText text{value.text(kLongestLessonText), value.line()};
  if (count_words(text.text) == 0 && text.text.find('{') == std::string::npos) value.refuse("a text with words in it");
  try {
    expressions_of(text);
  } catch (const Error& error) {
    refuse_at(value, error);
  }
  return text;
}

Expression read_expression(const JsonValue& value) {
  try {
    return parse_expression(value.text(kLongestLessonText), value.line());
  } catch (const Error& error) {
    refuse_at(value, error);
  }
}

std::vector<Expression> read_expressions(const JsonValue& list) {
  std::vector<Expression> expressions;
  for (const JsonValue& one : list.items()) expressions.push_back(read_expression(one));
  return expressions;
}

std::string read_id(const JsonValue& value) {
  constexpr std::size_t kLongest = 60;
  const std::string id = value.text();
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  if (id.empty() || id.size() > kLongest || !std::all_of(id.begin(), id.end(), fits)) {
    value.refuse(fmt::format("an id of at most {} letters, digits and hyphens", kLongest));
  }
  return id;
}

SwitchTexts read_switch_texts(const JsonValue& object) {
  object.allow_only({"scale", "mask", "softmax", "temperature", "mute", "ignore"});
  SwitchTexts switches;
  switches.scale = read_switch(object, "scale");
  switches.mask = read_switch(object, "mask");
  switches.temperature = read_switch(object, "temperature");
  switches.softmax = read_texts(object, "softmax");
  switches.mute = read_texts(object, "mute");
  switches.ignore = read_texts(object, "ignore");
  return switches;
}

Stage read_stage(const JsonValue& object) {
  object.allow_only({"sentence", "second", "model", "switches", "edits", "head", "select", "key", "at", "whole", "tab",
                     "view", "contrast", "show", "light", "hide"});
  Stage stage;
  read_run_fields(object, stage);
  read_field(object, "head", stage.head, read_text);
  read_field(object, "select", stage.select, read_text);
  if (const auto key = object.has("key") ? std::optional(object.at("key")) : std::nullopt) {
    stage.key = key->is_null() ? "" : read_text(*key);
  }
  read_field(object, "at", stage.at, read_listed(kWalkStages));
  read_field(object, "tab", stage.tab, read_listed(kVectorTabs));
  read_field(object, "view", stage.view, read_listed(kViews));
  read_field(object, "contrast", stage.contrast, read_text);
  read_field(object, "whole", stage.whole, [](const JsonValue& value) { return value.boolean(); });
  read_field(object, "show", stage.show, [](const JsonValue& value) { return read_names(value, kPanels); });
  if (const auto light = object.find("light")) stage.light = read_light(*light);
  if (const auto hide = object.find("hide")) stage.hide = read_names(*hide, kCovers);
  return stage;
}

NamedRun read_named_run(const std::string& name, const JsonValue& object) {
  object.allow_only({"sentence", "second", "model", "switches", "edits"});
  if (name.empty() || name == "before" || name == "plain" || name == "contrast" || name == "now") {
    object.refuse("a name of its own", fmt::format("\"{}\" is already the name of another run", name));
  }
  // An expression reads letters, digits and hyphens before a run's colon.
  const auto first = static_cast<unsigned char>(name.front());
  if (std::isalpha(first) == 0 ||
      name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") != std::string::npos) {
    object.refuse("a run's name of letters, digits and hyphens");
  }
  NamedRun run;
  run.name = name;
  read_run_fields(object, run.changes);
  return run;
}

}  // namespace core
