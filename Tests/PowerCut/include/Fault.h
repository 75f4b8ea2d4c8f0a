// A disk that fails when it is told to: a layer between SQLite and its files (R3). Linked into the driver of the tests only.

#include <stdint.h>

enum fault_kind { FAULT_NONE, FAULT_READ, FAULT_WRITE, FAULT_FULL, FAULT_SYNC, FAULT_OPEN };

/// Puts the layer under every database that this process opens from now on. Returns 0, or SQLite's code of what went wrong.
int fault_begin(void);

/// Of all that is asked of a database file, its -wal and its -journal from now on, lets the n-th thing of a kind fail (from 1), and with
/// `lasts` all that come after it.
void fault_set(const char *database, enum fault_kind kind, int64_t nth, int lasts);

/// How often it has failed since.
int64_t fault_count(void);
