/// What an applicant wants to be done with a licence that would stand in for a paper.
enum LicenceChoice: Sendable, Hashable {
    /// It is looked for and used.
    case use
    /// The same, where it still says what he has looked at (a keyed fingerprint of that).
    case useThat(content: String)
    /// It is not looked for; nil: that is not told either.
    case leave(AskedLicence.Outcome?)

    /// Whether something else was found than he has looked at.
    func isAnother(_ content: String) -> Bool {
        if case .useThat(let looked) = self { looked != content } else { false }
    }
}

/// A licence that an application would use if its holder has it.
struct WantedLicence {
    var wanted: LicenceGathering.Wanted
    /// Whose the paper is besides.
    var others: [LicenceGathering.RolePlace]
    /// Places of the lines of the ledger for which it would stand in; none: it answers a question.
    var lines: [Int]
    /// What would be read of it.
    var fields: Set<String>
}

extension CompiledBundle {
    /// What would be used if everybody held everything, with the ledger of that.
    /// - Parameter gone: what is known not to stand in.
    func licencesWanted(
        _ given: [String: String], of request: Situation, _ baseline: Baseline, on day: Day, without gone: Set<LicenceGathering.Wanted> = []
    ) -> (ledger: Ledger, wanted: [WantedLicence]) {
        var hoped = request
        hoped.starts = day
        (hoped.answers, _) = answers(given, parties: roles.map { _ in [] })
        hoped.parties = everybody(in: hoped.answers, without: gone)
        let ledger = ledger(hoped, baseline)
        let (papers, entries) = (ledger.papersByLicence(), ledger.form().entries)
        var wanted: [WantedLicence] = []
        for (one, others) in ledger.licencesUsed where !wanted.contains(where: { $0.wanted == one }) {
            // All that the form might read of it: which of it is read is known when everything is found.
            let places = [one.place] + others
            let fills = shared.type(one.licence).fillsIn.filter { fill in
                entries.contains { $0.field == fill.field && places.contains(ledger.place($0.subject)) }
            }
            wanted.append(
                WantedLicence(
                    wanted: one, others: others, lines: papers[one]?.map(Int.init) ?? [],
                    fields: fieldsAsked(of: one.licence).union(fills.map(\.from))))
        }
        for source in questions.compactMap({ shared.questions[$0.question].source }) {
            guard let role = role(source.role.value) else { continue }
            let one = LicenceGathering.Wanted(place: .init(role: role, instance: 0), licence: source.licence)
            if wanted.contains(where: { $0.wanted == one }) { continue }
            wanted.append(WantedLicence(wanted: one, others: [], lines: [], fields: fieldsAsked(of: source.licence)))
        }
        return (ledger, wanted)
    }

    /// Everybody who is part of a situation, with everything that he can hold.
    func everybody(in answers: Answers, without gone: Set<LicenceGathering.Wanted>) -> [[Party]] {
        roles.enumerated().map { place, role in
            let count: Int =
                switch role.binding {
                case .one: 1
                case .counted(let question): answers[question].map { shared.questions[question].number($0) } ?? 0
                case .group, .by: 0
                }
            let holdings = shared.heldBy[role.kind] ?? []
            return (0..<count).map { instance in
                func isGone(_ type: Int) -> Bool { gone.contains(.init(place: .init(role: place, instance: instance), licence: type)) }
                return Party(
                    holdings: holdings.filter { !isGone($0) }.map { Holding(licence: $0, until: nil) },
                    unknownTo: Set(shared.sources.indices.filter { isGone(SharedDefinitions.number(ofSource: $0)) }))
            }
        }
    }

    /// What questions of this bundle read of licences of a type.
    func fieldsAsked(of licence: Int) -> Set<String> {
        Set(questions.compactMap { shared.questions[$0.question].source }.filter { $0.licence == licence }.map(\.field))
    }

    /// As somebody writes it.
    func name(of wanted: LicenceGathering.Wanted) -> String {
        "\(label(wanted.place)):\(shared.type(wanted.licence).definition.id.value)"
    }

    /// As people call it.
    func title(of wanted: LicenceGathering.Wanted) -> Title {
        let (whose, what) = (shared.title(ofSubject: label(wanted.place)), shared.type(wanted.licence).definition.title)
        return Title(zh: "\(whose.zh)的\(what.zh)", en: "\(what.en) (\(whose.en))")
    }
}
