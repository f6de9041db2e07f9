// A small model that reads any words, for tests that are about words and edits, not about numbers.
#pragma once

#include <memory>

#include "core/models/model.h"

namespace support {

// Width 2 (animal, person); one layer: head "reference" (gender, number) and head "translation", which looks at the
// second sentence. It has no weights.
std::shared_ptr<core::Model> any_words_model();

}  // namespace support
