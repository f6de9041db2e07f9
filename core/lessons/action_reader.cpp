// The acts of Show me, read from a lesson file.
#include <fmt/format.h>

#include <array>

#include "core/attention/edit_parts.h"
#include "core/error.h"
#include "core/lessons/stage_names.h"
#include "core/lessons/stage_reader.h"
#include "core/lessons/step_reader.h"

namespace core {

namespace {

struct ActionName {
  const char* word;
  ActionKind kind;
};
constexpr std::array<ActionName, 15> kActions = {{{"edit", ActionKind::Edit},
                                                  {"weight", ActionKind::Weight},
                                                  {"remove", ActionKind::Remove},
                                                  {"switch", ActionKind::Switch},
                                                  {"sentence", ActionKind::Sentence},
                                                  {"second", ActionKind::Second},
                                                  {"model", ActionKind::Model},
                                                  {"head", ActionKind::Head},
                                                  {"select", ActionKind::Select},
                                                  {"key", ActionKind::Key},
                                                  {"at", ActionKind::At},
                                                  {"tab", ActionKind::Tab},
                                                  {"view", ActionKind::View},
                                                  {"whole", ActionKind::Whole},
                                                  {"do", ActionKind::Do}}};

void check_text(const JsonValue& value, ActionKind kind, const std::string& text) {
  const auto expect_one_of = [&](const auto& names) {
    expect_listed(value, std::vector<std::string>(names.begin(), names.end()));
  };
  if (kind == ActionKind::At) expect_one_of(kWalkStages);
  if (kind == ActionKind::Tab) expect_one_of(kVectorTabs);
  if (kind == ActionKind::View) expect_one_of(kViews);
  try {
    if (kind == ActionKind::Edit) split_edit(text);
    if (kind == ActionKind::Weight) split_edit("weight@" + text);
    if (kind == ActionKind::Remove && text != "*") split_edit(text + "=0");
  } catch (const Error& error) {
    throw Error(value.place() + ": " + error.what(), "", "");
  }
}

}  // namespace

LessonAction read_action(const JsonValue& object) {
  std::string known;
  for (const ActionName& one : kActions) {
    known += (known.empty() ? "" : ", ") + std::string(one.word);
    if (!object.has(one.word)) continue;
    if (object.size() != 1) object.refuse("one action an object", "write two objects for two actions");
    const JsonValue value = object.at(one.word);
    LessonAction action;
    action.kind = one.kind;
    action.line = object.line();
    if (one.kind == ActionKind::Switch) {
      action.switches = read_switch_texts(value);
    } else if (one.kind == ActionKind::Whole) {
      action.text = value.boolean() ? "yes" : "no";
    } else if (!value.is_null() || one.kind != ActionKind::Second) {
      action.text = value.text(kLongestLessonText);
      check_text(value, one.kind, action.text);
    }
    return action;
  }
  object.refuse("an action: one of " + known);
}

}  // namespace core
