import Yams

extension Reader where Value == String {
    /// Any text that is not empty.
    static var text: Reader {
        Reader(.text(about: "text", pattern: nil)) { node, reading in
            guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
                reading.fail(.wrongShape(expected: .text, found: node.shape), at: node)
                return nil
            }
            return scalar.string
        }
    }

    /// A name in kebab-case.
    static var id: Reader {
        Reader(.text(about: "an id in kebab-case", pattern: "^[a-z0-9]+(-[a-z0-9]+)*$")) { node, reading in
            guard let text = Reader<String>.text.read(node, reading) else { return nil }
            guard isKebabCase(text) else {
                reading.fail(.wrongId(text), word: text, at: node)
                return nil
            }
            return text
        }
    }

    static func isKebabCase(_ text: String) -> Bool {
        !text.isEmpty && !text.hasPrefix("-") && !text.hasSuffix("-") && !text.contains("--")
            && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    }
}

extension Reader where Value == Located<String> {
    /// A reference to something by name.
    static var name: Reader { Reader<String>.id.located }
}

extension Reader where Value == Int {
    /// A whole number within bounds.
    static func integer(_ range: ClosedRange<Int>) -> Reader {
        Reader(.integer(range)) { node, reading in
            guard let text = Reader<String>.text.read(node, reading) else { return nil }
            guard let number = Int(text), range.contains(number) else {
                let bounds = "\(range.lowerBound)–\(range.upperBound)"
                reading.fail(
                    .wrongNumber(text, expected: Title(zh: " \(bounds) 之间的整数", en: "a whole number in \(bounds)")), word: text, at: node)
                return nil
            }
            return number
        }
    }
}

extension Reader where Value == Bool {
    static var boolean: Reader {
        Reader(.boolean) { node, reading in
            guard let text = Reader<String>.text.read(node, reading) else { return nil }
            switch text {
            case "true": return true
            case "false": return false
            default:
                reading.fail(.wrongChoice(text, choices: ["true", "false"], nearest: nil), at: node)
                return nil
            }
        }
    }
}

extension Reader where Value: RawRepresentable<String> & CaseIterable & Sendable {
    /// One of a fixed set of words.
    static var choice: Reader {
        let values = Array(Value.allCases)
        let choices = values.map(\.rawValue)
        return Reader(.choice(choices)) { node, reading in
            guard let text = Reader<String>.text.read(node, reading) else { return nil }
            guard let value = values.first(where: { $0.rawValue == text }) else {
                reading.fail(.wrongChoice(text, choices: choices, nearest: nearestWord(to: text, among: choices)), word: text, at: node)
                return nil
            }
            return value
        }
    }
}

extension Reader where Value == Title {
    /// A text in both languages; without English the Chinese stands for it.
    static var title: Reader {
        Reader(.title) { node, reading in
            guard case .mapping(let mapping) = node else {
                reading.fail(.wrongShape(expected: .title, found: node.shape), at: node)
                return nil
            }
            var keys = Keys(owner: Title(zh: "`{zh, en}`", en: "`{zh, en}`"), mapping: mapping, node: node, reading: reading)
            let zh = keys.required("zh", .text, "Chinese", orReport: .missingChinese)
            let en = keys.required("en", .text, "English", orReport: .missingTranslation)
            keys.finish()
            guard let zh = zh ?? en else { return nil }
            return Title(zh: zh, en: en ?? zh)
        }
    }
}

extension Reader where Value == Day {
    static var day: Reader {
        Reader(.text(about: "a day, 2026-03-02", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")) { node, reading in
            guard let text = Reader<String>.text.read(node, reading) else { return nil }
            guard let day = Day(text) else {
                reading.fail(.wrongDate(text), word: text, at: node)
                return nil
            }
            return day
        }
    }
}

extension Reader where Value == Moment {
    static var moment: Reader {
        Reader(.text(about: "a moment, 2026-03-02 09:30", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}$")) { node, reading in
            guard let text = Reader<String>.text.read(node, reading) else { return nil }
            guard let moment = Moment(text) else {
                reading.fail(.wrongMoment(text), word: text, at: node)
                return nil
            }
            return moment
        }
    }
}
