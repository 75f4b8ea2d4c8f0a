import TestSupport
import Testing

@testable import Workflow

/// A marriage certificate that is right stands in; 40 that are not are refused, or asked about, each for its own reason, and none is used
/// without a word.
@Suite struct `A hostile licence` {
    private static let samples = LicenceSamples()

    /// What is made of the right one, and what is said of it.
    private struct Hostile: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var verdict: LicenceVerdict
        var make: @Sendable () throws -> [ShownLicence]

        init(_ name: String, _ objection: LicenceObjection, _ change: @escaping @Sendable (inout Licence) throws -> Void) {
            testDescription = name
            verdict = objection.isQuestion ? .asked([objection]) : .refused([objection])
            make = {
                var licence = try samples.marriage()
                try change(&licence)
                return [try samples.shown(licence)]
            }
        }

        /// What was done after it was signed.
        init(_ name: String, _ objection: LicenceObjection, shown: @escaping @Sendable (ShownLicence) throws -> ShownLicence) {
            testDescription = name
            verdict = .refused([objection])
            make = { [try shown(try samples.shown(samples.marriage()))] }
        }

        init(_ name: String, _ verdict: LicenceVerdict, _ make: @escaping @Sendable () throws -> [ShownLicence]) {
            (testDescription, self.verdict, self.make) = (name, verdict, make)
        }
    }

    @Test func `that is none is used`() throws {
        let shown = try Self.samples.shown(Self.samples.marriage())
        #expect(try Self.samples.verdict([shown]) == .usable(shown))
        #expect(try Self.samples.verdict([]) == .none)
    }

    @Test(arguments: table) private func `is refused or asked about`(one: Hostile) throws {
        let verdict = try Self.samples.verdict(try one.make())
        #expect(verdict == one.verdict)
        let objections: [LicenceObjection] =
            switch verdict {
            case .refused(let objections), .asked(let objections): objections
            case .usable, .none: []
            }
        #expect(!objections.isEmpty)
        for objection in objections {
            #expect(!objection.title.zh.contains("林晓月") && !objection.title.zh.contains(LicenceSamples.wife), "no value is told")
        }
    }

    @Test func `are forty, and each is another`() { #expect(Self.table.count == 40 && Set(Self.table.map(\.testDescription)).count == 40) }

    private static func changed(_ text: inout String) { text = text.replacing("J999999", with: "J999998") }

    private static let table: [Hostile] = times + whose + what + whoSays + several

    private static let times: [Hostile] = [
        Hostile("ended yesterday", .expired(on: Day("2026-03-01")!)) { $0.expires = Day("2026-03-01") },
        Hostile("ended long ago", .expired(on: Day("2023-06-01")!)) { $0.expires = Day("2023-06-01") },
        Hostile("holds from tomorrow", .notYetValid(until: Day("2026-03-03")!)) { $0.effective = Day("2026-03-03")! },
        Hostile("is issued tomorrow", .notIssuedYet(until: Day("2026-03-03")!)) {
            $0.issued = Day("2026-03-03")!
        },
        Hostile("ends before it begins", .contradictoryDates) { $0.expires = Day("2023-05-19") },
        Hostile("is suspended", .status(.suspended), shown: { with($0, .suspended) }),
        Hostile("is revoked", .status(.revoked), shown: { with($0, .revoked) }),
        Hostile("is withdrawn", .status(.withdrawn), shown: { with($0, .withdrawn) }),
        Hostile("is cancelled", .status(.cancelled), shown: { with($0, .cancelled) }),
        Hostile("is superseded", .status(.superseded), shown: { with($0, .superseded) }),
        Hostile("is in a state that nobody knows", .status(.other), shown: { with($0, .other) }),
    ]

    private static let whose: [Hostile] = [
        Hostile("names another wife", .wrongHolder) { $0.holders[0].code = LicenceSamples.person(LicenceSamples.stranger) },
        Hostile("names another husband", .wrongHolder) { $0.holders[1].code = LicenceSamples.person(LicenceSamples.stranger) },
        Hostile("names two others", .wrongHolder) {
            $0.holders = [
                .init(code: LicenceSamples.person(LicenceSamples.stranger)), .init(code: LicenceSamples.person("990000198001010012")),
            ]
        },
        Hostile("names one", .holders(found: 1, expected: 2)) { $0.holders.removeLast() },
        Hostile("names three", .holders(found: 3, expected: 2)) { $0.holders.append($0.holders[0]) },
        Hostile("names nobody", .holders(found: 0, expected: 2)) { $0.holders = [] },
        Hostile("names a firm instead of the husband", .wrongHolder) {
            $0.holders[1].code = .organisation(CreditCode("91990000MA0DEM0X5B")!)
        },
        Hostile("has the wife's number as a code of another kind", .wrongHolder) {
            $0.holders[0].code = .other(kind: "414", text: LicenceSamples.wife)
        },
        Hostile("says the number of another in its text", .contradictsHolder("女方证件号")) { $0.fields["女方证件号"] = LicenceSamples.stranger },
        Hostile("has husband and wife the other way round", .contradictsHolder("女方证件号")) { $0.holders.swapAt(0, 1) },
    ]

    private static let what: [Hostile] = [
        Hostile("is a divorce certificate", .wrongType(found: "11990000000000000D006")) {
            $0.identifier = try samples.identifier("11990000000000000D006", LicenceSamples.body, "M1", 1)
        },
        Hostile("is called another type", .wrongType(found: "11990000000000000D009")) { $0.type = "divorce-certificate" },
        Hostile("has a wrong check character", .checkCharacter) {
            let right = $0.identifier.description
            $0.identifier = try LicenceIdentifier(unchecked: right.dropLast() + (right.last == "0" ? "1" : "0"))
        },
        Hostile("does not say when it was registered", .missingField("登记日期")) { $0.fields["登记日期"] = nil },
        Hostile("says nothing where a name belongs", .missingField("女方姓名")) { $0.fields["女方姓名"] = " \u{3000}" },
        Hostile("has a line of control characters", .unfitValue("女方姓名")) { $0.fields["女方姓名"] = "林\u{1B}[31m" },
        Hostile("has a name of a megabyte", .unfitValue("女方姓名")) { $0.fields["女方姓名"] = String(repeating: "林", count: 350_000) },
    ]

    private static let whoSays: [Hostile] = [
        Hostile("is issued by the transport authority", .issuerNotEntitled) {
            $0.identifier = try samples.identifier("11990000000000000D009", "119900000000000943", "M1", 1)
        },
        Hostile("is issued by nobody known", .issuerNotEntitled) {
            $0.identifier = try samples.identifier("11990000000000000D009", "990000", "M1", 1)
        },
        Hostile("is not signed", .notSigned, shown: { ShownLicence(licence: $0.licence, status: .valid, signature: nil) }),
        Hostile("is signed by a key that nobody knows", .unknownKey, shown: { try samples.shown($0.licence, by: SigningKey(.ed25519)) }),
        Hostile("is signed by a key of another body", .keyOfAnother, shown: { try samples.shown($0.licence, by: samples.otherKey) }),
        Hostile(
            "has the signature of another licence", .wrongSignature,
            shown: {
                ShownLicence(licence: $0.licence, status: .valid, signature: try samples.shown(samples.marriage(serial: "M2")).signature)
            }),
        Hostile(
            "has another last day than was signed", .wrongSignature,
            shown: { shown in
                var other = shown
                other.licence.expires = Day("2099-01-01")
                return other
            }),
        Hostile(
            "has a name that differs by one character from what was signed", .wrongSignature,
            shown: { shown in
                var other = shown
                other.licence.fields["女方姓名"] = "林小月"
                return other
            }),
        Hostile(
            "has half a signature", .wrongSignature,
            shown: { shown in
                var other = shown
                other.signature?.bytes.removeLast(32)
                return other
            }),
    ]

    private static let several: [Hostile] = [
        Hostile("is one of two that hold", .asked([.ambiguous(2)])) {
            [try samples.shown(samples.marriage()), try samples.shown(samples.marriage(serial: "M2"))]
        },
        Hostile("is an old version beside one that is suspended", .refused([.status(.superseded), .status(.suspended)])) {
            [try samples.shown(samples.marriage()), try samples.shown(samples.marriage(version: 2), .suspended)]
        },
        Hostile("is one of two, of which none is right", .refused([.status(.revoked), .wrongHolder])) {
            var other = try samples.marriage(serial: "M2")
            other.holders[0].code = LicenceSamples.person(LicenceSamples.stranger)
            return [try samples.shown(samples.marriage(), .revoked), try samples.shown(other)]
        },
    ]

    private static func with(_ shown: ShownLicence, _ status: LicenceStatus) -> ShownLicence {
        ShownLicence(licence: shown.licence, status: status, signature: shown.signature)
    }

    @Test func `that is an old version gives way to the new one`() throws {
        let new = try Self.samples.shown(Self.samples.marriage(version: 2))
        #expect(try Self.samples.verdict([try Self.samples.shown(Self.samples.marriage()), new]) == .usable(new))
    }

    /// Else whoever can put a forged version beside a licence takes it out of use.
    @Test func `does not supersede the right one by being forged as its next version`() throws {
        let right = try Self.samples.shown(Self.samples.marriage())
        var forged = try Self.samples.shown(Self.samples.marriage(version: 2))
        forged.signature?.bytes[0] ^= 1
        #expect(try Self.samples.verdict([right, forged]) == .usable(right))
    }

    @Test func `of a type that is never used again is not used`() throws {
        var type = Self.samples.type("marriage-certificate")
        type.definition.reuse = .never
        let shown = try Self.samples.shown(Self.samples.marriage())
        let claim = LicenceClaim(type, of: [], on: Self.samples.today)
        #expect(try claim.verdict(on: [shown], trusting: Self.samples.trust) == .refused([.neverReused]))
    }
}

/// Two licences that say different things of one person: a question, never a guess.
@Suite struct `Licences that disagree` {
    private let samples = LicenceSamples()

    private func card(_ name: String) throws -> Licence {
        let type = samples.type("resident-identity-card")
        return Licence(
            identifier: try samples.identifier(type.definition.typeCode!, "119900000000000350", "C1", 1), type: "resident-identity-card",
            holders: [.init(code: LicenceSamples.person(LicenceSamples.wife))], issued: Day("2020-05-18")!, effective: Day("2020-05-18")!,
            fields: ["姓名": name, "公民身份号码": LicenceSamples.wife])
    }

    private func disagreements(_ name: String) throws -> [LicenceDisagreement] {
        let licences = [try card(name), try samples.marriage()]
        return LicenceDisagreement.all(among: licences.map { ($0, samples.type($0.type)) })
    }

    @Test(arguments: ["林小月", "林晓月月", "林·晓月", "LIN XIAOYUE"]) func `in a name`(name: String) throws {
        let found = try disagreements(name)
        #expect(found.map(\.types) == [["marriage-certificate", "resident-identity-card"]])
        #expect(found.map(\.holder) == [LicenceSamples.person(LicenceSamples.wife)])
        #expect(found.map { samples.shared.fields[$0.field].id.value } == ["name"])
    }

    @Test(arguments: ["林晓月", "林 晓月", "林晓月　"]) func `not in blanks`(name: String) throws { #expect(try disagreements(name).isEmpty) }
}
