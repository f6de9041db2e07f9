// What judge_number says where it names no slip: the room for it is kept free before it is said.
#pragma once

#include <string_view>
#include <vector>

namespace core {

std::vector<std::string_view> usual_replies();

}  // namespace core
