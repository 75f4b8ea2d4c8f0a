import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Workflow

/// A provider of licences: how often it is asked, how long it is waited for, and what its answers are taken for.
@Suite struct `A provider of licences` {
    private static let purpose = SharingPurpose(text: "application newborn", basis: "holder-requests", event: "newborn", caseID: "6h2j")
    private static let wife = LicenceSamples.person(LicenceSamples.wife)
    private static let card = SharedType(id: "resident-identity-card", code: "11100000000013127D001")

    /// A registry with the couple's licences, and its provider as another office has it.
    private func served() async throws -> (registry: ServedRegistry, clock: SetClock, provider: any LicenceProvider) {
        let clock = SetClock("2026-03-02 09:30")
        let registry = try await ServedRegistry(for: clock)
        try await registry.there.issueCouple()
        return (registry, clock, try await registry.providers().all[0].provider)
    }

    private func fault(_ work: () async throws -> Void) async throws -> SharingFault? {
        do { try await work() } catch let fault as SharingFault { return fault }
        return nil
    }

    private func find(_ provider: any LicenceProvider) async throws -> SharingFault? {
        try await fault { _ = try await provider.find(Self.card, of: Self.wife, for: Self.purpose) }
    }

    @Test func `finds, opens and looks after a licence, with one pass`() async throws {
        let (registry, _, provider) = try await served()
        let found = try await provider.find(Self.card, of: Self.wife, for: Self.purpose)
        #expect(found.map(\.status) == [.valid] && found.map(\.expires) == [Day("2040-05-18")])
        let shown = try await provider.fetch(found[0].identifier, Self.card, for: Self.purpose)
        #expect(shown.licence.fields["姓名"] == "林晓月" && shown.licence.holders.map(\.code) == [Self.wife])
        #expect(try await provider.status(of: found[0].identifier, for: Self.purpose) == found[0])
        #expect(registry.takeCalls() == ["getAccessToken", "downloadUrlsByHolderCode", "queryCertInfo", "queryCertState"])
    }

    @Test func `is asked for a new pass when the old one is over`() async throws {
        let (registry, clock, provider) = try await served()
        #expect(try await find(provider) == nil)
        _ = registry.takeCalls()
        clock.advance(seconds: 7_200)
        #expect(try await find(provider) == nil)
        #expect(registry.takeCalls() == ["getAccessToken", "downloadUrlsByHolderCode"])
        // One that is not taken any more, whatever its time.
        try await registry.there.office.closeAccount(ServedRegistry.account, by: Caller(.security))
        #expect(try await find(provider) == .notAuthorised)
        #expect(registry.takeCalls() == ["downloadUrlsByHolderCode", "getAccessToken"])
    }

    @Test func `shows a licence by the code that its holder made, for five minutes`() async throws {
        let (registry, clock, provider) = try await served()
        await #expect(throws: LicenceRefusal.unknown(1)) {
            try await registry.there.office.showLicence(1, of: LicenceSamples.person(LicenceSamples.husband), by: .applicant)
        }
        let code = try await registry.there.office.showLicence(1, of: Self.wife, by: .applicant)
        #expect(try await provider.presented(code, [Self.card], for: Self.purpose).licence.holders.map(\.code) == [Self.wife])
        #expect(try await registry.there.uses(of: LicenceSamples.wife).suffix(2).map(\.basis) == ["holder-shows", "holder-shows"])
        for other in [code.dropLast() + (code.last == "0" ? "1" : "0"), "2" + code.dropFirst(), "", "1.2", "x.y.z"] {
            #expect(try await fault { _ = try await provider.presented(String(other), [Self.card], for: Self.purpose) } == .notFound)
        }
        clock.advance(seconds: 301)
        #expect(try await fault { _ = try await provider.presented(code, [Self.card], for: Self.purpose) } == .notFound)
    }

    @Test func `gives nothing to an account that may not have it, and says so in its log`() async throws {
        let (registry, _, provider) = try await served()
        _ = try await registry.there.office.openAccount(
            ServedRegistry.account, of: CreditCode("11990000000000019A")!, types: ["marriage-certificate"], by: Caller(.security))
        #expect(try await find(provider) == .notEntitled)
        let last = try #require(try await registry.there.uses(of: LicenceSamples.wife).last)
        #expect(last.act == .refused && last.by.person == ServedRegistry.account && last.basis == "none")
    }

    @Test func `gives nothing where it is not said what for`() async throws {
        let (_, _, provider) = try await served()
        for purpose in [
            SharingPurpose(text: " ", basis: "holder-requests", event: "newborn"), SharingPurpose(text: "x", basis: "", event: "newborn"),
            SharingPurpose(text: "for \(LicenceSamples.wife)", basis: "holder-requests", event: "newborn"),
        ] {
            #expect(
                try await fault { _ = try await provider.find(Self.card, of: Self.wife, for: purpose) } == .refused("21"))
        }
    }

    // MARK: Bad days

    @Test func `that is not there is asked three times, and not longer than there is time`() async throws {
        let (registry, clock, provider) = try await served()
        registry.set(.down)
        let began = clock.milliseconds
        #expect(try await find(provider) == .unreachable)
        #expect(registry.takeCalls().count == 3)
        #expect((300...900).contains(clock.milliseconds - began), "it waits between the tries")
        registry.set(.silent)
        let again = clock.milliseconds
        #expect(try await find(provider) == .tooSlow)
        #expect(registry.takeCalls().count == 1 && clock.milliseconds - again <= 3_000)
    }

    @Test func `that fails again and again is left alone, and tried by one call`() async throws {
        let (registry, clock, provider) = try await served()
        registry.set(.status(503))
        for _ in 0..<5 { #expect(try await find(provider) == .overloaded) }
        _ = registry.takeCalls()
        #expect(try await find(provider) == .leftAlone && provider.isLeftAlone)
        #expect(registry.takeCalls().isEmpty)
        var asked = 0
        for _ in 0..<600 {
            clock.advance(seconds: 1)
            _ = try await find(provider)
            asked += registry.takeCalls().count { $0 == "getAccessToken" }
        }
        #expect((15...90).contains(asked), "ten minutes, at most every 30 seconds with its tries: \(asked)")
        registry.set(.fair)
        clock.advance(seconds: 31)
        #expect(try await find(provider) == nil && !provider.isLeftAlone)
        #expect(try await find(provider) == nil)
    }

    /// Eight wait; whoever comes then is told at once.
    @Test(.timeLimit(.minutes(5))) func `is waited for by few calls`() async throws {
        final class Stuck: SharingTransport {
            let waiting = Mutex<[CheckedContinuation<Void, Never>]>([])
            func post(_ operation: String, _ body: [UInt8], within: Int64) async throws(SharingFault) -> SharingResponse {
                await withCheckedContinuation { continuation in waiting.withLock { $0.append(continuation) } }
                throw .tooSlow
            }
        }
        let stuck = Stuck()
        let client = SharingClient(account: "a", secret: "s", over: stuck, clock: SetClock("2026-03-02 09:30"))
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<SharingClient.mostCalls {
                group.addTask { _ = try? await client.find(Self.card, of: Self.wife, for: Self.purpose) }
            }
            while stuck.waiting.withLock({ $0.count }) < SharingClient.mostCalls { await Task.yield() }
            #expect((try? await find(client)) == .tooMany)
            group.addTask {
                var ended = 0
                while ended < SharingClient.mostCalls {
                    let next = stuck.waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() }
                    if let next {
                        next.resume()
                        ended += 1
                    } else {
                        await Task.yield()
                    }
                }
            }
        }
    }
}
