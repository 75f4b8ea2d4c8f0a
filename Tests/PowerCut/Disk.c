#include "Disk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct content {
    int exists;
    unsigned char *bytes;
    size_t size, room;
};

struct change {
    enum disk_change kind;
    int64_t offset;
    size_t count;
    unsigned char *bytes;
};

static struct {
    struct content durable;
    struct change *pending;
    size_t count, room;
} files[DISK_FILES];

// SplitMix64, so that a run comes out the same for its seed as far as threads allow.
static uint64_t state;

void disk_seed(uint64_t seed) { state = seed; }

uint64_t disk_random(uint64_t bound) {
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return bound ? (z ^ (z >> 31)) % bound : 0;
}

// Makes a content that long; what is new is zero, as in a hole.
static int resize(struct content *content, size_t size) {
    if (size > content->room) {
        size_t room = size * 2;
        unsigned char *bytes = realloc(content->bytes, room);
        if (!bytes) return -1;
        content->bytes = bytes;
        content->room = room;
    }
    if (size > content->size) memset(content->bytes + content->size, 0, size - content->size);
    content->size = size;
    return 0;
}

// One change, or the part of a write from `first` up to `last`. A write to a file whose name is not there goes nowhere.
static int apply(struct content *content, const struct change *change, size_t first, size_t last) {
    size_t end = (size_t)change->offset + last;
    switch (change->kind) {
    case DISK_CREATE: content->exists = 1; content->size = 0; return 0;
    case DISK_DELETE: content->exists = 0; content->size = 0; return 0;
    case DISK_TRUNCATE: return content->exists ? resize(content, (size_t)change->offset) : 0;
    case DISK_WRITE:
        if (!content->exists || first >= last) return 0;
        if (end > content->size && resize(content, end)) return -1;
        memcpy(content->bytes + change->offset + first, change->bytes + first, last - first);
        return 0;
    }
    return -1;
}

int disk_load(int file, const char *path) {
    struct content *content = &files[file].durable;
    FILE *stream = fopen(path, "rb");
    if (!stream) return 0;
    content->exists = 1;
    fseek(stream, 0, SEEK_END);
    long size = ftell(stream);
    rewind(stream);
    int bad = size < 0 || resize(content, (size_t)size) || fread(content->bytes, 1, (size_t)size, stream) != (size_t)size;
    fclose(stream);
    return bad ? -1 : 0;
}

int disk_knows(int file) {
    for (size_t i = files[file].count; i > 0; i--) {
        enum disk_change kind = files[file].pending[i - 1].kind;
        if (kind == DISK_CREATE || kind == DISK_DELETE) return kind == DISK_CREATE;
    }
    return files[file].durable.exists;
}

int disk_change(int file, enum disk_change kind, int64_t offset, const void *bytes, size_t count) {
    if (files[file].count == files[file].room) {
        size_t room = files[file].room ? files[file].room * 2 : 64;
        struct change *pending = realloc(files[file].pending, room * sizeof *pending);
        if (!pending) return -1;
        files[file].pending = pending;
        files[file].room = room;
    }
    struct change change = {kind, offset, count, NULL};
    if (count) {
        if (!(change.bytes = malloc(count))) return -1;
        memcpy(change.bytes, bytes, count);
    }
    files[file].pending[files[file].count++] = change;
    return 0;
}

// The first so many changes of a file are durable.
static int settle(int file, size_t settled) {
    int bad = 0;
    for (size_t i = 0; i < settled; i++) {
        struct change *change = &files[file].pending[i];
        bad |= apply(&files[file].durable, change, 0, change->count);
        free(change->bytes);
    }
    files[file].count -= settled;
    if (settled) memmove(files[file].pending, files[file].pending + settled, files[file].count * sizeof(struct change));
    return bad ? -1 : 0;
}

int disk_sync(int file) { return settle(file, files[file].count); }

int disk_sync_folder(void) {
    int bad = 0;
    for (int file = 0; file < DISK_FILES; file++) {
        // What was written before a file was deleted or made anew is of no account.
        size_t settled = files[file].count;
        while (settled > 0 && files[file].pending[settled - 1].kind > DISK_DELETE) settled--;
        bad |= settle(file, settled);
    }
    return bad ? -1 : 0;
}

// What is left of a file: the durable content with a random part of what is pending. Writes change places with each other, but not with
// what creates, shortens or deletes the file.
static int survive(int file, struct content *left, unsigned part) {
    size_t count = files[file].count;
    struct change *order = malloc((count + 1) * sizeof *order);
    if (!order) return -1;
    if (count) memcpy(order, files[file].pending, count * sizeof *order);
    for (size_t begin = 0; begin < count;) {
        size_t end = begin;
        while (end < count && order[end].kind == DISK_WRITE) end++;
        for (size_t i = end; i > begin + 1; i--) {
            size_t other = begin + disk_random(i - begin);
            struct change one = order[i - 1];
            order[i - 1] = order[other];
            order[other] = one;
        }
        begin = end + 1;
    }
    size_t torn = disk_random(count + 1);
    int bad = 0;
    for (size_t i = 0; i < count; i++) {
        if (disk_random(4) >= part) continue;
        size_t first = 0, last = order[i].count;
        if (i == torn && order[i].kind == DISK_WRITE) {
            // Torn at a sector of the file: the part before it has come, or the part after it.
            size_t sectors = ((size_t)order[i].offset + last) / 512 - (size_t)order[i].offset / 512;
            size_t tear = ((size_t)order[i].offset / 512 + 1 + disk_random(sectors)) * 512 - (size_t)order[i].offset;
            if (tear < last && disk_random(2)) first = tear; else if (tear < last) last = tear;
        }
        bad |= apply(left, &order[i], first, last);
    }
    free(order);
    return bad;
}

int disk_cut(const char *folder, const char *const names[DISK_FILES]) {
    // 0: all that was not synced is lost; 4: all of it has come but for a tear.
    unsigned part = (unsigned)disk_random(5);
    int bad = 0;
    for (int file = 0; file < DISK_FILES; file++) {
        struct content left = {0}, *durable = &files[file].durable;
        left.exists = durable->exists;
        bad |= resize(&left, durable->size);
        if (!bad && durable->size) memcpy(left.bytes, durable->bytes, durable->size);
        bad = bad || survive(file, &left, part);
        if (!bad && left.exists) {
            char path[4096];
            snprintf(path, sizeof path, "%s/%s", folder, names[file]);
            FILE *stream = fopen(path, "wb");
            bad = !stream || fwrite(left.bytes, 1, left.size, stream) != left.size;
            if (stream) bad |= fclose(stream);
        }
        free(left.bytes);
    }
    return bad ? -1 : 0;
}
