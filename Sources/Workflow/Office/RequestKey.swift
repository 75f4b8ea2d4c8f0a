/// So that the same request again has the same answer, whatever has happened since: under which key it comes, what it asks, and what is then
/// answered. The answer is kept in the piece of work that does what is asked: both are there, or neither.
public struct RequestKey<Value>: Sendable {
    let name: String
    let asked: [UInt8]
    let answer: @Sendable (Value) throws -> [UInt8]

    /// - Parameter asked: a fingerprint of what is asked; under one key it is always the same.
    public init(_ name: String, asked: [UInt8], answer: @escaping @Sendable (Value) throws -> [UInt8]) {
        (self.name, self.asked, self.answer) = (name, asked, answer)
    }
}

/// It was answered before, under its key; nothing was done now.
public struct AnsweredBefore: Error, Sendable {
    public var answer: [UInt8]
}

extension Office {
    /// A fingerprint that tells nothing of what it is of: requests name people by their codes.
    public func fingerprint(ofRequest bytes: [UInt8]) async throws -> [UInt8] {
        try await store.read { [keys] store in try OfficeSecrets(keys, store).fingerprint(ofRequest: bytes) }
    }

    /// Nothing, or what was answered under a key when what it is about stood otherwise: a draft that is a case by now.
    /// - Throws: `AnsweredBefore`.
    public func recall<Value: Sendable>(_ key: RequestKey<Value>?) async throws {
        guard let key, let kept = try await store.read({ try $0.answer(to: key.name) }), kept.request == key.asked else { return }
        throw AnsweredBefore(answer: kept.answer)
    }

    /// A piece of work that is done once under its key.
    /// - Throws: `AnsweredBefore`, `OtherRequest`.
    func write<Value: Sendable>(
        under key: RequestKey<Value>?, _ work: @escaping @Sendable (any StoreWriter) throws -> Value
    ) async throws -> Value {
        guard let key else { return try await store.write(work) }
        let at = clock.milliseconds
        return try await store.write { store in
            if let kept = try store.answer(to: key.name) {
                guard kept.request == key.asked else { throw OtherRequest() }
                throw AnsweredBefore(answer: kept.answer)
            }
            let value = try work(store)
            try store.keep(KeptAnswer(request: key.asked, answer: try key.answer(value), at: at), for: key.name)
            return value
        }
    }
}
