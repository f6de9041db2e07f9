#include "ui/widgets/texture.h"

#include <algorithm>

namespace ui {
namespace {

std::span<ImU32> pixels_of(ImTextureData& data) {
  return {static_cast<ImU32*>(data.GetPixels()), static_cast<std::size_t>(data.Width) * data.Height};
}

void request_update(ImTextureData& data) {
  if (data.Status != ImTextureStatus_OK) return;  // not uploaded yet: the first upload takes the new pixels
  const ImTextureRect all{0, 0, static_cast<unsigned short>(data.Width), static_cast<unsigned short>(data.Height)};
  data.Updates.resize(0);  // ImGui 1.92.7 leaves the last update of a user's texture in the list
  data.Updates.push_back(all);
  data.UpdateRect = all;
  data.SetStatus(ImTextureStatus_WantUpdates);
}

void request_destruction(ImTextureData& data) {
  data.WantDestroyNextFrame = true;  // otherwise "destroyed" falls back to "create"
  data.UnusedFrames = 1;
  data.SetStatus(ImTextureStatus_WantDestroy);
}

}  // namespace

TextureSet::Entry* TextureSet::find(std::string_view name) {
  const auto place = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const Entry& entry) { return !entry.leaving && entry.name == name; });
  return place == entries_.end() ? nullptr : &*place;
}

ImTextureRef TextureSet::get(std::string_view name, int width, int height, std::uint64_t version, const Fill& fill) {
  Entry* entry = find(name);
  if (entry != nullptr && (entry->data->Width != width || entry->data->Height != height)) {
    entry->leaving = true;
    entry = nullptr;
  }
  if (entry == nullptr) {
    entry = &entries_.emplace_back();
    entry->name = name;
    entry->version = version;
    entry->data = std::make_unique<ImTextureData>();
    entry->data->Create(ImTextureFormat_RGBA32, width, height);
    entry->data->RefCount = 1;
    fill(pixels_of(*entry->data));
  } else if (entry->version != version) {
    entry->version = version;
    fill(pixels_of(*entry->data));
    request_update(*entry->data);
  }
  entry->used = true;
  return entry->data->GetTexRef();
}

void TextureSet::hand_over(ImDrawData& data) {
  std::erase_if(entries_,
                [](const Entry& entry) { return entry.leaving && entry.data->Status == ImTextureStatus_Destroyed; });
  for (Entry& entry : entries_) {
    entry.leaving = entry.leaving || !entry.used;
    entry.used = false;
    const bool uploaded = entry.data->TexID != ImTextureID_Invalid;
    if (entry.leaving && uploaded) request_destruction(*entry.data);
    if (entry.leaving && !uploaded) entry.data->Status = ImTextureStatus_Destroyed;
    if (data.Textures != nullptr && entry.data->Status != ImTextureStatus_Destroyed) {
      data.Textures->push_back(entry.data.get());
    }
  }
}

}  // namespace ui
