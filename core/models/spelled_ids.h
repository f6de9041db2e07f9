// Ids as a person may spell them.
#pragma once

#include <string>
#include <string_view>

#include "core/plain_text.h"

namespace core {

// "Previous word", as the window shows it, and "previous_word" mean the id "previous-word".
inline std::string spelled_as_id(std::string_view name) {
  std::string id = fold_case(name);
  for (char& letter : id) {
    if (letter == ' ' || letter == '_') letter = '-';
  }
  return id;
}

}  // namespace core
