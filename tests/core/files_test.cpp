// A saved file is whole or it is the former one, whatever goes wrong.
#include "core/files.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include "core/error.h"

namespace {

namespace fs = std::filesystem;
using core::read_file;
using core::write_file_atomically;
using testing::AllOf;
using testing::HasSubstr;

constexpr std::size_t kEnough = 100'000'000;

class Files : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "heed-files-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override {
    fs::permissions(folder_, fs::perms::owner_all);
    fs::remove_all(folder_);
  }
  std::size_t files_in_folder() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator{}));
  }
  static std::string message_of(const auto& action) {
    try {
      action();
    } catch (const core::Error& error) {
      return error.what();
    }
    return "no error";
  }

  fs::path folder_;
};

TEST_F(Files, WhatIsWrittenIsReadBackByteForByte) {
  std::string bytes;
  for (int i = 0; i < 300'000; ++i) bytes += static_cast<char>(i * 7);
  for (const std::string& content : {std::string(), std::string("a\0b\n", 4), bytes}) {
    write_file_atomically(folder_ / "file", content);
    EXPECT_EQ(read_file(folder_ / "file", kEnough), content);
  }
  EXPECT_EQ(files_in_folder(), 1U) << "a temporary file was left behind";
}

TEST_F(Files, AMissingFileIsNamedWithItsLikelyCause) {
  EXPECT_THAT(message_of([&] { read_file(folder_ / "nothing", kEnough); }),
              AllOf(HasSubstr("nothing"), HasSubstr("No such file"), HasSubstr("expected"), HasSubstr("spelt right")));
}

TEST_F(Files, AFolderIsRefusedForReadingAndWriting) {
  EXPECT_THAT(message_of([&] { read_file(folder_, kEnough); }), HasSubstr("a file inside this folder was meant"));
  EXPECT_THAT(message_of([&] { write_file_atomically(folder_, "x"); }), HasSubstr("Is a directory"));
  EXPECT_THAT(message_of([&] { write_file_atomically(folder_ / "", "x"); }), HasSubstr("Is a directory"));
  EXPECT_THAT(message_of([&] { write_file_atomically("", "x"); }), HasSubstr("cannot write"));
}

TEST_F(Files, AFileOverTheLimitIsRefusedAndOneAtTheLimitIsRead) {
  write_file_atomically(folder_ / "file", std::string(1000, 'x'));
  EXPECT_EQ(read_file(folder_ / "file", 1000).size(), 1000U);
  EXPECT_THAT(message_of([&] { read_file(folder_ / "file", 999); }), HasSubstr("larger than 999 bytes"));
}

TEST_F(Files, AnEndlessFileIsRefusedAtTheLimit) {
  EXPECT_THAT(message_of([&] { read_file("/dev/zero", 1'000'000); }), HasSubstr("larger than 1000000 bytes"));
}

TEST_F(Files, AFileOfTheKernelWithoutASizeIsReadWhole) {
  EXPECT_THAT(read_file("/proc/self/status", kEnough), HasSubstr("Pid:"));
}

TEST_F(Files, AMissingFolderIsAClearError) {
  EXPECT_THAT(message_of([&] { write_file_atomically(folder_ / "no" / "file", "x"); }),
              AllOf(HasSubstr("no/file"), HasSubstr("No such file or directory")));
}

TEST_F(Files, AFileInPlaceOfAFolderIsAClearError) {
  write_file_atomically(folder_ / "file", "x");
  EXPECT_THAT(message_of([&] { write_file_atomically(folder_ / "file" / "inner", "x"); }),
              HasSubstr("a part of the path is a file"));
}

// Root may write everywhere, so the attempt is made by a child process that is "nobody".
TEST_F(Files, AReadOnlyFolderIsAClearErrorAndKeepsTheFile) {
  write_file_atomically(folder_ / "file", "old");
  fs::permissions(folder_ / "file", fs::perms::all);
  fs::permissions(folder_, fs::perms(0555));
  const auto attempt = [&] {
    constexpr uid_t kNobody = 65534;
    if (::geteuid() == 0 && ::setuid(kNobody) != 0) return false;
    const std::string message = message_of([&] { write_file_atomically(folder_ / "file", "new"); });
    return message.find("Permission denied") != std::string::npos && message.find("permissions") != std::string::npos;
  };
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) ::_exit(attempt() ? 0 : 1);
  int status = -1;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(read_file(folder_ / "file", kEnough), "old");
}

TEST_F(Files, AFullDeviceIsAClearError) {
  EXPECT_THAT(message_of([] { write_file_atomically("/dev/full", "x"); }),
              AllOf(HasSubstr("No space left on device"), HasSubstr("free some space")));
}

// A limit on the size of files stops a write in the middle, as a full disk does.
TEST_F(Files, AFullDiskKeepsTheFormerFileAndLeavesNoRest) {
  write_file_atomically(folder_ / "file", "old");
  rlimit former{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &former), 0);
  auto* const former_handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{10'000, former.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const std::string message = message_of([&] { write_file_atomically(folder_ / "file", std::string(100'000, 'x')); });
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &former), 0);
  std::signal(SIGXFSZ, former_handler);
  EXPECT_THAT(message, HasSubstr("the disk or the quota is full"));
  EXPECT_EQ(read_file(folder_ / "file", kEnough), "old");
  EXPECT_EQ(files_in_folder(), 1U);
}

TEST_F(Files, AKillAtAnyMomentLeavesAWholeFile) {
  const fs::path path = folder_ / "file";
  const std::string one(2'000'000, 'a'), two(3'000'000, 'b');
  write_file_atomically(path, one);
  for (int round = 0; round < 20; ++round) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      while (true) {
        write_file_atomically(path, two);
        write_file_atomically(path, one);
      }
    }
    ::usleep(static_cast<useconds_t>(500 + round * 911));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    const std::string found = read_file(path, kEnough);
    EXPECT_TRUE(found == one || found == two) << "half a file of " << found.size() << " bytes";
  }
  write_file_atomically(path, "after");
  EXPECT_EQ(read_file(path, kEnough), "after") << "a rest of a killed writer is in the way";
}

TEST_F(Files, AReaderBesideAWriterNeverSeesHalfAFile) {
  const fs::path path = folder_ / "file";
  const std::string one(500'000, 'a'), two(800'000, 'b');
  write_file_atomically(path, one);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    for (int i = 0; i < 1000; ++i) write_file_atomically(path, i % 2 == 0 ? two : one);
    ::_exit(0);
  }
  int halves = 0;
  for (int i = 0; i < 200; ++i) {
    const std::string found = read_file(path, kEnough);
    halves += found != one && found != two ? 1 : 0;
  }
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  EXPECT_EQ(halves, 0);
}

TEST_F(Files, ALinkKeepsPointingAtItsTarget) {
  write_file_atomically(folder_ / "target", "old");
  fs::create_symlink("target", folder_ / "link");
  write_file_atomically(folder_ / "link", "new");
  EXPECT_TRUE(fs::is_symlink(folder_ / "link"));
  EXPECT_EQ(read_file(folder_ / "target", kEnough), "new");
}

TEST_F(Files, PermissionsOfAnExistingFileStay) {
  write_file_atomically(folder_ / "file", "old");
  fs::permissions(folder_ / "file", fs::perms::owner_read | fs::perms::owner_write);
  write_file_atomically(folder_ / "file", "new");
  EXPECT_EQ(fs::status(folder_ / "file").permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(Files, APipeIsWrittenThrough) {
  const fs::path pipe = folder_ / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
  ASSERT_GE(reader, 0);
  write_file_atomically(pipe, "through");
  std::string bytes(7, '\0');
  EXPECT_EQ(::read(reader, bytes.data(), bytes.size()), 7);
  ::close(reader);
  EXPECT_EQ(bytes, "through");
}

}  // namespace
