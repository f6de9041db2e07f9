// Before a run that needs most of the free memory: its size, and what to keep of it.
#pragma once

#include <cstdint>
#include <optional>

#include "core/attention/keeping.h"
#include "ui/widgets/item.h"

namespace ui {

struct MemoryQuestion {
  core::Index tokens = 0;
  core::Index layer = 0;                                            // kept whole where not everything is
  std::uint64_t free = 0, everything = 0, weights = 0, stream = 0;  // bytes; the latter three by core::Kept
};

struct MemoryAnswer {
  bool runs = false;
  core::Kept others = core::Kept::Everything;  // of layers beside `layer`
};

// Stands over a window of this size and takes all input until it is answered.
std::optional<MemoryAnswer> draw_memory_dialog(const Ui& ui, ImVec2 size, const MemoryQuestion& question);

}  // namespace ui
