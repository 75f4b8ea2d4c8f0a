/// An author's mistake in a definition file: where, what, and how to mend it.
public struct Diagnostic: Sendable {
    /// An error keeps a bundle from being compiled; a warning does not.
    public enum Severity: String, Sendable, Comparable {
        case error, warning

        public static func < (left: Severity, right: Severity) -> Bool {
            left == .error && right == .warning
        }
    }

    public var mistake: Mistake
    public var position: SourcePosition
    public var severity: Severity
    /// Other places of the same cause.
    public var others: [SourcePosition] = []

    public init(_ mistake: Mistake, at position: SourcePosition) {
        self.mistake = mistake
        self.position = position
        severity = mistake.code.severity
    }

    public var code: DiagnosticCode { mistake.code }
    public var message: Title { mistake.wording.message }
    public var help: Title? { mistake.wording.help }
}

extension [Diagnostic] {
    /// The diagnostics in the order of their places, each cause once.
    public func sortedByPlace() -> [Diagnostic] {
        var seen: Set<String> = []
        return sorted {
            ($0.position, $0.severity, $0.code.rawValue, $0.message.en) < ($1.position, $1.severity, $1.code.rawValue, $1.message.en)
        }
        .filter { diagnostic in
            let place = diagnostic.position
            return seen.insert("\(place.file):\(place.line):\(place.column):\(diagnostic.code):\(diagnostic.message.en)").inserted
        }
    }

    /// A name that nothing declares told once, at the first of its places; for people, who mend it with one word.
    public func eachNameOnce() -> [Diagnostic] {
        var places: [Mistake: Int] = [:]
        return reduce(into: []) { told, diagnostic in
            guard case .unknown(let named, _, _, _) = diagnostic.mistake, named.isOfTheFolder else { return told.append(diagnostic) }
            if let place = places[diagnostic.mistake] {
                told[place].others.append(diagnostic.position)
            } else {
                places[diagnostic.mistake] = told.count
                told.append(diagnostic)
            }
        }
    }

    /// Every warning made an error, as `--strict` asks.
    public func strict() -> [Diagnostic] {
        map { diagnostic in
            var stricter = diagnostic
            stricter.severity = .error
            return stricter
        }
    }

    public var hasErrors: Bool { contains { $0.severity == .error } }
}
