// An edit's text cut into its parts, before anything is looked up in a model or a sentence.
#pragma once

#include <string>
#include <string_view>

#include "core/attention/edit.h"

namespace core {

struct EditParts {
  Site site = Site::X;
  bool second = false;
  std::string address;      // "1.reference", "1" for residual, "" for x
  std::string row, column;  // as written: token and component, query and key, or row and column of a matrix
  float value = 0;
};

// Throws Error for text that has not the form of an edit (edit_text.h gives the grammar).
EditParts split_edit(std::string_view text);

// Blanks at both ends left out.
std::string_view trim_blanks(std::string_view text);

}  // namespace core
