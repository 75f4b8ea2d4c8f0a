import Foundation
import TestSupport
import Testing

@testable import Workflow

/// SM2, SM3 and SM4 of a build with the trait GM: as the standards publish them, and as the command line of OpenSSL does them.
@Suite(.enabled(if: Algorithms.gm.areBuiltIn)) struct `国密` {
    private func hex(_ text: String) -> [UInt8] { Digest.bytes(text) ?? [] }

    /// What a command of OpenSSL prints.
    private func openssl(_ command: String, in folder: ScratchFolder) throws -> [UInt8] {
        let (status, output) = try OtherProgram.run(["openssl"] + command.split(separator: " ").map(String.init), in: folder.url)
        guard status == 0 else { throw Unexpected("openssl \(command): \(status)") }
        return Array(output)
    }

    private func write(_ bytes: [UInt8], to name: String, in folder: ScratchFolder) throws {
        try Data(bytes).write(to: folder.url.appendingPathComponent(name))
    }

    /// GB/T 32905, annex A.
    @Test func `SM3 is that of the standard`() throws {
        #expect(
            try Libcrypto.sm3(Array("abc".utf8)) == hex("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"))
        #expect(
            try Libcrypto.sm3(Array(String(repeating: "abcd", count: 16).utf8))
                == hex("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"))
    }

    /// GB/T 32907, annex A: the block of counter mode over zeros is the cipher of its counter.
    @Test func `SM4 is that of the standard`() throws {
        let block = hex("0123456789abcdeffedcba9876543210")
        #expect(
            try Libcrypto.sm4([UInt8](repeating: 0, count: 16), key: block, counter: block) == hex("681edf34d206965e86b3e94f536e4246"))
    }

    /// GB/T 32918.5, A.2: secret, public key and signature of “message digest”.
    @Test func `SM2 is that of the standard`() throws {
        let key = PublicKey(
            algorithm: .sm2sm3,
            bytes: hex(
                "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
            ))
        let secret = hex("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8")
        #expect(try key.isRight(SigningKey(secret, of: key).sign([1, 2, 3]), over: [1, 2, 3]))
        let signature = Signature(
            algorithm: .sm2sm3, key: key.name,
            bytes: hex(
                "3046022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
            ))
        #expect(try key.isRight(signature, over: Array("message digest".utf8)))
        #expect(try !key.isRight(signature, over: Array("message digesT".utf8)))
    }

    @Test func `a signature is right over what was signed, by who signed it, and whole`() throws {
        let key = try SigningKey(.sm2sm3)
        let content = Array("990000-canary".utf8)
        let signature = try key.sign(content)
        #expect(try key.publicKey.isRight(signature, over: content))
        #expect(try key.publicKey.isRight(SigningKey(key.secret, of: key.publicKey).sign(content), over: content))
        #expect(key.publicKey.bytes.count == 65 && key.publicKey.bytes.first == 4 && key.secret.count == 32)
        #expect(try !key.publicKey.isRight(signature, over: content + [0]))
        var other = try SigningKey(.sm2sm3).sign(content)
        other.key = key.publicKey.name
        #expect(try !key.publicKey.isRight(other, over: content))
        for bit in 0..<signature.bytes.count * 8 {
            var changed = signature
            changed.bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(try !key.publicKey.isRight(changed, over: content), "bit \(bit)")
        }
        for count in 0..<signature.bytes.count {
            var cut = signature
            cut.bytes = Array(cut.bytes.prefix(count))
            #expect(try !key.publicKey.isRight(cut, over: content))
        }
        var longer = signature
        longer.bytes.append(0)
        #expect(try !key.publicKey.isRight(longer, over: content))
        for bytes in [[], [4], Array(repeating: 0, count: 65), [4] + Array(repeating: 1, count: 64), key.publicKey.bytes + [0]] {
            let none = PublicKey(algorithm: .sm2sm3, bytes: bytes)
            #expect(try !none.isRight(Signature(algorithm: .sm2sm3, key: none.name, bytes: signature.bytes), over: content))
        }
        #expect(throws: BrokenSeal()) { try SigningKey([1], of: key.publicKey) }
        #expect(throws: BrokenSeal()) { try SigningKey(key.secret, of: PublicKey(algorithm: .sm2sm3, bytes: [4])) }
        #expect(throws: KeyProblem.gmFailed) {
            try SigningKey(key.secret, of: PublicKey(algorithm: .sm2sm3, bytes: Array(repeating: 4, count: 65))).sign(content)
        }
    }

    /// It signs and we check; we sign and it checks.
    @Test func `SM2 agrees with the command line of OpenSSL`() throws {
        let folder = try ScratchFolder(["text": "990000-canary"])
        let text = Array("990000-canary".utf8)
        let how = "-rawin -digest sm3 -pkeyopt distid:1234567812345678 -in text"
        _ = try openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:SM2 -out secret.pem", in: folder)
        let der = try openssl("pkey -in secret.pem -pubout -outform DER", in: folder)
        let theirs = PublicKey(algorithm: .sm2sm3, bytes: Array(der.suffix(65)))
        let signed = try openssl("pkeyutl -sign -inkey secret.pem \(how)", in: folder)
        #expect(try theirs.isRight(Signature(algorithm: .sm2sm3, key: theirs.name, bytes: signed), over: text))

        let ours = try SigningKey(.sm2sm3)
        try write(der.prefix(26) + ours.publicKey.bytes, to: "ours.der", in: folder)
        try write(ours.sign(text).bytes, to: "ours.sig", in: folder)
        let found = try openssl("pkeyutl -verify -pubin -keyform DER -inkey ours.der -sigfile ours.sig \(how)", in: folder)
        #expect(String(decoding: found, as: UTF8.self).contains("Signature Verified Successfully"))
    }

    /// A seal put together by it, piece by piece as `SM4Seal` says, is opened by us.
    @Test func `the seal is made of what the command line of OpenSSL makes`() throws {
        let folder = try ScratchFolder()
        let (bytes, place) = (Array("990000-canary".utf8), Array("form 7".utf8))
        let key = (0..<32).map { UInt8($0) }
        let counter = (0..<16).map { UInt8(0xf0 + $0) }
        func openssl(_ command: String, _ bytes: [UInt8]) throws -> [UInt8] {
            try write(bytes, to: "text", in: folder)
            return try self.openssl("\(command) text", in: folder)
        }
        let derived = try [1, 2].flatMap { try openssl("dgst -sm3 -binary", key + [0, 0, 0, $0]) }
        let (cipherKey, codeKey) = (Digest.text(derived.prefix(16)), Digest.text(derived[16..<48]))
        let text = try openssl("enc -sm4-ctr -K \(cipherKey) -iv \(Digest.text(counter)) -in", bytes)
        let covered = [2, 0, 0, 0, 0, 0, 0, 0, UInt8(place.count)] + place + counter + text
        let code = try openssl("dgst -sm3 -mac HMAC -macopt hexkey:\(codeKey) -binary", covered)
        #expect(try SealKey(key)?.open([2] + counter + text + code, at: "form 7") == bytes)
    }

    @Test func `a licence that is signed by it is used, and one that was changed is not`() throws {
        let samples = LicenceSamples(.sm2sm3)
        let shown = try samples.shown(samples.marriage())
        #expect(shown.signature?.algorithm == .sm2sm3)
        #expect(try samples.verdict([shown]) == .usable(shown))
        var changed = shown
        changed.licence.fields["女方姓名"] = "林小月"
        #expect(try samples.verdict([changed]) == .refused([.wrongSignature]))
        #expect(try samples.verdict([samples.shown(samples.marriage(), by: SigningKey(.sm2sm3))]) == .refused([.unknownKey]))
        #expect(try samples.verdict([samples.shown(samples.marriage(), by: samples.otherKey)]) == .refused([.keyOfAnother]))
        // Its name with the signature of another algorithm.
        var disguised = shown
        disguised.signature?.algorithm = .ed25519
        #expect(try samples.verdict([disguised]) == .refused([.wrongSignature]))
    }
}

/// A build without the trait GM, where it meets what another build has made.
@Suite(.enabled(if: !Algorithms.gm.areBuiltIn)) struct `A build without 国密` {
    private static let keeper = Caller(.officer, person: "civil-7", department: "civil-affairs")

    @Test func `says so, and not that something is damaged`() throws {
        #expect(throws: KeyProblem.needsGM) { try SealKey(.sm4).seal([1], at: "here") }
        for count in [0, 1, 47, 48, 100] {
            #expect(throws: KeyProblem.needsGM) { try SealKey().open([2] + [UInt8](repeating: 0, count: count), at: "here") }
        }
        #expect(throws: KeyProblem.needsGM) { try SigningKey(.sm2sm3) }
        var masters = MasterKeys()
        masters.algorithms = .gm
        #expect(throws: KeyProblem.needsGM) { try masters.wrap(SealKey(), at: "here") }
        #expect(
            KeyProblem.needsGM.message
                == Title(
                    zh: "SM2、SM3、SM4 需要支持国密的构建：swift build --traits GM",
                    en: "SM2, SM3 and SM4 need a build with 国密: swift build --traits GM"))
    }

    @Test func `does not take a licence that it cannot check for one that is forged`() throws {
        let samples = LicenceSamples()
        let key = PublicKey(algorithm: .sm2sm3, bytes: [4] + [UInt8](repeating: 1, count: 64))
        var shown = try samples.shown(samples.marriage())
        shown.signature = Signature(algorithm: .sm2sm3, key: key.name, bytes: [1])
        let claim = LicenceClaim(samples.type("marriage-certificate"), of: [], on: samples.today)
        let trust = LicenceTrust(samples.shared, keys: [(key, [LicenceSamples.body])])
        #expect(throws: KeyProblem.needsGM) { try claim.verdict(on: [shown], trusting: trust) }
    }

    @Test(arguments: StoreKind.allCases) func `reads everything else`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind)
        try await office.issueCouple()
        let key = PublicKey(algorithm: .sm2sm3, bytes: [4] + [UInt8](repeating: 1, count: 64))
        try await office.store.write { [keys = office.keys] store in
            var sm2 = OfficeKey(name: "signing-sm2", publicKey: key.bytes, key: [])
            sm2.key = try keys.keys(creating: false).wrap(SealKey(), at: OfficeSecrets.place(of: sm2))
            try store.registryWriter.keep(sm2)
            guard var row = try store.registry.licence(3) else { throw Unexpected("no licence 3") }
            row.body[0] = SealAlgorithm.sm4.rawValue
            _ = try store.registryWriter.keep(row)
        }
        await #expect(throws: KeyProblem.needsGM) { try await office.office.readLicence(3, because: "why", by: Self.keeper) }
        let police = Caller(.officer, department: "public-security")
        #expect(try await office.office.readLicence(1, because: "why", by: police).licence.fields["姓名"] == "林晓月")
        #expect(try await office.issue(TryOffice.card(LicenceSamples.stranger, "金丝雀")) == 4)
        let gm = Office(store: office.store, clock: office.clock, keys: PassingKeys(algorithms: .gm), definitions: TryOffice.definitions)
        await #expect(throws: (any Error).self) {
            try await gm.issueLicence(LicenceEntry(TryOffice.card(LicenceSamples.stranger, "金")), by: police)
        }
    }
}
