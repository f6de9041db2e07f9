#include "core/model_files/tensor_names.h"

#include <fmt/format.h>

#include <array>

#include "core/plain_text.h"

namespace core {

namespace {

struct Beginning {
  std::string_view bytes;
  std::string_view meaning;
};

constexpr std::array kBeginnings = {
    Beginning{"version https://git-lfs", "a pointer of Git LFS: the weights themselves were not downloaded"},
    Beginning{"GGUF", "this is a GGUF file"},
    Beginning{"PK\x03\x04", "this is a ZIP archive, as PyTorch's .bin and .pt files are: save it as safetensors"},
    Beginning{"\x80\x02", "this is a Python pickle: save the model as safetensors"},
    Beginning{"\x89HDF", "this is an HDF5 file: save the model as safetensors"},
    Beginning{"ggml", "an old GGML file: convert it to GGUF"},
    Beginning{"lmgg", "an old GGML file: convert it to GGUF"},
    Beginning{"tjgg", "an old GGML file: convert it to GGUF"},
    Beginning{"<!DOCTYPE", "this is a web page: the download went to a login or error page"},
    Beginning{"<html", "this is a web page: the download went to a login or error page"},
    Beginning{"{", "this is JSON text"}};

}  // namespace

std::string in_quotes(std::string_view name) {
  return fmt::format("\"{}\"", shown_text(name));
}

std::string shape_text(const std::vector<Index>& shape) {
  return fmt::format("[{}]", fmt::join(shape, ", "));
}

std::string cause_by_beginning(std::string_view bytes, const std::string& otherwise) {
  for (const Beginning& known : kBeginnings) {
    if (bytes.substr(0, known.bytes.size()) == known.bytes) return std::string(known.meaning);
  }
  return otherwise;
}

}  // namespace core
