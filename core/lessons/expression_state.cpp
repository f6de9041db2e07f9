// The names of an expression that ask for the state of the window and the session.
#include <fmt/format.h>

#include "core/attention/edit_parts.h"
#include "core/attention/edit_site.h"
#include "core/attention/edit_text.h"
#include "core/attention/switch_text.h"
#include "core/attention/token_reference.h"
#include "core/error.h"
#include "core/lessons/expression_values.h"
#include "core/lessons/map_text.h"

namespace core {

namespace {

WordValue plain_word(const std::string& text) {
  return {text, text};
}

class StateLookup {
 public:
  StateLookup(const ExpressionNode& node, const LessonMoment& moment)
      : node_(node), session_(*moment.session), view_(*moment.view), trace_(*moment.now), moment_(moment) {}

  Value value() const {
    const std::string& name = node_.name;
    if (name == "selected") return word_at(trace_.tokens, session_.selection.query);
    if (name == "key") return key();
    if (name == "head") return head();
    if (name == "model") return plain_word(session_.model);
    if (name == "sentence") return plain_word(session_.sentence);
    if (name == "second") return plain_word(session_.has_second ? session_.second : "");
    if (name == "at") return plain_word(view_.at);
    if (name == "view") return plain_word(view_.view);
    if (name == "tab") return plain_word(view_.tab);
    if (name == "whole") return view_.whole;
    if (name == "edits") return edit_count();
    if (name == "fact") return fact();
    return switch_value();
  }

 private:
  const Switches& switches() const { return session_.switches; }

  static Value word_at(const Tokens& tokens, Index position) {
    if (position < 0 || position >= static_cast<Index>(tokens.size())) return plain_word("");
    return word_value(tokens, position);
  }

  bool selects_head() const { return session_.selection.map == MapKind::Head; }

  Value key() const {
    const Selection& selection = session_.selection;
    if (!selection.key) return plain_word("");
    const Tokens& keys = selects_head() ? trace_.key_tokens(selection.layer, selection.head) : trace_.tokens;
    return word_at(keys, *selection.key);
  }

  Value head() const {
    const Selection& selection = session_.selection;
    if (!selects_head()) return plain_word(write_map(selection, trace_.model()));
    return WordValue{head_label(trace_.model(), selection.layer, selection.head),
                     fmt::format("{}.{}", selection.layer, selection.head)};
  }

  double edit_count() const {
    double count = 0;
    for (const Edit& edit : edits_in_force(session_)) {
      if (node_.arguments.empty() || site_word(edit) == node_.arguments[0]) ++count;
    }
    return count;
  }

  double fact() const {
    const auto found = moment_.facts.find(node_.arguments[0]);
    return found == moment_.facts.end() ? 0 : found->second;
  }

  Value switch_value() const {
    const std::string& name = node_.name;
    if (name == "scale") return plain_word(scale_text(switches()));
    if (name == "mask") return plain_word(mask_text(switches().mask));
    if (name == "softmax") return softmax();
    if (name == "temperature") return static_cast<double>(switches().temperature);
    if (name == "muted") return switches().muted.count(parse_head(node_.arguments[0], trace_.model())) > 0;
    if (name == "held") return held();
    const bool second = node_.arguments[0].substr(0, 2) == "2:";
    return second ? switches().ignored_second.count(
                        find_token(node_.arguments[0].substr(2), trace_.second_tokens, "the second sentence")) > 0
                  : switches().ignored.count(find_token(node_.arguments[0], trace_.tokens)) > 0;
  }

  // That of the selected head.
  Value softmax() const {
    const Selection& selection = session_.selection;
    return plain_word(
        softmax_text(selects_head() ? switches().softmax_of(selection.layer, selection.head) : switches().softmax));
  }

  double held() const {
    if (!selects_head()) return 0;
    const Index row = find_token(node_.arguments[0], trace_.tokens);
    double count = 0;
    for (const Edit& edit : trace_.head(session_.selection.layer, session_.selection.head).held) {
      if (edit.row == row) ++count;
    }
    return count;
  }

  const ExpressionNode& node_;
  const Session& session_;
  const StageView& view_;
  const AttentionTrace& trace_;
  const LessonMoment& moment_;
};

}  // namespace

Value state_value(const ExpressionNode& node, const LessonMoment& moment) {
  if (moment.session == nullptr || moment.view == nullptr || moment.now == nullptr) {
    throw Error(fmt::format("there is no window here to ask for \"{}\"", node.name), "values of a trace alone", "");
  }
  return StateLookup(node, moment).value();
}

}  // namespace core
