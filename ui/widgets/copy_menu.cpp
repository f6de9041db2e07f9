#include "ui/widgets/copy_menu.h"

#include <fmt/format.h>

#include <cmath>

namespace ui {
namespace {

struct Spelling {
  const char* title;
  const char* item;
  const char* open;
  const char* close;
  const char* between_values;
  const char* between_rows;
  const char* minus_infinity;
};

Spelling spelling_of(CopyFormat format, bool single_row) {
  switch (format) {
    case CopyFormat::NumPy:
      if (single_row) return {"NumPy", "numpy", "np.array([", "])", ", ", "", "-np.inf"};
      return {"NumPy", "numpy", "np.array([[", "]])", ", ", "],\n          [", "-np.inf"};
    case CopyFormat::Latex:
      return {"LaTeX", "latex", "\\begin{bmatrix} ", " \\end{bmatrix}", " & ", " \\\\ ", "-\\infty"};
    case CopyFormat::Tsv:
      break;
  }
  return {"TSV", "tsv", "", "", "\t", "\n", "-inf"};
}

std::string value_text(float value, CopyFormat format, const Spelling& spelling) {
  if (std::isinf(value) && value < 0) return spelling.minus_infinity;
  return format == CopyFormat::Latex ? fmt::format("{:.4f}", value) : fmt::format("{}", value);
}

}  // namespace

std::string matrix_text(const core::Matrix& values, CopyFormat format) {
  const Spelling spelling = spelling_of(format, values.rows() == 1);
  if (values.size() == 1) return value_text(values(0, 0), format, spelling);
  std::string text = spelling.open;
  for (core::Index i = 0; i < values.rows(); ++i) {
    if (i > 0) text += spelling.between_rows;
    for (core::Index j = 0; j < values.cols(); ++j) {
      if (j > 0) text += spelling.between_values;
      text += value_text(values(i, j), format, spelling);
    }
  }
  return text + spelling.close;
}

std::optional<std::string> copy_menu(const Ui& ui, std::string_view name, const Popup& popup,
                                     const core::Matrix& values, std::string_view what) {
  std::optional<std::string> copied;
  for (const CopyFormat format : {CopyFormat::Tsv, CopyFormat::NumPy, CopyFormat::Latex}) {
    const Spelling spelling = spelling_of(format, true);
    const std::string label = fmt::format("Copy {} as {}", what, spelling.title);
    MenuItemSpec spec;
    spec.label = label;
    spec.icon = Icon::Copy;
    if (menu_item(ui, fmt::format("{}/{}", name, spelling.item), popup, spec)) copied = matrix_text(values, format);
  }
  return copied;
}

}  // namespace ui
