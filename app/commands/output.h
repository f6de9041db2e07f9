// Writing to the standard output so that a full disk is an error and not silence.
#pragma once

#include <string_view>

namespace app {

// Throws core::Error where the bytes cannot be written. A reader that went away (a closed pipe) ends the program.
void print(std::string_view text);

}  // namespace app
