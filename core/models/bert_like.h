// What BERT, RoBERTa and XLM-RoBERTa share.
#pragma once

#include <string>
#include <string_view>

#include "core/models/family.h"

namespace core {

FamilyShape read_bert_like(const JsonValue& config, std::string_view family);
// Norm place, divisors and positions of a shape whose sizes are known.
void finish_bert_like(FamilyShape& shape);
WeightNames bert_like_names(const std::string& prefix);

}  // namespace core
