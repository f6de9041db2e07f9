#include "ui/panels/view_cost_notes.h"

#include <fmt/format.h>

#include "core/numbers.h"

namespace ui {

std::string with_thousands(double value) {
  std::string digits = fmt::format("{:.0f}", value);
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

std::string seconds_text(double seconds) {
  if (seconds < 0.9995e-6) return fmt::format("{:.3g} ns", seconds * 1e9);
  if (seconds < 0.9995e-3) return fmt::format("{:.3g} µs", seconds * 1e6);
  if (seconds < 0.9995) return fmt::format("{:.3g} ms", seconds * 1e3);
  return fmt::format("{:.3g} s", seconds);
}

std::string bytes_text(double bytes) {
  if (bytes < 1e3) return fmt::format("{:.0f} bytes", bytes);
  if (bytes < 1e6) return fmt::format("{:.3g} kB", bytes / 1e3);
  if (bytes < 1e9) return fmt::format("{:.3g} MB", bytes / 1e6);
  return fmt::format("{:.3g} GB", bytes / 1e9);
}

std::string point_note(const core::CostCurves& curves, const core::CostPoint& point) {
  const auto width = static_cast<double>(curves.shape.heads * curves.shape.head_width());
  const auto line = [&](const char* name, const std::string& formula, double count, double seconds) {
    return fmt::format("\n{}: {} = {} multiplications in {}, {} each", name, formula, with_thousands(count),
                       seconds_text(seconds), seconds_text(seconds / count));
  };
  return fmt::format("n = {}, D = {:.0f}; the shortest of several tries",
                     with_thousands(static_cast<double>(point.tokens)), width) +
         line("projections", "4 × n × D²", core::projection_multiplications(curves.shape, point.tokens),
              point.projection_seconds) +
         line("scores", "2 × n² × D", core::score_multiplications(curves.shape, point.tokens), point.score_seconds);
}

std::string fit_note(const core::CostCurves& curves) {
  std::string text = "Seconds ÷ multiplications at each length, projections and scores:";
  for (const core::CostPoint& point : curves.points) {
    text += fmt::format(
        "\nn = {}:  {}  ·  {}", with_thousands(static_cast<double>(point.tokens)),
        seconds_text(point.projection_seconds / core::projection_multiplications(curves.shape, point.tokens)),
        seconds_text(point.score_seconds / core::score_multiplications(curves.shape, point.tokens)));
  }
  return text;
}

std::string counted_note(const core::CostShape& shape, core::Index n) {
  const core::Index width = shape.heads * shape.head_width();
  return fmt::format("projections: 4 × {} × {}² = {}\nscores: 2 × {}² × {} = {}", n, width,
                     with_thousands(core::projection_multiplications(shape, n)), n, width,
                     with_thousands(core::score_multiplications(shape, n)));
}

std::string memory_note(const core::ModelConfig& model, core::Index n) {
  std::size_t heads = 0;
  for (const core::LayerConfig& layer : model.layers) heads += layer.heads.size();
  return fmt::format("{}² weights × {} × 4 bytes = {} bytes", n, core::counted(static_cast<long>(heads), "head"),
                     with_thousands(core::map_bytes(model, n)));
}

}  // namespace ui
