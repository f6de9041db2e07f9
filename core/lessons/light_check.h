// Whether what a spotlight points at exists on its stage and can be seen there.
#pragma once

#include <string>

#include "core/lessons/stage.h"

namespace core {

// Throws Error: a word, head or component that is not there, or a panel that the step does not show.
void check_light(const std::string& light, const AttentionTrace& trace, const StagedStep& state);

}  // namespace core
