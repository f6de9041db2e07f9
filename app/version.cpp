#include "app/version.h"

namespace app {

const char* version() {
  return HEED_VERSION;
}

}  // namespace app
