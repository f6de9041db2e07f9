// How the numbers of the training view are made.
#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "core/attention/equation.h"
#include "ui/panels/arithmetic.h"
#include "ui/panels/value_menu.h"
#include "ui/panels/view_training.h"
#include "ui/panels/word_names.h"

namespace ui {

using core::Index;

std::string loss_note(const stages::Frame& frame, const TrainingMemory& memory, std::size_t step) {
  const int decimals = frame.style().readout_decimals;
  const std::string loss = core::number_text(memory.losses[step], decimals);
  const std::string least = core::number_text(core::least_loss(memory.target), decimals);
  std::string text = fmt::format("after step {}: loss {}; the least that this target allows is {}", step, loss, least);
  if (step + 1 != memory.losses.size()) return text;
  const core::DoubleVector weights = core::row_weights(memory.row);
  const core::Tokens& keys = frame.input.key_tokens(frame.view.selection);
  std::vector<core::Term> terms;
  for (Index key = 0; key < memory.target.size(); ++key) {
    if (memory.target(key) <= 0) continue;
    const double target = memory.target(key);
    const double surprise = -std::log(weights(key));
    terms.push_back({quoted_word(keys, key), static_cast<float>(target), static_cast<float>(surprise),
                     static_cast<float>(target * surprise)});
  }
  return text + "\n" + sum_arithmetic("target × −ln(weight) of each word adds up to", terms, decimals);
}

std::string trained_note(const stages::Frame& frame, const TrainingMemory& memory, Index key) {
  const int decimals = frame.style().readout_decimals;
  const auto text = [&](double value) { return core::number_text(value, decimals); };
  const core::DoubleVector scaled = core::scaled_row(memory.row);
  double largest = 0;
  bool any = false;
  for (Index j = 0; j < scaled.size(); ++j) {
    if (!memory.row.allowed[static_cast<std::size_t>(j)]) continue;
    largest = any ? std::max(largest, scaled(j)) : scaled(j);
    any = true;
  }
  double sum = 0;
  for (Index j = 0; j < scaled.size(); ++j) {
    if (memory.row.allowed[static_cast<std::size_t>(j)]) sum += std::exp(scaled(j) - largest);
  }
  const double score = scaled(key) * memory.row.divisor;
  const std::string weight =
      fmt::format("e^({} {}) ÷ {}", text(scaled(key)), core::minus_text(largest, decimals), text(sum));
  const std::string division = fmt::format("{} ÷ {}", text(score), text(memory.row.divisor));
  return fmt::format("weight {}\nscaled {}, with W_Q and W_K as trained so far",
                     core::equation(std::exp(scaled(key) - largest) / sum, weight, decimals),
                     core::equation(scaled(key), division, decimals));
}

void open_trained_menu(const stages::Frame& frame, const TrainingMemory& memory, Index key, const ImRect& anchor) {
  const core::DoubleVector weights = core::row_weights(memory.row);
  core::Matrix table(2, weights.size());  // now; target
  table << weights.cast<float>(), memory.target.cast<float>();
  const std::string word = quoted_word(frame.input.key_tokens(frame.view.selection), key);
  ValueMenu menu = number_menu("weight of " + word + " in training", table(0, key), "row in training", table.row(0));
  menu.matrix = std::move(table);
  menu.matrix_name = "row in training and its target";
  open_value_menu(frame.view, std::move(menu), anchor);
}

}  // namespace ui
