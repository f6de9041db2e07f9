#include "app/reason.h"

#include <new>

namespace app {

std::string reason_of(const std::exception& error) {
  if (dynamic_cast<const std::bad_alloc*>(&error) == nullptr) return error.what();
  return "there is not enough memory left for this; a shorter text or a smaller model needs less";
}

}  // namespace app
