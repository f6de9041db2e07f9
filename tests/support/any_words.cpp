#include "tests/support/any_words.h"

#include "core/tokenizers/words.h"

namespace support {

namespace {

using core::Index;
using core::Tokens;

class AnyWords : public core::Encoder {
 public:
  Tokens tokenize(std::string_view sentence, core::SentencePart) const override { return core::split_words(sentence); }
  core::Matrix embed(const Tokens& tokens, core::SentencePart) const override {
    return core::Matrix::Zero(static_cast<Index>(tokens.size()), 2);
  }
};

}  // namespace

std::shared_ptr<core::Model> any_words_model() {
  auto model = std::make_shared<core::Model>();
  model->config.id = "any-words";
  model->config.name = "Any words";
  model->config.width = 2;
  model->config.components = {"animal", "person"};
  core::HeadConfig self;
  self.id = "reference";
  self.name = "Reference";
  self.d_k = self.d_v = 2;
  self.score_components = {"gender", "number"};
  core::HeadConfig cross = self;
  cross.id = "translation";
  cross.name = "Translation";
  cross.keys = core::KeySource::Second;
  model->config.layers = {{{self, cross}}};
  model->encoder = std::make_shared<AnyWords>();
  return model;
}

}  // namespace support
