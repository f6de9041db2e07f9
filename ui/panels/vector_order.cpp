#include "ui/panels/vector_order.h"

#include <utility>

namespace ui {

void keep_order(const PanelInput& input, const VectorTarget& target, VectorMemory& memory) {
  ShownVector shown{input.session->model, input.trace->run.sentence, target.place, target.difference, memory.by_size,
                    memory.filter};
  if (memory.sorted_for == shown) return;
  memory.sorted_for = std::move(shown);
  memory.order.clear();
}

}  // namespace ui
