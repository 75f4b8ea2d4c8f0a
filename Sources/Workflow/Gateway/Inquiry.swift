/// What a piece of work of the office needs to know from a provider. It is asked for outside of it, so that nothing waits for others in the
/// middle of a transaction; then the work is done again with what came.
struct Inquiry: Sendable, Hashable {
    enum Question: Sendable, Hashable {
        /// The licences of a type that somebody holds, with what they say.
        case licences(SharedType, HolderCode)
        /// How one stands now; its number in the registry of the office, where a copy of it is.
        case standing(LicenceIdentifier, copy: Int64)
    }

    var provider: String
    var question: Question
}

/// What a provider says.
enum InquiryAnswer: Sendable {
    /// Those that hold are opened.
    case licences([FoundLicence], opened: [ShownLicence])
    case standing(FoundLicence)
    case fault(SharingFault)
}

/// A piece of work cannot go on without these; nothing of it was written.
struct InquiriesNeeded: Error {
    var purpose: SharingPurpose
    /// Each with its basis, as the log of uses of data has it.
    var inquiries: [Inquiry: String]
    /// The number of the case that it will be.
    var caseID: CaseID?
}

/// What providers have said for one piece of work.
struct InquiryAnswers: Sendable {
    private(set) var all: [Inquiry: InquiryAnswer] = [:]
    /// The number of the case that it will be.
    var caseID: CaseID?

    subscript(inquiry: Inquiry) -> InquiryAnswer? { all[inquiry] }

    /// What was said of the licence of which the registry has that copy.
    func standing(ofCopy number: Int64) -> InquiryAnswer? {
        all.first { inquiry, _ in
            if case .standing(_, copy: number) = inquiry.question { true } else { false }
        }?.value
    }

    mutating func add(_ answers: [Inquiry: InquiryAnswer]) { all.merge(answers) { $1 } }
}

extension LicenceProviders {
    /// Whoever holds more of one type is asked about, and not opened.
    private static let mostOpened = 4

    /// Asks all providers side by side; each has an answer, be it a fault.
    func ask(_ needed: InquiriesNeeded, on day: Day) async -> [Inquiry: InquiryAnswer] {
        await withTaskGroup(of: [Inquiry: InquiryAnswer].self) { group in
            for inquiries in Dictionary(grouping: needed.inquiries.keys, by: \.provider).values {
                group.addTask { await ask(inquiries, needed, on: day) }
            }
            return await group.reduce(into: [:]) { $0.merge($1) { $1 } }
        }
    }

    /// One question goes ahead: where the provider has been away it shows whether it is back, and the others need not find out.
    private func ask(_ inquiries: [Inquiry], _ needed: InquiriesNeeded, on day: Day) async -> [Inquiry: InquiryAnswer] {
        @Sendable func answer(_ inquiry: Inquiry) async -> (Inquiry, InquiryAnswer) {
            var purpose = needed.purpose
            purpose.basis = needed.inquiries[inquiry] ?? ""
            return (inquiry, await self.answer(to: inquiry, for: purpose, on: day))
        }
        guard let first = inquiries.first else { return [:] }
        var answers = [await answer(first)]
        await withTaskGroup(of: (Inquiry, InquiryAnswer).self) { group in
            for inquiry in inquiries.dropFirst() { group.addTask { await answer(inquiry) } }
            for await one in group { answers.append(one) }
        }
        return Dictionary(answers) { one, _ in one }
    }

    private func answer(to inquiry: Inquiry, for purpose: SharingPurpose, on day: Day) async -> InquiryAnswer {
        guard let known = named(inquiry.provider) else { return .fault(.notConfigured) }
        let provider = known.provider
        do throws(SharingFault) {
            switch inquiry.question {
            case .standing(let identifier, _): return .standing(try await provider.status(of: identifier, for: purpose))
            case .licences(let type, let holder):
                let found = try await provider.find(type, of: holder, for: purpose)
                let holding = found.filter { $0.holds(on: day) }
                var opened: [ShownLicence] = []
                if holding.count <= Self.mostOpened, !type.isYesOrNo {
                    for one in holding { opened.append(try await provider.fetch(one.identifier, type, for: purpose)) }
                }
                // What nobody vouches for is no answer; where this build cannot say, whoever judges the licence says so.
                let keys = TrustedKeys(known.keys)
                for one in opened {
                    if let objection = try? keys.objection(to: one) { return .fault(.untrusted(objection)) }
                }
                return .licences(found, opened: opened)
            }
        } catch {
            return .fault(error)
        }
    }
}

extension SharedType {
    /// Nil where a type has no code, by which others know it.
    init?(_ type: CompiledLicence) {
        guard let code = type.definition.typeCode else { return nil }
        self.init(id: type.definition.id.value, code: code, isYesOrNo: type.isYesOrNo)
    }
}

extension LicenceClaim {
    /// Of a source that only says whether it has something of somebody (可用不可见): what it says is believed as it stands, and nothing is opened.
    func verdict(onWord found: [FoundLicence], of code: HolderCode) -> LicenceVerdict {
        let closed = found.closed(on: day)
        guard let one = found.first(where: { $0.holds(on: day) }) else {
            return closed.isEmpty ? .none : .refused(closed)
        }
        let licence = Licence(
            identifier: one.identifier, type: type.definition.id.value, number: nil, holders: [Licence.Holder(code: code, name: nil)],
            issued: day, effective: day, expires: one.expires, fields: [:])
        return .usable(ShownLicence(licence: licence, status: .valid, signature: nil))
    }

    /// What becomes of those that a provider has, of which it opened those that hold.
    func verdict(on found: [FoundLicence], opened: [ShownLicence], trusting trust: LicenceTrust) throws -> LicenceVerdict {
        let closed = found.closed(on: day)
        let holding = found.count - closed.count - found.count { $0.status == .superseded }
        if opened.count < holding { return .asked([.ambiguous(holding)]) }
        switch try verdict(on: opened, trusting: trust) {
        case .none: return closed.isEmpty ? .none : .refused(closed)
        case .refused(let objections): return .refused(objections + closed)
        case .asked(let objections): return .asked(objections)
        case .usable(let shown): return .usable(shown)
        }
    }
}

extension [FoundLicence] {
    /// What speaks against those that were not opened; one that was superseded is nothing to speak of.
    fileprivate func closed(on day: Day) -> [LicenceObjection] {
        compactMap { one in
            switch one.status {
            case .superseded: nil
            case .valid: one.expires.flatMap { $0 < day ? .expired(on: $0) : nil }
            case .suspended, .revoked, .withdrawn, .cancelled, .other: .status(one.status)
            }
        }
    }
}
