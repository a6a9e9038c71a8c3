// Loaded before a program (LD_PRELOAD), it writes down what the program does to the files of one folder: each write with
// its bytes, each truncation, removal and flush, in order, and the lines of the file "acknowledged" between them.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITE = 1, TRUNCATE = 2, FLUSH = 3, REMOVE = 4 };
#define MOST_FILES 4096

static char names[MOST_FILES][256];
static int traced = -1;
static const char *folder;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void begin(void) {
  folder = getenv("TRACED_FOLDER");
  const char *log = getenv("TRACE");
  if (folder && log) traced = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
}

static const char *name_in_folder(const char *path) {
  if (traced < 0 || !path) return NULL;
  size_t length = strlen(folder);
  if (strncmp(path, folder, length) != 0 || path[length] != '/') return NULL;
  const char *name = path + length + 1;
  size_t end = strlen(name);
  // Shared memory is rebuilt after a crash and never read from the disk.
  if (end >= 4 && strcmp(name + end - 4, "-shm") == 0) return NULL;
  return name;
}

static void note(uint32_t deed, const char *name, uint64_t offset, const void *bytes, uint64_t length) {
  uint32_t name_length = strlen(name);
  uint64_t held = bytes ? length : 0;
  struct { uint32_t deed, name_length; uint64_t offset, length; } head = {deed, name_length, offset, length};
  struct iovec parts[3] = {{&head, sizeof head}, {(void *)name, name_length}, {(void *)bytes, held}};
  pthread_mutex_lock(&turn);
  if (syscall(SYS_writev, traced, parts, 3) < 0) abort();
  pthread_mutex_unlock(&turn);
}

static void remember(int fd, const char *path) {
  if (fd < 0 || fd >= MOST_FILES) return;
  const char *name = name_in_folder(path);
  snprintf(names[fd], sizeof names[fd], "%s", name ? name : "");
}

static const char *name_of(int fd) {
  return traced >= 0 && fd >= 0 && fd < MOST_FILES && names[fd][0] ? names[fd] : NULL;
}

#define OPENING(NAME)                                                     \
  int NAME(const char *path, int flags, ...) {                            \
    static int (*real)(const char *, int, ...);                           \
    if (!real) real = dlsym(RTLD_NEXT, #NAME);                            \
    va_list rest;                                                         \
    va_start(rest, flags);                                                \
    int fd = real(path, flags, va_arg(rest, int));                        \
    va_end(rest);                                                         \
    remember(fd, path);                                                   \
    if (fd >= 0 && (flags & O_TRUNC) && name_of(fd)) note(TRUNCATE, name_of(fd), 0, NULL, 0); \
    return fd;                                                            \
  }
OPENING(open)
OPENING(open64)

#define WRITING(NAME)                                                     \
  ssize_t NAME(int fd, const void *bytes, size_t length, off_t offset) {  \
    static ssize_t (*real)(int, const void *, size_t, off_t);             \
    if (!real) real = dlsym(RTLD_NEXT, #NAME);                            \
    ssize_t done = real(fd, bytes, length, offset);                       \
    if (done > 0 && name_of(fd)) note(WRITE, name_of(fd), offset, bytes, done); \
    return done;                                                          \
  }
WRITING(pwrite)
WRITING(pwrite64)

ssize_t write(int fd, const void *bytes, size_t length) {
  static ssize_t (*real)(int, const void *, size_t);
  if (!real) real = dlsym(RTLD_NEXT, "write");
  const char *name = name_of(fd);
  off_t offset = name ? lseek(fd, 0, SEEK_CUR) : 0;
  ssize_t done = real(fd, bytes, length);
  if (done > 0 && name) note(WRITE, name, offset, bytes, done);
  return done;
}

#define TRUNCATING(NAME)                                                  \
  int NAME(int fd, off_t length) {                                        \
    static int (*real)(int, off_t);                                       \
    if (!real) real = dlsym(RTLD_NEXT, #NAME);                            \
    int failed = real(fd, length);                                        \
    if (!failed && name_of(fd)) note(TRUNCATE, name_of(fd), 0, NULL, length); \
    return failed;                                                        \
  }
TRUNCATING(ftruncate)
TRUNCATING(ftruncate64)

#define FLUSHING(NAME)                                                    \
  int NAME(int fd) {                                                      \
    static int (*real)(int);                                              \
    if (!real) real = dlsym(RTLD_NEXT, #NAME);                            \
    int failed = real(fd);                                                \
    if (!failed && name_of(fd)) note(FLUSH, name_of(fd), 0, NULL, 0);     \
    return failed;                                                        \
  }
FLUSHING(fsync)
FLUSHING(fdatasync)

int unlink(const char *path) {
  static int (*real)(const char *);
  if (!real) real = dlsym(RTLD_NEXT, "unlink");
  int failed = real(path);
  const char *name = name_in_folder(path);
  if (!failed && name) note(REMOVE, name, 0, NULL, 0);
  return failed;
}
