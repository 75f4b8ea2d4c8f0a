// What a disk holds for sure, and what it has only heard of.

#include <stddef.h>
#include <stdint.h>

enum { DISK_DATABASE, DISK_WAL, DISK_JOURNAL, DISK_FILES };

enum disk_change { DISK_CREATE, DISK_DELETE, DISK_TRUNCATE, DISK_WRITE };

/// The file as it is found when the watch begins: all of it is durable. Returns 0 or -1.
int disk_load(int file, const char *path);

/// Whether the disk has heard that the file is there.
int disk_knows(int file);

/// A change that is not synced. `offset` is the new size for a truncation. Returns 0 or -1 (no memory).
int disk_change(int file, enum disk_change kind, int64_t offset, const void *bytes, size_t count);

/// All changes of a file are durable from now on; its name too, if it is new, as on ext4, XFS and Btrfs.
int disk_sync(int file);

/// Which files there are is durable from now on; not what they hold.
int disk_sync_folder(void);

/// Writes to a folder what a power cut at this instant leaves. Returns 0 or -1.
int disk_cut(const char *folder, const char *const names[DISK_FILES]);

void disk_seed(uint64_t seed);

/// A random number below `bound`.
uint64_t disk_random(uint64_t bound);
