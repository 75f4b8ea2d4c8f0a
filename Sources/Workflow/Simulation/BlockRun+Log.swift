/// Cases that are kept for an event log. Where nobody asks for one, nothing is kept.
extension BlockRun {
    /// For each office, seconds of the work that is under way at the end and is still to be done. It empties the agenda.
    mutating func workLeft() -> [Int64] {
        var left = world.hours.map { _ in Int64(0) }
        while let entry = agenda.next() {
            guard case .done(let office, _) = entry.what else { continue }
            left[Int(office)] += world.hours[Int(office)].opened(by: entry.at) - world.hours[Int(office)].opened(by: ended)
        }
        return left
    }

    /// What has happened to the cases of one who counts, in the order in which they were over.
    struct LoggedPerson {
        var number: Int
        var cases: [LoggedCase]
    }

    /// A case is over.
    mutating func log(_ application: SimulatedApplication) {
        guard isLogging, let number = people[application.person].number else { return }
        let who = "\(block + 1)-\(number + 1)"
        let item =
            application.errand < 0
            ? "" : "-\(world.rules.bundle.items[people[application.person].plan.errands[application.errand].item].item.id)"
        people[application.person].cases.append(
            LoggedCase(
                id: "case-\(who)\(item)", applicant: "person-\(who)", events: application.events,
                editions: [world.ways[application.part].rules]))
    }

    /// Everything that was kept, in the order of the people; of those with whom nobody was done in the end, too.
    mutating func takeLog() -> [LoggedCase] {
        for application in applications.all { log(application) }
        for person in people.all {
            if let number = person.number { logged.append(LoggedPerson(number: number, cases: person.cases)) }
        }
        defer { logged = [] }
        return logged.sorted { $0.number < $1.number }.flatMap(\.cases)
    }
}
