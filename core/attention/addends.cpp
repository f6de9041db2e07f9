#include "core/attention/addends.h"

#include <fmt/format.h>

#include "core/attention/equation.h"

namespace core {

namespace {

std::string line_of(const Term& term, int decimals) {
  const auto text = [&](float value) { return number_text(static_cast<double>(value), decimals); };
  if (term.right == 1) return fmt::format("\n{}  {}", term.label, text(term.product));
  const std::string line = fmt::format("{} × {}", text(term.left), text(term.right));
  return fmt::format("\n{}  {}{}{}", term.label, line, equals_sign(static_cast<double>(term.product), line, decimals),
                     text(term.product));
}

}  // namespace

std::string addend_lines(const std::vector<Term>& terms, std::size_t count, int decimals) {
  const std::size_t written = terms.size() == count + 1 ? terms.size() : count;
  double rest = 0;
  for (const Term& term : terms) rest += static_cast<double>(term.product);
  std::string text;
  const std::vector<Term> largest = largest_terms(terms, written);
  for (const Term& term : largest) {
    text += line_of(term, decimals);
    rest -= static_cast<double>(term.product);
  }
  const std::size_t others = terms.size() - largest.size();
  if (others > 0) text += fmt::format("\n+ {} more: {}", others, number_text(rest, decimals));
  return text;
}

}  // namespace core
