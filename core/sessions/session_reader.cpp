#include <algorithm>
#include <iterator>
#include <limits>
#include <tuple>

#include "core/attention/edit_parts.h"
#include "core/attention/edit_text.h"
#include "core/attention/switch_text.h"
#include "core/error.h"
#include "core/files.h"
#include "core/json_reader.h"
#include "core/numbers.h"
#include "core/sessions/session_format.h"

namespace core {

namespace {

constexpr std::size_t kLongestWritten = 3 * kLongestText;  // a byte that is not UTF-8 is written as three
constexpr Index kMostTokens = 10'000'000;                  // of anything that is counted; keeps damaged numbers out

HeadAddress parse_head_numbers(const JsonValue& value, std::string_view text) {
  const std::size_t dot = text.find('.');
  const auto layer = parse_count(text.substr(0, dot));
  const auto head = dot == std::string_view::npos ? std::nullopt : parse_count(text.substr(dot + 1));
  if (!layer || !head || *layer > kMostTokens || *head > kMostTokens) value.refuse("layer.head, such as \"1.2\"");
  return {*layer, *head};
}

// Runs `read`, which reads a short text; its refusal is told with the place in the file.
template <typename Read>
void read_leaf(const JsonValue& value, Read read) {
  try {
    read();
  } catch (const Error& error) {
    throw Error(value.place() + ": " + error.what(), "", "");
  }
}

std::set<Index> parse_positions(const JsonValue& list) {
  std::set<Index> positions;
  for (const JsonValue& item : list.items()) positions.insert(item.integer(0, kMostTokens));
  return positions;
}

// What scores are divided by.
float parse_divisor(const JsonValue& json) {
  constexpr double kSmallest = std::numeric_limits<float>::denorm_min();
  constexpr double kLargest = std::numeric_limits<float>::max();
  const char* const expected = "a number above 0";
  if (!json.is_number()) json.refuse(expected);
  const double number = json.number();
  if (!(number >= kSmallest && number <= kLargest)) json.refuse(expected);
  return static_cast<float>(number);
}

Switches parse_switches(const JsonValue& json) {
  json.allow_only(
      {"scale", "divisor", "mask", "softmax", "head_softmax", "temperature", "muted", "ignored", "ignored_second"});
  Switches switches;
  if (const auto scale = json.find("scale")) {
    if (scale->is_number()) {
      switches.scale = ScaleKind::Number;
      switches.divisor = parse_divisor(*scale);
    } else {
      read_leaf(*scale, [&] { read_scale(scale->text(), switches); });
    }
  }
  if (const auto divisor = json.find("divisor")) {
    switches.divisor = parse_divisor(*divisor);
  }
  if (const auto mask = json.find("mask")) read_leaf(*mask, [&] { read_mask(mask->text(), switches); });
  if (const auto kind = json.find("softmax")) {
    read_leaf(*kind, [&] { switches.softmax = parse_softmax_kind(kind->text()); });
  }
  if (const auto heads = json.find("head_softmax")) {
    for (const auto& [head, kind] : heads->members()) {
      const HeadAddress address = parse_head_numbers(kind, head);
      read_leaf(kind, [&, &one = kind] { switches.head_softmax[address] = parse_softmax_kind(one.text()); });
    }
  }
  if (const auto temperature = json.find("temperature")) {
    switches.temperature = parse_divisor(*temperature);
  }
  if (const auto muted = json.find("muted")) {
    for (const JsonValue& item : muted->items()) switches.muted.insert(parse_head_numbers(item, item.text()));
  }
  if (const auto ignored = json.find("ignored")) switches.ignored = parse_positions(*ignored);
  if (const auto ignored = json.find("ignored_second")) switches.ignored_second = parse_positions(*ignored);
  return switches;
}

// Reads the numbers and names of one stored edit.
class StoredEdit {
 public:
  StoredEdit(const JsonValue& value, const Model* model) : value_(value), model_(model) {}

  Edit parse() {
    read_leaf(value_, [this] { parts_ = split_edit(value_.text()); });
    edit_.site = parts_.site;
    edit_.second = parts_.second;
    edit_.value = parts_.value;
    if (edit_.site == Site::Residual) edit_.layer = count(parts_.address);
    if (has_head(edit_.site)) read_head();
    const bool matrix = is_matrix(edit_.site);
    edit_.row = matrix ? component(parts_.row, true) : count(parts_.row);
    if (is_pair(edit_.site)) {
      edit_.column = count(parts_.column);
    } else {
      edit_.column = !matrix && parts_.column == "*" ? kAllComponents : component(parts_.column, false);
    }
    return edit_;
  }

 private:
  Index count(const std::string& text) const {
    const auto number = parse_count(text);
    if (!number || *number > kMostTokens) {
      value_.refuse("an edit with positions for words",
                    model_ == nullptr ? "its names belong to a model that is not installed" : "");
    }
    return *number;
  }

  void read_head() {
    if (model_ != nullptr) {
      read_leaf(value_, [this] { std::tie(edit_.layer, edit_.head) = parse_head(parts_.address, *model_); });
      return;
    }
    const std::size_t dot = parts_.address.find('.');
    edit_.layer = count(parts_.address.substr(0, dot));
    edit_.head = count(dot == std::string::npos ? "" : parts_.address.substr(dot + 1));
  }

  Index component(const std::string& text, bool row) const {
    if (model_ == nullptr) return count(text);
    Index found = 0;
    read_leaf(value_, [&] {
      const auto& names = row ? row_names(edit_, *model_) : column_names(edit_, *model_);
      const bool row_of_head = edit_.site == Site::WO;
      const Index width = !row          ? column_count(edit_, *model_)
                          : row_of_head ? head_of(edit_, *model_).d_v
                                        : model_->config.width;
      found = find_component(names, width, text);
    });
    return found;
  }

  const JsonValue& value_;
  const Model* model_;
  EditParts parts_;
  Edit edit_;
};

SessionEdit parse_session_edit(const JsonValue& json, const Model* model) {
  json.allow_only({"edit", "word", "key_word", "on", "parked"});
  SessionEdit one;
  one.edit = StoredEdit(json.at("edit"), model).parse();
  if (const auto word = json.find("word")) one.row_text = word->text(kLongestWritten);
  if (const auto word = json.find("key_word")) one.column_text = word->text(kLongestWritten);
  if (const auto on = json.find("on")) one.on = on->boolean();
  if (const auto parked = json.find("parked")) one.parked = parked->boolean();
  return one;
}

Selection parse_selection(const JsonValue& json) {
  json.allow_only({"map", "layer", "head", "query", "key"});
  Selection selection;
  if (const auto map = json.find("map")) {
    const std::string text = map->text();
    const auto* const found = std::find(std::begin(kMapWords), std::end(kMapWords), text);
    if (found == std::end(kMapWords)) map->refuse("head, mean-over-heads, mean-over-layers or mean-over-all");
    selection.map = static_cast<MapKind>(found - std::begin(kMapWords));
  }
  if (const auto layer = json.find("layer")) selection.layer = layer->integer(0, kMostTokens);
  if (const auto head = json.find("head")) selection.head = head->integer(0, kMostTokens);
  if (const auto query = json.find("query")) selection.query = query->integer(0, kMostTokens);
  if (const auto key = json.find("key")) selection.key = key->integer(0, kMostTokens);
  return selection;
}

}  // namespace

ModelPointer model_at_hand(const ModelLookup& lookup, const std::string& id) {
  if (!lookup) return nullptr;
  try {
    return lookup(id);
  } catch (const Error&) {
    return nullptr;
  }
}

Session parse_session(std::string_view text, const std::string& source, const ModelLookup& lookup) {
  const JsonValue json = parse_json(text, source);
  const auto version = json.at("heed_session");
  if (version.integer(1, kMostTokens) > kSessionVersion) version.refuse("1", "the file was written by a newer Heed");
  json.allow_only({"heed_session", "model", "sentence", "second", "second_closed", "switches", "edits", "selection"});
  Session session;
  session.model = json.at("model").text();
  session.sentence = json.at("sentence").text(kLongestWritten);
  if (const auto second = json.find("second")) {
    session.second = second->text(kLongestWritten);
    session.has_second = true;
    if (const auto closed = json.find("second_closed")) session.has_second = !closed->boolean();
  }
  if (const auto switches = json.find("switches")) session.switches = parse_switches(*switches);
  if (const auto models = json.find("edits")) {
    for (const auto& [id, list] : models->members()) {
      std::vector<SessionEdit>& edits = session.edits[id];
      const ModelPointer model = list.size() > 0 ? model_at_hand(lookup, id) : nullptr;
      for (const JsonValue& one : list.items()) edits.push_back(parse_session_edit(one, model.get()));
    }
  }
  if (const auto selection = json.find("selection")) session.selection = parse_selection(*selection);
  return session;
}

Session read_session_file(const std::filesystem::path& path, const ModelLookup& lookup) {
  return parse_session(read_file(path, JsonLimits{}.bytes), path.filename().string(), lookup);
}

}  // namespace core
