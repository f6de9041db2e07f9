// A model that is too large for the memory that is free is refused with its size before a weight is read.
#include <gtest/gtest.h>

#include "core/models/learned_model.h"
#include "core/models/weights_fit.h"
#include "tests/support/model_files.h"

namespace {

// Says what it holds, and fails where it is read.
class Claimed final : public core::TensorFile {
 public:
  explicit Claimed(std::vector<core::StoredTensor> tensors) : tensors_(std::move(tensors)) {}
  std::string source() const override { return "model.safetensors"; }
  const std::vector<core::StoredTensor>& tensors() const override { return tensors_; }
  void read_rows(const core::StoredTensor&, core::Index, core::Index, float*) const override { FAIL(); }

 private:
  std::vector<core::StoredTensor> tensors_;
};

constexpr std::uint64_t kGiga = 1'000'000'000;

TEST(WeightsFit, AModelLargerThanTheFreeMemoryIsRefusedWithBothSizes) {
  const Claimed file({{"a", {100'000, 10'000}, "F16"}, {"b", {50'000, 10'000}, "Q4_1"}});  // 1.5e9 numbers, 6 GB
  const std::string message = support::refusal([&] { core::check_weights_fit(file, 4 * kGiga); });
  EXPECT_NE(message.find("model.safetensors take 6.0 GB"), std::string::npos) << message;
  EXPECT_NE(message.find("expected at most the 4.0 GB that are free"), std::string::npos) << message;
  EXPECT_NE(message.find("too large for this machine"), std::string::npos) << message;
}

TEST(WeightsFit, AModelThatFitsAndAMachineThatDoesNotSayAreLetThrough) {
  const Claimed file({{"a", {1000, 1000}, "F32"}, {"scalar", {}, "F32"}});
  EXPECT_NO_THROW(core::check_weights_fit(file, 4'000'004));
  EXPECT_EQ(support::refusal([&] { core::check_weights_fit(file, 4'000'003); }).find("accepted"), std::string::npos);
  EXPECT_NO_THROW(core::check_weights_fit(file, 0));
}

TEST(WeightsFit, WhatADamagedFileClaimsDoesNotOverflow) {
  const core::Index huge = core::Index{1} << 62U;
  EXPECT_NE(support::refusal([&] {
              core::check_weights_fit(Claimed({{"a", {huge, huge}, "F32"}}), kGiga);
            }),
            "accepted");
  EXPECT_NO_THROW(core::check_weights_fit(Claimed({{"a", {huge, 0}, "F32"}}), kGiga));
}

}  // namespace
