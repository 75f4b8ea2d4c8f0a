#include "PowerCut.h"

#include <limits.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "Disk.h"

// A file of ours is followed in memory by the one of the layer below.
struct file {
    sqlite3_file base;
    int watched;  // -1: any other file
    int syncs_folder;
};

#define BELOW(file) ((sqlite3_file *)((struct file *)(file) + 1))

#include "Pass.h"

static sqlite3_vfs *below;
static sqlite3_vfs layer;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char paths[DISK_FILES][PATH_MAX], names[DISK_FILES][NAME_MAX + 1], witness_path[PATH_MAX], folder_path[PATH_MAX];
static int most, taken, failed, passes_over_full;
static int until_cut, counts_database_only;

int powercut_taken(void) {
    pthread_mutex_lock(&lock);
    int count = failed ? -1 : taken;
    pthread_mutex_unlock(&lock);
    return count;
}

// MARK: Cuts

// The next one comes after a random number of changes; every third one after changes of the database file itself, which are rarer.
static void choose_instant(void) {
    counts_database_only = disk_random(3) == 0;
    until_cut = 1 + (int)disk_random(counts_database_only ? 30 : 60);
}

static int copy_witness(const char *to) {
    char bytes[65536], path[PATH_MAX + 16];
    snprintf(path, sizeof path, "%s/witness", to);
    FILE *in = fopen(witness_path, "rb"), *out = fopen(path, "wb");
    int bad = !out;
    for (size_t count; !bad && in && (count = fread(bytes, 1, sizeof bytes, in)) > 0;) bad = fwrite(bytes, 1, count, out) != count;
    if (in) fclose(in);
    if (out) bad |= fclose(out);
    return bad;
}

// An instant just before a change or a sync; the lock is held.
static void pass_instant(int file) {
    if (taken >= most || failed || (counts_database_only && file != DISK_DATABASE) || --until_cut > 0) return;
    char path[PATH_MAX + 16];
    snprintf(path, sizeof path, "%s/%d", folder_path, taken + 1);
    const char *const all[DISK_FILES] = {names[0], names[1], names[2]};
    if (mkdir(path, 0700) || copy_witness(path) || disk_cut(path, all)) failed = 1;
    taken++;
    choose_instant();
}

static int change(sqlite3_file *file, enum disk_change kind, sqlite3_int64 offset, const void *bytes, size_t count) {
    int watched = ((struct file *)file)->watched;
    if (watched < 0) return SQLITE_OK;
    pass_instant(watched);
    return disk_change(watched, kind, offset, bytes, count) ? SQLITE_NOMEM : SQLITE_OK;
}

// MARK: Files

static int write_bytes(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    pthread_mutex_lock(&lock);
    int code = change(file, DISK_WRITE, offset, bytes, (size_t)count);
    if (!code) code = BELOW(file)->pMethods->xWrite(BELOW(file), bytes, count, offset);
    pthread_mutex_unlock(&lock);
    return code;
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size) {
    pthread_mutex_lock(&lock);
    int code = change(file, DISK_TRUNCATE, size, NULL, 0);
    if (!code) code = BELOW(file)->pMethods->xTruncate(BELOW(file), size);
    pthread_mutex_unlock(&lock);
    return code;
}

// The real disk is not the one on trial, so it need not sync. SQLite's layer for Unix syncs the folder with the first sync of a WAL or
// journal that it may have made.
static int sync_file(sqlite3_file *file, int flags) {
    struct file *ours = (struct file *)file;
    if (ours->watched < 0) return BELOW(file)->pMethods->xSync(BELOW(file), flags);
    pthread_mutex_lock(&lock);
    pass_instant(ours->watched);
    int code = disk_sync(ours->watched) ? SQLITE_NOMEM : SQLITE_OK;
    if (ours->syncs_folder) {
        pass_instant(ours->watched);
        if (disk_sync_folder()) code = SQLITE_NOMEM;
        ours->syncs_folder = 0;
    }
    pthread_mutex_unlock(&lock);
    return code;
}

// SQLite asks here before it does what a PRAGMA says; whoever answers OK has done it.
static int control(sqlite3_file *file, int operation, void *argument) {
    if (operation == SQLITE_FCNTL_PRAGMA && passes_over_full) {
        char **pragma = argument;
        if (!strcasecmp(pragma[1], "synchronous") && pragma[2] && !strcasecmp(pragma[2], "full")) return SQLITE_OK;
    }
    return BELOW(file)->pMethods->xFileControl(BELOW(file), operation, argument);
}

static int read_bytes(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
    return BELOW(file)->pMethods->xRead(BELOW(file), bytes, count, offset);
}

static const sqlite3_io_methods methods = METHODS_OF_LAYER;

// MARK: The folder

static int place_of(const char *path) {
    for (int file = 0; path && file < DISK_FILES; file++)
        if (!strcmp(path, paths[file])) return file;
    return -1;
}

static int open_file(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *answer) {
    (void)vfs;
    struct file *ours = (struct file *)file;
    ours->base.pMethods = NULL;
    ours->watched = place_of(path);
    ours->syncs_folder = (flags & SQLITE_OPEN_CREATE) && (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL));
    pthread_mutex_lock(&lock);
    // New to the disk, whoever has made it.
    int is_new = ours->watched >= 0 && !disk_knows(ours->watched);
    if (is_new) pass_instant(ours->watched);
    int code = below->xOpen(below, path, BELOW(file), flags, answer);
    if (!code && is_new) code = disk_change(ours->watched, DISK_CREATE, 0, NULL, 0) ? SQLITE_NOMEM : SQLITE_OK;
    pthread_mutex_unlock(&lock);
    // SQLite closes what has methods, whether or not it could be opened.
    if (BELOW(file)->pMethods) ours->base.pMethods = &methods;
    return code;
}

static int delete_file(sqlite3_vfs *vfs, const char *path, int syncs_folder) {
    (void)vfs;
    int watched = place_of(path);
    pthread_mutex_lock(&lock);
    if (watched >= 0) pass_instant(watched);
    int code = below->xDelete(below, path, syncs_folder);
    if (!code && watched >= 0) {
        code = disk_change(watched, DISK_DELETE, 0, NULL, 0) ? SQLITE_NOMEM : SQLITE_OK;
        if (syncs_folder && disk_sync_folder()) code = SQLITE_NOMEM;
    }
    pthread_mutex_unlock(&lock);
    return code;
}

int powercut_begin(const char *database, const char *witness, const char *folder, uint64_t seed, int cuts, int ignores_full) {
    static const char *const suffixes[DISK_FILES] = {"", "-wal", "-journal"};
    const char *name = strrchr(database, '/');
    below = sqlite3_vfs_find(NULL);
    if (!below || !name || strlen(database) + 16 > PATH_MAX) return SQLITE_MISUSE;
    snprintf(witness_path, sizeof witness_path, "%s", witness);
    snprintf(folder_path, sizeof folder_path, "%s", folder);
    for (int file = 0; file < DISK_FILES; file++) {
        snprintf(paths[file], sizeof paths[file], "%s%s", database, suffixes[file]);
        snprintf(names[file], sizeof names[file], "%s%s", name + 1, suffixes[file]);
        if (disk_load(file, paths[file])) return SQLITE_IOERR;
    }
    most = cuts;
    passes_over_full = ignores_full;
    disk_seed(seed);
    choose_instant();
    // All else is done by the layer below, which takes whichever it is called through.
    layer = *below;
    layer.zName = "powercut";
    layer.pNext = NULL;
    layer.szOsFile = (int)sizeof(struct file) + below->szOsFile;
    layer.xOpen = open_file;
    layer.xDelete = delete_file;
    return sqlite3_vfs_register(&layer, 1);
}
