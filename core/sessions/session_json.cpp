#include "core/sessions/session_json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/attention/edit_text.h"
#include "core/attention/settings.h"
#include "core/attention/switch_text.h"
#include "core/error.h"
#include "core/files.h"
#include "core/numbers.h"
#include "core/sessions/session_format.h"

namespace core {

namespace {

using Json = nlohmann::ordered_json;

// The shortest digits that give this float back.
Json number_of(float value) {
  return Json::parse(shortest_number(value));
}

std::string address_text(const Edit& edit, const Model* model) {
  if (edit.site == Site::X) return "";
  if (edit.site == Site::Residual) return fmt::format("@{}", edit.layer);
  return model != nullptr ? "@" + head_label(*model, edit.layer, edit.head)
                          : fmt::format("@{}.{}", edit.layer, edit.head);
}

// The edit's text with positions for words, and names where `model` gives them.
std::string stored_edit(const Edit& edit, const Model* model) {
  static const std::vector<std::string> no_names;
  if (model != nullptr && !fits(edit, *model)) model = nullptr;
  const bool named_column = model != nullptr && !is_pair(edit.site);
  const std::string column = is_pair(edit.site)
                                 ? std::to_string(edit.column)
                                 : write_component(named_column ? column_names(edit, *model) : no_names, edit.column);
  const std::string row = is_matrix(edit.site)
                              ? write_component(model != nullptr ? row_names(edit, *model) : no_names, edit.row)
                              : std::to_string(edit.row);
  const bool inside = is_matrix(edit.site) || is_pair(edit.site);
  return fmt::format("{}{}[{}{}{}{}={}", site_word(edit), address_text(edit, model), row, inside ? "," : "].", column,
                     inside ? "]" : "", shortest_number(edit.value));
}

// What could not be read back is not written.
void check_length(const std::string& text, const char* what) {
  if (text.size() <= kLongestText) return;
  throw Error(fmt::format("{} has {} bytes", what, text.size()),
              fmt::format("at most {} in a session file", kLongestText), "the session is kept only while Heed is open");
}

Json write_edits(const Session& session, const ModelLookup& lookup) {
  Json all = Json::object();
  for (const auto& [id, edits] : session.edits) {
    const ModelPointer model = edits.empty() ? nullptr : model_at_hand(lookup, id);
    Json list = Json::array();
    for (const SessionEdit& one : edits) {
      check_length(one.row_text, "the word of an edit");
      check_length(one.column_text, "the word of an edit");
      Json entry = {{"edit", stored_edit(one.edit, model.get())}};
      if (!one.row_text.empty()) entry["word"] = one.row_text;
      if (!one.column_text.empty()) entry["key_word"] = one.column_text;
      if (!one.on) entry["on"] = false;
      if (one.parked) entry["parked"] = true;
      list.push_back(std::move(entry));
    }
    all[id] = std::move(list);
  }
  return all;
}

std::string head_text(const HeadAddress& head) {
  return fmt::format("{}.{}", head.first, head.second);
}

Json write_switches_json(const Switches& switches) {
  Json json;
  const bool number = switches.scale == ScaleKind::Number;
  json["scale"] = number ? number_of(switches.divisor) : Json(scale_text(switches));
  if (!number && switches.divisor != 1) json["divisor"] = number_of(switches.divisor);
  json["mask"] = mask_text(switches.mask);
  json["softmax"] = softmax_text(switches.softmax);
  Json heads = Json::object();
  for (const auto& [head, kind] : switches.head_softmax) heads[head_text(head)] = softmax_text(kind);
  if (!heads.empty()) json["head_softmax"] = std::move(heads);
  json["temperature"] = number_of(switches.temperature);
  Json muted = Json::array();
  for (const HeadAddress& head : switches.muted) muted.push_back(head_text(head));
  json["muted"] = std::move(muted);
  json["ignored"] = switches.ignored;
  json["ignored_second"] = switches.ignored_second;
  return json;
}

Json write_selection(const Selection& selection) {
  Json json = {{"map", kMapWords[static_cast<std::size_t>(selection.map)]},
               {"layer", selection.layer},
               {"head", selection.head},
               {"query", selection.query}};
  if (selection.key) json["key"] = *selection.key;
  return json;
}

}  // namespace

std::string write_session(const Session& session, const ModelLookup& lookup) {
  check_length(session.sentence, "the sentence");
  check_length(session.second, "the second sentence");
  Json json;
  json["heed_session"] = kSessionVersion;
  json["model"] = session.model;
  json["sentence"] = session.sentence;
  json["second"] = session.has_second || !session.second.empty() ? Json(session.second) : Json();
  if (!session.has_second && !session.second.empty()) json["second_closed"] = true;
  json["switches"] = write_switches_json(session.switches);
  json["edits"] = write_edits(session, lookup);
  json["selection"] = write_selection(session.selection);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

void write_session_file(const std::filesystem::path& path, const Session& session, const ModelLookup& lookup) {
  write_file_atomically(path, write_session(session, lookup));
}

}  // namespace core
