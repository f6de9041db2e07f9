#include "core/models/family.h"

namespace core {

const std::vector<Family>& model_families() {
  static const std::vector<Family> families = {
      bert_family(),  distilbert_family(), roberta_family(), xlm_roberta_family(), gpt2_family(),
      llama_family(), mistral_family(),    qwen2_family(),   qwen3_family(),
  };
  return families;
}

}  // namespace core
