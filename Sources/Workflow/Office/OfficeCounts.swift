import Synchronization

/// What has come to pass in an office since the process began, for whoever watches over the service; nothing of any case or person.
public final class OfficeCounts: Sendable {
    public struct Transition: Sendable, Hashable {
        /// Without its number where there are several: `birth-registration`.
        public var item: String
        /// The state of its process that it has come to.
        public var to: String
    }

    public struct LicenceRequest: Sendable, Hashable {
        public var provider: String
        /// `found`, `none`, `standing`, or the code of the fault.
        public var result: String
    }

    public struct Counts: Sendable {
        public fileprivate(set) var transitions: [Transition: Int] = [:]
        public fileprivate(set) var licenceRequests: [LicenceRequest: Int] = [:]
        /// Limits of items, and of whole cases (`whole`), that passed before there was an end.
        public fileprivate(set) var breaches: [String: Int] = [:]

        fileprivate mutating func add(_ other: Counts) {
            transitions.merge(other.transitions, uniquingKeysWith: +)
            licenceRequests.merge(other.licenceRequests, uniquingKeysWith: +)
            breaches.merge(other.breaches, uniquingKeysWith: +)
        }
    }

    private let state = Mutex(Counts())

    public var counts: Counts { state.withLock { $0 } }

    func add(_ counts: Counts) { state.withLock { $0.add(counts) } }

    /// What providers said to what they were asked.
    func add(_ answers: [Inquiry: InquiryAnswer]) {
        var counts = Counts()
        for (inquiry, answer) in answers {
            counts.licenceRequests[LicenceRequest(provider: inquiry.provider, result: answer.result), default: 0] += 1
        }
        add(counts)
    }
}

extension OfficeCounts.Counts {
    /// Nil where nothing is to be counted.
    init?(_ events: [CaseEvent], of open: OpenCase) {
        self.init()
        for event in events {
            switch event.fact {
            case .moved(let item, _, let to, _, _):
                guard let opened = open.state.submission?.items[Int(item)] else { continue }
                let state = open.rules.processes[Int(opened.process)].definition.states[Int(to)].name.value
                transitions[OfficeCounts.Transition(item: open.rules.bundle.items[Int(opened.item)].item.id, to: state), default: 0] += 1
            case .limitPassed(_, let limit): breaches[limit.rawValue, default: 0] += 1
            case .wholePassed: breaches["whole", default: 0] += 1
            default: continue
            }
        }
        if transitions.isEmpty, breaches.isEmpty { return nil }
    }
}

extension InquiryAnswer {
    fileprivate var result: String {
        switch self {
        case .licences(let found, _): found.isEmpty ? "none" : "found"
        case .standing: "standing"
        case .fault(let fault): fault.code
        }
    }
}
