// The popup of the temperature switch: a slider on a logarithmic axis and a field to type into.
#pragma once

#include <optional>
#include <string>

#include "ui/widgets/containers.h"

namespace ui::stages {

inline constexpr float kLowestTemperature = 0.05F;
inline constexpr float kHighestTemperature = 20;

struct TemperatureChange {
  float value = 1;
  bool continues = false;  // the same drag goes on
};
// Items "switch.temperature.slider", "switch.temperature.number", "switch.temperature.one". `draft` is what is being
// typed. The popup "switch.temperature/menu" is opened by the caller, in the same window.
std::optional<TemperatureChange> temperature_popup(const Ui& ui, const ImRect& anchor, float temperature,
                                                   std::string& draft);

}  // namespace ui::stages
