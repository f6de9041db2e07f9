// One head's values from its q, k and v on: scores, scale, mask, softmax, held weights, output.
#pragma once

#include <atomic>
#include <memory>

#include "core/attention/dense_product.h"
#include "core/attention/trace.h"

namespace core {

struct HeadJob {
  const ModelConfig* config = nullptr;
  const HeadConfig* head = nullptr;
  const LayerSettings* layer = nullptr;
  const HeadSettings* settings = nullptr;
  SentencePart part = SentencePart::First;
};

// The number that this head's scores are divided by: scale × temperature.
double score_divisor(const HeadConfig& head, ScaleKind scale, float number, float temperature);

// Sets every value that follows from q, k, v in a trace, some rows at a time: a block of rows stays in the cache from
// its scores to its outputs, and several threads can work on one head.
class HeadPass {
 public:
  // Both must outlive the pass. Throws Error where q, k or v overflowed or an edit does not fit.
  HeadPass(const HeadJob& job, HeadTrace& trace);

  Index blocks() const;

  // Computes one block, each once, on any thread; returns whether it was the last. Throws Error where an edit does not
  // fit or a value overflows.
  bool compute(Index block);

 private:
  struct Rows;
  Matrix scores_of(const Rows& rows) const;
  Matrix output_of(const Rows& rows) const;
  void apply_later(Site site, const Rows& rows, Matrix& values) const;
  void hold(Rows& rows) const;
  void keep(Rows rows);

  const HeadJob job_;
  HeadTrace& trace_;
  Index rows_in_block_ = 0;
  std::unique_ptr<const PackedFactor> keys_, values_;  // of several blocks
  std::atomic<Index> left_;
};

// Writes `edit.value` into `matrix` at the edit's row and column (or the whole row).
void apply_edit(const Edit& edit, Matrix& matrix);

// Throws Error when `values` holds a NaN or an infinity; `what` names the matrix.
void require_finite(const Matrix& values, const std::string& what);

}  // namespace core
