// The arithmetic behind any one number of a trace: its operands, what they add up to, and a line that says it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/attention/trace.h"

namespace core {

// In place of a number of decimals: four significant digits.
inline constexpr int kSignificant = -1;

// What can be explained. Pair kinds (Score, Scaled, Weight) take row = query, column = key; all others row = token,
// column = component.
enum class ValueKind : std::uint8_t {
  X,           // layers[0].input
  Normed,      // what W_Q, W_K, W_V multiply
  QProjected,  // x·W_Q + b, before the norm of q; not kept in the trace, worked out again
  KProjected,  // likewise of k
  QUnrotated,  // after the norm of q, before the rotation
  KUnrotated,  // likewise of k
  Q,           // as they enter the products
  K,
  V,
  Score,
  Scaled,
  Weight,
  Output,          // of the head, before W_O
  Attended,        // all heads through W_O
  AfterAttention,  // the stream after the heads' outputs are added
  Mlp,             // what the MLP writes
  Residual,        // layers[layer].output
  Final,           // the top-level output, after the final norm
};

struct Place {
  ValueKind kind = ValueKind::X;
  bool second = false;  // as in Edit: the row is a token of the second sentence
  Index layer = 0, head = 0, row = 0, column = 0;
  bool operator==(const Place&) const = default;
};

// left × right = product; a bias or a plain summand has right = 1.
struct Term {
  std::string label;
  float left = 0, right = 1, product = 0;
};

struct Explanation {
  std::string what;         // "score of “it” for “cat” in head Reference of layer 1"
  std::vector<Term> terms;  // their products add up to `computed`
  std::string formula;      // "0.71 = e^3.65 ÷ 54.2"
  float value = 0;          // in force; −infinity for a masked scaled score
  float computed = 0;       // what `value` would be without an edit, a hold or a mute of this very number
  bool edited = false;      // the reader set it
  std::string note;         // what the formula does not say: "held", "given", "muted", "masked"; may be empty
};

// Throws Error where the trace has no such number (an idle head, a row past the end). Numbers in the texts have
// `decimals` as in number_text.
Explanation explain(const AttentionTrace& trace, const Place& place, int decimals = kSignificant);

// e^scaled of every key of a weight's row, which add up to what its formula divides by; none where it does not divide.
std::vector<Term> divisor_terms(const AttentionTrace& trace, const Place& weight);

// The terms that matter most: by |product|, at most `count`, equal ones in their former order.
std::vector<Term> largest_terms(std::vector<Term> terms, std::size_t count);

// The number that W_Q … b, scale and temperature make a head divide its scores by, in this run.
double divisor_in_force(const AttentionTrace& trace, Index layer, Index head);
// Whether a divisor is √width, as far as a reader of it can see.
bool is_root_of(double divisor, Index width);

// What a head writes into one component of the stream at one token, through W_O but without b_o; 0 for an idle head.
double written_by_head(const AttentionTrace& trace, Index layer, Index head, Index row, Index component,
                       bool second = false);

// Four significant digits, whole numbers below 10⁷ in full, with a true minus sign: "0.3784", "−2.5", "13334",
// "1.2e+30". With a number of decimals, that many for every number: "0.3784", "0.9000"; powers of ten from 10⁷ on, and
// for what is not 0 but would read so: "1.2e−05".
std::string number_text(double value, int decimals = kSignificant);

// "animal", or "component 3" where components have no names.
std::string component_label(const std::vector<std::string>& names, Index component);

}  // namespace core
