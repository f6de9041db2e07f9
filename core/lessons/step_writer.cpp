#include "core/lessons/step_writer.h"

#include <nlohmann/json.hpp>

#include "core/attention/edit_text.h"
#include "core/attention/switch_text.h"
#include "core/attention/token_reference.h"
#include "core/lessons/lesson_reader.h"
#include "core/lessons/map_text.h"

namespace core {

namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json switches_json(const Switches& switches, const AttentionTrace& trace) {
  Json json = Json::object();
  for (const auto& [option, value] : write_switches(switches, trace.model(), trace.tokens, trace.second_tokens)) {
    const std::string name = option.substr(2);  // without --
    const bool list = name == "softmax" || name == "mute" || name == "ignore";
    if (list) {
      json[name].push_back(value);
    } else {
      json[name] = value;
    }
  }
  return json;
}

Json edits_json(const Session& session, const AttentionTrace& trace) {
  Json list = Json::array();
  for (const Edit& edit : edits_in_force(session)) {
    list.push_back(write_edit(edit, trace.model(), trace.tokens, trace.second_tokens));
  }
  return list;
}

Json stage_json(const AttentionTrace& trace, const Session& session, const StageView& view) {
  const Selection& selection = session.selection;
  Json stage;
  stage["sentence"] = session.sentence;
  if (session.has_second) stage["second"] = session.second;
  stage["model"] = session.model;
  if (Json switches = switches_json(session.switches, trace); !switches.empty()) stage["switches"] = switches;
  if (Json edits = edits_json(session, trace); !edits.empty()) stage["edits"] = edits;
  stage["head"] = write_map(selection, trace.model());
  stage["select"] = write_token(trace.tokens, selection.query);
  const bool head = selection.map == MapKind::Head;
  const Tokens& keys = head ? trace.key_tokens(selection.layer, selection.head) : trace.tokens;
  stage["key"] = selection.key ? Json(write_token(keys, *selection.key)) : Json(nullptr);
  stage["at"] = view.at;
  stage["whole"] = view.whole;
  stage["tab"] = view.tab;
  stage["view"] = view.view;
  if (!view.contrast.empty()) stage["contrast"] = view.contrast;
  stage["show"] = view.show_all ? Json(nullptr) : Json(view.show);
  return stage;
}

}  // namespace

std::string write_step(const std::string& id, const std::string& title, const AttentionTrace& trace,
                       const Session& session, const StageView& view) {
  Json step;
  step["id"] = id;
  step["kind"] = "show";
  step["title"] = title;
  step["text"] = "Say here what there is to see.";
  step["stage"] = stage_json(trace, session, view);
  return dump(step);
}

std::string write_lesson(const std::string& id, const std::string& title, const std::string& step) {
  Json lesson;
  lesson["id"] = id;
  lesson["title"] = title;
  lesson["minutes"] = 5;
  lesson["after"] = Json::array();
  lesson["goals"] = {"say what this lesson is for"};
  lesson["steps"] = Json::array({Json::parse(step)});
  return dump(lesson);
}

std::string append_step(std::string_view lesson, const std::string& file, const std::string& step) {
  parse_lesson(lesson, file);  // refuses what is damaged before anything is written
  Json json = Json::parse(lesson);
  json["steps"].push_back(Json::parse(step));
  return dump(json);
}

}  // namespace core
