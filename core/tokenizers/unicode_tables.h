// Where the tables of Hugging Face tokenizers are older than Unicode's: tokens must agree with theirs.
#pragma once

namespace core {

// Measured on tokenizers 0.23.3, every code point: Unicode 8 for BERT's categories, 11 for marks and normal forms.
// True for characters that have the category today but not there; gaps without such a character are bridged.
bool is_later_nonspacing_mark(char32_t code);  // BertNormalizer's Mn
bool is_later_mark(char32_t code);             // StripAccents' M
bool is_later_control(char32_t code);          // BertNormalizer's C
bool is_later_punctuation(char32_t code);      // P of BertPreTokenizer and Punctuation
bool is_later_decomposition(char32_t code);    // stays whole in every normal form

}  // namespace core
