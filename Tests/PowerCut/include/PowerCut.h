// A disk that remembers what it was made to keep: a layer between SQLite and its files that knows at every instant what a power cut would
// leave behind. It is linked into the driver of the tests only, never into the program.

#include <stdint.h>

#include "Fault.h"

/// Puts the layer under every database that this process opens from now on.
///
/// Cuts are taken while work goes on: at random instants, what would be left of the files is written to `folder/1`, `folder/2` …, with a
/// copy of the witness as it was just before. Of what was written since the last sync, a random part is lost, one write is torn at a
/// sector of 512 bytes, and the rest comes in any order; so do creations, truncations and deletions.
///
/// - database: its full path; only it, its -wal and its -journal are watched.
/// - witness: a file that says what was acknowledged; what stands there before a cut must be there after it.
/// - most: how many cuts to take.
/// - ignores_full: nonzero: `PRAGMA synchronous` is passed over, as if nobody had set it to FULL.
/// Returns 0, or SQLite's code of what went wrong.
int powercut_begin(const char *database, const char *witness, const char *folder, uint64_t seed, int most, int ignores_full);

/// How many cuts were taken; negative: one could not be written.
int powercut_taken(void);
