import Foundation
import Synchronization

/// A provider over HTTP: it has little time, is asked again where that may help, is left alone where it fails, and its answers are taken for
/// nothing but what was agreed.
public final class SharingClient: LicenceProvider {
    /// Of an answer.
    public static let mostBytes = 1_000_000
    /// That wait for it at the same time.
    static let mostCalls = 8
    private static let mostTries = 3

    private struct State {
        var breaker = CircuitBreaker()
        var waiting = 0
        var token: (text: String, until: Int64)?
    }

    private let account: String
    private let secret: String
    private let transport: any SharingTransport
    /// Milliseconds for a call with all its tries.
    private let budget: Int64
    private let clock: any OfficeClock
    private let chance: any Chance
    private let state = Mutex(State())

    public init(
        account: String, secret: String, over transport: any SharingTransport, within budget: Int64 = 3_000,
        clock: any OfficeClock = SystemClock(), chance: any Chance = SystemChance()
    ) {
        (self.account, self.secret, self.transport, self.budget) = (account, secret, transport, budget)
        (self.clock, self.chance) = (clock, chance)
    }

    public var isLeftAlone: Bool {
        let now = clock.milliseconds
        return state.withLock { $0.breaker.isOpen(at: now) }
    }

    // MARK: What can be asked

    public func find(_ type: SharedType, of holder: HolderCode, for purpose: SharingPurpose) async throws(SharingFault) -> [FoundLicence] {
        let asked = SharingData.OfHolder(
            holderCode: holder.text, holderTypeCode: holder.kind, certTypeCode: type.code, useCause: purpose.cause)
        return try await call(.find, asked, [SharingData.Standing].self) { given throws(SharingFault) in
            // Whoever has a hundred of a type is no person.
            guard given.count <= 100 else { throw .malformed("data") }
            let found = try given.map { one throws(SharingFault) in try one.found() }
            guard found.allSatisfy({ $0.identifier.type == type.code }) else { throw .malformed("certificateTypeCode") }
            guard Set(found.map(\.identifier)).count == found.count else { throw .malformed("certificateIdentifier") }
            return found
        }
    }

    public func fetch(
        _ identifier: LicenceIdentifier, _ type: SharedType, for purpose: SharingPurpose
    ) async throws(SharingFault) -> ShownLicence {
        let asked = SharingData.OfIdentifier(certIdentifier: identifier.description, useCause: purpose.cause)
        return try await call(.fetch, asked, SharingData.Certificate.self) { given throws(SharingFault) in
            let shown = try given.shown(as: [type])
            guard shown.licence.identifier == identifier else { throw .malformed("certificateIdentifier") }
            return shown
        }
    }

    public func status(of identifier: LicenceIdentifier, for purpose: SharingPurpose) async throws(SharingFault) -> FoundLicence {
        let asked = SharingData.OfIdentifier(certIdentifier: identifier.description, useCause: purpose.cause)
        return try await call(.status, asked, SharingData.Standing.self) { given throws(SharingFault) in
            let found = try given.found()
            guard found.identifier == identifier else { throw .malformed("certificateIdentifier") }
            return found
        }
    }

    public func presented(
        _ code: String, _ types: [SharedType], for purpose: SharingPurpose
    ) async throws(SharingFault) -> ShownLicence {
        let asked = SharingData.OfCode(qrcode: code, useCause: purpose.cause)
        return try await call(.present, asked, SharingData.Certificate.self) { given throws(SharingFault) in try given.shown(as: types) }
    }

    // MARK: One call

    /// - Parameter read: what the answer says; a fault of it counts as one of the provider.
    private func call<Asked: Codable & Sendable, Given: Codable & Sendable, Value>(
        _ operation: SharingOperation, _ asked: Asked, _ given: Given.Type, _ read: (Given) throws(SharingFault) -> Value
    ) async throws(SharingFault) -> Value {
        let began = clock.milliseconds
        let refusal: SharingFault? = state.withLock { state in
            if state.waiting >= Self.mostCalls { return .tooMany }
            if !state.breaker.mayCall(at: began, within: budget) { return .leftAlone }
            state.waiting += 1
            return nil
        }
        if let refusal { throw refusal }
        do throws(SharingFault) {
            let value = try read(try await answer(operation, asked, given, until: began + budget))
            state.withLock { state in
                state.waiting -= 1
                state.breaker.succeeded()
            }
            return value
        } catch {
            state.withLock { state in
                state.waiting -= 1
                if error.isOutage { state.breaker.failed(at: clock.milliseconds) } else { state.breaker.succeeded() }
            }
            throw error
        }
    }

    /// Asks, with a new pass where the old one is over, and again where that may help.
    private func answer<Asked: Codable & Sendable, Given: Codable & Sendable>(
        _ operation: SharingOperation, _ asked: Asked, _ given: Given.Type, until end: Int64
    ) async throws(SharingFault) -> Given {
        var tries = 0
        var isPassNew = false
        while true {
            tries += 1
            do throws(SharingFault) {
                let known = state.withLock { $0.token.flatMap { $0.until > clock.milliseconds ? $0.text : nil } }
                if known == nil { isPassNew = true }
                let token = if let known { known } else { try await newToken(until: end) }
                return try await post(operation, asked, given, token: token, until: end)
            } catch {
                if error == .notAuthorised, !isPassNew {
                    state.withLock { $0.token = nil }
                    continue
                }
                // 100, 200 ms and as much again by chance, so that not all come back in one moment.
                let pause = Int64(100 << (tries - 1)) + Int64(chance.next() % UInt64(100 << (tries - 1)))
                guard error.isPassing, tries < Self.mostTries, clock.milliseconds + pause < end else { throw error }
                try await wait(pause)
            }
        }
    }

    private func wait(_ milliseconds: Int64) async throws(SharingFault) {
        do { try await clock.sleep(milliseconds) } catch { throw .unreachable }
    }

    private func newToken(until end: Int64) async throws(SharingFault) -> String {
        let given = try await post(
            .token, SharingData.Secret(secret: secret), SharingData.Token.self, token: nil, until: end)
        guard (1...4_096).contains(given.accessToken.utf8.count), given.expiresIn > 0 else { throw .malformed("accessToken") }
        // One that is about to end is not used any more.
        let until = clock.milliseconds + Int64(min(given.expiresIn, 86_400)) * 900
        state.withLock { $0.token = (given.accessToken, until) }
        return given.accessToken
    }

    private func post<Asked: Codable & Sendable, Given: Codable & Sendable>(
        _ operation: SharingOperation, _ asked: Asked, _ given: Given.Type, token: String?, until end: Int64
    ) async throws(SharingFault) -> Given {
        let left = end - clock.milliseconds
        guard left > 0 else { throw .tooSlow }
        let request = SharingRequest(head: .init(accessId: account, accessToken: token), data: asked)
        guard let body = try? request.canonicalJSON() else { throw .malformed("request") }
        let response = try await transport.post(operation.rawValue, body, within: left)
        guard response.status == 200 else {
            throw response.status == 429 || response.status >= 500 ? .overloaded : .refused("HTTP \(response.status)")
        }
        let answer: SharingAnswer<Given>
        do throws(StrictJSON.Problem) {
            answer = try StrictJSON.read(SharingAnswer<Given>.self, from: response.body, most: Self.mostBytes)
        } catch {
            // A refusal has no data, or other ones.
            if error.isOfContent,
                let head = try? StrictJSON.read(SharingAnswer<[String: String]>.self, from: response.body, most: Self.mostBytes).head,
                head.status != SharingStatus.ok.rawValue
            {
                throw Self.fault(head.status)
            }
            throw error == .tooLarge ? .tooLarge : .malformed("JSON")
        }
        guard answer.head.status == SharingStatus.ok.rawValue else { throw Self.fault(answer.head.status) }
        guard let data = answer.data else { throw .malformed("data") }
        return data
    }

    private static func fault(_ status: String) -> SharingFault {
        switch SharingStatus(rawValue: status) {
        case .notAuthorised: .notAuthorised
        case .notEntitled: .notEntitled
        case .notFound: .notFound
        case .unavailable: .overloaded
        case .ok, .notUnderstood, .noPurpose, nil: .refused(String(status.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(8)))
        }
    }
}
