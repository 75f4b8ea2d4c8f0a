/// The kinds of definition files, and where each of them stands.
public enum FileKind: String, Sendable, CaseIterable {
    case departments, materials, fields, laws, guides, questions, words, assumptions
    case calendar, licence, source, paper, process, item, bundle, journey, scenario, times

    /// The kind of the file at a path of the definition folder; nil where no YAML file may stand.
    init?(path: String) {
        let parts = path.split(separator: "/").map(String.init)
        guard let name = parts.last, name.hasSuffix(".yaml") else { return nil }
        switch (parts.count, parts[0]) {
        case (1, _):
            guard let kind = FileKind(rawValue: String(name.dropLast(5))), kind.isShared else { return nil }
            self = kind
        case (2, "calendars"): self = .calendar
        case (2, "licences"): self = .licence
        case (2, "sources"): self = .source
        case (2, "papers"): self = .paper
        case (2, "processes"): self = .process
        case (2, "bundles"): self = .bundle
        case (2, "times"): self = .times
        case (3, "items"): self = .item
        case (3, "journeys"): self = .journey
        case (3, "scenarios"): self = .scenario
        default: return nil
        }
    }

    /// One file with an entry for each, or a file for each.
    var isShared: Bool {
        switch self {
        case .departments, .materials, .fields, .laws, .guides, .questions, .words, .assumptions: true
        case .calendar, .licence, .source, .paper, .process, .item, .bundle, .journey, .scenario, .times: false
        }
    }

    /// Where such a file stands, for people.
    public var place: String {
        switch self {
        case .calendar: "calendars/<year>.yaml"
        case .licence: "licences/<licence>.yaml"
        case .source: "sources/<source>.yaml"
        case .paper: "papers/<paper>.yaml"
        case .process: "processes/<process>.yaml"
        case .item: "items/<department>/<item>.yaml"
        case .bundle: "bundles/<bundle>.yaml"
        case .journey: "journeys/<bundle>/<journey>.yaml"
        case .scenario: "scenarios/<bundle>/<scenario>.yaml"
        case .times: "times/<times>.yaml"
        default: "\(rawValue).yaml"
        }
    }

    /// What other files refer to in such a file.
    var names: Mistake.Named? {
        switch self {
        case .departments: .department
        case .materials: .material
        case .fields: .field
        case .laws: .law
        case .guides: .guide
        case .questions: .question
        case .words: .word
        case .licence: .licence
        case .source: .source
        case .paper: .paper
        case .process: .process
        case .item: .item
        case .bundle: .bundle
        case .journey: .journey
        case .assumptions, .calendar, .scenario, .times: nil
        }
    }
}

extension FileKind {
    /// The path that an author meant who put a YAML file where none has its place.
    static func nearestPath(to path: String) -> String? {
        let parts = path.split(separator: "/").map(String.init)
        guard let name = parts.last, let dot = name.lastIndex(of: ".") else { return nil }
        let renamed = (parts.dropLast() + [name[..<dot] + ".yaml"]).joined(separator: "/")
        if renamed != path, FileKind(path: renamed) != nil { return renamed }
        guard parts.count == 1 else { return nil }
        return nearestName(to: renamed, among: allCases.filter(\.isShared).map(\.place))
    }

    /// Where files of the kind stand whose folder a path begins with; every place where it begins with none.
    static func places(near path: String) -> [String] {
        let folder = path.prefix { $0 != "/" } + "/"
        let near = allCases.map(\.place).filter { $0.hasPrefix(folder) }
        return near.isEmpty ? allCases.map(\.place) : near
    }
}
