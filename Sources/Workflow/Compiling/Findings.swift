/// What the compiler found wrong, and whether anything was missing because it had been reported already.
final class Findings {
    private(set) var diagnostics: [Diagnostic] = []
    /// Something could not be compiled, whether reported now or before.
    private(set) var isBroken = false

    func report(_ mistake: Mistake, at position: SourcePosition) {
        let diagnostic = Diagnostic(mistake, at: position)
        if diagnostic.severity == .error { isBroken = true }
        diagnostics.append(diagnostic)
    }

    /// A name that could not be read where it was declared: no second mistake, but nothing to go on with either.
    func breakOff() {
        isBroken = true
    }

    /// Runs a part and tells whether it came out whole.
    func isWhole(_ part: () -> Void) -> Bool {
        let before = isBroken
        isBroken = false
        part()
        defer { isBroken = isBroken || before }
        return !isBroken
    }
}

/// The declared names of one kind, with their places.
struct Names {
    let named: Mistake.Named
    private var index: [String: Int] = [:]
    private var names: [Name] = []
    /// Names that two declarations have, so that nobody knows which is meant.
    private var ambiguous: Set<String> = []
    private let unread: Set<String>
    private let isUnread: Bool
    private let isMissing: Bool
    private let findings: Findings

    init(_ named: Mistake.Named, _ names: [Name], in definitions: Definitions, _ findings: Findings) {
        self.named = named
        self.names = names
        self.findings = findings
        unread = definitions.unread[named.readAs] ?? []
        isUnread = definitions.unreadKinds.contains(named.readAs)
        isMissing = definitions.missingKinds.contains(named.readAs)
        for (place, name) in names.enumerated() {
            if let first = index[name.value] {
                findings.report(.duplicateName(named, name.value, first: names[first].position), at: name.position)
                ambiguous.insert(name.value)
            } else {
                index[name.value] = place
            }
        }
    }

    /// The place of a name in the list, or nil, reported unless its declaration is what could not be read.
    func find(_ name: Name) -> Int? {
        if let place = index[name.value] {
            if ambiguous.contains(name.value) { findings.breakOff() }
            return place
        }
        if isMissing {
            findings.report(.missingFile(named.readAs.home), at: SourcePosition(file: named.readAs.home))
            return nil
        }
        if isUnread || unread.contains(name.value) {
            findings.breakOff()
            return nil
        }
        let nearest = nearestName(to: name.value, among: index.keys)
        findings.report(
            .unknown(
                named, name.value, nearest: nearest.map { Mistake.Nearest(name: $0, position: names[index[$0]!].position) },
                known: named == .role || named == .state ? names.map(\.value) : []),
            at: name.position)
        return nil
    }

    subscript(name: String) -> Int? { index[name] }

    /// Whether a name that is not there may be one that could not be read.
    func mayBeUnread(_ name: String) -> Bool { isUnread || unread.contains(name) }
}

extension Array {
    /// The results of a change, or nil if any of them is nil; every element is tried.
    func allOrNil<Other>(_ change: (Element) -> Other?) -> [Other]? {
        let all = map(change)
        let found = all.compactMap { $0 }
        return found.count == all.count ? found : nil
    }
}
