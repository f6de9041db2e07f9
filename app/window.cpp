#include "app/window.h"

#include <GLFW/glfw3.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>
#include <imgui_internal.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "core/error.h"
#include "ui/widgets/typed_signs.h"

namespace app {
namespace {

// A first frame after a long wait would otherwise end every animation at once.
constexpr float kLongestFrame = 0.1F;

#if defined(__SANITIZE_ADDRESS__)
// Unloading Mesa leaves a small leak that no suppression can name any more.
constexpr bool kTerminate = false;
#else
constexpr bool kTerminate = true;
#endif

std::string last_error() {
  const char* text = nullptr;
  glfwGetError(&text);
  return text != nullptr ? text : "no reason was given";
}

GLFWwindow* create_window(const WindowOptions& options) {
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
  glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
  GLFWwindow* window = glfwCreateWindow(options.width, options.height, options.title.c_str(), nullptr, nullptr);
  if (window == nullptr) {
    throw core::Error("The window could not be opened: " + last_error(), "a display with OpenGL 3.3",
                      "the graphics driver is too old; `LIBGL_ALWAYS_SOFTWARE=1 heed` draws without it");
  }
  return window;
}

// A screen smaller than the window asked for gets a window that fits.
void fit_to_screen(GLFWwindow* window) {
  GLFWmonitor* monitor = glfwGetPrimaryMonitor();
  if (monitor == nullptr) return;
  int x = 0, y = 0, free_width = 0, free_height = 0, width = 0, height = 0;
  glfwGetMonitorWorkarea(monitor, &x, &y, &free_width, &free_height);
  glfwGetWindowSize(window, &width, &height);
  if (free_width <= 0 || (width <= free_width && height <= free_height)) return;
  glfwSetWindowSize(window, std::min(width, free_width), std::min(height, free_height));
}

void set_icon(GLFWwindow* window, const std::vector<std::filesystem::path>& files) {
  std::vector<Picture> pictures;
  for (const auto& file : files) {
    Picture picture = read_png(file);
    if (picture.width > 0) pictures.push_back(std::move(picture));
  }
  std::vector<GLFWimage> images;
  images.reserve(pictures.size());
  for (Picture& picture : pictures) images.push_back({picture.width, picture.height, picture.rgba.data()});
  if (!images.empty()) glfwSetWindowIcon(window, static_cast<int>(images.size()), images.data());
}

// The screen that holds the middle of the window.
GLFWmonitor* screen_of(int center_x, int center_y) {
  int count = 0;
  GLFWmonitor** monitors = glfwGetMonitors(&count);
  for (int i = 0; i < count; ++i) {
    int x = 0, y = 0;
    glfwGetMonitorPos(monitors[i], &x, &y);
    const GLFWvidmode* mode = glfwGetVideoMode(monitors[i]);
    if (mode == nullptr) continue;
    if (center_x >= x && center_x < x + mode->width && center_y >= y && center_y < y + mode->height) return monitors[i];
  }
  return glfwGetPrimaryMonitor();
}

}  // namespace

class Window::Library {
 public:
  Library() {
    if (glfwInit() == GLFW_TRUE) return;
    throw core::Error("No window can be opened: " + last_error(), "a graphical desktop",
                      "neither DISPLAY nor WAYLAND_DISPLAY leads to one; the commands `heed trace` and "
                      "`heed screenshot` need none");
  }
  ~Library() {
    if (kTerminate) glfwTerminate();
  }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

class Window::Backends {
 public:
  explicit Backends(GLFWwindow* window) {
    ImGui_ImplGlfw_InitForOpenGL(window, true);
    if (!ImGui_ImplOpenGL3_Init("#version 330 core")) {
      ImGui_ImplGlfw_Shutdown();
      throw core::Error("OpenGL 3.3 could not be used", "its functions and shaders",
                        "the graphics driver is incomplete; `LIBGL_ALWAYS_SOFTWARE=1 heed` draws without it");
    }
  }
  ~Backends() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
  }
  Backends(const Backends&) = delete;
  Backends& operator=(const Backends&) = delete;
};

void Window::Destroy::operator()(GLFWwindow* window) const {
  glfwDestroyWindow(window);
}

Window::Window(const WindowOptions& options)
    : library_(std::make_unique<Library>()), window_(create_window(options)), title_(options.title) {
  glfwMakeContextCurrent(window_.get());
  glfwSwapInterval(1);
  fit_to_screen(window_.get());
  set_icon(window_.get(), options.icons);
  gui_.activate();
  backends_ = std::make_unique<Backends>(window_.get());
  listen();
  update_scale();
  if (options.visible) glfwShowWindow(window_.get());
}

Window::~Window() {
  gui_.activate();
  backends_.reset();
}

// What the backend leaves, and the letters, of which it would lose some.
void Window::listen() {
  glfwSetWindowUserPointer(window_.get(), this);
  glfwSetCharCallback(window_.get(), [](GLFWwindow*, unsigned int sign) { ui::type_sign(sign); });
  glfwSetWindowRefreshCallback(window_.get(), [](GLFWwindow* window) {
    static_cast<Window*>(glfwGetWindowUserPointer(window))->force_show_ = true;
  });
  glfwSetFramebufferSizeCallback(window_.get(), [](GLFWwindow* window, int, int) {
    static_cast<Window*>(glfwGetWindowUserPointer(window))->force_show_ = true;
  });
  glfwSetDropCallback(window_.get(), [](GLFWwindow* window, int count, const char** paths) {
    const auto* owner = static_cast<Window*>(glfwGetWindowUserPointer(window));
    // The strings live only as long as this call.
    if (owner->drop_files_) owner->drop_files_(std::vector<std::string>(paths, paths + count));
  });
}

void Window::run(const DrawFrame& draw, const std::function<bool()>& moving) {
  schedule_.note_event(glfwGetTime());
  while (!closing()) {
    frame(draw);
    schedule_.note_frame();
    wait_for_events(moving());
  }
}

void Window::wait_for_events(bool moving) {
  gui_.activate();
  const double start = glfwGetTime();
  const std::optional<double> limit = schedule_.wait(start, moving, ImGui::GetIO().WantTextInput);
  if (limit) {
    glfwWaitEventsTimeout(*limit);
  } else {
    glfwWaitEvents();
  }
  const double now = glfwGetTime();
  // A wait that ended early was ended by an event, if only by wake().
  const bool early = !limit || now - start < 0.8 * *limit;
  if (early || force_show_ || !ImGui::GetCurrentContext()->InputEventsQueue.empty()) schedule_.note_event(now);
}

void Window::update_scale() {
  float content = 1, ignored = 1;
  glfwGetWindowContentScale(window_.get(), &content, &ignored);
  int window_width = 0, framebuffer_width = 0, height = 0;
  glfwGetWindowSize(window_.get(), &window_width, &height);
  glfwGetFramebufferSize(window_.get(), &framebuffer_width, &height);
  if (window_width <= 0 || framebuffer_width <= 0) return;
  // Where a window's unit is already several pixels (Wayland, macOS), that much of the scale is done.
  const float done = static_cast<float>(framebuffer_width) / static_cast<float>(window_width);
  gui_.set_display_scale(std::max(0.5F, content / done));
}

ImDrawData* Window::build(const DrawFrame& draw) {
  gui_.activate();
  int width = 0, height = 0;
  glfwGetFramebufferSize(window_.get(), &width, &height);
  if (width <= 0 || height <= 0) return nullptr;  // minimised
  update_scale();
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGui::GetIO().DeltaTime = std::min(ImGui::GetIO().DeltaTime, kLongestFrame);
  ++frames_built_;
  return &gui_.build_frame(draw);
}

void Window::render(ImDrawData& data) {
  const ImU32 background = gui_.style().palette.window;
  const ImVec4 color = ui::to_vec4(background);
  int width = 0, height = 0;
  glfwGetFramebufferSize(window_.get(), &width, &height);
  glViewport(0, 0, width, height);
  glClearColor(color.x, color.y, color.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(&data);
  shown_hash_ = picture_hash(data, background);
  force_show_ = false;
  ++frames_shown_;
}

bool Window::frame(const DrawFrame& draw) {
  ImDrawData* data = build(draw);
  if (data == nullptr) return false;
  const bool same = picture_hash(*data, gui_.style().palette.window) == shown_hash_;
  if (same && !force_show_ && !has_texture_requests(*data)) return false;
  render(*data);
  glfwSwapBuffers(window_.get());
  return true;
}

Picture Window::frame_as_shown(const DrawFrame& draw) {
  glfwPollEvents();
  ImDrawData* data = build(draw);
  if (data == nullptr) return {};
  render(*data);
  Picture picture = read_pixels();  // after the swap the buffer may hold anything
  glfwSwapBuffers(window_.get());
  return picture;
}

Picture Window::read_pixels() const {
  int width = 0, height = 0;
  glfwGetFramebufferSize(window_.get(), &width, &height);
  Picture upside_down(width, height);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, upside_down.rgba.data());
  Picture picture(width, height);
  const std::ptrdiff_t row = static_cast<std::ptrdiff_t>(width) * 4;
  for (int y = 0; y < height; ++y) {
    std::copy_n(upside_down.rgba.begin() + row * (height - 1 - y), row, picture.rgba.begin() + row * y);
  }
  return picture;
}

void Window::set_title(const std::string& title) {
  if (title == title_) return;
  title_ = title;
  glfwSetWindowTitle(window_.get(), title.c_str());
}

Window::Place Window::place() const {
  Place place;
  glfwGetWindowPos(window_.get(), &place.x, &place.y);
  glfwGetWindowSize(window_.get(), &place.width, &place.height);
  return place;
}

void Window::toggle_fullscreen() {
  force_show_ = true;
  if (fullscreen_) {
    glfwSetWindowMonitor(window_.get(), nullptr, windowed_.x, windowed_.y, windowed_.width, windowed_.height,
                         GLFW_DONT_CARE);
    fullscreen_ = false;
    return;
  }
  windowed_ = place();
  GLFWmonitor* screen = screen_of(windowed_.x + windowed_.width / 2, windowed_.y + windowed_.height / 2);
  const GLFWvidmode* mode = screen != nullptr ? glfwGetVideoMode(screen) : nullptr;
  if (mode == nullptr) return;
  glfwSetWindowMonitor(window_.get(), screen, 0, 0, mode->width, mode->height, mode->refreshRate);
  fullscreen_ = true;
}

void Window::close() {
  glfwSetWindowShouldClose(window_.get(), GLFW_TRUE);
}

bool Window::closing() const {
  return glfwWindowShouldClose(window_.get()) == GLFW_TRUE;
}

void Window::wake() {
  glfwPostEmptyEvent();
}

}  // namespace app
