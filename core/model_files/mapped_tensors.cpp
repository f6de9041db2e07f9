#include "core/model_files/mapped_tensors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "core/error.h"
#include "core/model_files/tensor_names.h"

namespace core {

namespace {

constexpr Index kPiece = 8192;  // values decoded and checked at a time, while they stand in the first cache
constexpr std::size_t kReleased = std::size_t{4} << 20U;  // bytes after which the file's memory is handed back
static_assert(kPiece % kLargestBlock == 0);

// By integers alone: infinity and NaN are the exponents of all ones, and adding one to such an exponent sets the
// highest bit.
bool all_finite(const float* values, Index count) {
  std::uint32_t collected = 0;
  for (Index i = 0; i < count; ++i) {
    collected |= (std::bit_cast<std::uint32_t>(values[i]) & 0x7fffffffU) + 0x00800000U;
  }
  return collected < 0x80000000U;
}

// "[3, 5]" for a position counted from the tensor's first value.
std::string position_text(const std::vector<Index>& shape, Index position) {
  std::vector<Index> indices(shape.size());
  for (std::size_t axis = shape.size(); axis-- > 0;) {
    indices[axis] = position % shape[axis];
    position /= shape[axis];
  }
  return shape_text(indices);
}

void expect_finite(const TensorPlace& place, Index first, Index count, const float* values) {
  if (all_finite(values, count)) return;
  const float* const wrong = std::find_if_not(values, values + count, [](float value) { return std::isfinite(value); });
  throw Error(fmt::format("{}: tensor {} holds {} at {}", place.file->name(), in_quotes(place.tensor.name),
                          std::isnan(*wrong) ? "NaN" : "an infinite value",
                          position_text(place.tensor.shape, first + (wrong - values))),
              "finite numbers", "the file is damaged, or the training it comes from went astray");
}

class MappedTensors final : public TensorFile {
 public:
  MappedTensors(std::string source, std::vector<TensorPlace> places)
      : source_(std::move(source)), places_(std::move(places)) {
    tensors_.reserve(places_.size());
    for (const TensorPlace& place : places_) {
      if (!numbers_.emplace(place.tensor.name, tensors_.size()).second) refuse_twice(place);
      tensors_.push_back(place.tensor);
    }
  }

  std::string source() const override { return source_; }
  const std::vector<StoredTensor>& tensors() const override { return tensors_; }

  void read_rows(const StoredTensor& tensor, Index first, Index count, float* values) const override {
    const TensorPlace& place = place_of(tensor);
    const std::vector<Index>& shape = place.tensor.shape;
    const Index rows = shape.empty() ? 1 : shape[0];
    const Index values_in_all = static_cast<Index>(place.bytes / place.type->bytes) * place.type->values;
    const Index columns = rows > 0 ? values_in_all / rows : 0;
    if (first < 0 || count < 0 || first > rows - count) {
      throw Error(
          fmt::format("rows {} to {} of tensor {} were asked for", first, first + count, in_quotes(tensor.name)),
          fmt::format("rows within its {}", rows), "");
    }
    expect_readable(place);
    place.file->expect_whole();
    read_values(place, first * columns, count * columns, values);
  }

 private:
  [[noreturn]] void refuse_twice(const TensorPlace& place) const {
    const TensorPlace& former = places_[numbers_.at(place.tensor.name)];
    const bool same_file = former.file == place.file;
    throw Error(fmt::format("tensor {} stands twice, in {}", in_quotes(place.tensor.name),
                            same_file ? former.file->name() : former.file->name() + " and " + place.file->name()),
                "each tensor once", same_file ? "the file is damaged" : "parts of two models in one folder?");
  }

  const TensorPlace& place_of(const StoredTensor& tensor) const {
    const auto found = numbers_.find(tensor.name);
    if (found == numbers_.end()) {
      throw Error(fmt::format("{} holds no tensor {}", source_, in_quotes(tensor.name)), "one of its own tensors", "");
    }
    return places_[found->second];
  }

  static void expect_readable(const TensorPlace& place) {
    if (place.type->decode != nullptr) return;
    const bool is_gguf = place.type->gguf_code >= 0;
    throw Error(
        fmt::format("{}: tensor {} is of type {}", place.file->name(), in_quotes(place.tensor.name), place.tensor.type),
        "one of " + (is_gguf ? readable_gguf_types() : readable_safetensors_types()),
        is_gguf ? "take the model in another quantisation, such as Q8_0"
                : "weights are floats; save them as F32 or F16");
  }

  // Values [first, first + count), counted through the whole tensor.
  static void read_values(const TensorPlace& place, Index first, Index count, float* values) {
    const std::string_view bytes = place.file->bytes().substr(place.begin, place.bytes);
    const Index per_block = place.type->values;
    std::size_t released = static_cast<std::size_t>(first / per_block) * place.type->bytes;
    for (Index done = 0; done < count;) {
      const Index at = first + done;
      const Index read = read_piece(*place.type, bytes, at, count - done, values + done);
      expect_finite(place, at, read, values + done);
      done += read;
      const std::size_t used = static_cast<std::size_t>((at + read) / per_block) * place.type->bytes;
      if (used - released < kReleased && done < count) continue;
      place.file->release(bytes.substr(released, used - released));
      released = used;
    }
  }

  // Reads some of the values from `at` on, at most `wanted`; returns how many.
  static Index read_piece(const NumberType& type, std::string_view bytes, Index at, Index wanted, float* values) {
    const Index inside = at % type.values;
    const auto* const block =
        reinterpret_cast<const std::uint8_t*>(bytes.data()) + static_cast<std::size_t>(at / type.values) * type.bytes;
    if (inside == 0 && wanted >= type.values) {
      const Index blocks = std::min(wanted, kPiece) / type.values;
      type.decode(block, blocks, values);
      return blocks * type.values;
    }
    std::array<float, kLargestBlock> whole{};  // rows of a tensor of one dimension may end within a block
    type.decode(block, 1, whole.data());
    const Index part = std::min(wanted, type.values - inside);
    std::copy_n(whole.begin() + inside, part, values);
    return part;
  }

  std::string source_;
  std::vector<TensorPlace> places_;
  std::vector<StoredTensor> tensors_;
  std::unordered_map<std::string, std::size_t> numbers_;  // by name
};

}  // namespace

std::optional<std::size_t> bytes_of(const std::vector<Index>& shape, const NumberType& type) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 62U;
  std::uint64_t values = 1;
  for (const Index size : shape) {
    const auto factor = static_cast<std::uint64_t>(size);
    if (size < 0 || (factor != 0 && values > kMost / factor)) return std::nullopt;
    values *= factor;
  }
  const auto per_block = static_cast<std::uint64_t>(type.values);
  if (values % per_block != 0 || values / per_block > kMost / type.bytes) return std::nullopt;
  return static_cast<std::size_t>(values / per_block * type.bytes);
}

TensorFilePointer make_mapped_tensors(const std::string& source, std::vector<TensorPlace> places) {
  return std::make_shared<const MappedTensors>(source, std::move(places));
}

}  // namespace core
