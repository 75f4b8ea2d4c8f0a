/// A message that says what it is and what stands in it, for whoever reads the document of the API and not this code. A test asks it of every
/// message of the API and of every property.
public protocol Described {
    /// What the message is.
    static var about: Meaning { get }
    /// What each property means, by the name that it has in JSON.
    static var meanings: [String: Meaning] { get }
}

/// What a message is or a property means, written "中文 · English"; and what may stand there, where its type does not say it.
public struct Meaning: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// What may stand there; of a list, what each of its elements may be.
    public enum Form: Sendable, Hashable {
        /// A closed set.
        case words([String])
        /// `2026-11-23`
        case day
        /// `2026-03-02T09:30:00+08:00`
        case moment
        /// An address (RFC 3986).
        case uri
        /// A regular expression. Of requests it is not asked: a name that is none is told as that.
        case pattern(String)
        case number(ClosedRange<Int>)
        /// So many characters at most.
        case short(Int)
    }

    public var text: Title
    public var form: Form?
    /// Of a list: how many there are.
    public var count: ClosedRange<Int>?

    public init(stringLiteral text: String) {
        let words = text.split(separator: " · ", maxSplits: 1).map(String.init)
        self.text = Title(zh: words.first ?? "", en: words.last ?? "")
    }

    private init(_ text: String, _ form: Form) {
        self.init(stringLiteral: text)
        self.form = form
    }

    public static func words(_ words: [String], _ text: String) -> Meaning { Meaning(text, .words(words)) }

    public static func words<Words: CaseIterable & RawRepresentable<String>>(_: Words.Type, _ text: String) -> Meaning {
        Meaning(text, .words(Words.allCases.map(\.rawValue)))
    }

    public static func day(_ text: String) -> Meaning { Meaning(text, .day) }
    public static func moment(_ text: String) -> Meaning { Meaning(text, .moment) }
    public static func uri(_ text: String) -> Meaning { Meaning(text, .uri) }
    public static func pattern(_ pattern: String, _ text: String) -> Meaning { Meaning(text, .pattern(pattern)) }
    public static func number(_ range: ClosedRange<Int>, _ text: String) -> Meaning { Meaning(text, .number(range)) }

    public static func short(_ most: Int, _ text: String) -> Meaning { Meaning(text, .short(most)) }

    /// The same of a list of as many.
    public func counting(_ count: ClosedRange<Int>) -> Meaning {
        var meaning = self
        meaning.count = count
        return meaning
    }

    /// The same of which more is to be said.
    public func and(_ more: Meaning) -> Meaning {
        var meaning = self
        meaning.text = Title(zh: "\(text.zh)；\(more.text.zh)", en: "\(text.en) \(more.text.en)")
        return meaning
    }
}

/// What stands in many messages under one name, and means the same in all of them.
extension Meaning {
    private static let name = "[a-z][a-z0-9-]*"
    private static let instance = "(#[1-9][0-9]*)?"

    public static let caseNumber: Meaning = .pattern(
        "^[0-9a-hjkmnp-tv-z]{4}-[0-9a-hjkmnp-tv-z]{4}-[0-9a-hjkmnp-tv-z]{5}$",
        """
        办件或草稿编号，Crockford 三十二进制：`01jd-4k8m-2qx9w`；不透露任何人的情况 · \
        The number of the case or draft, in Crockford's base 32: `01jd-4k8m-2qx9w`. It says nothing about anybody.
        """
    )
    public static let bundle: Meaning = .pattern(
        "^\(name)$", "一件事，定义中的编号（`GET /v1/bundles`）：`newborn` · The bundle, by its id in the definitions (`GET /v1/bundles`): `newborn`.")
    public static let item: Meaning = .pattern(
        "^\(name)\(instance)$",
        """
        事项，定义中的编号；有多个时，`#2` 为第二个：`birth-registration#2` · \
        The item, by its id in the definitions; `#2` is the second where there are several: `birth-registration#2`.
        """
    )
    public static let department: Meaning = .pattern(
        "^\(name)$", "部门，定义中的编号：`health` · The department, by its id in the definitions: `health`.")
    public static let line: Meaning = .pattern(
        "^\(name)\(instance)/[0-9]+\(instance)$",
        """
        账目行：事项加其在事项材料清单中的位置，表单为 0：`birth-registration/3` · \
        A line of the ledger: the item and the place in the item's own list, a form being 0: `birth-registration/3`.
        """
    )
    public static let licence: Meaning = .pattern(
        "^\(name)$", "证照类型，定义中的编号：`marriage-certificate` · The type of the licence, by its id in the definitions: `marriage-certificate`.")
    public static let subject: Meaning =
        """
        对象：谁的，一件事中的角色：`mother`、`child#2`，或数人共有，`mother+father` · \
        Whose it is, as a role of the bundle: `mother`, `child#2`, or several together, `mother+father`.
        """
    public static let title: Meaning = "名称，按回答的语言 · What people call it, in the language of the answer."
    public static let answers: Meaning =
        """
        情形：问题 → 回答，均为定义中的编号（`GET /v1/bundles/{bundle}`） · \
        The situation: question → answer, both by their ids in the definitions (`GET /v1/bundles/{bundle}`).
        """
    public static let version: Meaning = .number(
        0...Int.max, "版本：办件的事件数，每次改动都会增大；与 `ETag` 相同 · How many events the case has; each change makes it greater. The same as its `ETag`.")
    public static let holder: Meaning =
        """
        在谁手中：办理部门、申请人，或在等其他事项或事件（`other`） · \
        Who has it: its department, the applicant, or `other` where it waits for another item or for an event.
        """
    public static let digest: Meaning = .pattern("^[0-9a-f]{64}$", "SHA-256，十六进制 · SHA-256, in hexadecimal.")
    public static let basis: Meaning = "依据：法律或规定，按引用的写法，写明条款 · The laws or rules, each as it is cited, with its article."
    public static let events: Meaning = "由此发生的事件，按先后；没有的为空 · What happened by it, in order; none where nothing did."
}
