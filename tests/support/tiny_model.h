// A learned model of random weights on disk that reads words: the tiny models of tests/data/families with a tokenizer.
#pragma once

#include <filesystem>
#include <string>

namespace support {

// Fills `folder` with the weights of tests/data/families/FAMILY (40 words) and a WordPiece tokenizer: "the", "cat",
// "sat", "on", "mat", "it", "was", "tired", "play", "##ing", "##s", "." … ; with `ends` it adds [CLS] and [SEP].
void write_tiny_model(const std::filesystem::path& folder, const std::string& family, bool ends);

}  // namespace support
