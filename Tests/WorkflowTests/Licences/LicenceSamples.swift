import TestSupport

@testable import Workflow

/// Licences of our own definitions, signed as their bodies would.
struct LicenceSamples {
    static let wife = "990000199501010021"
    static let husband = "990000199306150010"
    static let stranger = "990000200001010012"

    let shared = Checkout.compilation.shared
    let key: SigningKey
    /// Known, and for nobody whose licences are looked at here.
    let otherKey: SigningKey
    let today = Day("2026-03-02")!

    init(_ algorithm: SignatureAlgorithm = .ed25519) { (key, otherKey) = (try! SigningKey(algorithm), try! SigningKey(algorithm)) }

    var trust: LicenceTrust {
        let bodies = shared.departments.map { $0.codes.map(\.text) }
        return LicenceTrust(
            shared,
            keys: [
                (key.publicKey, bodies.joined().filter { $0 != Self.body }), (key.publicKey, [Self.body]),
                (otherKey.publicKey, ["119900000000000943"]),
            ])
    }

    /// That of civil affairs.
    static let body = "119900000000000868"

    func type(_ id: String) -> CompiledLicence { shared.licences.first { $0.definition.id.value == id }! }

    static func person(_ id: String) -> HolderCode { .person(CitizenID(id)!) }

    /// The marriage certificate of a couple.
    func marriage(serial: String = "M1", version: Int = 1) throws -> Licence {
        let type = type("marriage-certificate")
        return Licence(
            identifier: try identifier(type.definition.typeCode!, Self.body, serial, version), type: "marriage-certificate",
            number: "J999999-2023-000001",
            holders: [.init(code: Self.person(Self.wife), name: "林晓月"), .init(code: Self.person(Self.husband), name: "周远山")],
            issued: Day("2023-05-20")!, effective: Day("2023-05-20")!,
            fields: [
                "女方姓名": "林晓月", "女方证件号": Self.wife, "男方姓名": "周远山", "男方证件号": Self.husband,
                "登记日期": "2023-05-20",
            ])
    }

    func identifier(_ type: String, _ issuer: String, _ serial: String, _ version: Int) throws -> LicenceIdentifier {
        try LicenceIdentifier(type: type, issuer: issuer, serial: serial, version: version)
    }

    func shown(_ licence: Licence, _ status: LicenceStatus = .valid, by key: SigningKey? = nil) throws -> ShownLicence {
        ShownLicence(licence: licence, status: status, signature: try (key ?? self.key).sign(licence.signed))
    }

    func verdict(_ found: [ShownLicence], of holders: [String] = [wife, husband], as type: String = "marriage-certificate")
        throws -> LicenceVerdict
    {
        try LicenceClaim(self.type(type), of: Set(holders.map(Self.person)), on: today).verdict(on: found, trusting: trust)
    }
}
