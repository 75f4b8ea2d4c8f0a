import Foundation

/// Licences to be issued, from a table (CSV) or a list of objects (JSON): the columns and the keys have the same names.
public struct LicenceTable: Sendable {
    public struct Row: Sendable {
        /// `7` for a line, `licence 3` for an object.
        public var place: Title
        /// What is wrong with the row itself, before it is read.
        public var entry: Result<LicenceEntry, LicenceMistakes>
        /// As it stood in the file.
        public var text: String
    }

    public var rows: [Row]
    public let isCSV: Bool
    private let heading: String

    /// - Parameter text: of a file; what begins with `[` or `{` is JSON.
    public init(_ text: String) throws(CSVTable.Problem) {
        switch text.first(where: { !$0.isWhitespace && $0 != "\u{FEFF}" }) {
        case "[", "{":
            (isCSV, heading, rows) = (false, "", try Self.objects(text))
        default:
            let table = try CSVTable(text)
            guard table.names.contains(LicenceEntry.Name.type.rawValue) else {
                throw CSVTable.Problem(
                    line: 1, reason: Title(zh: "没有 `type` 一列（各格以半角逗号分隔）", en: "has no column `type` (cells are separated by commas)"))
            }
            (isCSV, heading) = (true, table.heading)
            rows = table.rows.map { row in
                let place = Title(zh: "\(row.line)", en: "\(row.line)")
                guard row.cells.count == table.names.count else {
                    let reason = Title(
                        zh: "有 \(row.cells.count) 格，应有 \(table.names.count) 格",
                        en: "has \(row.cells.count) cells instead of \(table.names.count)")
                    return Row(
                        place: place, entry: .failure(LicenceMistakes(all: [LicenceMistake(name: "", reason: reason)])), text: row.text)
                }
                let values = Dictionary(zip(table.names, row.cells)) { first, _ in first }
                return Row(place: place, entry: .success(LicenceEntry(values)), text: row.text)
            }
        }
    }

    /// The rows at those places as a file that can be mended and read again.
    public func text(of places: [Int]) -> String {
        let texts = places.map { rows[$0].text }
        return isCSV ? ([heading] + texts).map { $0 + "\r\n" }.joined() : "[\n" + texts.joined(separator: ",\n") + "\n]\n"
    }

    private static func objects(_ text: String) throws(CSVTable.Problem) -> [Row] {
        let object = try? JSONSerialization.jsonObject(with: Data(text.utf8))
        guard let all = object as? [Any] ?? (object as? [String: Any]).map({ [$0] }) else {
            throw CSVTable.Problem(line: 1, reason: Title(zh: "不是 JSON 对象或其数组", en: "is no JSON object and no list of them"))
        }
        return all.enumerated().map { number, object in
            let data = try? JSONSerialization.data(
                withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes, .fragmentsAllowed])
            let text = data.map { String(decoding: $0, as: UTF8.self) } ?? ""
            let place = Title(zh: "第 \(number + 1) 个", en: "licence \(number + 1)")
            guard let object = object as? [String: Any] else {
                let reason = Title(zh: "不是对象", en: "is no object")
                return Row(place: place, entry: .failure(LicenceMistakes(all: [LicenceMistake(name: "", reason: reason)])), text: text)
            }
            let others = object.filter { !($0.value is String) && !($0.value is NSNull) }.keys.sorted()
            if !others.isEmpty {
                let mistakes = others.map { LicenceMistake(name: $0, reason: Title(zh: "不是文字", en: "is no text")) }
                return Row(place: place, entry: .failure(LicenceMistakes(all: mistakes)), text: text)
            }
            return Row(place: place, entry: .success(LicenceEntry(object.compactMapValues { $0 as? String })), text: text)
        }
    }
}
