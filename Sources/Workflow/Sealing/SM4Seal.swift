/// The seal of `SealAlgorithm.sm4`: counter (16 bytes, by chance) ‖ text ‖ code (32 bytes). OpenSSL 3.0 has no SM4-GCM, so this is
/// encrypt-then-MAC of what it has: SM4 in counter mode (GB/T 32907, GB/T 17964), then HMAC-SM3 (GB/T 15852.2, GB/T 32905) over the tag, the
/// place, the counter and the text. Both keys come of the key of 32 bytes by the key derivation of GB/T 32918.4.
struct SM4Seal {
    private static let (counterBytes, codeBytes) = (16, 32)

    private let cipherKey: [UInt8]
    private let codeKey: [UInt8]

    /// - Throws: `KeyProblem` where this build has no SM4.
    init(_ key: [UInt8]) throws(KeyProblem) {
        let derived = try Self.derive(key, count: 48)
        (cipherKey, codeKey) = (Array(derived.prefix(16)), Array(derived.suffix(32)))
    }

    func seal(_ bytes: [UInt8], at place: String) throws(KeyProblem) -> [UInt8] {
        let counter = try Libcrypto.random(Self.counterBytes)
        let sealed = counter + (try Libcrypto.sm4(bytes, key: cipherKey, counter: counter))
        return sealed + (try code(of: sealed, at: place))
    }

    /// Nothing is deciphered before its code is right.
    /// - Throws: `BrokenSeal`, `KeyProblem`.
    func open(_ sealed: some Collection<UInt8>, at place: String) throws -> [UInt8] {
        let covered = Array(sealed.dropLast(Self.codeBytes))
        guard try code(of: covered, at: place).equalsInConstantTime(Array(sealed.suffix(Self.codeBytes))) else { throw BrokenSeal() }
        return try Libcrypto.sm4(
            Array(covered.dropFirst(Self.counterBytes)), key: cipherKey, counter: Array(covered.prefix(Self.counterBytes)))
    }

    /// The length of the place stands before it, so that no other place and text give the same bytes.
    private func code(of sealed: [UInt8], at place: String) throws(KeyProblem) -> [UInt8] {
        let place = Array(place.utf8)
        return try Libcrypto.hmacSM3(
            [SealAlgorithm.sm4.rawValue] + Self.bigEndian(UInt64(place.count)) + place + sealed, key: codeKey)
    }

    /// GB/T 32918.4, 5.4.3: SM3 over the key and a counter of 32 bits from 1, as often as bytes are wanted.
    static func derive(_ key: [UInt8], count: Int) throws(KeyProblem) -> [UInt8] {
        var derived: [UInt8] = []
        var counter: UInt32 = 1
        while derived.count < count {
            derived += try Libcrypto.sm3(key + bigEndian(counter))
            counter += 1
        }
        return Array(derived.prefix(count))
    }

    private static func bigEndian(_ number: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: number.bigEndian) { Array($0) } }
}
