/// Who is who in one situation: the persons and things of each role.
///
/// A subject is a number; two roles with the same identity are the same subject.
struct CaseRoles: Sendable {
    /// The subjects of each role of the bundle; none where the role is not part of the situation.
    private(set) var subjects: [[Int]] = []
    /// Role and instance of each subject.
    private(set) var origins: [(role: Int, instance: Int)] = []
    /// What each subject holds.
    private(set) var holdings: [[Holding]] = []
    /// The sources that have nothing of each.
    private(set) var unknownTo: [Set<Int>] = []
    private let bundle: CompiledBundle

    init(_ bundle: CompiledBundle, _ situation: Situation) {
        self.bundle = bundle
        var byIdentity: [String: Int] = [:]
        subjects = Array(repeating: [], count: bundle.roles.count)
        for (place, role) in bundle.roles.enumerated() where role.onlyIf.holds(situation.answers) {
            let count: Int
            switch role.binding {
            case .one: count = 1
            case .counted(let question): count = situation.answers[question].map { bundle.shared.questions[question].number($0) } ?? 0
            case .group, .by: continue
            }
            for instance in 0..<count {
                let party = instance < situation.parties[place].count ? situation.parties[place][instance] : Party()
                if let known = party.identity.flatMap({ byIdentity[$0] }) {
                    holdings[known] += party.holdings
                    unknownTo[known].formUnion(party.unknownTo)
                    subjects[place].append(known)
                    continue
                }
                let subject = origins.count
                origins.append((place, instance))
                holdings.append(party.holdings)
                unknownTo.append(party.unknownTo)
                if let identity = party.identity { byIdentity[identity] = subject }
                subjects[place].append(subject)
            }
        }
        for (place, role) in bundle.roles.enumerated() {
            switch role.binding {
            case .by(let question, let roles):
                if let chosen = situation.answers[question].flatMap({ roles[$0] }) { subjects[place] = subjects[chosen] }
            case .group(let members):
                if members.allSatisfy({ !subjects[$0].isEmpty }) { subjects[place] = members.flatMap { subjects[$0] } }
            case .one, .counted: break
            }
        }
    }

    /// The printed name of one or more subjects: `mother`, `child#2`, or the name of a group.
    func label(_ these: [Int]) -> String {
        if these.count == 1 { return label(these[0]) }
        if these.count > 1 {
            for (place, role) in bundle.roles.enumerated() {
                if case .group = role.binding, Set(subjects[place]) == Set(these) { return role.id }
            }
        }
        return these.map(label).joined(separator: "+")
    }

    private func label(_ subject: Int) -> String {
        let origin = origins[subject]
        let name = bundle.roles[origin.role].id
        return subjects[origin.role].count > 1 ? "\(name)#\(origin.instance + 1)" : name
    }
}
