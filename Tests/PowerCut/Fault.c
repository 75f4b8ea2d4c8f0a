#include "Fault.h"

#include <limits.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

// A file of ours is followed in memory by the one of the layer below.
struct file {
    sqlite3_file base;
    int watched;
};

#define BELOW(file) ((sqlite3_file *)((struct file *)(file) + 1))

#include "Pass.h"

static sqlite3_vfs *below;
static sqlite3_vfs layer;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char path_begins[PATH_MAX];
static enum fault_kind failing;
static int64_t until, failures;
static int goes_on;

void fault_set(const char *database, enum fault_kind kind, int64_t nth, int lasts) {
    pthread_mutex_lock(&lock);
    snprintf(path_begins, sizeof path_begins, "%s", database);
    failing = kind;
    until = nth;
    goes_on = lasts;
    failures = 0;
    pthread_mutex_unlock(&lock);
}

int64_t fault_count(void) {
    pthread_mutex_lock(&lock);
    int64_t count = failures;
    pthread_mutex_unlock(&lock);
    return count;
}

static int watched(const char *path) { return path && *path_begins && !strncmp(path, path_begins, strlen(path_begins)); }

// Whether this is the one that fails, or comes after it.
static int fails(int is_watched, enum fault_kind kind) {
    pthread_mutex_lock(&lock);
    int now = 0;
    if (is_watched && failing == kind) {
        until--;
        now = until == 0 || (goes_on && until < 0);
        failures += now;
    }
    pthread_mutex_unlock(&lock);
    return now;
}

#define OURS(file) (((struct file *)(file))->watched)

static int read_bytes(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
    if (fails(OURS(file), FAULT_READ)) return SQLITE_IOERR_READ;
    return BELOW(file)->pMethods->xRead(BELOW(file), bytes, count, offset);
}

// A write that fails may have come half way.
static int write_bytes(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    int is_full = fails(OURS(file), FAULT_FULL);
    if (is_full || fails(OURS(file), FAULT_WRITE)) {
        BELOW(file)->pMethods->xWrite(BELOW(file), bytes, count / 2, offset);
        return is_full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    }
    return BELOW(file)->pMethods->xWrite(BELOW(file), bytes, count, offset);
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size) {
    if (fails(OURS(file), FAULT_WRITE)) return SQLITE_IOERR_TRUNCATE;
    return BELOW(file)->pMethods->xTruncate(BELOW(file), size);
}

static int sync_file(sqlite3_file *file, int flags) {
    if (fails(OURS(file), FAULT_SYNC)) return SQLITE_IOERR_FSYNC;
    // The real disk is not the one on trial.
    return OURS(file) ? SQLITE_OK : BELOW(file)->pMethods->xSync(BELOW(file), flags);
}

static int control(sqlite3_file *file, int operation, void *argument) {
    return BELOW(file)->pMethods->xFileControl(BELOW(file), operation, argument);
}

static const sqlite3_io_methods methods = METHODS_OF_LAYER;

static int open_file(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *answer) {
    (void)vfs;
    struct file *ours = (struct file *)file;
    ours->base.pMethods = NULL;
    ours->watched = watched(path);
    if (fails(ours->watched, FAULT_OPEN)) return SQLITE_CANTOPEN;
    int code = below->xOpen(below, path, BELOW(file), flags, answer);
    // SQLite closes what has methods, whether or not it could be opened.
    if (BELOW(file)->pMethods) ours->base.pMethods = &methods;
    return code;
}

static int delete_file(sqlite3_vfs *vfs, const char *path, int syncs_folder) {
    (void)vfs;
    if (fails(watched(path), FAULT_OPEN)) return SQLITE_IOERR_DELETE;
    return below->xDelete(below, path, syncs_folder);
}

int fault_begin(void) {
    below = sqlite3_vfs_find(NULL);
    if (!below) return SQLITE_MISUSE;
    layer = *below;
    layer.zName = "fault";
    layer.pNext = NULL;
    layer.szOsFile = (int)sizeof(struct file) + below->szOsFile;
    layer.xOpen = open_file;
    layer.xDelete = delete_file;
    return sqlite3_vfs_register(&layer, 1);
}
