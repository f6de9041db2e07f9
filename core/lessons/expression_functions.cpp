#include "core/lessons/expression_functions.h"

#include <fmt/format.h>

#include <algorithm>
#include <bitset>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "core/error.h"
#include "core/lessons/drill.h"

namespace core {

namespace {

using Numbers = const std::vector<double>&;

double finite(double value, const std::string& what) {
  if (std::isfinite(value)) return value;
  throw Error(what + " gives no finite number", "a finite one", "a masked score, a division by 0 or a log of 0?");
}

// Measured: the variance of the dot products of 10,000 pairs of random vectors, `components` numbers each, +1 or −1.
// The signs are bits, so that a product takes a few instructions; the same on every machine.
double sign_variance(double components) {
  constexpr int kPairs = 10'000;
  constexpr double kMostComponents = 1024;
  if (!(components >= 1 && components <= kMostComponents) || components != std::floor(components)) {
    throw Error(fmt::format("sign_variance({})", components), "a whole number from 1 to 1024", "");
  }
  SmallRandom random(1);
  double sum = 0;
  double squares = 0;
  for (int pair = 0; pair < kPairs; ++pair) {
    double product = 0;
    for (auto left = static_cast<int>(components); left > 0; left -= 64) {
      const int bits = std::min(left, 64);
      const std::uint64_t differing = (random.next() ^ random.next()) >> (64 - bits);
      product += bits - 2 * static_cast<int>(std::bitset<64>(differing).count());
    }
    sum += product;
    squares += product * product;
  }
  return squares / kPairs - (sum / kPairs) * (sum / kPairs);
}

double of_number(const std::string& name, double a) {
  if (name == "sign_variance") return sign_variance(a);
  if (name == "exp") return std::exp(a);
  if (name == "log") return std::log(a);
  if (name == "sqrt") return std::sqrt(a);
  if (name == "abs") return std::abs(a);
  if (name == "floor") return std::floor(a);
  if (name == "ceil") return std::ceil(a);
  if (name == "round") return std::round(a);
  return a;  // min and max of one number
}

double total(Numbers list) {
  return std::accumulate(list.begin(), list.end(), 0.0);
}
double inner(Numbers a, Numbers b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}
double variance(Numbers list) {
  const double mean = total(list) / static_cast<double>(list.size());
  double squares = 0;
  for (const double one : list) squares += (one - mean) * (one - mean);
  return squares / static_cast<double>(list.size());
}
double entropy(Numbers list) {
  double bits = 0;
  for (const double one : list) bits -= one > 0 ? one * std::log2(one) : 0;
  return bits;
}

double of_list(const std::string& name, Numbers list) {
  if (list.empty()) throw Error("the list of " + name + " is empty", "at least one number", "");
  if (name == "sum") return total(list);
  if (name == "mean") return total(list) / static_cast<double>(list.size());
  if (name == "variance") return variance(list);
  if (name == "norm") return std::sqrt(inner(list, list));
  if (name == "entropy") return entropy(list);
  if (name == "largest" || name == "max") return *std::max_element(list.begin(), list.end());
  return *std::min_element(list.begin(), list.end());
}

bool takes_list(const std::string& name) {
  for (const char* one : {"sum", "mean", "variance", "norm", "entropy", "largest", "smallest", "min", "max"}) {
    if (name == one) return true;
  }
  return false;
}
bool takes_number(const std::string& name) {
  return !takes_list(name) || name == "min" || name == "max";
}

double of_two(const std::string& name, Numbers a, Numbers b) {
  if (a.size() != b.size()) {
    throw Error(fmt::format("{} has lists of {} and {} numbers", name, a.size(), b.size()), "lists of equal length",
                "");
  }
  if (name == "dot") return inner(a, b);
  return inner(a, b) / (std::sqrt(inner(a, a)) * std::sqrt(inner(b, b)));
}

}  // namespace

Value call_function(const std::string& name, const std::vector<Value>& arguments) {
  const auto number = [&](std::size_t i) { return std::get_if<double>(&arguments[i]); };
  const auto list = [&](std::size_t i) { return std::get_if<ListValue>(&arguments[i]); };
  const bool pair = name == "dot" || name == "cosine";
  if (pair && arguments.size() == 2 && list(0) != nullptr && list(1) != nullptr) {
    return finite(of_two(name, *list(0), *list(1)), name);
  }
  if (!pair && arguments.size() == 1 && list(0) != nullptr && takes_list(name)) {
    return finite(of_list(name, *list(0)), name);
  }
  if (!pair && arguments.size() == 1 && number(0) != nullptr && takes_number(name)) {
    return finite(of_number(name, *number(0)), name);
  }
  if ((name == "min" || name == "max") && arguments.size() == 2 && number(0) != nullptr && number(1) != nullptr) {
    return name == "min" ? std::min(*number(0), *number(1)) : std::max(*number(0), *number(1));
  }
  throw Error(fmt::format("{}(…) is given {} {}", name, arguments.size(), arguments.size() == 1 ? "value" : "values"),
              pair                 ? "two lists"
              : takes_number(name) ? "a number"
                                   : "a list such as weight@1.reference[it]",
              "");
}

Value arithmetic(char sign, const Value& left, const Value& right) {
  const auto* a = std::get_if<double>(&left);
  const auto* b = std::get_if<double>(&right);
  if (a != nullptr && b != nullptr) {
    const double value = sign == '+' ? *a + *b : sign == '-' ? *a - *b : sign == '*' ? *a * *b : *a / *b;
    return finite(value, fmt::format("{} {} {}", *a, sign, *b));
  }
  const auto* list = std::get_if<ListValue>(&left);
  const auto* other = std::get_if<ListValue>(&right);
  if (list == nullptr && other != nullptr && a != nullptr && sign == '*') return arithmetic(sign, right, left);
  ListValue result = list != nullptr ? *list : ListValue();
  if (list != nullptr && b != nullptr && (sign == '*' || sign == '/')) {
    for (double& one : result) one = sign == '*' ? one * *b : one / *b;
    return result;
  }
  if (list != nullptr && other != nullptr && list->size() == other->size() && (sign == '+' || sign == '-')) {
    for (std::size_t i = 0; i < result.size(); ++i) result[i] += sign == '+' ? (*other)[i] : -(*other)[i];
    return result;
  }
  throw Error(fmt::format("what stands left and right of {} does not fit", sign), "two numbers, or lists of one length",
              "texts cannot be added");
}

}  // namespace core
