// What each kind of edit is called and which names its rows and columns have; and how one of a head is made.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/attention/edit.h"
#include "core/models/model.h"

namespace core {

// "x", "k2", "W_Q" …: the word that an edit's text begins with.
std::string site_word(const Edit& edit);
// The names of the edit's column, or of the rows and columns of a matrix; empty where the model names none.
const std::vector<std::string>& column_names(const Edit& edit, const Model& model);
const std::vector<std::string>& row_names(const Edit& edit, const Model& model);
// How many components the edit's column counts among.
Index column_count(const Edit& edit, const Model& model);

// A component as find_component reads it back: its name, or its number where the name would not do; "*" for all.
std::string write_component(const std::vector<std::string>& names, Index component);

// Whether an edit of this kind belongs to one head, and which.
bool has_head(Site site);
const HeadConfig& head_of(const Edit& edit, const Model& model);
// An edit of one number of a head; with no value, its place.
Edit head_edit(Site site, Index layer, Index head, Index row, Index column, float value = 0);

// Sets site and second as the word says; false where there is no such word.
bool find_site(std::string_view word, Edit& edit);
std::vector<std::string> site_words();

}  // namespace core
