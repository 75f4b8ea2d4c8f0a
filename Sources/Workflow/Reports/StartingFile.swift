/// Files for authors to start from: commented, and without a mistake as they stand.
public enum StartingFile {
    /// Why there is no starting file.
    public struct Problem: Error {
        public var message: Title
        public var help: Title?
    }

    /// A file of a kind with an id, its references taken from what there is; for a folder of that name (a department's, a bundle's).
    public static func text(
        of kind: FileKind, id: String, in compilation: Compilation, under folder: String? = nil
    ) throws(Problem) -> String {
        // `bundle/name` of a journey or scenario.
        if kind == .journey || kind == .scenario, let slash = id.firstIndex(of: "/") {
            let bundle = String(id[..<slash])
            guard compilation.bundle(bundle) != nil else {
                let wording = Diagnostic(unknownName: .bundle, bundle, among: compilation.bundles.map(\.id))
                throw Problem(message: wording.message, help: wording.suggestion)
            }
            return try text(of: kind, id: String(id[id.index(after: slash)...]), in: compilation, under: bundle)
        }
        guard Reader<String>.isKebabCase(id) else {
            let wording = Mistake.wrongId(id).wording
            throw Problem(message: wording.message, help: wording.help)
        }
        if let taken = taken(id, kind, in: compilation, under: folder) {
            throw Problem(
                message: Title(zh: "`\(id)` 已有：\(taken)", en: "`\(id)` stands already in \(taken)"),
                help: Title(zh: "换一个名称", en: "choose another name"))
        }
        let shared = compilation.shared
        let department = (shared.departments.first { $0.id.value == folder } ?? shared.departments.first)?.id.value ?? "health"
        let material = shared.materials.first?.id.value ?? "photo"
        let guide = shared.guides.first?.id.value ?? "our-guide"
        let law = compilation.items.flatMap(\.basis).first?.law.id.value ?? "administrative-licensing-law"
        switch kind {
        case .item:
            return item(
                id, department, shared.kinds.first?.id.value ?? "public-service", processLine(compilation),
                shared.steps.first?.id.value ?? "apply", material, guide, law)
        case .licence: return licence(id, department, material, law)
        case .source: return source(id, department, material, law)
        case .process: return process(id, law)
        case .paper: return paper(id, law)
        case .calendar: return calendar(id)
        case .bundle:
            guard let item = compilation.items.first(where: { $0.roles.count <= 3 }) ?? compilation.items.first else {
                throw Problem(message: Title(zh: "请先写一个事项", en: "write an item first"))
            }
            return bundle(id, department, item)
        case .journey:
            guard let bundle = compilation.bundles.first(where: { $0.id == folder }) ?? compilation.bundles.first else {
                throw Problem(message: Title(zh: "请先写一件事", en: "write a bundle first"))
            }
            return journey(id, bundle, compilation)
        case .times: return times(id)
        case .scenario:
            let bundles = compilation.bundles.filter { $0.definition.base != nil }
            if folder == nil, bundles.count > 1 {
                let names = bundles.map(\.id)
                throw Problem(
                    message: Title(zh: "`\(id)` 是哪个一件事的仿真方案？", en: "of which bundle is the scenario `\(id)`?"),
                    help: Title(
                        zh: "onething new scenario 一件事/\(id)；一件事有：\(names.joined(separator: "、"))",
                        en: "onething new scenario BUNDLE/\(id); the bundles are \(names.joined(separator: ", "))"))
            }
            guard let bundle = bundles.first(where: { $0.id == folder }) ?? bundles.first else {
                throw Problem(message: Title(zh: "请先写一件事和它的基准示例", en: "write a bundle and its base journey first"))
            }
            return scenario(id, bundle)
        default:
            throw Problem(
                message: Title(
                    zh: "`\(kind.place)` 中每项占一块，请直接在文件里添加", en: "`\(kind.place)` has a block for each entry: add yours to the file"))
        }
    }

    /// The file that has the name already.
    private static func taken(_ id: String, _ kind: FileKind, in compilation: Compilation, under folder: String?) -> String? {
        if kind == .item {
            let department = compilation.items.first { $0.id == id }.map { compilation.shared.departments[$0.department].id.value }
            return department.map { "items/\($0)/\(id).yaml" }
        }
        let names: [Name] =
            switch kind {
            case .licence: compilation.shared.licences.map(\.definition.id)
            case .source: compilation.shared.sources.map(\.definition.id)
            case .process: compilation.processes.map(\.definition.id)
            case .bundle: compilation.bundles.map(\.definition.id)
            case .journey: compilation.journeys.filter { $0.bundle == folder }.map(\.definition.id)
            case .scenario: compilation.scenarios.filter { $0.bundle.id == folder }.map(\.definition.id)
            default: []
            }
        return names.first { $0.value == id }?.position.file
    }

    private static func item(
        _ id: String, _ department: String, _ kind: String, _ process: String, _ step: String, _ material: String, _ guide: String,
        _ law: String
    ) -> String {
        """
        # items/\(department)/\(id).yaml: one service item (事项) of one department
        item: \(id)                       # equal to the file's name
        title: {zh: 新事项, en: New item}
        department: \(department)         # of departments.yaml, equal to the folder's name
        kind: \(kind)                     # of words.yaml
        basis: [{law: \(law)}]            # of laws.yaml; add the article
        \(process)
        # time-limit: {statutory: 10 working days, from: received, basis: [{law: \(law)}]}
        visits: {apart: 1, grade: constructed}      # constructed: ours; law, official or mirror where a guide says so
        steps: {apart: [\(step)], grade: constructed}
        roles: {holder: person}           # the formal roles that this file speaks of
        materials:
          - material: \(material)         # of materials.yaml
            of: holder
            asked-by: {\(guide): {originals: 1}}     # every guide that asks for it, with what it wants
            stays: {because: {zh: 尚未查明能否免交, en: Not yet known whether anything replaces it}}
        # issues: [{licence: some-licence, for: holder}]

        """
    }

    /// The process that most items have; where there is none, how to come by one.
    private static func processLine(_ compilation: Compilation) -> String {
        let uses = compilation.items.reduce(into: [:]) { uses, item in uses[item.process?.id ?? "", default: 0] += 1 }
        let process = compilation.processes.max { (uses[$0.id] ?? 0, $1.id) < (uses[$1.id] ?? 0, $0.id) }
        return process.map { "process: \($0.id)            # of processes/: how it is handled" }
            ?? "process: my-process               # there is none yet: `onething new process my-process` prints one"
    }

    private static func process(_ id: String, _ law: String) -> String {
        """
        # processes/\(id).yaml: how items are handled; an item begins in the first state
        process: \(id)                    # equal to the file's name
        title: {zh: 新流程, en: New process}
        # basis: [{law: \(law)}]          # the law that orders it
        states:
          received:
            title: {zh: 已收件, en: received}
            clock: running                # the legal clock: not-started, running or stopped
          correcting:
            title: {zh: 待补正, en: to be corrected}
            clock: stopped
            waits-for: applicant          # or payment, with fee: {zh: …, en: …}; else it waits for the department
            at-most: 30 days
            overdue: lapse                # the move that happens then, or reported
            # paper: some-notice          # the official paper that is issued on entering it, of papers/
          done: {title: {zh: 已办结, en: done}, end: granted}       # decision: granted, where delivery comes after
          refused: {title: {zh: 不予办理, en: refused}, end: refused, needs: [reason, remedies]}
          withdrawn: {title: {zh: 已撤回, en: withdrawn}, end: withdrawn}
          lapsed: {title: {zh: 逾期终止, en: lapsed}, end: lapsed}
        moves:
          - {move: decide, title: {zh: 办结, en: decide}, from: received, to: done, by: officer, needs: [verified-papers]}
          - move: ask-correction
            title: {zh: 一次性告知补正, en: ask for corrections}
            from: received
            to: correcting
            by: officer                   # applicant, officer or time
            needs: [reason, gaps, new-facts]        # all that is wanting, at once; later only what is new
          - {move: correct, title: {zh: 补正, en: correct}, from: correcting, to: received, by: applicant, needs: [papers]}
          - {move: refuse, title: {zh: 不予办理, en: refuse}, from: received, to: refused, by: officer}
          - {move: withdraw, title: {zh: 撤回, en: withdraw}, from: [received, correcting], to: withdrawn, by: applicant}
          - {move: lapse, title: {zh: 逾期终止, en: lapse}, from: correcting, to: lapsed, by: time}

        """
    }

    private static func licence(_ id: String, _ department: String, _ material: String, _ law: String) -> String {
        """
        # licences/\(id).yaml: one type of electronic licence (电子证照)
        licence: \(id)                    # equal to the file's name
        title: {zh: 新证照, en: New licence}
        issued-by: \(department)
        # type-code: 21 characters of GB/T 36902
        held-by: {holder: person}         # or {holder-1: person, holder-2: person}
        lasts: permanent                  # or 10 years, 6 months
        replaces: [\(material)]           # the materials that it stands in for
        # fills-in: {holder.name: 姓名}   # field of fields.yaml: the licence's own field
        # names: {mother: 母亲证件号}     # others whom it names by their numbers, for named-by and represented-by of a bundle
        reuse: freely                     # freely, ask-again or never
        basis: [{law: \(law)}]

        """
    }

    private static func paper(_ id: String, _ law: String) -> String {
        """
        # What an office writes to the applicant. A process names it with `paper:` on a move or a state, a bundle with `receipt:`.
        paper: \(id)                      # equal to the file's name
        title: {zh: 名称, en: Its name}
        basis: [{law: \(law), article: 1}]        # the law that asks for it
        # A paragraph each; one whose place has nothing to say is left out.
        text:
          - zh: "办件 {case} 的申请人："
            en: "To the applicant of case {case}:"
          - zh: "你申请的“{item}”于 {received-on} 收到。"
            en: "Your application for “{item}” was received on {received-on}."

        """
    }

    private static func source(_ id: String, _ department: String, _ material: String, _ law: String) -> String {
        """
        # sources/\(id).yaml: data that a department or hospital shares
        source: \(id)                     # equal to the file's name
        title: {zh: 新数据源, en: New source}
        owner: \(department)
        # type-code: 21 characters; with it registries and providers are asked for each person
        of: person                        # the kind of role that it knows
        replaces: [\(material)]           # the materials that it stands in for
        # fills-in: {name: 姓名}          # or yes-or-no: true, and nothing is handed over
        while-down: {zh: 暂时提交纸质材料, en: The paper is handed in meanwhile}
        basis: [{law: \(law)}]

        """
    }

    private static func calendar(_ id: String) -> String {
        """
        # calendars/\(id).yaml: the working-day arrangement of the State Council for one year
        calendar: \(id)
        notices: []                       # addresses of the notices
        days-off: []                      # days off, beyond plain weekends
        make-up: []                       # weekend days that are worked (调休)

        """
    }

    private static func bundle(_ id: String, _ department: String, _ item: CompiledItem) -> String {
        let roles = item.roles.map { "\($0.name.value): \($0.kind.rawValue)" }.joined(separator: ", ")
        return """
            # bundles/\(id).yaml: one thing (一件事), composed of items
            bundle: \(id)                     # equal to the file's name
            title: {zh: 新的一件事, en: A new one thing}
            life-event: {zh: 人生或企业的一件事, en: What happens}
            lead-department: \(department)
            channel: {zh: 在哪里申请, en: Where one applies}
            # base: some-journey              # the journey that reports use
            baseline: {}                      # item: the guide that counts, one for each item with a list
            roles: {\(roles)}
            questions: []                     # of questions.yaml
            items: []
            # items:
            #   - {item: \(item.id)}
            steps: {together: 1, grade: constructed}
            visits: {together: 0, grade: constructed}
            # if-one-is-refused: all-stop     # else only what comes after it closes
            counting: {forms-are-materials: false, shown-licences-are-materials: false, time: {apart: promised, combine: sum}}

            """
    }

    private static func journey(_ id: String, _ bundle: CompiledBundle, _ compilation: Compilation) -> String {
        let base = compilation.journeys.first { $0.bundle == bundle.id }
        let plan = base.map { base in
            var situation = base.situation
            situation.parties = situation.parties.map { _ in [] }
            situation.sources = situation.sources.map { _ in false }
            return bundle.plan(situation, .oneGuide(of: bundle))
        }
        let (apart, together) = (plan?.apart.materials ?? 0, plan?.together.materials ?? 0)
        let answers = base?.definition.answers.map { "\($0.question.value): \($0.answer.value)" }.joined(separator: ", ") ?? ""
        return """
            # journeys/\(bundle.id)/\(id).yaml: one example applicant, a test that the office writes
            journey: \(id)                    # equal to the file's name
            title: {zh: 新示例, en: New example}
            bundle: \(bundle.id)              # equal to the folder's name
            starts: 2026-03-02 09:30
            answers: {\(answers)}
            people: {}                        # role: {id: synthetic, area code 99xxxx; holds: [licences]}
            shared: []                        # the sources that answer
            # officers: at-once               # else on the last day of each limit; refuses, script, supplies … say what else happens
            # expect: {materials: {apart: \(apart), together: \(together)}}     # as onething show counts them; and ends, days, handed-in

            """
    }
}
