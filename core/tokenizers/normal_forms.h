// Unicode's normal forms (annex 15) on aligned text.
#pragma once

#include "core/tokenizers/aligned_text.h"

namespace core {

enum class NormalForm { C, D, KC, KD };

void normalize(AlignedText& text, NormalForm form);

}  // namespace core
