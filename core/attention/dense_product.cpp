#include "core/attention/dense_product.h"

#include <algorithm>
#include <array>
#include <vector>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "core/attention/vector_math.h"

namespace core {

#if defined(__x86_64__)

namespace {

constexpr Index kLane = 8;           // floats in a register
constexpr Index kPanel = 2 * kLane;  // columns of a tile
constexpr Index kTileRows = 6;       // 6 × 2 sums, 2 columns and 1 entry: 15 of 16 registers
constexpr Index kAhead = 8;          // rows of b that are asked for before they are needed

// Columns [from, from + columns) of b, panel by panel: [panels][m][16], filled up with zeros.
[[gnu::target("avx2,fma")]] void pack(const Matrix& b, Index from, Index columns, float* packed) {
  const Index depth = b.rows();
  const Index whole = columns / kPanel * kPanel;
  for (Index k = 0; k < depth; ++k) {
    const float* row = b.data() + k * b.cols() + from;
    if (k + kAhead < depth) {
      for (Index j = 0; j < columns; j += kPanel) _mm_prefetch(row + kAhead * b.cols() + j, _MM_HINT_T0);
    }
    for (Index j = 0; j < whole; j += kPanel) {
      float* to = packed + j * depth + k * kPanel;
      _mm256_storeu_ps(to, _mm256_loadu_ps(row + j));
      _mm256_storeu_ps(to + kLane, _mm256_loadu_ps(row + j + kLane));
    }
    float* rest = packed + whole * depth + k * kPanel;
    for (Index j = whole; j < columns; ++j) rest[j - whole] = row[j];
    if (whole < columns) std::fill(rest + columns - whole, rest + kPanel, 0.0F);
  }
}

// Six rows of a times one panel: [6][16]. Every sum has a name, so that it stays in its register.
[[gnu::target("avx2,fma")]] void tile(const std::array<const float*, kTileRows>& rows, Index depth, const float* panel,
                                      float* result) {
  const auto [a0, a1, a2, a3, a4, a5] = rows;
  __m256 c00 = _mm256_setzero_ps(), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00;
  __m256 c30 = c00, c31 = c00, c40 = c00, c41 = c00, c50 = c00, c51 = c00;
  for (Index k = 0; k < depth; ++k) {
    const __m256 low = _mm256_loadu_ps(panel + k * kPanel);
    const __m256 high = _mm256_loadu_ps(panel + k * kPanel + kLane);
    __m256 entry = _mm256_broadcast_ss(a0 + k);
    c00 = _mm256_fmadd_ps(entry, low, c00);
    c01 = _mm256_fmadd_ps(entry, high, c01);
    entry = _mm256_broadcast_ss(a1 + k);
    c10 = _mm256_fmadd_ps(entry, low, c10);
    c11 = _mm256_fmadd_ps(entry, high, c11);
    entry = _mm256_broadcast_ss(a2 + k);
    c20 = _mm256_fmadd_ps(entry, low, c20);
    c21 = _mm256_fmadd_ps(entry, high, c21);
    entry = _mm256_broadcast_ss(a3 + k);
    c30 = _mm256_fmadd_ps(entry, low, c30);
    c31 = _mm256_fmadd_ps(entry, high, c31);
    entry = _mm256_broadcast_ss(a4 + k);
    c40 = _mm256_fmadd_ps(entry, low, c40);
    c41 = _mm256_fmadd_ps(entry, high, c41);
    entry = _mm256_broadcast_ss(a5 + k);
    c50 = _mm256_fmadd_ps(entry, low, c50);
    c51 = _mm256_fmadd_ps(entry, high, c51);
  }
  const auto store = [result](Index row, __m256 left, __m256 right) __attribute__((target("avx2,fma"))) {
    _mm256_storeu_ps(result + row * kPanel, left);
    _mm256_storeu_ps(result + row * kPanel + kLane, right);
  };
  store(0, c00, c01);
  store(1, c10, c11);
  store(2, c20, c21);
  store(3, c30, c31);
  store(4, c40, c41);
  store(5, c50, c51);
}

// Columns [from, from + columns) of the result.
void multiply_block(const Matrix& a, const Matrix& b, Index from, Index columns, Matrix& result) {
  const Index depth = b.rows();
  const Index panels = (columns + kPanel - 1) / kPanel;
  std::vector<float> packed(static_cast<std::size_t>(panels * kPanel * depth));
  pack(b, from, columns, packed.data());
  std::array<float, kTileRows * kPanel> sums{};
  for (Index i = 0; i < a.rows(); i += kTileRows) {
    const Index count = std::min(kTileRows, a.rows() - i);
    std::array<const float*, kTileRows> rows{};  // the last one again where there are fewer
    for (Index r = 0; r < kTileRows; ++r) {
      rows[static_cast<std::size_t>(r)] = a.data() + (i + std::min(r, count - 1)) * depth;
    }
    for (Index p = 0; p < panels; ++p) {
      tile(rows, depth, packed.data() + p * kPanel * depth, sums.data());
      const Index width = std::min(kPanel, columns - p * kPanel);
      for (Index r = 0; r < count; ++r) {
        std::copy_n(sums.data() + r * kPanel, width, result.data() + (i + r) * b.cols() + from + p * kPanel);
      }
    }
  }
}

}  // namespace

bool has_dense_product() {
  return has_wide_vectors();
}

Matrix dense_product(const Matrix& a, const Matrix& b, Crew* crew) {
  Matrix result(a.rows(), b.cols());
  constexpr Index kNarrow = 32, kWide = 64, kManyColumns = 1024;
  const Index block = b.cols() < kManyColumns ? kNarrow : kWide;
  const Index blocks = (b.cols() + block - 1) / block;
  constexpr Index kWorthThreads = Index{1} << 20U;  // multiplications
  const bool worth = a.rows() * b.rows() * b.cols() >= kWorthThreads;
  share_loop(worth ? crew : nullptr, blocks, [&](Index one) {
    const Index from = one * block;
    multiply_block(a, b, from, std::min(block, b.cols() - from), result);
  });
  return result;
}

#else

bool has_dense_product() {
  return false;
}

Matrix dense_product(const Matrix& a, const Matrix& b, Crew*) {
  return a * b;
}

#endif

}  // namespace core
