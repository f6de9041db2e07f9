// A trace written as JSON, safetensors or a table holds exactly what was computed and asked for.
#include "core/attention/trace_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>

#include "core/attention/edit_text.h"
#include "core/attention/forward.h"
#include "core/attention/trace_table.h"
#include "core/attention/trace_tensors.h"
#include "core/error.h"
#include "core/files.h"
#include "core/models/small_examples.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace {

using core::Matrix;
using nlohmann::json;
using testing::HasSubstr;

core::RunInput three_words() {
  core::RunInput run;
  run.model = core::make_three_words();
  run.sentence = "The cat sat";
  return run;
}

std::string json_of(const core::AttentionTrace& trace, const core::TraceSelection& selection = {}) {
  std::string text;
  core::write_trace_json(trace, selection, [&text](std::string_view bytes) { text += bytes; });
  return text;
}

void expect_bit_equal(const json& list, const Matrix& values) {
  ASSERT_EQ(list.size(), static_cast<std::size_t>(values.rows()));
  for (core::Index i = 0; i < values.rows(); ++i) {
    for (core::Index j = 0; j < values.cols(); ++j) {
      const float read = list[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)].get<float>();
      EXPECT_EQ(std::memcmp(&read, &values(i, j), sizeof(read)), 0) << i << ", " << j;
    }
  }
}

TEST(TraceJson, NumbersReadBackToTheBit) {
  const auto trace = core::compute_trace(three_words());
  const json document = json::parse(json_of(*trace));
  const json& head = document["layers"][0]["heads"][0];
  expect_bit_equal(head["q"], trace->head(0, 0).q);
  expect_bit_equal(head["scores"], trace->head(0, 0).scores);
  expect_bit_equal(head["weights"], trace->head(0, 0).weights);
  expect_bit_equal(head["output"], trace->head(0, 0).output);
  expect_bit_equal(document["layers"][0]["input"], trace->layers[0]->input);
  expect_bit_equal(document["output"], trace->output);
}

TEST(TraceJson, HoldsTheTextbooksTrueRow) {
  const json document = json::parse(json_of(*core::compute_trace(three_words())));
  const json& head = document["layers"][0]["heads"][0];
  const double scores[] = {0.61, 0.89, 0.77};
  const double weights[] = {0.2860, 0.3784, 0.3356};
  const double output[] = {0.5320, 0.5437, 0.4613};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(head["scores"][2][i].get<double>(), scores[i], 1e-6);
    EXPECT_NEAR(head["weights"][2][i].get<double>(), weights[i], 5e-5);
    EXPECT_NEAR(head["output"][2][i].get<double>(), output[i], 5e-5);
  }
}

TEST(TraceJson, SwitchesAndEditsAreWrittenAndMaskedCellsAreNull) {
  core::RunInput run = three_words();
  run.switches.mask = core::MaskKind::Causal;
  run.switches.scale = core::ScaleKind::Number;
  run.switches.divisor = 2.5F;
  run.switches.temperature = 0.1F;
  run.switches.muted = {{0, 0}};
  run.switches.ignored = {0};
  run.edits = {{core::Site::X, false, -1, -1, 1, 0, 0.9F}};
  const json document = json::parse(json_of(*core::compute_trace(run)));
  EXPECT_EQ(document["switches"], json::parse(R"({"scale": 2.5, "mask": "causal", "softmax": "soft",
      "temperature": 0.1, "muted": ["0.0"], "ignored": [0]})"));
  EXPECT_EQ(document["edits"], json::parse(R"(["x[cat].0=0.9"])"));
  const json& head = document["layers"][0]["heads"][0];
  EXPECT_TRUE(head["muted"].get<bool>());
  EXPECT_TRUE(head["scaled"][1][0].is_null()) << "ignored";
  EXPECT_TRUE(head["scaled"][1][2].is_null()) << "later";
  EXPECT_TRUE(head["scaled"][1][1].is_number());
  EXPECT_EQ(head["weights"][0], json::parse("[0, 0, 0]")) << "nothing to look at";
}

TEST(TraceJson, HoldsOnlyWhatWasAskedFor) {
  const auto trace = core::compute_trace(three_words());
  core::TraceSelection selection;
  selection.only = core::parse_value_names("weights");
  const json document = json::parse(json_of(*trace, selection));
  EXPECT_TRUE(document["layers"][0]["heads"][0].contains("weights"));
  EXPECT_FALSE(document["layers"][0]["heads"][0].contains("q"));
  EXPECT_FALSE(document["layers"][0].contains("input"));
  EXPECT_FALSE(document.contains("output"));
  selection.only = core::parse_value_names("tokens");
  EXPECT_EQ(json::parse(json_of(*trace, selection))["layers"], json::array());
  EXPECT_THROW(core::parse_value_names("weight"), core::Error);
  EXPECT_THROW(core::parse_layers("1", trace->model()), core::Error);
  EXPECT_THAT(core::parse_layers("0", trace->model()), testing::ElementsAre(0));
}

TEST(TraceJson, MatricesAreThoseInForce) {
  core::RunInput run;
  run.model = core::make_four_by_three();
  run.sentence = run.model->config.default_sentence;
  run.edits = {{core::Site::WQ, false, 0, 0, 1, 2, 5}};
  core::TraceSelection selection;
  selection.matrices = true;
  const json document = json::parse(json_of(*core::compute_trace(run), selection));
  EXPECT_EQ(document["matrices"]["W_Q@0.0"][1][2], 5);
  EXPECT_EQ(document["matrices"]["W_K@0.0"].size(), 4U);
  EXPECT_FALSE(document["matrices"].contains("W_O@0.0")) << "the model has none";
}

TEST(TraceJson, AGiantIsRefusedWithAHint) {
  auto trace = std::make_shared<core::AttentionTrace>(*core::compute_trace(three_words()));
  auto layer = std::make_shared<core::LayerTrace>(*trace->layers[0]);
  trace->layers.assign(3'000'000, layer);  // the same layer again and again takes little memory
  std::string message;
  try {
    core::write_trace_json(*trace, {}, [](std::string_view) { FAIL() << "nothing is to be written"; });
  } catch (const core::Error& error) {
    message = error.what();
  }
  EXPECT_THAT(message, HasSubstr("--layers"));
}

TEST(TraceTensors, HoldTheSameNumbers) {
  const support::TemporaryFolder folder;
  const auto trace = core::compute_trace(three_words());
  core::write_trace_tensors(folder.path() / "t.safetensors", *trace, {});
  const std::string bytes = core::read_file(folder.path() / "t.safetensors", 1'000'000);
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data(), sizeof(length));
  const json header = json::parse(bytes.substr(8, length));
  const json& weights = header["layers.0.heads.0.weights"];
  EXPECT_EQ(weights["dtype"], "F32");
  EXPECT_EQ(weights["shape"], json::parse("[3, 3]"));
  EXPECT_EQ(length % 8, 0U);
  Matrix read(3, 3);
  std::memcpy(read.data(), bytes.data() + 8 + length + weights["data_offsets"][0].get<std::size_t>(), 36);
  EXPECT_EQ(read, trace->head(0, 0).weights);
  std::size_t end = 0;
  for (const auto& [name, array] : header.items()) {
    if (name != "__metadata__") end = std::max(end, array["data_offsets"][1].get<std::size_t>());
  }
  EXPECT_EQ(bytes.size(), 8 + length + end);
  EXPECT_EQ(json::parse(header["__metadata__"]["trace"].get<std::string>())["tokens"][1], "cat");
}

TEST(TraceTable, AlignsNumbersUnderTheirWords) {
  core::RunInput run = three_words();
  run.switches.ignored = {0};
  core::TraceSelection selection;
  selection.only = core::parse_value_names("weights,scaled");
  std::string text;
  core::write_trace_table(*core::compute_trace(run), selection, [&text](std::string_view bytes) { text += bytes; });
  EXPECT_THAT(text, HasSubstr("Switches: ignore The\n"));
  EXPECT_THAT(text, HasSubstr("           0 The    1 cat    2 sat\n  0 The   masked"));
  EXPECT_THAT(text, HasSubstr("  2 sat   0.0000   0.5300   0.4700\n"));
}

}  // namespace
