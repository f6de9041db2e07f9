// A number that is drawn answers for itself: pointed at, it shows the arithmetic that it came from.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "ui/widgets/item.h"

namespace ui {

// Registers the place of a number under its name. `arithmetic` is asked for only under the pointer. Not reached by
// Tab: the control that the number belongs to is.
ItemState number_note(const Ui& ui, std::string_view name, const ImRect& rect,
                      const std::function<std::string()>& arithmetic);

}  // namespace ui
