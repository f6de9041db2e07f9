#include "ui/widgets/style.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr Palette kLight{
    .query = rgb(0x056CB3),
    .key = rgb(0x8A4200),
    .value = rgb(0x045C37),
    .edited = rgb(0xB13671),
    .weight = rgb(0x512A85),
    .tint = rgb(0xECEAF7),
    .window = rgb(0xF4F5F7),
    .panel = rgb(0xFFFFFF),
    .raised = rgb(0xF0F2F5),
    .line = rgb(0xD8DCE3),
    .outline = rgb(0x7F8794),
    .text = rgb(0x1B1F27),
    .second_text = rgb(0x5A6372),
    .good = rgb(0x1F7A3D),
    .warning = rgb(0x8A5A00),
    .error = rgb(0xB3261E),
    .on_weight = rgb(0xFFFFFF),
};

constexpr Palette kDark{
    .query = rgb(0x8FBDFB),
    .key = rgb(0xEE9C6C),
    .value = rgb(0x52EBA0),
    .edited = rgb(0xF86BA8),
    .weight = rgb(0xAE86FA),
    .tint = rgb(0x2E2B42),
    .window = rgb(0x15171C),
    .panel = rgb(0x1C1F26),
    .raised = rgb(0x252933),
    .line = rgb(0x363D4A),
    .outline = rgb(0x767F8F),
    .text = rgb(0xE8EAF0),
    .second_text = rgb(0xA6ADBB),
    .good = rgb(0x5BCB80),
    .warning = rgb(0xE0B050),
    .error = rgb(0xF28B82),
    .on_weight = rgb(0x15171C),
};

enum class Face { Text, Semibold, Mono, MonoBold };
struct RoleType {
  Face face;
  float css_size;
};

RoleType type_of(TextRole role) {
  switch (role) {
    case TextRole::Body:
      return {Face::Text, 15};
    case TextRole::BodySemibold:
      return {Face::Semibold, 15};
    case TextRole::Caption:
      return {Face::Text, 13};
    case TextRole::CaptionSemibold:
      return {Face::Semibold, 13};
    case TextRole::Small:
      return {Face::Text, 11};
    case TextRole::SmallSemibold:
      return {Face::Semibold, 11};
    case TextRole::Heading:
      return {Face::Semibold, 19};
    case TextRole::Title:
      return {Face::Semibold, 24};
    case TextRole::Sentence:
      return {Face::Text, 21};
    case TextRole::Number:
      return {Face::Mono, 14};
    case TextRole::NumberSmall:
      return {Face::Mono, 12};
    case TextRole::NumberBold:
      return {Face::MonoBold, 14};
    case TextRole::Formula:
      return {Face::Mono, 20};
  }
  return {Face::Text, 15};
}

void set_colors(ImVec4* colors, const Palette& roles) {
  const ImVec4 raised = to_vec4(roles.raised);
  std::fill(colors, colors + ImGuiCol_COUNT, raised);
  const ImVec4 clear(0, 0, 0, 0);
  colors[ImGuiCol_Text] = to_vec4(roles.text);
  colors[ImGuiCol_TextDisabled] = to_vec4(roles.second_text);
  colors[ImGuiCol_WindowBg] = to_vec4(roles.window);
  colors[ImGuiCol_ChildBg] = to_vec4(roles.panel);
  colors[ImGuiCol_PopupBg] = to_vec4(roles.panel);
  colors[ImGuiCol_Border] = to_vec4(roles.line);
  colors[ImGuiCol_BorderShadow] = clear;
  colors[ImGuiCol_FrameBg] = to_vec4(roles.panel);
  colors[ImGuiCol_FrameBgHovered] = to_vec4(roles.panel);
  colors[ImGuiCol_FrameBgActive] = to_vec4(roles.panel);
  colors[ImGuiCol_ScrollbarBg] = clear;
  colors[ImGuiCol_ScrollbarGrab] = to_vec4(mix(roles.line, roles.outline, 0.7F));
  colors[ImGuiCol_ScrollbarGrabHovered] = to_vec4(roles.outline);
  colors[ImGuiCol_ScrollbarGrabActive] = to_vec4(roles.second_text);
  colors[ImGuiCol_Separator] = to_vec4(roles.line);
  colors[ImGuiCol_InputTextCursor] = to_vec4(roles.weight);
  colors[ImGuiCol_TextSelectedBg] = to_vec4(with_alpha(roles.weight, 0.28F));
  colors[ImGuiCol_TextLink] = to_vec4(roles.weight);
  colors[ImGuiCol_DragDropTarget] = to_vec4(roles.weight);
  colors[ImGuiCol_NavCursor] = clear;  // every widget draws its own ring
  colors[ImGuiCol_NavWindowingHighlight] = to_vec4(roles.weight);
  colors[ImGuiCol_NavWindowingDimBg] = clear;
  colors[ImGuiCol_ModalWindowDimBg] = to_vec4(with_alpha(rgb(0x0B0D12), 0.45F));
}

void set_sizes(ImGuiStyle& style) {
  style.WindowPadding = ImVec2(kPanelPadding, kPanelPadding);
  style.WindowRounding = kPanelRadius;  // tooltips take it; the host window sets 0
  style.WindowMinSize = ImVec2(8, 8);
  style.ChildRounding = kPanelRadius;
  style.PopupRounding = kPanelRadius;
  style.FramePadding = ImVec2(kGap2, kGap1);
  style.FrameRounding = kControlRadius;
  style.GrabRounding = kControlRadius;
  style.ItemSpacing = ImVec2(kGap2, kGap1);
  style.ItemInnerSpacing = ImVec2(kGap2, kGap1);
  style.ScrollbarSize = 12;
  style.ScrollbarRounding = 6;
  style.ScrollbarPadding = 3;
  style.GrabMinSize = kGap6;
  style.DisplaySafeAreaPadding = ImVec2(kGap2, kGap2);
}

void set_line_widths(ImGuiStyle& style, float line) {
  style.ChildBorderSize = line;
  style.PopupBorderSize = line;
  style.WindowBorderSize = line;
  style.FrameBorderSize = line;
}

}  // namespace

const Palette& palette(Theme theme) {
  return theme == Theme::Light ? kLight : kDark;
}

float Style::px(float css) const {
  return std::round(css * scale);
}

float Style::hairline() const {
  return std::max(1.0F, std::floor(scale));
}

void apply_style(ImGuiStyle& style, Theme theme, float scale) {
  style = ImGuiStyle();
  set_colors(style.Colors, palette(theme));
  set_sizes(style);
  style.ScaleAllSizes(scale);
  set_line_widths(style, std::max(1.0F, std::floor(scale)));
  style.FontSizeBase = 15 * Fonts().text_em;
  style.FontScaleDpi = scale;
  style.DisabledAlpha = 0.45F;
  style.CircleTessellationMaxError = 0.15F;
  style.CurveTessellationTol = 0.6F;
  style.HoverDelayShort = 0.40F;
  style.HoverDelayNormal = 0.40F;
}

ImFont* role_font(const Style& style, TextRole role) {
  switch (type_of(role).face) {
    case Face::Semibold:
      return style.fonts.semibold;
    case Face::Mono:
      return style.fonts.mono;
    case Face::MonoBold:
      return style.fonts.mono_bold;
    case Face::Text:
      break;
  }
  return style.fonts.text;
}

float role_size(const Style& style, TextRole role) {
  const RoleType type = type_of(role);
  const bool mono = type.face == Face::Mono || type.face == Face::MonoBold;
  return type.css_size * (mono ? style.fonts.mono_em : style.fonts.text_em);
}

float line_height(const Style& style, TextRole role) {
  // ImGui rounds the size of a baked font to whole pixels after scaling.
  return std::round(role_size(style, role) * style.scale);
}

ScopedFont::ScopedFont(const Style& style, TextRole role) {
  ImGui::PushFont(role_font(style, role), role_size(style, role));
}
ScopedFont::~ScopedFont() {
  ImGui::PopFont();
}

ScopedColor::ScopedColor(ImGuiCol which, ImU32 color) {
  ImGui::PushStyleColor(which, color);
}
ScopedColor::~ScopedColor() {
  ImGui::PopStyleColor();
}

ScopedVar::ScopedVar(ImGuiStyleVar which, float value) {
  ImGui::PushStyleVar(which, value);
}
ScopedVar::ScopedVar(ImGuiStyleVar which, ImVec2 value) {
  ImGui::PushStyleVar(which, value);
}
ScopedVar::~ScopedVar() {
  ImGui::PopStyleVar();
}

ScopedId::ScopedId(std::string_view id) {
  ImGui::PushID(id.data(), id.data() + id.size());
}
ScopedId::ScopedId(int id) {
  ImGui::PushID(id);
}
ScopedId::~ScopedId() {
  ImGui::PopID();
}

ScopedDisabled::ScopedDisabled(bool disabled) {
  ImGui::BeginDisabled(disabled);
}
ScopedDisabled::~ScopedDisabled() {
  ImGui::EndDisabled();
}

ScopedClip::ScopedClip(ImVec2 min, ImVec2 max) {
  ImGui::PushClipRect(min, max, true);
}
ScopedClip::~ScopedClip() {
  ImGui::PopClipRect();
}

}  // namespace ui
