// A drill on paper: the questions on one page, the answers on another.
#pragma once

#include <string>

#include "core/lessons/drill.h"

namespace core {

// Pages are parted by a form feed in the text, by a rule in Markdown; the PDF has A4 pages.
std::string worksheet_text(const Drill& drill);
std::string worksheet_markdown(const Drill& drill);
std::string worksheet_pdf(const Drill& drill);  // the file's bytes, the same on every run

}  // namespace core
