#include "core/lessons/training_deeds.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.h"
#include "core/numbers.h"
#include "core/plain_text.h"

namespace core {

namespace {

constexpr long kMostSteps = 20'000;

double read_share(const std::string& text, const char* what) {
  const auto number = parse_number(text);
  if (number && *number >= 0) return static_cast<double>(*number);
  throw Error(fmt::format("\"{}\" is no {}", shown_text(text), what), "a number that is not negative", "");
}

PaintDeed read_paint(const std::string& text) {
  const std::size_t sign = text.rfind('=');
  if (sign == std::string::npos) throw Error("\"paint " + shown_text(text) + "\" has no =", "paint WORD=SHARE", "");
  return {text.substr(0, sign), read_share(text.substr(sign + 1), "share")};
}

TrainDeed read_train(const std::string& text) {
  const auto steps = parse_count(text);
  if (steps && *steps >= 1 && *steps <= kMostSteps) return {static_cast<int>(*steps)};
  throw Error(fmt::format("\"{}\" is no number of steps", shown_text(text)), fmt::format("1 to {}", kMostSteps), "");
}

}  // namespace

std::optional<TrainingDeed> read_training_deed(const std::string& deed) {
  const std::size_t blank = std::min(deed.find(' '), deed.size());
  const std::string verb = deed.substr(0, blank);
  const std::string rest = deed.substr(std::min(deed.size(), blank + 1));
  if (verb == "paint") return read_paint(rest);
  if (verb == "rate") return RateDeed{read_share(rest, "learning rate")};
  if (verb == "train") return read_train(rest);
  if (verb == "keep") return KeepDeed{};
  return std::nullopt;
}

}  // namespace core
