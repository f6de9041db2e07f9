// A reader who works out a line of arithmetic from its numbers as printed gets the result that it says, or reads "≈".
#include "core/attention/equation.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <regex>

#include "core/attention/addends.h"
#include "core/attention/forward.h"
#include "core/error.h"
#include "core/models/small_examples.h"
#include "tests/support/builders.h"

namespace {

using core::equation;
using core::printed_value;

TEST(Equation, WorksOutWhatIsPrinted) {
  EXPECT_DOUBLE_EQ(printed_value("0.4 × 0.9 − 0.3 × (−0.2) + … (12 more: −0.02)").value_or(0), 0.36 + 0.06 - 0.02);
  EXPECT_DOUBLE_EQ(printed_value("e^(3.5 − 1.25) ÷ 54.2").value_or(0), std::exp(2.25) / 54.2);
  EXPECT_DOUBLE_EQ(printed_value("e^−0.5 ÷ 2").value_or(0), std::exp(-0.5) / 2);
  EXPECT_DOUBLE_EQ(printed_value("0.89 ÷ (1.732 × 0.5)").value_or(0), 0.89 / 0.866);
  EXPECT_DOUBLE_EQ(printed_value("√64 × 1.2e−05 × 1e+06").value_or(0), 8 * 1.2e-5 * 1e6);
  EXPECT_DOUBLE_EQ(printed_value("1 ÷ 4 keys").value_or(0), 0.25);
  EXPECT_FALSE(printed_value("masked: “cat” comes after “the”"));
  EXPECT_FALSE(printed_value("0.5 × (1 + 2"));
}

TEST(Equation, SaysAboutWhereThePrintedFactorsGiveAnotherNumber) {
  EXPECT_EQ(equation(0.36, "0.4 × 0.9"), "0.36 = 0.4 × 0.9");
  EXPECT_EQ(equation(0.36, "0.4 × 0.9", 4), "0.3600 = 0.4 × 0.9");
  EXPECT_EQ(equation(0.5138, "0.89 ÷ 1.732"), "0.5138 ≈ 0.89 ÷ 1.732");
  EXPECT_EQ(equation(0.51, "0.89 ÷ 1.732", 2), "0.51 = 0.89 ÷ 1.732");
  EXPECT_EQ(equation(0.3, "0.1 + 0.2", 4), "0.3000 = 0.1 + 0.2");
  EXPECT_EQ(equation(0, "0.3 − 0.1 − 0.2", 4), "0.0000 = 0.3 − 0.1 − 0.2");
  EXPECT_EQ(equation(-0.021, "0.1 × (−0.2)", 2), "−0.02 = 0.1 × (−0.2)");
  EXPECT_EQ(equation(-0.026, "0.1 × (−0.2)", 2), "−0.03 ≈ 0.1 × (−0.2)");
}

TEST(Equation, ASumThatHidesTermsCountsThem) {
  EXPECT_EQ(equation(0.38, "0.36 + … (3 more: 0.02)", 2), "0.38 = 0.36 + … (3 more: 0.02)");
  EXPECT_EQ(equation(0.39, "0.36 + … (3 more: 0.02)", 2), "0.39 ≈ 0.36 + … (3 more: 0.02)");
}

// Below, lines are worked out by other means than the program's.
double number_of(std::string text) {
  text = std::regex_replace(text, std::regex("−"), "-");
  text = std::regex_replace(text, std::regex("[()]"), "");
  return std::strtod(text.c_str(), nullptr);
}

std::vector<std::string> split(const std::string& text, const std::string& at) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (std::size_t to = 0; (to = text.find(at, from)) != std::string::npos; from = to + at.size()) {
    parts.push_back(text.substr(from, to - from));
  }
  parts.push_back(text.substr(from));
  return parts;
}

// "a × b + c × (d) − e + … (3 more: f)"
double sum_by_hand(std::string line) {
  static const std::regex kMore(R"(… \(\d+ more: ([^)]*)\))");
  line = std::regex_replace(line, kMore, "$1");
  double sum = 0;
  for (const std::string& added : split(line, " + ")) {
    const std::vector<std::string> parts = split(added, " − ");
    for (std::size_t i = 0; i < parts.size(); ++i) {
      double product = 1;
      for (const std::string& factor : split(parts[i], " × ")) product *= number_of(factor);
      sum += i == 0 ? product : -product;
    }
  }
  return sum;
}

struct Counts {
  int equal = 0, about = 0;
};

// The sign of "left SIGN right" must be what `right` by hand gives at the precision of `left`.
void check_sign(const std::string& line, const std::string& left, const std::string& sign, double right, int decimals,
                Counts& counts) {
  SCOPED_TRACE(line);
  if (left.find('e') != std::string::npos) return;
  const double off = std::abs(number_of(left) - right);
  const double half = 0.5 * std::pow(10.0, -decimals);
  if (std::abs(off - half) < 1e-9) return;  // halves may be rounded either way
  EXPECT_EQ(sign == "=", off < half) << right;
  ++(off < half ? counts.equal : counts.about);
}

void check_formula(const std::string& formula, int decimals, Counts& counts) {
  static const std::regex kSum("^(?:.*computed )?(\\S+) (=|≈) ((?:[0-9(−]|… )[^÷^a-z]*(?:… \\(\\d+ more: \\S+\\))?)$");
  static const std::regex kWeight(R"(^(?:.*computed )?(\S+) (=|≈) e\^(\S+) ÷ (\S+)$)");
  static const std::regex kShifted(R"(^(?:.*computed )?(\S+) (=|≈) e\^\((\S+) (−|\+) (\S+)\) ÷ (\S+)$)");
  std::smatch part;
  if (std::regex_match(formula, part, kShifted)) {
    const double shift = number_of(part[5]) * (part[4] == "+" ? 1 : -1);
    check_sign(formula, part[1], part[2], std::exp(number_of(part[3]) + shift) / number_of(part[6]), decimals, counts);
  } else if (std::regex_match(formula, part, kWeight)) {
    check_sign(formula, part[1], part[2], std::exp(number_of(part[3])) / number_of(part[4]), decimals, counts);
  } else if (std::regex_match(formula, part, kSum)) {
    check_sign(formula, part[1], part[2], sum_by_hand(part[3]), decimals, counts);
  }
}

void check_addends(const std::string& lines, int decimals, Counts& counts) {
  static const std::regex kProduct(R"(  (\S+) × (\S+) (=|≈) (\S+)$)");
  for (const std::string& line : split(lines, "\n")) {
    std::smatch part;
    if (!std::regex_search(line, part, kProduct)) continue;
    check_sign(line, part[4], part[3], number_of(part[1]) * number_of(part[2]), decimals, counts);
  }
}

TEST(Equation, EveryLineOfManyRunsSaysEqualOnlyWhereTheReaderGetsTheSame) {
  std::mt19937 random(7);
  Counts formulas, addends;
  for (int i = 0; i < 400; ++i) {
    const auto run =
        support::run_of(support::random_model(support::random_options(random)), support::random_sentence(random, 5));
    const auto trace = core::compute_trace(run);
    const int decimals = static_cast<int>(support::random_index(random, 1, 6));
    for (int n = 0; n < 60; ++n) {
      core::Place place;
      place.kind =
          static_cast<core::ValueKind>(support::random_index(random, 0, static_cast<int>(core::ValueKind::Final)));
      place.layer = support::random_index(random, 0, static_cast<core::Index>(trace->layers.size()) - 1);
      place.row = support::random_index(random, 0, 4);
      place.column = support::random_index(random, 0, 4);
      try {
        const core::Explanation why = core::explain(*trace, place, decimals);
        check_formula(why.formula, decimals, formulas);
        check_addends(core::addend_lines(why.terms, 4, decimals), decimals, addends);
      } catch (const core::Error&) {
        continue;  // this run has no such number
      }
    }
    ASSERT_FALSE(HasFailure());
  }
  for (const Counts& counts : {formulas, addends}) {
    EXPECT_GT(counts.equal, 500);
    EXPECT_GT(counts.about, 500);
  }
}

}  // namespace
