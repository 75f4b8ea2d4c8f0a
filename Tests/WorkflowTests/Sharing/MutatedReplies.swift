import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Workflow

/// A provider that talks nonsense: whatever comes, nothing of it is taken for evidence, but what was signed and asked for.
@Suite struct `A changed answer of a provider` {
    /// `ONETHING_MUTATIONS`: how many; else 10,000.
    private static let count = ProcessInfo.processInfo.environment["ONETHING_MUTATIONS"].flatMap(Int.init) ?? 10_000
    private static let wife = LicenceSamples.person(LicenceSamples.wife)
    private static let type = SharedType(id: "resident-identity-card", code: "11100000000013127D001")
    private static let purpose = SharingPurpose(text: "application newborn", basis: "holder-requests", event: "newborn")

    @Test func `is never evidence, whatever was changed`() async throws {
        let clock = SetClock("2026-03-02 09:30")
        let registry = try await ServedRegistry(for: clock)
        try await registry.there.issueCouple()
        try await registry.there.issue(TryOffice.card(LicenceSamples.stranger, "别人"))
        let providers = try await registry.providers()
        let card = Checkout.compilation.shared.licences.first { $0.definition.id.value == Self.type.id }!
        let trust = LicenceTrust(Checkout.compilation.shared, keys: providers.all[0].keys)
        let claim = LicenceClaim(card, of: [Self.wife], on: clock.now.day)
        let inquiry = Inquiry(provider: "city-registry", question: .licences(Self.type, Self.wife))
        let needed = InquiriesNeeded(purpose: Self.purpose, inquiries: [inquiry: "holder-requests"])
        let right = try await right(providers, needed, inquiry)

        let mutator = Mutex(Mutator(seed: 20_260_302, others: [LicenceSamples.stranger, LicenceSamples.husband]))
        registry.set(.changed { _, bytes in mutator.withLock { $0.change(bytes) } })
        var (faults, verdicts): ([String: Int], [String: Int]) = ([:], [:])
        var broken: [String] = []
        var number = 0
        while mutator.withLock({ $0.count }) < Self.count {
            number += 1
            // It is left alone now and then; that is another test.
            if providers.all[0].provider.isLeftAlone { clock.advance(seconds: 60) }
            switch await providers.ask(needed, on: clock.now.day)[inquiry] {
            case .fault(let fault)?: faults[fault.code, default: 0] += 1
            case .licences(let found, let opened)?:
                let verdict = try claim.verdict(on: found, opened: opened, trusting: trust)
                verdicts[String("\(verdict)".prefix { $0 != "(" }), default: 0] += 1
                if case .usable(let shown) = verdict, shown.licence != right.licence || shown.status != .valid {
                    broken.append("\(number): \(mutator.withLock { $0.last })")
                }
            case .standing?, nil: broken.append("\(number): no answer")
            }
        }
        #expect(broken.isEmpty)
        #expect(Set(faults.keys).isSuperset(of: ["malformed", "not-authorised", "refused", "not-found", "too-large", "wrong-signature"]))
        #expect((verdicts["refused"] ?? 0) + (faults["wrong-signature"] ?? 0) > number / 100, "\(verdicts), \(faults)")
        #expect((verdicts["usable"] ?? 0) < number / 3, "most changes matter: \(verdicts), \(faults)")
    }

    private func right(_ providers: LicenceProviders, _ needed: InquiriesNeeded, _ inquiry: Inquiry) async throws -> ShownLicence {
        guard case .licences(_, let opened)? = await providers.ask(needed, on: Day("2026-03-02")!)[inquiry], opened.count == 1 else {
            throw Unexpected("the right answer is not understood")
        }
        return opened[0]
    }

    /// The same through the whole office: the case is taken in, and what could not be read is an incident.
    @Test func `keeps no application from being taken in`() async throws {
        var office = try await TryOffice(.memory)
        let registry = try await ServedRegistry(for: office.clock)
        try await registry.there.issueCouple()
        office.connect(try await registry.providers())
        let mutator = Mutex(Mutator(seed: 7, others: [LicenceSamples.stranger]))
        registry.set(.changed { _, bytes in mutator.withLock { $0.change(bytes) } })
        var incidents = 0
        for _ in 0..<60 {
            office.clock.advance(seconds: 60)
            let answer = try await office.office.start(
                NewCase(bundle: "newborn", from: "married-local-couple"), of: TryOffice.couple("mother", "father"))
            #expect(answer.refused == nil)
            let awaited = answer.events.count { $0.type == "evidence-awaited" }
            #expect(awaited == (answer.licences ?? []).count { $0.outcome == .unavailable })
            incidents += awaited
        }
        #expect(incidents > 20)
        let known = try await office.office.incidents(limit: 999, by: Caller(.administrator))
        #expect(known.count == incidents && known.allSatisfy { !$0.fault.isEmpty && $0.owner == "data-desk" })
        #expect(try await office.office.verify(rebuilding: true).intact)
    }
}

/// Changes an answer: its structure, its values, its bytes.
struct Mutator {
    private var numbers: SeededNumbers
    /// Codes of other people.
    private let others: [String]
    private(set) var last = ""
    private(set) var count = 0

    init(seed: UInt64, others: [String]) { (numbers, self.others) = (SeededNumbers(seed: seed), others) }

    mutating func change(_ bytes: [UInt8]) -> [UInt8] {
        count += 1
        switch Int.random(in: 0..<20, using: &numbers) {
        case 0: return told("cut off", Array(bytes.prefix(Int.random(in: 0..<max(1, bytes.count), using: &numbers))))
        case 1: return told("one bit", flipped(bytes))
        case 2: return told("a page", Array("<html><body>502 Bad Gateway</body></html>".utf8))
        case 3: return told("deep", Array((String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)).utf8))
        case 4:
            return told("large", Array((#"{"head":{"status":"0","message":""# + String(repeating: "x", count: 1_200_000) + #""}}"#).utf8))
        case 5: return told("UTF-16", [0xFF, 0xFE] + bytes.flatMap { [$0, 0] })
        case 6: return told("a number that is none", Array(String(decoding: bytes, as: UTF8.self).replacing("\"10\"", with: "NaN").utf8))
        case 7:
            return told(
                "a status",
                Array(#"{"head":{"status":"\#(["1", "11", "20", "30", "40", "50", "99", ""].randomElement(using: &numbers)!)"}}"#.utf8))
        case 8: return told("another answer", Array(#"{"head":{"status":"0"},"data":[]}"#.utf8))
        case 9: return told("no data", Array(#"{"head":{"status":"0"},"data":null}"#.utf8))
        default: break
        }
        guard var object = try? JSONSerialization.jsonObject(with: Data(bytes)) else { return bytes }
        for _ in 0..<Int.random(in: 1...3, using: &numbers) { object = changed(object, depth: 0) }
        let data =
            (try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes, .fragmentsAllowed]))
            ?? Data(bytes)
        var text = String(decoding: data, as: UTF8.self)
        if Int.random(in: 0..<8, using: &numbers) == 0, let brace = text.lastIndex(of: "{") {
            text.insert(contentsOf: #""certificateState":"10","certificateState":"10","#, at: text.index(after: brace))
        }
        last = text
        return Array(text.utf8)
    }

    private mutating func told(_ what: String, _ bytes: [UInt8]) -> [UInt8] {
        last = what
        return bytes
    }

    private mutating func flipped(_ bytes: [UInt8]) -> [UInt8] {
        guard !bytes.isEmpty else { return bytes }
        var bytes = bytes
        bytes[Int.random(in: bytes.indices, using: &numbers)] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
        return bytes
    }

    /// One value somewhere in it.
    private mutating func changed(_ value: Any, depth: Int) -> Any {
        if var object = value as? [String: Any], !object.isEmpty {
            let key = object.keys.sorted().randomElement(using: &numbers)!
            switch Int.random(in: 0..<12, using: &numbers) {
            case 0: object[key] = nil
            case 1:
                object[key + "X"] = object[key]
                object[key] = nil
            case 2: object["KZ_附加"] = "多出"
            default: object[key] = changed(object[key]!, depth: depth + 1)
            }
            return object
        }
        if var list = value as? [Any], !list.isEmpty {
            let place = list.indices.randomElement(using: &numbers)!
            switch Int.random(in: 0..<8, using: &numbers) {
            case 0: list.remove(at: place)
            case 1: list.append(list[place])
            case 2: list = Array(repeating: list[place], count: 200)
            default: list[place] = changed(list[place], depth: depth + 1)
            }
            return list
        }
        return leaf(value)
    }

    private mutating func leaf(_ value: Any) -> Any {
        let text = value as? String ?? "\(value)"
        switch Int.random(in: 0..<14, using: &numbers) {
        case 0: return others.randomElement(using: &numbers)!
        case 1: return ["20250101", "20990101", "2020-02-30", "99991231", "00000000"].randomElement(using: &numbers)!
        case 2: return ["10", "01", "02", "03", "04", "05", "09", "1", "有效"].randomElement(using: &numbers)!
        case 3: return ["11100000000013127D001", "11990000000000000D009"].randomElement(using: &numbers)!
        case 4: return text + "\u{202E}"
        case 5: return String(text.dropLast())
        case 6: return String(text.reversed())
        case 7: return String(repeating: text, count: 300)
        case 8: return 1e300
        case 9: return NSNull()
        case 10: return [text]
        case 11: return ["a": text]
        case 12:
            var characters = Array(text)
            guard let place = characters.indices.randomElement(using: &numbers) else { return "x" }
            characters[place] = ["0", "1", "A", "林", "\u{0}"].randomElement(using: &numbers)!
            return String(characters)
        default: return ""
        }
    }
}
