// The encoder and the predictor of learned models: text to sub-word tokens to x, and a stream back to words.
#pragma once

#include <memory>

#include "core/models/learned_weights.h"
#include "core/tokenizers/tokenizer.h"

namespace core {

// Both keep the tables alive. `final_norm` is the model's, `epsilon` its norms'.
std::shared_ptr<const Encoder> make_learned_encoder(const FamilyShape& shape, TokenizerPointer tokenizer,
                                                    std::shared_ptr<const LearnedTables> tables, Norm final_norm);
// Null where the file holds nothing to predict with.
std::shared_ptr<const Predictor> make_predictor(const FamilyShape& shape, TokenizerPointer tokenizer,
                                                std::shared_ptr<const LearnedTables> tables, Norm final_norm);

}  // namespace core
