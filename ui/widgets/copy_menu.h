// Numbers on the clipboard: a value, a row or a matrix as TSV, NumPy or LaTeX, and the menu lines that offer it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/tensor.h"
#include "ui/widgets/containers.h"

namespace ui {

enum class CopyFormat { Tsv, NumPy, Latex };

// TSV and NumPy carry every digit of the 32-bit floats, LaTeX four decimals. A single row becomes a NumPy vector.
// Masked values (−infinity) are written as each format spells them.
std::string matrix_text(const core::Matrix& values, CopyFormat format);

// Three lines of an open popup, "Copy <what> as TSV" and so on, named "<name>/tsv", "<name>/numpy", "<name>/latex".
// Returns the text in the frame in which one was chosen.
std::optional<std::string> copy_menu(const Ui& ui, std::string_view name, const Popup& popup,
                                     const core::Matrix& values, std::string_view what);

}  // namespace ui
