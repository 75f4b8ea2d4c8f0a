import Foundation
import TestSupport
import Testing

@testable import Workflow

/// S9: what is sealed is opened by its key in its place, and by nothing else.
@Suite struct `A seal` {
    private let bytes = Array("990000-canary".utf8)
    private static let algorithms = SealAlgorithm.allCases.filter { $0 == .aes256gcm || Algorithms.gm.areBuiltIn }

    @Test(arguments: algorithms) func `is opened by its key in its place`(algorithm: SealAlgorithm) throws {
        let key = SealKey(algorithm)
        let sealed = try key.seal(bytes, at: "here")
        #expect(try key.open(sealed, at: "here") == bytes)
        #expect(try key.seal(bytes, at: "here") != sealed, "the same is never sealed the same way twice")
        #expect(throws: BrokenSeal()) { try key.open(sealed, at: "there") }
        #expect(throws: BrokenSeal()) { try SealKey().open(sealed, at: "here") }
        #expect(!Data(sealed).contains(bytes))
        #expect(sealed.first == algorithm.rawValue)
        for other in Self.algorithms { #expect(try key.sealing(by: other).open(sealed, at: "here") == bytes, "whatever it seals by now") }
        #expect(try key.open(key.seal([], at: ""), at: "") == [], "nothing is sealed, too")
    }

    @Test(arguments: algorithms) func `is broken by every bit that is changed, and every byte that is missing`(algorithm: SealAlgorithm)
        throws
    {
        let key = SealKey(algorithm)
        let sealed = try key.seal(bytes + Array(repeating: 7, count: 100), at: "here")
        #expect(sealed.count * 8 > 1_000)
        for bit in 0..<sealed.count * 8 {
            var changed = sealed
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: BrokenSeal(), "bit \(bit)") { try key.open(changed, at: "here") }
        }
        for count in 0..<sealed.count { #expect(throws: BrokenSeal()) { try key.open(Array(sealed.prefix(count)), at: "here") } }
    }

    /// A place and what is sealed there are not told apart by where one ends.
    @Test(arguments: algorithms) func `does not take the end of a place for what is sealed`(algorithm: SealAlgorithm) throws {
        let key = SealKey(algorithm)
        let sealed = try key.seal(bytes, at: "case 1")
        let moved = sealed.prefix(1) + Array("1".utf8) + sealed.dropFirst()
        #expect(throws: BrokenSeal()) { try key.open(Array(moved), at: "case ") }
    }

    /// NIST CAVP gcmEncryptExtIV256: a known key, nonce, text and tag.
    @Test func `is that of AES-256-GCM as it is published`() throws {
        func hex(_ text: String) -> [UInt8] { Digest.bytes(text) ?? [] }
        let key = try #require(SealKey(hex("31bdadd96698c204aa9ce1448ea94ae1fb4a9a0b3c9d773b51bb1822666b8f22")))
        let sealed =
            [1] + hex("0d18e06c7c725ac9e362e1ce") + hex("fa4362189661d163fcd6a56d8bf0405a") + hex("d636ac1bbedd5cc3ee727dc2ab4a9489")
        #expect(try key.open(sealed, at: "") == hex("2db5168e932556f8089a0622981d017d"))
        #expect(SealKey(hex("31bd")) == nil)
    }

    @Test(arguments: Algorithms.allCases.filter(\.areBuiltIn))
    func `of a case's key names its master, so that an old one opens what it has sealed`(algorithms: Algorithms) throws {
        let id = StoreSamples.id(7)
        var old = MasterKeys()
        old.algorithms = algorithms
        let key = SealKey()
        let wrapped = try old.wrap(key, of: id)
        let both = try MasterKeys(text: "# two\n\n" + old.text + MasterKeys().text)
        #expect(try both.unwrap(wrapped, of: id).bytes == key.bytes)
        #expect(try both.unwrap(both.wrap(key, of: id), of: id).bytes == key.bytes)
        #expect(throws: BrokenSeal()) { try both.unwrap(wrapped, of: StoreSamples.id(8)) }
        #expect(throws: KeyProblem.sealedByAnother) { try old.unwrap(both.wrap(key, of: id), of: id) }
        for count in 0..<wrapped.count { #expect(throws: (any Error).self) { try both.unwrap(Array(wrapped.prefix(count)), of: id) } }
        for byte in wrapped.indices {
            var changed = wrapped
            changed[byte] ^= 0xff
            #expect(throws: (any Error).self) { try both.unwrap(changed, of: id) }
        }
        #expect(throws: (any Error).self) { try both.unwrap(Array(repeating: 0, count: 60), of: id) }
        #expect(both.have(theKeyOf: wrapped) && !MasterKeys().have(theKeyOf: wrapped) && !both.have(theKeyOf: []))
        #expect(both.fingerprint(bytes) == old.fingerprint(bytes))
        #expect(MasterKeys().fingerprint(bytes) != old.fingerprint(bytes))
    }

    @Test(arguments: ["", "# nothing", "1", "1 AAAA", "1 not-base64!", "1 a b", "x"]) func `needs keys that are keys`(text: String) {
        #expect(throws: UnreadableKeys.self) { try MasterKeys(text: text) }
        let one = MasterKeys().text
        #expect(throws: UnreadableKeys(line: 2)) { try MasterKeys(text: one + one) }
    }

    @Test func `in a file is read by its owner alone, and made once`() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/office-keys"
        #expect(throws: KeyProblem.missing(path)) { try KeyFile(path: path) { _ in }.keys(creating: false) }
        let first = try KeyFile(path: path) { #expect($0 == path) }.keys(creating: true)
        let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(rights == 0o600)
        let second = try KeyFile(path: path) { _ in Issue.record("it is there") }.keys(creating: true)
        #expect(first.text == second.text)
        try folder.write("# keys\n1 short\n", to: "office-keys")
        #expect(throws: KeyProblem.noKey(path, line: 2)) { try KeyFile(path: path) { _ in }.keys(creating: true) }
        let nowhere = folder.path + "/no/keys"
        #expect(throws: KeyProblem.cannotWrite(nowhere)) { try KeyFile(path: nowhere) { _ in }.keys(creating: true) }
        #expect(throws: KeyProblem.none) { try NoKeys().keys(creating: true) }
    }
}
