#include "core/models/weights_fit.h"

#include <fmt/format.h>

#include "core/attention/memory.h"
#include "core/error.h"

namespace core {

void check_weights_fit(const TensorFile& file, std::uint64_t free) {
  double bytes = 0;  // what a damaged file claims may be more than an integer holds
  for (const StoredTensor& tensor : file.tensors()) {
    double numbers = 1;
    for (const Index size : tensor.shape) numbers *= static_cast<double>(size);
    bytes += numbers * sizeof(float);
  }
  if (free == 0 || bytes <= static_cast<double>(free)) return;
  throw Error(fmt::format("the weights of {} take {} of memory", file.source(), size_text(bytes)),
              fmt::format("at most the {} that are free", size_text(static_cast<double>(free))),
              "the model is too large for this machine, or other programs hold its memory");
}

}  // namespace core
