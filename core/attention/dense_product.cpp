#include "core/attention/dense_product.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <utility>

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
  const float* panel(Index number) const { return first_ + number * panel_floats_; }

 private:
  std::unique_ptr<float[]> memory_;
  float* first_ = nullptr;
  Index panel_floats_ = 0;
};

// Some rows and columns of b.
struct Part {
  Index row = 0, rows = 0, column = 0, columns = 0;
};

template <int kLanes>
[[gnu::always_inline]] inline void pack(const Matrix& b, const Part& part, PackedColumns& packed) {
  using InMemory = typename Lanes<kLanes>::InMemory;
  constexpr Index kWidth = kPanelRegisters * kLanes;
  const Index whole = part.columns / kWidth;
  for (Index k = 0; k < part.rows; ++k) {
    const float* row = b.data() + (part.row + k) * b.cols() + part.column;
    if (part.row + k + kAhead < b.rows()) {
      for (Index j = 0; j < part.columns; j += kLineFloats) __builtin_prefetch(row + kAhead * b.cols() + j);
    }
    for (Index p = 0; p < whole; ++p) {
      InMemory* to = Lanes<kLanes>::at(packed.panel(p) + k * kWidth);
      const InMemory* numbers = Lanes<kLanes>::at(row + p * kWidth);
      to[0] = numbers[0];
      to[1] = numbers[1];
    }
    if (whole * kWidth == part.columns) continue;
    float* rest = packed.panel(whole) + k * kWidth;
    std::fill(std::copy(row + whole * kWidth, row + part.columns, rest), rest + kWidth, 0.0F);
  }
}

// Rows of a times one panel, written to the result or added to it.
struct TileJob {
  const float* a = nullptr;
  Index a_stride = 0;
  const float* panel = nullptr;
  Index depth = 0;
  float* result = nullptr;
  Index result_stride = 0;
  bool adds = false;
};

// Sums stay in their registers for a while and are then added to the result: sums of sums round less than one long sum.
template <int kLanes, int kRows>
[[gnu::always_inline]] inline void multiply_tile(const TileJob& job) {
  using Floats = typename Lanes<kLanes>::Floats;
  using InMemory = typename Lanes<kLanes>::InMemory;
  const float* const a = job.a;
  const Index stride = job.a_stride;
  const InMemory* numbers = Lanes<kLanes>::at(job.panel);
  for (Index from = 0; from == 0 || from < job.depth; from += kAddedAtOnce) {
    Floats sums[kRows][kPanelRegisters] = {};
    const Index end = std::min(job.depth, from + kAddedAtOnce);
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
    const bool adds = job.adds || from > 0;
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) {
      InMemory* to = Lanes<kLanes>::at(job.result + r * job.result_stride);
      to[0] = adds ? to[0] + sums[r][0] : sums[r][0];
      to[1] = adds ? to[1] + sums[r][1] : sums[r][1];
    }
  }
}

// As few tiles as hold `rows` rows, at most kMost each.
template <int kLanes, int kMost>
[[gnu::always_inline]] inline void multiply_rows(TileJob job, Index rows) {
  while (rows > 0) {
    const Index taken = rows >= kMost ? kMost : rows >= 4 ? 4 : rows >= 2 ? 2 : 1;
    if (taken == kMost) multiply_tile<kLanes, kMost>(job);
    if (taken == 4) multiply_tile<kLanes, 4>(job);
    if (taken == 2) multiply_tile<kLanes, 2>(job);
    if (taken == 1) multiply_tile<kLanes, 1>(job);
    job.a += taken * job.a_stride;
    job.result += taken * job.result_stride;
    rows -= taken;
  }
}

// The columns up to the last that is not 0 in all of these rows: the weights of a causal head end at its diagonal.
Index used_depth(const Matrix& a, Index from, Index rows) {
  constexpr int kAtOnce = 16;
  Index depth = 0;
  for (Index r = from + rows - 1; r >= from; --r) {  // the last row of a causal head ends last
    Index end = a.cols();
    while (end >= depth + kAtOnce && a.row(r).segment<kAtOnce>(end - kAtOnce).cwiseAbs().sum() == 0) end -= kAtOnce;
    while (end > depth && a(r, end - 1) == 0) --end;
    depth = std::max(depth, end);
  }
  return depth;
}

// The last panel of a part, where it is wider than what is left: through a place of its own.
template <int kLanes, int kMost>
[[gnu::always_inline]] inline void multiply_edge(TileJob job, Index rows, Index width) {
  constexpr Index kWidth = kPanelRegisters * kLanes;
  std::array<float, kMost * kWidth> edge{};
  float* const result = job.result;
  for (Index r = 0; job.adds && r < rows; ++r) {
    std::copy_n(result + r * job.result_stride, width, edge.data() + r * kWidth);
  }
  const Index stride = std::exchange(job.result_stride, kWidth);
  job.result = edge.data();
  multiply_rows<kLanes, kMost>(job, rows);
  for (Index r = 0; r < rows; ++r) std::copy_n(edge.data() + r * kWidth, width, result + r * stride);
}

// What one packed part of b adds to the result.
template <int kLanes, int kMost>
[[gnu::always_inline]] inline void multiply_part(const Matrix& a, const Part& part, const PackedColumns& packed,
                                                 Matrix& result) {
  constexpr Index kWidth = kPanelRegisters * kLanes;
  for (Index i = 0; i < a.rows(); i += kMost) {
    const Index rows = std::min<Index>(kMost, a.rows() - i);
    TileJob job{a.data() + i * a.cols() + part.row, a.cols()};
    job.depth = std::min(used_depth(a, i, rows) - part.row, part.rows);
    job.adds = part.row > 0;
    if (job.adds && job.depth <= 0) continue;
    job.result_stride = result.cols();
    for (Index column = 0; column < part.columns; column += kWidth) {
      job.panel = packed.panel(column / kWidth);
      job.result = result.data() + i * result.cols() + part.column + column;
      if (column + kWidth <= part.columns) multiply_rows<kLanes, kMost>(job, rows);
      if (column + kWidth > part.columns) multiply_edge<kLanes, kMost>(job, rows, part.columns - column);
    }
  }
}

// What is made for one width of registers. Of 16 registers 12 hold sums, of the 32 of AVX-512 16: more rows a tile were
// no faster.
struct Kernel {
  Index panel_columns = 0;
  void (*pack)(const Matrix& b, const Part& part, PackedColumns& packed) = nullptr;
  void (*multiply)(const Matrix& a, const Part& part, const PackedColumns& packed, Matrix& result) = nullptr;
};
void pack_four(const Matrix& b, const Part& part, PackedColumns& packed) {
  pack<4>(b, part, packed);
}
void four_lanes(const Matrix& a, const Part& part, const PackedColumns& packed, Matrix& result) {
  multiply_part<4, 6>(a, part, packed, result);
}
#if defined(__x86_64__)
[[gnu::target("avx2,fma")]] void pack_eight(const Matrix& b, const Part& part, PackedColumns& packed) {
  pack<8>(b, part, packed);
}
[[gnu::target("avx2,fma")]] void eight_lanes(const Matrix& a, const Part& part, const PackedColumns& packed,
                                             Matrix& result) {
  multiply_part<8, 6>(a, part, packed, result);
}
[[gnu::target("avx512f,fma")]] void pack_sixteen(const Matrix& b, const Part& part, PackedColumns& packed) {
  pack<16>(b, part, packed);
}
[[gnu::target("avx512f,fma")]] void sixteen_lanes(const Matrix& a, const Part& part, const PackedColumns& packed,
                                                  Matrix& result) {
  multiply_part<16, 8>(a, part, packed, result);
}
#endif

Kernel kernel_of(LaneCount lanes) {
#if defined(__x86_64__)
  if (lanes == LaneCount::Sixteen) return {kPanelRegisters * 16, pack_sixteen, sixteen_lanes};
  if (lanes == LaneCount::Eight) return {kPanelRegisters * 8, pack_eight, eight_lanes};
#endif
  return {kPanelRegisters * 4, pack_four, four_lanes};
}

PackedColumns room_for(const Kernel& kernel, Index rows, Index columns) {
  return {(columns + kernel.panel_columns - 1) / kernel.panel_columns, kernel.panel_columns * rows};
}

// Columns [from, from + columns) of the result. So many rows of b at a time that what is packed stays in the second
// cache and the rows of a in the first.
void multiply_block(const Kernel& kernel, const Matrix& a, const Matrix& b, Index from, Index columns, Matrix& result) {
  constexpr Index kDepth = 3 * kAddedAtOnce;
  PackedColumns packed = room_for(kernel, std::min(kDepth, b.rows()), columns);
  for (Index row = 0; row == 0 || row < b.rows(); row += kDepth) {
    const Part part{row, std::min(kDepth, b.rows() - row), from, columns};
    kernel.pack(b, part, packed);
    kernel.multiply(a, part, packed, result);
  }
}

// Columns that one piece of work takes: some pieces for each thread, whole panels.
Index columns_of_piece(Index columns, std::size_t threads) {
  constexpr Index kPanel = 32, kMost = 192, kPieces = 3;
  if (threads < 2) return kMost;
  return std::clamp(columns / (kPieces * static_cast<Index>(threads)) / kPanel * kPanel, kPanel, kMost);
}

}  // namespace

Matrix dense_product(const Matrix& a, const Matrix& b, Crew* crew, LaneCount lanes) {
  Matrix result(a.rows(), b.cols());
  constexpr Index kWorthThreads = Index{1} << 17U;  // multiplications
  Crew* helpers = a.rows() * b.rows() * b.cols() >= kWorthThreads ? crew : nullptr;
  const Index piece = columns_of_piece(b.cols(), helpers == nullptr ? 1 : helpers->threads());
  const Kernel kernel = kernel_of(lanes);
  share_loop(helpers, (b.cols() + piece - 1) / piece, [&](Index number) {
    const Index from = number * piece;
    multiply_block(kernel, a, b, from, std::min(piece, b.cols() - from), result);
  });
  return result;
}

struct PackedFactor::Packed {
  Kernel kernel;
  Part whole;
  PackedColumns columns;
};

PackedFactor::PackedFactor(const Matrix& b, LaneCount lanes) {
  const Kernel kernel = kernel_of(lanes);
  const Part whole{0, b.rows(), 0, b.cols()};
  PackedColumns columns = room_for(kernel, b.rows(), b.cols());
  kernel.pack(b, whole, columns);
  packed_ = std::make_unique<Packed>(Packed{kernel, whole, std::move(columns)});
}

PackedFactor::~PackedFactor() = default;

Matrix PackedFactor::product(const Matrix& a) const {
  Matrix result(a.rows(), packed_->whole.columns);
  packed_->kernel.multiply(a, packed_->whole, packed_->columns, result);
  return result;
}

}  // namespace core
