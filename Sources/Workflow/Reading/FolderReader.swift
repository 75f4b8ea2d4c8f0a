import Foundation
import Yams

/// A definition folder as it was read: what its authors wrote, the text of its files, and every mistake of reading.
public struct DefinitionFolder: Sendable {
    public var definitions = Definitions()
    public var diagnostics: [Diagnostic] = []
    /// Text by path, for diagnostics to quote.
    public var sources: [String: String] = [:]
    public var files = 0

    /// Reads a folder whole; throws only where it is no folder.
    public static func read(at path: String) throws(MissingFolder) -> DefinitionFolder {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue else {
            throw MissingFolder(path: path)
        }
        var folder = DefinitionFolder()
        // A link to the folder is as good as the folder.
        let root = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let found = contents(of: root)
        let shared = FileKind.allCases.filter { $0.isShared && !found.yaml.contains($0.place) }
        folder.definitions.missingKinds = Set(shared.compactMap(\.names))
        for file in found.yaml {
            folder.read(file) { file throws(DiagnosticList) in try SourceText.bytes(at: root + "/" + file, file: file) }
        }
        for (name, reason) in found.closed {
            folder.diagnostics.append(Diagnostic(.unreadableFile(reason: reason), at: SourcePosition(file: name)))
            let kinds = FileKind.allCases.filter { $0.place.hasPrefix(name.prefix { $0 != "/" } + "/") }
            folder.definitions.unreadKinds.formUnion(kinds.compactMap(\.names))
        }
        return folder
    }

    /// Reads a folder that was kept as texts by path.
    public static func read(_ sources: [String: String]) -> DefinitionFolder {
        var folder = DefinitionFolder()
        let shared = FileKind.allCases.filter { $0.isShared && sources[$0.place] == nil }
        folder.definitions.missingKinds = Set(shared.compactMap(\.names))
        for file in sources.keys.sorted() { folder.read(file) { file throws(DiagnosticList) in Data((sources[file] ?? "").utf8) } }
        return folder
    }

    /// The folder with another text of one of its scenarios; nothing else is read again.
    public func with(scenario file: String, _ text: String) -> DefinitionFolder {
        var folder = self
        folder.definitions.scenarios.removeAll { $0.id.position.file == file }
        folder.definitions.brokenFiles.remove(file)
        folder.diagnostics.removeAll { $0.position.file == file }
        folder.files -= 1
        folder.read(file) { _ throws(DiagnosticList) in Data(text.utf8) }
        return folder
    }

    /// Without the other bundles, and what is about them alone.
    public func only(bundle: String) -> DefinitionFolder {
        var folder = self
        folder.definitions.bundles.removeAll { $0.id.value != bundle }
        folder.definitions.journeys.removeAll { $0.bundle.value != bundle }
        folder.definitions.scenarios.removeAll { $0.bundle.value != bundle }
        return folder
    }

    /// Tells one folder from another.
    public var digest: String { Digest.of(sources) }

    private typealias Bytes = (_ file: String) throws(DiagnosticList) -> Data

    /// Paths of the YAML files, relative and sorted, and folders that cannot be looked into; hidden ones are passed over.
    private static func contents(of path: String) -> (yaml: [String], closed: [(String, Title)]) {
        guard let walk = FileManager.default.enumerator(atPath: path) else { return ([], []) }
        var files: [String] = []
        var closed: [(String, Title)] = []
        while let file = walk.nextObject() as? String {
            let name = (file.split(separator: "/").last ?? "").lowercased()
            var isDirectory: ObjCBool = false
            if name.hasPrefix(".") {
                walk.skipDescendants()
            } else if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
                files.append(file)
            } else if FileManager.default.fileExists(atPath: path + "/" + file, isDirectory: &isDirectory), isDirectory.boolValue {
                if (try? FileManager.default.destinationOfSymbolicLink(atPath: path + "/" + file)) != nil {
                    closed.append((file, Title(zh: "不跟随指向文件夹的链接", en: "a link to a folder is not followed")))
                } else if !FileManager.default.isReadableFile(atPath: path + "/" + file) {
                    closed.append((file, Title(zh: "没有读取权限", en: "permission denied")))
                }
            }
        }
        return (files.sorted(), closed)
    }

    private mutating func read(_ file: String, _ bytes: Bytes) {
        files += 1
        guard let kind = FileKind(path: file) else {
            let mistake = Mistake.outOfPlace(nearest: FileKind.nearestPath(to: file), places: FileKind.places(near: file))
            diagnostics.append(Diagnostic(mistake, at: SourcePosition(file: file)))
            return
        }
        if kind == .assumptions { definitions.hasAssumptionsFile = true }
        let reading = FileReading(file: file)
        if let node = root(of: file, bytes, reading) {
            take(node, kind, reading)
        } else {
            notRead(kind, file)
        }
        if reading.diagnostics.hasErrors { definitions.brokenFiles.insert(file) }
        diagnostics += reading.diagnostics
    }

    /// The root of a file, after every look at its bytes and its text.
    private mutating func root(of file: String, _ read: Bytes, _ reading: FileReading) -> Node? {
        var bytes = Data()
        do throws(DiagnosticList) {
            bytes = try read(file)
            let text = try SourceText.decode(bytes, file: file)
            sources[file] = text
            reading.text = text
            return try YAMLText.compose(text, file: file)
        } catch {
            let isUTF16 = error.diagnostics.contains { $0.mistake == .wrongEncoding(looksLike: "UTF-16") }
            if sources[file] == nil, !isUTF16, !bytes.isEmpty { sources[file] = String(decoding: bytes, as: UTF8.self) }
            reading.diagnostics += error.diagnostics
            return nil
        }
    }

    /// Remembers what a file would have declared, so that references to it are no second mistake.
    private mutating func notRead(_ kind: FileKind, _ file: String) {
        guard let named = kind.names else { return }
        if kind.isShared {
            definitions.unreadKinds.insert(named)
        } else {
            definitions.unread[named, default: []].insert(stem(file))
        }
    }

    private func stem(_ file: String) -> String {
        String((file.split(separator: "/").last ?? "").dropLast(5))
    }

    private mutating func take(_ node: Node, _ kind: FileKind, _ reading: FileReading) {
        switch kind {
        case .departments:
            definitions.departments = entries(node, "departments", .department, reading, Reader<DepartmentDefinition>.department)
        case .materials: definitions.materials = entries(node, "materials", .material, reading, Reader<MaterialDefinition>.material)
        case .fields: definitions.fields = entries(node, "fields", .field, reading, Reader<FieldDefinition>.field)
        case .laws: definitions.laws = entries(node, "laws", .law, reading, Reader<LawDefinition>.law)
        case .guides: definitions.guides = entries(node, "guides", .guide, reading, Reader<GuideDefinition>.guide)
        case .questions: definitions.questions = entries(node, "questions", .question, reading, Reader<QuestionDefinition>.question)
        case .words: takeWords(node, reading)
        case .assumptions:
            let file = Reader<Assumptions>.keys(of: "`assumptions.yaml`") { $0.required("assumptions", .assumptions, "the assumptions") }
            definitions.assumptions = file.read(node, reading)
        case .calendar:
            if let year = Reader<CalendarYear>.calendar.read(node, reading) {
                checkName(Located(String(year.year), at: valuePosition("calendar", node, reading)), reading)
                definitions.calendars.append(year)
            }
        case .licence: single(node, kind, reading, .licence, \.id) { $0.licences.append($1) }
        case .source: single(node, kind, reading, .source, \.id) { $0.sources.append($1) }
        case .paper: single(node, kind, reading, .paper, \.id) { $0.officialPapers.append($1) }
        case .process: single(node, kind, reading, .process, \.id) { $0.processes.append($1) }
        case .item:
            single(node, kind, reading, .item, \.id) { $0.items.append($1) }
            if let item = definitions.items.last, item.id.position.file == reading.file { checkFolder(item.department, reading) }
        case .bundle: single(node, kind, reading, .bundle, \.id) { $0.bundles.append($1) }
        case .journey:
            single(node, kind, reading, .journey, \.id) { $0.journeys.append($1) }
            if let journey = definitions.journeys.last, journey.id.position.file == reading.file { checkFolder(journey.bundle, reading) }
        case .times: single(node, kind, reading, .measuredTimes, \.id) { $0.times.append($1) }
        case .scenario:
            single(node, kind, reading, .scenario, \.id) { $0.scenarios.append($1) }
            if let scenario = definitions.scenarios.last, scenario.id.position.file == reading.file {
                checkFolder(scenario.bundle, reading)
            }
        }
    }

    /// A file of its own for one thing.
    private mutating func single<Value>(
        _ node: Node, _ kind: FileKind, _ reading: FileReading, _ reader: Reader<Value>, _ id: (Value) -> Name,
        _ store: (inout Definitions, Value) -> Void
    ) {
        guard let value = reader.read(node, reading) else { return notRead(kind, reading.file) }
        checkName(id(value), reading)
        if id(value).value != stem(reading.file), let named = kind.names {
            definitions.unread[named, default: []].insert(stem(reading.file))
        }
        store(&definitions, value)
    }

    private func checkName(_ name: Name, _ reading: FileReading) {
        let expected = stem(reading.file)
        if name.value != expected { reading.report(.nameDiffersFromFile(name: name.value, file: expected), at: name.position) }
    }

    private func checkFolder(_ name: Name, _ reading: FileReading) {
        let folder = String(reading.file.split(separator: "/").dropLast().last ?? "")
        if name.value != folder { reading.report(.nameDiffersFromFile(name: name.value, file: folder), at: name.position) }
    }

    private func valuePosition(_ key: String, _ node: Node, _ reading: FileReading) -> SourcePosition {
        reading.position(of: node.mapping?.first { $0.key.scalar?.string == key }?.value ?? node)
    }

    /// The entries below one key of a shared file; the names of entries that could not be read are remembered.
    private mutating func entries<Value>(
        _ node: Node, _ key: String, _ named: Mistake.Named, _ reading: FileReading, _ reader: @escaping @Sendable (Name) -> Reader<Value>
    ) -> [Value] {
        let file = Reader<[Value]>.keys(of: "`\(key).yaml`") { $0.required(key, .named(reader), "an entry for each") }
        let values = file.read(node, reading)
        if values == nil { definitions.unreadKinds.insert(named) }
        rememberUnread(node, key, named, reading)
        return values ?? []
    }

    private mutating func rememberUnread(_ node: Node, _ key: String, _ named: Mistake.Named, _ reading: FileReading) {
        guard !reading.diagnostics.isEmpty, let map = node.mapping?.first(where: { $0.key.scalar?.string == key })?.value.mapping else {
            return
        }
        for entry in map {
            guard let name = entry.key.scalar?.string else { continue }
            // A name in capitals or with full-width characters is meant as its plain form.
            let plain = name.unicodeScalars.map { $0 == "_" ? "-" : $0.asciiForm ?? String(Character($0)) }.joined().lowercased()
            definitions.unread[named, default: []].formUnion([name, plain])
        }
    }

    private mutating func takeWords(_ node: Node, _ reading: FileReading) {
        guard let words = Reader<[[WordDefinition]]>.words.read(node, reading) else {
            definitions.unreadKinds.insert(.word)
            return
        }
        (definitions.steps, definitions.kinds, definitions.events, definitions.roleWords) = (words[0], words[1], words[2], words[3])
        for key in ["steps", "kinds", "events", "roles"] { rememberUnread(node, key, .word, reading) }
    }
}

/// The folder of definitions is not there.
public struct MissingFolder: Error {
    public var path: String
}

extension Reader {
    /// A map from ids to things that carry their id.
    static func named<Element>(_ reader: @escaping @Sendable (Name) -> Reader<Element>) -> Reader<[Element]> where Value == [Element] {
        let shape: @Sendable () -> FileShape = { reader(Located("", at: SourcePosition(file: ""))).shape() }
        return Reader(.entries(shape())) { node, reading in
            guard case .mapping(let mapping) = node else {
                reading.fail(.wrongShape(expected: .map, found: node.shape), at: node)
                return nil
            }
            return mapping.compactMap { key, value in
                if reading.reportsLostKey(key, value) { return nil }
                guard let name = Name.reader.read(key, reading) else { return nil }
                return reader(name).read(value, reading)
            }
        }
    }
}

extension Located where Value == String {
    fileprivate static var reader: Reader<Name> { .name }
}

extension Reader where Value == [[WordDefinition]] {
    /// Steps, kinds, events and roles.
    static var words: Reader {
        Reader.keys(of: "`words.yaml`") { keys in
            let steps = keys.required("steps", .named(Reader<WordDefinition>.word), "steps of an item (环节)")
            let kinds = keys.required("kinds", .named(Reader<WordDefinition>.word), "kinds of items (事项类型)")
            let events = keys.optional("events", .named(Reader<WordDefinition>.word), "events that an item may wait for")
            let roles = keys.optional("roles", .named(Reader<WordDefinition>.word), "what people call the roles of bundles")
            guard let steps, let kinds else { return nil }
            return [steps, kinds, events ?? [], roles ?? []]
        }
    }
}
