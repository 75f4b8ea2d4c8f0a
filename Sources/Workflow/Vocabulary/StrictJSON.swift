import Foundation

/// JSON from outside: whole, no larger and no deeper than was agreed, and with no key twice (RFC 8259 leaves open which of two counts, and two
/// readers may then read two different things).
public enum StrictJSON {
    public enum Problem: Error, Sendable, Hashable {
        case tooLarge
        case tooDeep
        case keyTwice(String)
        /// Not UTF-8, or no JSON.
        case unreadable
        /// Something that was agreed is not there: its names from the outside; places of lists count from 1.
        case missing([String])
        /// Something is of another kind than was agreed.
        case wrongKind([String], Kind)
    }

    public enum Kind: Sendable, Hashable {
        case text, number, flag, list, object

        public var title: Title {
            switch self {
            case .text: Title(zh: "文字", en: "a text")
            case .number: Title(zh: "数字", en: "a number")
            case .flag: Title(zh: " true 或 false", en: "true or false")
            case .list: Title(zh: "列表", en: "a list")
            case .object: Title(zh: "对象", en: "an object")
            }
        }
    }

    /// Reads a value from such JSON.
    /// - Parameters:
    ///   - most: bytes.
    ///   - deepest: how many lists and objects may stand one in the other.
    public static func read<Value: Decodable>(
        _ type: Value.Type, from bytes: [UInt8], most: Int = 1_000_000, deepest: Int = 32
    ) throws(Problem) -> Value {
        try check(bytes, most: most, deepest: deepest)
        do { return try JSONDecoder().decode(type, from: Data(bytes)) } catch { throw Problem(error) }
    }

    /// Whether it keeps to the limits, and has no key twice; whether it is JSON at all is seen when it is decoded.
    public static func check(_ bytes: [UInt8], most: Int = 1_000_000, deepest: Int = 32) throws(Problem) {
        guard bytes.count <= most else { throw .tooLarge }
        guard bytes.first != 0xEF, String(validating: bytes, as: UTF8.self) != nil else { throw .unreadable }
        /// For each object or list that is open: its keys so far; nil for a list.
        var open: [Set<String>?] = []
        var isKeyNext = false
        /// The last byte that is no blank, outside of texts.
        var last: UInt8 = 0
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            // Decoders let a comma pass that nothing follows.
            if last == UInt8(ascii: ","), byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { throw .unreadable }
            if byte > 32 { last = byte }
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                let isObject = byte == UInt8(ascii: "{")
                open.append(isObject ? [] : nil)
                if open.count > deepest { throw .tooDeep }
                isKeyNext = isObject
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if open.popLast() == nil { throw .unreadable }
                isKeyNext = false
            case UInt8(ascii: ","): isKeyNext = open.last.map { $0 != nil } ?? false
            case UInt8(ascii: "\""):
                let end = try endOfText(bytes, from: place)
                if isKeyNext, let last = open.indices.last {
                    let key = try text(bytes[place...end])
                    if open[last]?.insert(key).inserted == false { throw .keyTwice(key) }
                    isKeyNext = false
                }
                place = end
            case 0: throw .unreadable
            default: break
            }
            place += 1
        }
    }

    private static func endOfText(_ bytes: [UInt8], from start: Int) throws(Problem) -> Int {
        var place = start + 1
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "\"") { return place }
            place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        throw .unreadable
    }

    /// The same key may be written in several ways.
    private static func text(_ quoted: ArraySlice<UInt8>) throws(Problem) -> String {
        guard quoted.contains(UInt8(ascii: "\\")) else { return String(decoding: quoted.dropFirst().dropLast(), as: UTF8.self) }
        do { return try JSONDecoder().decode(String.self, from: Data(quoted)) } catch { throw .unreadable }
    }
}

extension StrictJSON.Problem {
    /// It keeps to the limits, and says something else than was agreed.
    var isOfContent: Bool {
        switch self {
        case .unreadable, .missing, .wrongKind: true
        case .tooLarge, .tooDeep, .keyTwice: false
        }
    }

    /// What a decoder has met; of the value that stands there nothing is told.
    fileprivate init(_ error: any Error) {
        func names(_ path: [any CodingKey]) -> [String] { path.map { $0.intValue.map { "\($0 + 1)" } ?? $0.stringValue } }
        switch error as? DecodingError {
        case .keyNotFound(let key, let context)?: self = .missing(names(context.codingPath + [key]))
        case .typeMismatch(let type, let context)?, .valueNotFound(let type, let context)?:
            self = .wrongKind(names(context.codingPath), StrictJSON.Kind(type))
        case .dataCorrupted?, nil: self = .unreadable
        @unknown default: self = .unreadable
        }
    }
}

extension StrictJSON.Kind {
    fileprivate init(_ type: Any.Type) {
        if type == String.self {
            self = .text
        } else if type == Bool.self {
            self = .flag
        } else if type is any Numeric.Type {
            self = .number
        } else {
            self = "\(type)".hasPrefix("Array") ? .list : .object
        }
    }
}
