/// People on their ways: preparing, going to an office, waiting at its window.
extension BlockRun {
    // MARK: Beginning

    mutating func begin(_ person: consuming SimulatedPerson) {
        let plan = person.plan
        let place = people.add(person)
        if isTogether {
            prepare(
                place, errand: -1, fields: plan.together.figures.fields, papers: plan.together.figures.materials,
                copies: plan.together.copies)
        } else {
            beginErrands(place)
        }
    }

    /// Begins every errand whose results are there that it needs.
    mutating func beginErrands(_ place: Int) {
        let plan = people[place].plan
        for (number, errand) in plan.errands.enumerated() where people[place].errands[number] == .waiting {
            let needs = errand.after.map { people[place].errands[$0] }
            if needs.contains(.failed) {
                people[place].errands[number] = .failed
                people[place].refused += errand.instances
            } else if needs.allSatisfy({ $0 == .granted }) {
                people[place].errands[number] = .begun
                people[place].open += 1
                prepare(place, errand: number, fields: errand.fields, papers: errand.papers, copies: errand.copies)
            }
        }
    }

    /// He fills in the form, finds the papers and copies them; each at his own pace, which is the same in both arms.
    private mutating func prepare(_ place: Int, errand: Int, fields: Int, papers: Int, copies: Int) {
        let draws = people[place].draws
        let seconds =
            world.typedField.seconds(draws, .typing) * Double(fields) + world.paper.seconds(draws, .paper) * Double(papers)
            + world.copy.seconds(draws, .copying) * Double(copies)
        if errand < 0 { people[place].open += 1 }
        people[place].spend(seconds)
        var ready = now + seconds.wholeSeconds
        if errand < 0 { for (source, law) in world.sourceTimes { ready += law.seconds(draws, .source, source).wholeSeconds } }
        agenda.add(.ready(person: Int32(place), errand: Int32(errand)), at: ready)
    }

    mutating func ready(_ place: Int, _ errand: Int) {
        let visits = errand < 0 ? world.visits : people[place].plan.errands[errand].visits
        if visits == 0 { return handIn(place, errand) }
        let office = errand < 0 ? world.leadOffice : people[place].plan.errands[errand].office
        go(place, SimulatedPerson.Visit(purpose: .apply(errand: errand), office: office))
    }

    // MARK: Ways to an office

    mutating func go(_ place: Int, _ visit: SimulatedPerson.Visit) {
        guard people[place].visit == nil else { return people[place].visits.append(visit) }
        people[place].visit = visit
        let way = people[place].travel(world)
        let arrives = world.hours[visit.office].opening(from: now + (way / 2).wholeSeconds)
        agenda.add(.atWindow(person: Int32(place)), at: arrives)
    }

    mutating func queue(person place: Int) {
        guard let visit = people[place].visit else { return }
        let seconds = world.window.seconds(people[place].draws, .window, people[place].visitsMade)
        put(.person(place), to: visit.office, seconds: seconds.wholeSeconds, rank: nil, in: world)
    }

    /// An officer has attended to him.
    mutating func served(_ place: Int) {
        guard let visit = people[place].visit else { return }
        people[place].visit = nil
        switch visit.purpose {
        case .apply(let errand): handIn(place, errand)
        case .mend(let job): act(job, in: world)
        case .collect: people[place].last = now
        }
        if people[place].visits.isEmpty { return settle(place) }
        go(place, people[place].visits.removeFirst())
    }
}
