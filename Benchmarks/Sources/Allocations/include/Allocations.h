#ifndef ALLOCATIONS_H
#define ALLOCATIONS_H

/// How often this process has asked the C library for memory.
long allocations(void);

#endif
