#include "ui/panels/vector_order.h"

#include <fmt/format.h>

#include <functional>
#include <utility>

namespace ui {

void keep_order(const PanelInput& input, const VectorTarget& target, const VectorSpec& spec, ViewState& view,
                VectorMemory& memory) {
  const core::Edit& place = target.place;
  const std::size_t sentence = std::hash<std::string>{}(input.trace->run.sentence);
  std::string shown =
      fmt::format("{}/{}/{}/{}/{}/{}/{}/{}/{}/{}", input.session->model, sentence, static_cast<int>(place.site),
                  place.second, place.layer, place.head, place.row, spec.difference, memory.by_size, memory.filter);
  std::string& sorted = view.transient.drafts[std::string(spec.prefix) + ".sorted"];
  if (sorted == shown) return;
  sorted = std::move(shown);
  memory.order.clear();
}

}  // namespace ui
