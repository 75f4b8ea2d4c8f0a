/// The code of a service item (政务服务事项, GB/T 39554): of the national catalogue, of one body's task, or of one handling item of it.
public struct ItemCode: Hashable, Sendable {
    /// The 12, 31 or 33 characters.
    public let text: String
    /// What the code names.
    public let form: Form

    /// The item in the catalogue (基本编码): area, type, department, main and sub-item; 12 digits.
    public var catalogueCode: String {
        String(form == .catalogue ? text[...] : text.dropFirst(19).prefix(12))
    }

    /// The body that carries the task out; nil for a code of the catalogue.
    public let body: CreditCode?

    /// The level of government that exercises it; nil for a code of the catalogue.
    public var level: Level? {
        form == .catalogue ? nil : text.utf8.dropFirst(18).first.flatMap { Level(rawValue: Int($0 - UInt8(ascii: "0"))) }
    }

    /// The serial of the handling item, 1…99; nil for the other forms.
    public var handlingSerial: Int? {
        form == .handlingItem ? Digits.number(text.utf8.suffix(2)) : nil
    }

    /// The three forms of the code.
    public enum Form: Hashable, Sendable, CaseIterable {
        /// 基本编码, 12 digits.
        case catalogue
        /// 实施编码, 31 characters.
        case task
        /// 业务办理项编码, 33 characters.
        case handlingItem

        /// The characters of a code.
        public var length: Int {
            switch self {
            case .catalogue: 12
            case .task: 31
            case .handlingItem: 33
            }
        }
    }

    /// The level of government that exercises a power (行使层级, GB/T 39554).
    public enum Level: Int, Hashable, Sendable, CaseIterable {
        case national = 1
        case province, city, county, town, village, graded
    }
}

extension ItemCode: CustomStringConvertible {
    public var description: String { text }
}
