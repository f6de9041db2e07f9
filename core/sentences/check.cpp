#include "core/sentences/check.h"

#include <fmt/format.h>

#include "core/attention/forward.h"
#include "core/attention/token_reference.h"
#include "core/error.h"
#include "core/spelling.h"

namespace core {

namespace {

struct FoundHead {
  Index layer = 0, head = 0;
};

FoundHead head_named(const ModelConfig& config, const std::string& id) {
  std::vector<std::string> ids;
  for (std::size_t l = 0; l < config.layers.size(); ++l) {
    for (std::size_t h = 0; h < config.layers[l].heads.size(); ++h) {
      const std::string& own = config.layers[l].heads[h].id;
      if (own == id || fmt::format("{}.{}", l, own) == id) return {static_cast<Index>(l), static_cast<Index>(h)};
      ids.push_back(own);
    }
  }
  throw Error(fmt::format("an expectation names the head \"{}\"", id), "a head of " + config.name,
              did_you_mean(id, ids, "a slip in the sentence file"));
}

ExpectationResult check_most(const AttentionTrace& trace, const Expectation& expectation) {
  const FoundHead at = head_named(trace.config(), expectation.head);
  const HeadTrace& head = trace.head(at.layer, at.head);
  const Tokens& keys = trace.key_tokens(at.layer, at.head);
  const Index query = find_token(expectation.query, trace.tokens);
  const Index wanted = find_token(expectation.most, keys);
  Index found = 0;
  const float largest = head.weights.row(query).maxCoeff(&found);
  const std::string row = fmt::format("{}: \"{}\"", expectation.head, expectation.query);
  if (found == wanted)
    return {true, fmt::format("{} looks most at \"{}\", weight {:.4f}", row, expectation.most, largest)};
  return {false, fmt::format("{} looks most at \"{}\", weight {:.4f}; expected \"{}\", weight {:.4f}", row,
                             keys[static_cast<std::size_t>(found)].text, largest, expectation.most,
                             head.weights(query, wanted))};
}

ExpectationResult check_rises(const AttentionTrace& trace, const Expectation& expectation) {
  const FoundHead at = head_named(trace.config(), expectation.after);
  const ModelConfig& config = trace.config();
  const Index token = find_token(expectation.token, trace.tokens);
  const Index rises = find_component(config.components, config.width, expectation.rises);
  const Index other = find_component(config.components, config.width, expectation.more_than);
  const Matrix& before = trace.layers.front()->input;
  const Matrix& after = trace.layers[static_cast<std::size_t>(at.layer)]->output;
  const float gain = after(token, rises) - before(token, rises);
  const float other_gain = after(token, other) - before(token, other);
  return {gain > other_gain,
          fmt::format("after {}: {} of \"{}\" changes by {:+.4f}, {} by {:+.4f}{}", expectation.after,
                      expectation.rises, expectation.token, gain, expectation.more_than, other_gain,
                      gain > other_gain ? "" : "; expected the first to be larger")};
}

}  // namespace

ExpectationResult check_expectation(const AttentionTrace& trace, const Expectation& expectation) {
  return expectation.compares_components() ? check_rises(trace, expectation) : check_most(trace, expectation);
}

SentenceResult check_sentence(const std::shared_ptr<const Model>& model, const Sentence& sentence) {
  RunInput run;
  run.model = model;
  run.sentence = sentence.text;
  run.has_second = sentence.has_second;
  run.second = sentence.second;
  const TracePointer trace = compute_trace(run);
  SentenceResult result;
  bool all = true;
  for (const Expectation& expectation : sentence.expect) {
    result.expectations.push_back(check_expectation(*trace, expectation));
    all = all && result.expectations.back().passed;
  }
  result.as_expected = all == sentence.wrong_because.empty();
  return result;
}

}  // namespace core
