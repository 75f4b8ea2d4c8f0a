/// Work that officers do for many applications at once.
struct WorkBatch {
    var office: Int
    /// The move, among all moves of the rules of a part: what is done at once.
    var part: Int
    var move: Int32
    /// Seconds of work, as the first drew it; and the rank of its item.
    var seconds: Int64
    var rank: Int
    var jobs: [Agenda.Job]
    /// It waits for others still.
    var isOpen = true
}

extension BlockRun {
    /// Puts the work on an item to that on others; the batch is worked on when it is full, or has waited long enough.
    mutating func put(
        _ job: Agenda.Job, into batch: ScenarioDefinition.Batch, _ move: Int32, part: Int, office: Int, seconds: Int64, rank: Int
    ) {
        let key = BatchKey(office: office, part: part, move: move)
        let place: Int
        if let known = openBatches[key] {
            place = known
            batches[place].jobs.append(job)
        } else {
            place = batches.add(WorkBatch(office: office, part: part, move: move, seconds: seconds, rank: rank, jobs: [job]))
            openBatches[key] = place
            let ticket = batches.ticket(place)
            agenda.add(.batchCloses(batch: Int32(place), ticket: ticket), at: now + Int64(batch.after.clockSeconds))
        }
        if batches[place].jobs.count >= batch.of { closeBatch(place, batches.ticket(place)) }
    }

    /// Nobody else is waited for: officers work on it.
    mutating func closeBatch(_ place: Int, _ ticket: UInt32) {
        guard batches.isThere(place, ticket), batches[place].isOpen else { return }
        batches[place].isOpen = false
        openBatches[BatchKey(office: batches[place].office, part: batches[place].part, move: batches[place].move)] = nil
        put(.batch(place), to: batches[place].office, seconds: batches[place].seconds, rank: batches[place].rank, in: world)
    }

    mutating func finishBatch(_ place: Int) {
        let jobs = batches[place].jobs
        batches.remove(place)
        for job in jobs { act(job, in: world) }
    }
}

/// What comes into one batch.
struct BatchKey: Hashable {
    var office: Int
    var part: Int
    var move: Int32
}
