#include "core/model_files/tensor_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.h"
#include "core/model_files/tensor_names.h"
#include "core/spelling.h"

namespace core {

namespace {

const StoredTensor* find_or_nothing(const std::vector<StoredTensor>& tensors, std::string_view name) {
  const auto found =
      std::find_if(tensors.begin(), tensors.end(), [&](const StoredTensor& tensor) { return tensor.name == name; });
  return found == tensors.end() ? nullptr : &*found;
}

const StoredTensor& find_shaped(const TensorFile& file, std::string_view name, const std::vector<Index>& shape) {
  const StoredTensor& tensor = file.find(name);
  if (tensor.shape == shape) return tensor;
  throw Error(fmt::format("{}: tensor {} is shaped {}", file.source(), in_quotes(name), shape_text(tensor.shape)),
              shape_text(shape), "the configuration belongs to another model");
}

// Turns `block`, [count, columns], over into columns [first, first + count) of `turned`.
void turn_over(const float* block, Index count, Index columns, Index first, Matrix& turned) {
  constexpr Index kStrip = 16;  // floats of one cache line: each line of the block is fetched once
  for (Index strip = 0; strip < columns; strip += kStrip) {
    for (Index column = strip; column < std::min(strip + kStrip, columns); ++column) {
      float* const to = turned.data() + column * turned.cols() + first;
      for (Index row = 0; row < count; ++row) to[row] = block[row * columns + column];
    }
  }
}

}  // namespace

bool TensorFile::has(std::string_view name) const {
  return find_or_nothing(tensors(), name) != nullptr;
}

const StoredTensor& TensorFile::find(std::string_view name) const {
  if (const StoredTensor* const tensor = find_or_nothing(tensors(), name)) return *tensor;
  std::vector<std::string> names;
  for (const StoredTensor& tensor : tensors()) names.push_back(tensor.name);
  throw Error(fmt::format("{} has no tensor {}", source(), in_quotes(name)), "a tensor of that name",
              did_you_mean(name, names, "the configuration belongs to another model, or the file holds a part of it"));
}

Matrix TensorFile::matrix(std::string_view name, Index rows, Index columns) const {
  const StoredTensor& tensor = find_shaped(*this, name, {rows, columns});
  Matrix values(rows, columns);
  read_rows(tensor, 0, rows, values.data());
  return values;
}

Matrix TensorFile::transposed(std::string_view name, Index rows, Index columns) const {
  const StoredTensor& tensor = find_shaped(*this, name, {rows, columns});
  Matrix turned(columns, rows);
  if (turned.size() == 0) return turned;  // a damaged file may claim 2^62 empty rows
  // Some rows at a time: enough to write whole cache lines, few enough to stay in the second cache.
  constexpr Index kCached = 1 << 17;  // floats
  const Index height = std::min(rows, std::clamp<Index>(kCached / std::max<Index>(columns, 1), 16, 128));
  Matrix block(height, columns);
  for (Index first = 0; first < rows; first += height) {
    const Index count = std::min(height, rows - first);
    read_rows(tensor, first, count, block.data());
    turn_over(block.data(), count, columns, first, turned);
  }
  return turned;
}

Vector TensorFile::vector(std::string_view name, Index size) const {
  const StoredTensor& tensor = find_shaped(*this, name, {size});
  Vector values(size);
  read_rows(tensor, 0, size, values.data());
  return values;
}

}  // namespace core
