// What a layer between SQLite and its files hands on as it is. Whoever includes it has said where the file of the layer below is: BELOW(file).

#define PASS(name, parameters, arguments) \
    static int pass_##name parameters { return BELOW(file)->pMethods->x##name arguments; }

PASS(Close, (sqlite3_file *file), (BELOW(file)))
PASS(FileSize, (sqlite3_file *file, sqlite3_int64 *size), (BELOW(file), size))
PASS(Lock, (sqlite3_file *file, int level), (BELOW(file), level))
PASS(Unlock, (sqlite3_file *file, int level), (BELOW(file), level))
PASS(CheckReservedLock, (sqlite3_file *file, int *answer), (BELOW(file), answer))
PASS(SectorSize, (sqlite3_file *file), (BELOW(file)))
PASS(DeviceCharacteristics, (sqlite3_file *file), (BELOW(file)))
PASS(ShmMap, (sqlite3_file *file, int page, int size, int extend, void volatile **map), (BELOW(file), page, size, extend, map))
PASS(ShmLock, (sqlite3_file *file, int offset, int count, int flags), (BELOW(file), offset, count, flags))
PASS(ShmUnmap, (sqlite3_file *file, int deletes), (BELOW(file), deletes))

static void pass_ShmBarrier(sqlite3_file *file) { BELOW(file)->pMethods->xShmBarrier(BELOW(file)); }

// The layer's own are read_bytes, write_bytes, truncate_file, sync_file and control. Version 2: no memory map of a file, whose changes nobody
// could see.
#define METHODS_OF_LAYER { \
    .iVersion = 2, .xRead = read_bytes, .xWrite = write_bytes, .xTruncate = truncate_file, .xSync = sync_file, \
    .xFileControl = control, .xClose = pass_Close, .xFileSize = pass_FileSize, .xLock = pass_Lock, .xUnlock = pass_Unlock, \
    .xCheckReservedLock = pass_CheckReservedLock, .xSectorSize = pass_SectorSize, \
    .xDeviceCharacteristics = pass_DeviceCharacteristics, .xShmMap = pass_ShmMap, .xShmLock = pass_ShmLock, \
    .xShmBarrier = pass_ShmBarrier, .xShmUnmap = pass_ShmUnmap }
