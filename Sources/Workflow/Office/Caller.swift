/// Who asks for something: a person under a pseudonym, in a role, of a department.
public struct Caller: Sendable, Hashable, Codable {
    public var role: Actor.Role
    /// A staff number or another pseudonym, never a name; nil: not known.
    public var person: String?
    public var department: String?

    public init(_ role: Actor.Role, person: String? = nil, department: String? = nil) {
        (self.role, self.person, self.department) = (role, person, department)
    }

    /// Whether a text may stand for a person in logs: no name, and nobody's number.
    public static func isPseudonym(_ text: String) -> Bool {
        (1...60).contains(text.utf8.count) && text.utf8.allSatisfy { $0 > 32 && $0 < 127 } && !text.namesACitizen
    }

    /// - Throws: `UnfitPerson`
    /// - Parameter property: in which it stands.
    static func check(person: String?, as property: String = "person") throws(UnfitPerson) {
        if let person, !isPseudonym(person) { throw UnfitPerson(property: property) }
    }

    public static let applicant = Caller(.applicant)
    public static let officer = Caller(.officer)
    public static let system = Caller(.system)

    /// As the log of uses of data has him.
    var asUser: DataUser { DataUser(role: role.name, person: person, organisation: department) }

    /// In the numbers of the store and of the definitions of a case.
    func actor(_ bundle: CompiledBundle, person number: (String) throws -> Int32) throws -> Actor {
        var actor = Actor(role, person: try person.map(number) ?? -1)
        if let department { actor.department = try bundle.shared.place(ofDepartment: department) }
        return actor
    }
}

extension SharedDefinitions {
    func place(ofDepartment department: String) throws(UnknownWord) -> Int16 {
        let departments = departments.map(\.id.value)
        guard let place = departments.firstIndex(of: department) else { throw UnknownWord(.department, department, known: departments) }
        return Int16(place)
    }
}

/// A text that does not stand for a person in logs; it is not told which.
public struct UnfitPerson: Error, Sendable, Hashable {
    /// Of the body or the file.
    public var property = "person"

    public var message: Title {
        Title(
            zh: "`\(property)` 应为工号或其他化名（1–60 个可见 ASCII 字符），不能是姓名或公民身份号码",
            en: "`\(property)` is a staff number or another pseudonym (1 to 60 visible ASCII characters), no name and nobody's number")
    }
}
