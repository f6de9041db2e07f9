// Tensors whose bytes stand in mapped files: what both formats have in common once their headers are read.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/model_files/mapped_file.h"
#include "core/model_files/number_types.h"
#include "core/model_files/tensor_file.h"

namespace core {

struct TensorPlace {
  StoredTensor tensor;
  const NumberType* type = nullptr;
  std::shared_ptr<const MappedFile> file;
  std::size_t begin = 0;  // bytes from the beginning of the file
  std::size_t bytes = 0;
};

// How many bytes a tensor takes; nothing where it is too large for any file or its values fill no whole number of
// blocks.
std::optional<std::size_t> bytes_of(const std::vector<Index>& shape, const NumberType& type);

// The places lie within their files. Throws Error where a name stands twice.
TensorFilePointer make_mapped_tensors(const std::string& source, std::vector<TensorPlace> places);

}  // namespace core
