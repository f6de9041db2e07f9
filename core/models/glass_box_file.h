// glass_box.json, the readable list of everything the glass box's heads know, compiled into weight matrices.
#pragma once

#include <filesystem>

#include "core/models/model.h"

namespace core {

// Fills config and weights of the model. A head's terms become the columns of its w_q and w_k: term t adds
// (Σ query coefficients · x of the looking word) × (Σ key coefficients · x of the other word) × times to the score.
// A profile of the distance i − j becomes such terms too. Throws Error with file, place, found and expected.
void read_glass_box_file(const std::filesystem::path& path, Model& model);

}  // namespace core
