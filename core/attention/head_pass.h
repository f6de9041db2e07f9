// One head's values from its q, k and v on: scores, scale, mask, softmax, held weights, output.
#pragma once

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

// Sets every value that follows from q, k, v in `trace`. Throws Error where an edit does not fit or a value overflows.
void finish_head(const HeadJob& job, HeadTrace& trace);

// Writes `edit.value` into `matrix` at the edit's row and column (or the whole row).
void apply_edit(const Edit& edit, Matrix& matrix);

// Throws Error when `values` holds a NaN or an infinity; `what` names the matrix.
void require_finite(const Matrix& values, const std::string& what);

}  // namespace core
