#include <algorithm>

#include "core/tokenizers/bpe.h"
#include "core/tokenizers/gguf_parts.h"
#include "core/tokenizers/unicode.h"

namespace core {

namespace {

// A merge on its way into order.
struct RankedMerge {
  float score = 0;  // of the piece that it makes
  std::size_t left_characters = 0, right_characters = 0;
  int piece = 0, left = 0, right = 0;
};

// Each way to cut the piece into two pieces.
void append_cuts(std::vector<RankedMerge>& merges, const Vocabulary& vocabulary, int piece, float score) {
  const std::string_view text = vocabulary.text(piece);
  const std::size_t characters = count_code_points(text);
  const std::size_t first = merges.size();
  std::size_t left_characters = 0;
  for (std::size_t at = 0; at < text.size();) {
    at += code_point_at(text, at).size;
    ++left_characters;
    if (at >= text.size()) break;
    const auto left = vocabulary.find(text.substr(0, at));
    if (!left) continue;
    const auto right = vocabulary.find(text.substr(at));
    if (right) merges.push_back({score, left_characters, characters - left_characters, piece, *left, *right});
  }
  std::sort(merges.begin() + static_cast<std::ptrdiff_t>(first), merges.end(),
            [](const RankedMerge& a, const RankedMerge& b) {
              return std::pair(a.left, a.right) < std::pair(b.left, b.right);
            });
}

// SentencePiece files hold scores instead of merges: a merge's rank is that of the piece that it makes. The order of
// equal ones is Transformers' (tokenization_utils_base.py, generate_merges), as AutoTokenizer uses it.
std::vector<Merge> merges_from_scores(const Vocabulary& vocabulary, const std::vector<float>& scores) {
  std::vector<RankedMerge> ranked;
  for (int id = 0; id < vocabulary.size(); ++id) {
    append_cuts(ranked, vocabulary, id, scores[static_cast<std::size_t>(id)]);
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const RankedMerge& a, const RankedMerge& b) {
    if (a.score != b.score) return a.score > b.score;
    return std::pair(a.left_characters, a.right_characters) > std::pair(b.left_characters, b.right_characters);
  });
  std::vector<Merge> merges;
  merges.reserve(ranked.size());
  for (const RankedMerge& merge : ranked) {
    merges.emplace_back(vocabulary.text(merge.left), vocabulary.text(merge.right));
  }
  return merges;
}

bool has_all_bytes(const Vocabulary& vocabulary) {
  for (unsigned byte = 0; byte < 256; ++byte) {
    if (!vocabulary.find(byte_piece(static_cast<unsigned char>(byte)))) return false;
  }
  return true;
}

}  // namespace

TokenizerPointer make_gguf_marked(const GgufMetadata& metadata) {
  Vocabulary vocabulary = vocabulary_of(read_gguf_pieces(metadata), metadata.source());
  const std::vector<Merge> merges = metadata.has(kGgufMerges)
                                        ? read_gguf_merges(metadata)
                                        : merges_from_scores(vocabulary, read_gguf_scores(metadata, vocabulary));
  PipelineParts parts;
  parts.place = metadata.source();
  std::vector<AddedToken> added = read_gguf_added(metadata, vocabulary);
  for (const std::string_view key : {kGgufBegin, kGgufEnd, kGgufUnknown}) {
    if (metadata.has(key))
      add_special(added, vocabulary, static_cast<int>(metadata.integer(key, 0, vocabulary.size() - 1)));
  }
  parts.added = AddedTokens(std::move(added), {});
  const bool prepends = gguf_flag(metadata, "tokenizer.ggml.add_space_prefix", true);
  parts.split = metaspace_splitter(std::string(kSpaceMark), prepends ? Prepend::First : Prepend::Never, false);
  parts.post = read_gguf_ends(metadata, vocabulary, true);
  parts.spelling = Spelling::Marked;
  BpeSettings settings;
  settings.fuse_unknown = settings.byte_fallback = true;
  const auto unknown = find_gguf_id(metadata, vocabulary, kGgufUnknown, "<unk>");
  if (unknown && !has_all_bytes(vocabulary)) settings.unknown = vocabulary.text(*unknown);
  parts.model = std::make_shared<BytePairEncoding>(std::move(vocabulary), merges, settings, parts.place);
  return std::make_shared<Pipeline>(std::move(parts));
}

}  // namespace core
