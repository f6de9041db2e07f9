#include "ui/copied_description.h"

namespace ui {

CopyText copied_description(const PanelInput& input, const core::DescribedSelection& selection) {
  const std::string text = core::describe_selection(*input.trace, selection, input.nearest);
  return {text, core::describe_briefly(*input.trace, selection) + "\n" + text};
}

}  // namespace ui
