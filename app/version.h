// The program's name and version.
#pragma once

namespace app {

const char* version();

}  // namespace app
