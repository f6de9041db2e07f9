// Every kind of damage to a model ends in one clear message, in the window as on the command line, and the model that
// was open stays as it was.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <functional>

#include "tests/support/app_gui.h"
#include "tests/support/model_files.h"
#include "tests/support/run_program.h"
#include "tests/support/whole_models.h"

namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

struct Damage {
  const char* name;
  const char* file;  // of the folder bert; "" for llama.gguf alone
  std::function<void(std::string& bytes)> apply;
  const char* found;  // what the message speaks of
};

void replace(std::string& bytes, std::string_view old, std::string_view other) {
  const std::size_t at = bytes.find(old);
  ASSERT_NE(at, std::string::npos) << old;
  bytes.replace(at, old.size(), other);
}

template <typename Number>
void put(std::string& bytes, std::size_t at, Number number) {
  std::memcpy(bytes.data() + at, &number, sizeof(number));
}

void double_first_tensor(std::string& bytes) {
  const std::size_t from = bytes.find("\"cls.");
  const std::size_t to = bytes.find('}', from) + 1;
  const std::string tensor = bytes.substr(from, to - from) + ", ";
  bytes.insert(from, tensor);
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data(), sizeof(length));
  put(bytes, 0, length + tensor.size());
}

const std::vector<Damage>& damages() {
  static const std::vector<Damage> kDamages = {
      {"Truncated", "model.safetensors", [](std::string& bytes) { bytes.resize(bytes.size() / 2); }, "cut short"},
      {"Empty", "model.safetensors", [](std::string& bytes) { bytes.clear(); }, "is empty"},
      {"TenGigabyteHeader", "model.safetensors",
       [](std::string& bytes) { put<std::uint64_t>(bytes, 0, 10'000'000'000); }, "10000000000 bytes"},
      {"HeaderLongerThanTheFile", "model.safetensors",
       [](std::string& bytes) { put<std::uint64_t>(bytes, 0, bytes.size()); }, "header"},
      {"DuplicateName", "model.safetensors", double_first_tensor, "stands twice"},
      {"WrongType", "model.safetensors", [](std::string& bytes) { replace(bytes, "\"F32\"", "\"I32\""); }, "I32"},
      {"NotANumber", "model.safetensors",
       [](std::string& bytes) { put<std::uint32_t>(bytes, bytes.size() - 8, 0x7fc00000U); }, "NaN"},
      {"MissingTensor", "model.safetensors",
       [](std::string& bytes) {
         replace(bytes, "layer.0.attention.self.query.weight", "layer.0.attention.self.guess.weight");
       },
       "query.weight"},
      {"ConfigThatDoesNotFit", "config.json",
       [](std::string& bytes) { replace(bytes, "\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3"); }, "layer.2"},
      {"UnknownFamily", "config.json",
       [](std::string& bytes) { replace(bytes, "\"model_type\": \"bert\"", "\"model_type\": \"mamba\""); }, "mamba"},
      {"VocabularyThatDoesNotFit", "config.json",
       [](std::string& bytes) { replace(bytes, "\"vocab_size\": 1200", "\"vocab_size\": 1100"); }, "1100"},
      {"WrongMagic", "", [](std::string& bytes) { bytes.replace(0, 4, "GGML"); }, "begins with \"GGML\""},
      {"WrongEndianness", "", [](std::string& bytes) { std::reverse(bytes.begin() + 4, bytes.begin() + 8); },
       "big-endian"},
      {"WrongVersion", "", [](std::string& bytes) { put<std::uint32_t>(bytes, 4, 9); }, "version 9"},
      {"WrongTensorCount", "", [](std::string& bytes) { put<std::uint64_t>(bytes, 8, std::uint64_t{1} << 40U); },
       "1099511627776 tensors"},
      {"TruncatedGguf", "", [](std::string& bytes) { bytes.resize(bytes.size() / 2); }, "cut short"},
  };
  return kDamages;
}

class BadModels : public testing::TestWithParam<Damage> {
 protected:
  // A damaged copy.
  fs::path model() {
    const Damage& damage = GetParam();
    const std::string name = damage.file;
    fs::path opened = name.empty() ? folder_.path() / "bad.gguf" : support::put_whole_model("bert", folder_.path());
    const fs::path file = name.empty() ? opened : opened / name;
    std::string bytes = support::read_bytes(name.empty() ? support::whole_models_folder() / "llama.gguf" : file);
    damage.apply(bytes);
    folder_.file(fs::relative(file, folder_.path()).string(), bytes);
    return opened;
  }
  support::TemporaryFolder folder_;
};

TEST_P(BadModels, GiveOneMessageInTheWindowAndChangeNothing) {
  support::AppGui window({.model = "three-words", .sentence = "", .word = "sat"});
  const core::TracePointer before = window.app().trace();
  const core::Session session = window.app().session();
  window.ask(ui::OpenPath{model().string()});
  ASSERT_EQ(window.app().messages().size(), 1U);
  EXPECT_THAT(window.app().messages()[0].text, HasSubstr(GetParam().found));
  EXPECT_THAT(window.app().messages()[0].text, HasSubstr("; expected "));
  EXPECT_EQ(window.app().trace(), before);
  EXPECT_EQ(window.app().session(), session);
}

TEST_P(BadModels, GiveOneLineOnTheCommandLine) {
  const auto ran = support::run_heed({"trace", "A cat", "--model", model().string()});
  EXPECT_EQ(ran.exit_code, 2);
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr(GetParam().found));
  EXPECT_THAT(ran.err, HasSubstr("; expected "));
}

INSTANTIATE_TEST_SUITE_P(Damages, BadModels, testing::ValuesIn(damages()),
                         [](const auto& one) { return std::string(one.param.name); });

TEST(BadText, ASentenceLongerThanTheModelsPositionsKeepsItsTextAndSaysSo) {
  const support::TemporaryFolder folder;
  const std::string model = support::put_whole_model("bert", folder.path()).string();
  support::AppGui window({.model = model, .sentence = "A cat sat", .word = "cat"});
  std::string text;
  for (int i = 0; i < 100; ++i) text += "cat ";
  window.ask(ui::SetSentence{text, false});
  EXPECT_EQ(window.app().session().sentence, text) << "the sentence stays in its field";
  EXPECT_THAT(window.app().panel_input().empty_reason, HasSubstr("102 tokens"));
  EXPECT_THAT(window.app().panel_input().empty_reason, HasSubstr("at most 64"));
  window.ask(ui::Undo{});
  ASSERT_NE(window.app().trace(), nullptr);
  EXPECT_EQ(window.trace().tokens.size(), 5U);
  EXPECT_EQ(window.trace().config().family, "bert");
}

}  // namespace
