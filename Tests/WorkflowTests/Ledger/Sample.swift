import TestSupport

@testable import Workflow

/// A line of a list: `{material: paper-a, of: holder, asked-by: {g1: {originals: 1}}}`, and what else it says.
func paper(_ material: String, of: String = "holder", askedBy: String = "g1: {originals: 1}", _ more: String = "") -> String {
    "{material: \(material), of: \(of), asked-by: {\(askedBy)}\(more.isEmpty ? "" : ", " + more)}"
}

/// A small definition folder made in a test: the bundle `thing` with its one journey `case`, which starts on Monday 2026-03-02.
///
/// There are papers `paper-a` to `paper-j`, guides `g1` (official), `g2` (mirror) and `g3` (law), of which g1 is chosen for every item, the
/// questions `flag` (up, down), `size` (0 to 3), `extra` (one, two; asked only while the flag is up) and `mode` (plain, fancy), and the
/// fields `name`, `number`, `address` (long), `note` and `choice` (answered by the question `mode`). The calendar is that of 2026. Items are
/// decided on the spot, by a process of three states; other processes are added by their text or, from our own folder, by their name.
struct Sample {
    struct Item {
        var id: String
        var department = "office"
        var kind = "public-service"
        var roles = "holder: person"
        var lines: [String] = []
        var issues: [String] = []
        /// What stands under `form`, in flow style.
        var form: String?
        var limit: String?
        var visits = 1
        var process = "on-the-spot"
        /// `department-system`: it is decided there.
        var decidedIn: String?
        /// What the bundle says of it: `after: first`.
        var bundle = ""
    }

    var items: [Item]
    /// Licence → what else it says; it is held by `holder`, lasts for good and may be used freely unless that says otherwise.
    var licences: [String: String] = [:]
    /// Source → what else it says.
    var sources: [String: String] = [:]
    var roles = "holder: person"
    var questions = "flag, size, extra, mode"
    /// More top-level keys of the bundle.
    var more: [String] = []
    var formsAreMaterials = false
    var shownLicencesAreMaterials = false
    var time = "apart: promised, combine: sum"
    var baseline: String?
    var answers = "flag: up, size: 1, extra: one, mode: plain"
    var people = ""
    var starts = "2026-03-02 09:30"
    /// Sources that answer; nil: all.
    var answering: [String]?
    var assumptions: [String: String] = [:]
    /// Process → its text.
    var processes = ["on-the-spot": onTheSpot]

    func compiled() throws -> Compilation {
        // What its journey waits for may never come.
        try ScratchFolder(try files()).check(expectingDifferentJourneys: true).compilation
    }

    func plan(_ baseline: Baseline? = nil) throws -> Plan {
        let compilation = try compiled()
        guard let bundle = compilation.bundle("thing"), let journey = compilation.journey("case", of: "thing") else {
            throw Unexpected("the sample has no bundle")
        }
        return bundle.plan(journey.situation, baseline ?? .oneGuide(of: bundle))
    }

    /// The folder: path → text.
    func files() throws -> [String: String] {
        var files = Self.shared
        files["calendars/2026.yaml"] = try Checkout.text("Definitions/calendars/2026.yaml")
        files["assumptions.yaml"] = assumptionsFile
        for item in items { files["items/\(item.department)/\(item.id).yaml"] = file(item) }
        for (process, text) in processes { files["processes/\(process).yaml"] = text }
        files.merge(papers) { $1 }
        name(in: &files)
        for (licence, more) in licences { files["licences/\(licence).yaml"] = licenceFile(licence, more) }
        for (source, more) in sources {
            files["sources/\(source).yaml"] = """
                source: \(source)
                title: \(Self.title(source))
                owner: office
                while-down: \(Self.title("while down"))
                basis: [{law: some-law, article: 2}]
                \(more.contains("of:") ? "" : "of: person")
                \(more)
                """
        }
        files["bundles/thing.yaml"] = bundleFile
        files["journeys/thing/case.yaml"] = """
            journey: case
            title: \(Self.title("case"))
            bundle: thing
            starts: \(starts)
            answers: {\(answers)}
            people: {\(people)}
            shared: [\((answering ?? sources.keys.sorted()).joined(separator: ", "))]
            """
        return files
    }

    private func file(_ item: Item) -> String {
        var keys = [
            "item: \(item.id)", "title: \(Self.title(item.id))", "department: \(item.department)", "kind: \(item.kind)",
            "basis: [{law: some-law, article: 1}]", "visits: {apart: \(item.visits), grade: constructed}",
            "steps: {apart: [apply, decide], grade: constructed}", "roles: {\(item.roles)}", "process: \(item.process)",
        ]
        if let decidedIn = item.decidedIn { keys.append("decided-in: \(decidedIn)") }
        if let limit = item.limit { keys.append("time-limit: {\(limit)}") }
        if let form = item.form { keys.append("form: {title: \(Self.title("form of \(item.id)")), \(form)}") }
        if !item.lines.isEmpty { keys += ["materials:"] + item.lines.map { "  - \($0)" } }
        if !item.issues.isEmpty { keys.append("issues: [\(item.issues.joined(separator: ", "))]") }
        return keys.joined(separator: "\n")
    }

    /// Laws and departments that the processes and their papers name.
    private func name(in files: inout [String: String]) {
        func entries(_ word: Regex<(Substring, Substring)>) -> String {
            let texts = Array(processes.values) + files.filter { $0.key.hasPrefix("papers/") }.values
            let names = Set(texts.flatMap { $0.matches(of: word).map { String($0.1) } }).subtracting(["some-law", "office"])
            return names.sorted().map { "\n  \($0): {title: \(Self.title($0))}" }.joined()
        }
        files["laws.yaml"] = "laws:\n  some-law: {title: \(Self.title("some law"))}" + entries(/law: ([a-z-]+)/)
        let departments = entries(/department: ([a-z-]+)/)
        files["departments.yaml", default: ""] += departments
    }

    /// The official papers that the processes name: those of our own folder for its own processes, a line for all others.
    private var papers: [String: String] {
        let ours = Checkout.definitions.folder.sources
        var files: [String: String] = [:]
        for (process, text) in processes {
            for name in Set(text.matches(of: /paper: ([a-z-]+)/).map { String($0.1) }) {
                let file = "papers/\(name).yaml"
                let line = "paper: \(name)\ntitle: \(Self.title(name))\ntext: [{zh: \"{date}\", en: \"{date}\"}]"
                files[file] = ours["processes/\(process).yaml"] == text ? ours[file] : line
            }
        }
        for name in Set(more.joined().matches(of: /paper: ([a-z-]+)/).map { String($0.1) }) {
            files["papers/\(name).yaml"] = """
                paper: \(name)
                title: \(Self.title(name))
                text: [{zh: "{law} {reason} {statutory-day}", en: "{law}: {reason}, until {statutory-day}"}]
                """
        }
        return files
    }

    /// Processes of our own folder, as they stand there.
    static func declared(_ names: String...) throws -> [String: String] {
        var processes: [String: String] = [:]
        for name in names { processes[name] = try Checkout.text("Definitions/processes/\(name).yaml") }
        return processes
    }

    private static let onTheSpot = """
        process: on-the-spot
        title: \(title("on the spot"))
        states:
          received: {title: \(title("received")), clock: running}
          done: {title: \(title("done")), end: granted}
          refused: {title: \(title("refused")), end: refused, needs: [reason, remedies]}
          withdrawn: {title: \(title("withdrawn")), end: withdrawn}
        moves:
          - {move: decide, title: \(title("decide")), from: received, to: done, by: officer, needs: [verified-papers]}
          - {move: refuse, title: \(title("refuse")), from: received, to: refused, by: officer}
          - {move: withdraw, title: \(title("withdraw")), from: received, to: withdrawn, by: applicant}
        """

    private func licenceFile(_ licence: String, _ more: String) -> String {
        """
        licence: \(licence)
        title: \(Self.title(licence))
        issued-by: office
        basis: [{law: some-law, article: 2}]
        \(more.contains("held-by:") ? "" : "held-by: {holder: person}")
        \(more.contains("lasts:") ? "" : "lasts: permanent")
        \(more.contains("reuse:") ? "" : "reuse: freely")
        \(more)
        """
    }

    private var bundleFile: String {
        let lists = items.filter { !$0.lines.isEmpty || $0.form?.contains("asked-by") == true }.map(\.id)
        let whole = more.contains { $0.hasPrefix("materials:") } ? ["whole-list"] : []
        let chosen = (lists + whole).map { "\($0): g1" }.joined(separator: ", ")
        let order = items.map { "  - {item: \($0.id)\($0.bundle.isEmpty ? "" : ", " + $0.bundle)}" }
        return """
            bundle: thing
            title: \(Self.title("thing"))
            life-event: \(Self.title("event"))
            lead-department: office
            channel: \(Self.title("channel"))
            base: case
            baseline: {\(baseline ?? chosen)}
            roles: {\(roles)}
            questions: [\(questions)]
            items:
            \(order.joined(separator: "\n"))
            steps: {together: 1, grade: constructed}
            visits: {together: 0, grade: constructed}
            counting:
              forms-are-materials: \(formsAreMaterials)
              shown-licences-are-materials: \(shownLicencesAreMaterials)
              time: {\(time)}
            \(more.joined(separator: "\n"))
            """
    }

    private var assumptionsFile: String {
        let values = [
            "typed-short-field": "1 minute", "typed-long-field": "2 minutes", "prefilled-field": "0.5 minutes", "paper": "10 minutes",
            "copy": "3 minutes", "visit": "1 hour", "working-day": "8 hours", "immediate": "0 working days",
            "natural-day": "0.5 working days", "month": "20 working days", "announced-day": "1 working day",
        ].merging(assumptions) { $1 }
        return "assumptions:\n"
            + values.map { "  \($0.key): {value: \($0.value), grade: constructed, because: \(Self.title("because"))}\n" }.joined()
    }

    private static func title(_ text: String) -> String { "{zh: 中文 \(text), en: \(text)}" }

    private static let shared = [
        "departments.yaml": "departments:\n  office: {title: \(title("office"))}\n  other-office: {title: \(title("other office"))}",
        "materials.yaml": "materials:\n"
            + ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"].map { "  paper-\($0): {title: \(title("paper \($0)"))}\n" }.joined(),
        "fields.yaml": """
        fields:
          name: {title: \(title("name")), typing: short}
          number: {title: \(title("number")), typing: short}
          address: {title: \(title("address")), typing: long}
          note: {title: \(title("note")), typing: short}
          choice: {title: \(title("choice")), typing: short, answered-by: mode}
        """,
        "guides.yaml": """
        guides:
          g1: {issuer: \(title("office")), title: \(title("guide 1")), grade: official}
          g2: {issuer: \(title("office")), title: \(title("guide 2")), grade: mirror}
          g3: {issuer: \(title("office")), title: \(title("guide 3")), grade: law}
        """,
        "questions.yaml": """
        questions:
          flag: {ask: \(title("flag")), answers: {up: \(title("up")), down: \(title("down"))}}
          size: {ask: \(title("size")), number: 0 to 3}
          extra: {ask: \(title("extra")), only-if: {flag: up}, answers: {one: \(title("one")), two: \(title("two"))}}
          mode: {ask: \(title("mode")), answers: {plain: \(title("plain")), fancy: \(title("fancy"))}}
        """,
        "words.yaml": """
        steps: {apply: {title: \(title("apply"))}, decide: {title: \(title("decide"))}}
        kinds: {public-service: {title: \(title("public service")), code: "20"}, permit: {title: \(title("permit")), code: "01"}}
        events: {plated: {title: \(title("plated"))}}
        """,
    ]
}
