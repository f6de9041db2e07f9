// One stage of a row's computation as a program with the reader's own numbers: in NumPy, and in Heed's own C++.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/attention/trace.h"

namespace core {

// The nine stages of one row, in order of computation.
enum class CodeStage { Words, X, Qkv, Scores, Scale, Mask, Softmax, Mix, Output };
inline constexpr int kCodeStageCount = 9;
enum class CodeLanguage { NumPy, Cpp };

struct CodePlace {
  Index layer = 0, head = 0, query = 0, key = 0;
};

enum class CodeLength {
  Shortened,  // long arrays cut with …, numbers to four figures
  Complete,   // every number with every digit: the NumPy form runs as it is
};

// NumPy: a program that prints the stage's result: the word (Words), the row of x, q then k then v, the row of scores,
// of scaled scores (Scale: before the mask, Mask: −inf where masked), of weights, the head's output, or what it writes
// into the stream. C++: Heed's own function to the letter, and its call with the numbers of this row.
// Throws Error for an idle head, or a word that is not there.
std::string code_text(const AttentionTrace& trace, CodeStage stage, const CodePlace& place, CodeLanguage language,
                      CodeLength length);

// A function of Heed's as it stands in its file; a test compares the two to the letter.
struct HouseFunction {
  const char* file;  // "core/attention/attention.cpp"
  const char* text;
};
// The functions that make a stage; for Softmax the one of the kind in force.
std::vector<HouseFunction> house_functions(CodeStage stage, SoftmaxKind softmax);

}  // namespace core
