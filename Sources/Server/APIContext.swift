import Logging
import Foundation
import Hummingbird
import Workflow

/// What is known of a request besides what it says: who asks, and in which language he reads.
struct APIContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Nil where nobody need say who he is.
    private(set) var identity: Identity?
    private(set) var language = Language.zh
    private(set) var trace = Trace(parent: nil)

    /// The other end of the connection.
    let peer: Address?

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = Address(source.channel.remoteAddress)
    }

    func reading(_ language: Language) -> APIContext {
        var context = self
        context.language = language
        return context
    }

    /// The log, under the trace of the request.
    var log: Logger {
        var log = logger
        log[metadataKey: "trace"] = "\(trace.id)"
        return log
    }

    func traced(_ trace: Trace) -> APIContext {
        var context = self
        context.trace = trace
        return context
    }

    func with(_ identity: Identity) -> APIContext {
        var context = self
        context.identity = identity
        return context
    }

    /// Who asks.
    func caller() throws(Problem) -> Caller {
        guard let identity else { throw Problem(.unauthenticated) }
        return identity.caller
    }
}

extension Language {
    /// The one of ours that whoever asks would rather read (RFC 9110, 12.5.4); without a word of either, Chinese.
    init(accepting header: String?) {
        var best: (language: Language, weight: Double)?
        for (range, weight) in Preferences(header).ranges {
            guard let language = Self.allCases.first(where: { range.hasPrefix($0.rawValue) }) else { continue }
            if weight > (best?.weight ?? 0) { best = (language, weight) }
        }
        self = best?.language ?? .zh
    }
}
