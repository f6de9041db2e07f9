// The named tensors of one model, wherever they stand on disk: shapes at once, values when they are asked for.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/tensor.h"

namespace core {

struct StoredTensor {
  std::string name;
  std::vector<Index> shape;  // outermost first, as PyTorch prints it
  std::string type;          // as the file spells it: "F32", "BF16", "Q4_1"
};

// Immutable once opened; safe to share between threads. Every message names the file and the tensor.
class TensorFile {
 public:
  virtual ~TensorFile() = default;
  virtual std::string source() const = 0;  // the file's or folder's name, for messages
  virtual const std::vector<StoredTensor>& tensors() const = 0;
  // Rows [first, first + count) of a tensor of any rank, seen as [shape[0], everything else], as 32-bit floats in
  // row-major order. Throws Error where the bytes cannot be read or a value is not finite.
  virtual void read_rows(const StoredTensor& tensor, Index first, Index count, float* values) const = 0;

  bool has(std::string_view name) const;
  // Throws Error naming the nearest name where it is missing.
  const StoredTensor& find(std::string_view name) const;
  // The tensor as a [rows, columns] matrix. Throws Error where it is missing or shaped otherwise.
  Matrix matrix(std::string_view name, Index rows, Index columns) const;
  // A [rows, columns] tensor turned over to [columns, rows], without a second copy of the whole.
  Matrix transposed(std::string_view name, Index rows, Index columns) const;
  Vector vector(std::string_view name, Index size) const;
};

using TensorFilePointer = std::shared_ptr<const TensorFile>;

}  // namespace core
