/// By which algorithms an office seals and signs from now on. Each seal and each signature has its algorithm as a tag: whatever the choice
/// is now, what was sealed and signed before is opened and checked.
public enum Algorithms: String, Sendable, Hashable, CaseIterable {
    /// AES-256-GCM and Ed25519.
    case standard
    /// 国密: SM4 and SM2 with SM3, which only a build with the trait GM has.
    case gm

    /// Whether this build has them.
    public var areBuiltIn: Bool { signing.isBuiltIn }

    var sealing: SealAlgorithm {
        switch self {
        case .standard: .aes256gcm
        case .gm: .sm4
        }
    }

    var signing: SignatureAlgorithm {
        switch self {
        case .standard: .ed25519
        case .gm: .sm2sm3
        }
    }
}
