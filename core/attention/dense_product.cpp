#include "core/attention/dense_product.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>

namespace core {

namespace {

constexpr Index kPanelRegisters = 2;  // a panel of b is two registers wide
constexpr Index kCacheLine = 64;      // bytes
constexpr Index kLineFloats = kCacheLine / Index{sizeof(float)};
constexpr Index kAddedAtOnce = 128;  // products
constexpr Index kAhead = 8;          // rows of b that are asked for before they are needed

// Some columns of b, panel by panel, each [m][two registers] and filled up with zeros, at the start of a cache line.
class PackedColumns {
 public:
  PackedColumns(Index panels, Index panel_floats)
      : memory_(new float[static_cast<std::size_t>(panels * panel_floats + kLineFloats)]), panel_floats_(panel_floats) {
    const auto past = static_cast<Index>(reinterpret_cast<std::uintptr_t>(memory_.get()) % kCacheLine);
    first_ = memory_.get() + (past == 0 ? 0 : (kCacheLine - past) / Index{sizeof(float)});
  }
  float* panel(Index number) { return first_ + number * panel_floats_; }

 private:
  std::unique_ptr<float[]> memory_;
  float* first_ = nullptr;
  Index panel_floats_ = 0;
};

template <int kLanes>
[[gnu::always_inline]] inline void pack(const Matrix& b, Index from, Index columns, PackedColumns& packed) {
  using InMemory = typename Lanes<kLanes>::InMemory;
  constexpr Index kWidth = kPanelRegisters * kLanes;
  const Index whole = columns / kWidth;
  for (Index k = 0; k < b.rows(); ++k) {
    const float* row = b.data() + k * b.cols() + from;
    if (k + kAhead < b.rows()) {
      for (Index j = 0; j < columns; j += kLineFloats) __builtin_prefetch(row + kAhead * b.cols() + j);
    }
    for (Index p = 0; p < whole; ++p) {
      InMemory* to = reinterpret_cast<InMemory*>(packed.panel(p) + k * kWidth);
      const InMemory* numbers = reinterpret_cast<const InMemory*>(row + p * kWidth);
      to[0] = numbers[0];
      to[1] = numbers[1];
    }
    if (whole * kWidth == columns) continue;
    float* rest = packed.panel(whole) + k * kWidth;
    std::fill(std::copy(row + whole * kWidth, row + columns, rest), rest + kWidth, 0.0F);
  }
}

// Rows of a times one panel. Sums stay in their registers for a while and are then added to the result: sums of sums
// round less than one long sum.
template <int kLanes, int kRows>
[[gnu::always_inline]] inline void multiply_tile(const float* a, Index stride, Index depth, const float* panel,
                                                 float* result, Index result_stride) {
  using Floats = typename Lanes<kLanes>::Floats;
  using InMemory = typename Lanes<kLanes>::InMemory;
  const InMemory* numbers = reinterpret_cast<const InMemory*>(panel);
  for (Index from = 0; from == 0 || from < depth; from += kAddedAtOnce) {
    Floats sums[kRows][kPanelRegisters] = {};
    const Index end = std::min(depth, from + kAddedAtOnce);
    for (Index k = from; k < end; ++k) {
      const Floats left = numbers[kPanelRegisters * k];
      const Floats right = numbers[kPanelRegisters * k + 1];
#pragma GCC unroll 8
      for (int r = 0; r < kRows; ++r) {
        const float entry = a[r * stride + k];
        sums[r][0] += entry * left;
        sums[r][1] += entry * right;
      }
    }
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) {
      InMemory* to = reinterpret_cast<InMemory*>(result + r * result_stride);
      to[0] = from == 0 ? sums[r][0] : to[0] + sums[r][0];
      to[1] = from == 0 ? sums[r][1] : to[1] + sums[r][1];
    }
  }
}

// As few tiles as hold `rows` rows, at most kMost each.
template <int kLanes, int kMost>
[[gnu::always_inline]] inline void multiply_rows(const float* a, Index rows, Index stride, Index depth,
                                                 const float* panel, float* result, Index result_stride) {
  while (rows > 0) {
    const Index taken = rows >= kMost ? kMost : rows >= 4 ? 4 : rows >= 2 ? 2 : 1;
    if (taken == kMost) multiply_tile<kLanes, kMost>(a, stride, depth, panel, result, result_stride);
    if (taken == 4) multiply_tile<kLanes, 4>(a, stride, depth, panel, result, result_stride);
    if (taken == 2) multiply_tile<kLanes, 2>(a, stride, depth, panel, result, result_stride);
    if (taken == 1) multiply_tile<kLanes, 1>(a, stride, depth, panel, result, result_stride);
    a += taken * stride;
    result += taken * result_stride;
    rows -= taken;
  }
}

// The columns up to the last that is not 0 in all of these rows: the weights of a causal head end at its diagonal.
Index used_depth(const Matrix& a, Index from, Index rows) {
  Index depth = 0;
  for (Index r = from; r < from + rows; ++r) {
    Index end = a.cols();
    while (end > depth && a(r, end - 1) == 0) --end;
    depth = end;
  }
  return depth;
}

// Columns [from, from + columns) of the result.
template <int kLanes, int kMost>
[[gnu::always_inline]] inline void multiply_block(const Matrix& a, const Matrix& b, Index from, Index columns,
                                                  Matrix& result) {
  constexpr Index kWidth = kPanelRegisters * kLanes;
  const Index panels = (columns + kWidth - 1) / kWidth;
  PackedColumns packed(panels, kWidth * b.rows());
  pack<kLanes>(b, from, columns, packed);
  std::array<float, kMost * kWidth> edge{};  // for the last panel, where it is wider than what is left
  for (Index i = 0; i < a.rows(); i += kMost) {
    const Index rows = std::min<Index>(kMost, a.rows() - i);
    const Index depth = used_depth(a, i, rows);
    const float* entries = a.data() + i * a.cols();
    for (Index p = 0; p < panels; ++p) {
      float* to = result.data() + i * b.cols() + from + p * kWidth;
      const Index width = std::min(kWidth, columns - p * kWidth);
      if (width == kWidth) {
        multiply_rows<kLanes, kMost>(entries, rows, a.cols(), depth, packed.panel(p), to, b.cols());
        continue;
      }
      multiply_rows<kLanes, kMost>(entries, rows, a.cols(), depth, packed.panel(p), edge.data(), kWidth);
      for (Index r = 0; r < rows; ++r) std::copy_n(edge.data() + r * kWidth, width, to + r * b.cols());
    }
  }
}

// Of 16 registers 12 hold sums, of the 32 of AVX-512 16: more rows a tile were no faster.
using BlockProduct = void (*)(const Matrix&, const Matrix&, Index, Index, Matrix&);
void four_lanes(const Matrix& a, const Matrix& b, Index from, Index columns, Matrix& result) {
  multiply_block<4, 6>(a, b, from, columns, result);
}
#if defined(__x86_64__)
[[gnu::target("avx2,fma")]] void eight_lanes(const Matrix& a, const Matrix& b, Index from, Index columns,
                                             Matrix& result) {
  multiply_block<8, 6>(a, b, from, columns, result);
}
[[gnu::target("avx512f,fma")]] void sixteen_lanes(const Matrix& a, const Matrix& b, Index from, Index columns,
                                                  Matrix& result) {
  multiply_block<16, 8>(a, b, from, columns, result);
}
#endif

BlockProduct block_product(LaneCount lanes) {
#if defined(__x86_64__)
  if (lanes == LaneCount::Sixteen) return sixteen_lanes;
  if (lanes == LaneCount::Eight) return eight_lanes;
#endif
  return four_lanes;
}

// Columns that one piece of work takes: some pieces for each thread, packed into at most 256 KB, whole panels.
Index columns_of_piece(Index depth, Index columns, std::size_t threads) {
  constexpr Index kPanel = 32, kPackedFloats = Index{1} << 16U, kMost = 192, kPieces = 3;
  const Index fitting = std::clamp(kPackedFloats / std::max<Index>(depth, 1), kPanel, kMost);
  const Index shared = threads < 2 ? kMost : columns / (kPieces * static_cast<Index>(threads));
  return std::max(std::min(fitting, shared) / kPanel * kPanel, kPanel);
}

}  // namespace

Matrix dense_product(const Matrix& a, const Matrix& b, Crew* crew, LaneCount lanes) {
  Matrix result(a.rows(), b.cols());
  constexpr Index kWorthThreads = Index{1} << 17U;  // multiplications
  Crew* helpers = a.rows() * b.rows() * b.cols() >= kWorthThreads ? crew : nullptr;
  const Index piece = columns_of_piece(b.rows(), b.cols(), helpers == nullptr ? 1 : helpers->threads());
  const BlockProduct multiply = block_product(lanes);
  share_loop(helpers, (b.cols() + piece - 1) / piece, [&](Index number) {
    const Index from = number * piece;
    multiply(a, b, from, std::min(piece, b.cols() - from), result);
  });
  return result;
}

}  // namespace core
