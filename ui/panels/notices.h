// The files LICENSE and NOTICE as they were when the program was built, for its About.
#pragma once

#include <string_view>

namespace ui {

std::string_view license_text();
std::string_view notice_text();

}  // namespace ui
