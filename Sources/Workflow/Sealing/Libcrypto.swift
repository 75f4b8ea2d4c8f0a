#if GM
    import CLibcrypto

    /// SM2, SM3 and SM4 as OpenSSL's libcrypto has them; nothing of them is our own. A call fails with `KeyProblem.gmFailed` where this libcrypto
    /// was built without them.
    enum Libcrypto {
        static let isBuiltIn = true

        /// SM3 (GB/T 32905): 32 bytes.
        static func sm3(_ bytes: [UInt8]) throws(KeyProblem) -> [UInt8] {
            var hash = [UInt8](repeating: 0, count: 32)
            guard EVP_Digest(bytes, bytes.count, &hash, nil, EVP_sm3(), nil) == 1 else { throw .gmFailed }
            return hash
        }

        /// HMAC-SM3 (GB/T 15852.2): 32 bytes.
        static func hmacSM3(_ bytes: [UInt8], key: [UInt8]) throws(KeyProblem) -> [UInt8] {
            var code = [UInt8](repeating: 0, count: 32)
            guard HMAC(EVP_sm3(), key, Int32(key.count), bytes, bytes.count, &code, nil) != nil else { throw .gmFailed }
            return code
        }

        /// SM4 in counter mode (GB/T 32907, GB/T 17964): enciphers and deciphers.
        /// - Parameters:
        ///   - key: 16 bytes.
        ///   - counter: 16 bytes, never the same for two texts under one key.
        static func sm4(_ bytes: [UInt8], key: [UInt8], counter: [UInt8]) throws(KeyProblem) -> [UInt8] {
            guard key.count == 16, counter.count == 16, let context = EVP_CIPHER_CTX_new() else { throw .gmFailed }
            defer { EVP_CIPHER_CTX_free(context) }
            var text = [UInt8](repeating: 0, count: bytes.count)
            var count: Int32 = 0
            guard EVP_EncryptInit_ex(context, EVP_sm4_ctr(), nil, key, counter) == 1,
                EVP_EncryptUpdate(context, &text, &count, bytes, Int32(bytes.count)) == 1, Int(count) == bytes.count
            else { throw .gmFailed }
            return text
        }

        static func random(_ count: Int) throws(KeyProblem) -> [UInt8] {
            var bytes = [UInt8](repeating: 0, count: count)
            guard RAND_bytes(&bytes, Int32(count)) == 1 else { throw .gmFailed }
            return bytes
        }

        // MARK: SM2

        /// A key as libcrypto holds it, freed with its holder.
        private struct Key: ~Copyable {
            let pointer: OpaquePointer

            init(_ pointer: OpaquePointer?) throws(KeyProblem) {
                guard let pointer else { throw .gmFailed }
                self.pointer = pointer
            }

            deinit { EVP_PKEY_free(pointer) }

            /// The context in which it signs or checks: with SM3, and with the identity that GB/T 35276 prescribes where none was agreed.
            func with<Result>(_ body: (OpaquePointer) throws(KeyProblem) -> Result) throws(KeyProblem) -> Result {
                let identity = Array("1234567812345678".utf8)
                guard let context = EVP_MD_CTX_new() else { throw .gmFailed }
                defer { EVP_MD_CTX_free(context) }
                guard let own = EVP_PKEY_CTX_new(pointer, nil) else { throw .gmFailed }
                defer { EVP_PKEY_CTX_free(own) }
                guard EVP_PKEY_CTX_set1_id(own, identity, numericCast(identity.count)) == 1 else { throw .gmFailed }
                EVP_MD_CTX_set_pkey_ctx(context, own)
                return try body(context)
            }
        }

        /// What stands in DER before the 65 bytes of a public key (RFC 5480), before the 32 of a secret one, and between it and its public key
        /// (RFC 5208, 5915), with the curve of GB/T 32918.5 (1.2.156.10197.1.301).
        private static let publicDER: [UInt8] = [
            0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55,
            0x01, 0x82, 0x2d, 0x03, 0x42, 0x00,
        ]
        private static let secretDER: [UInt8] = [
            0x30, 0x81, 0x87, 0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
            0x81, 0x1c, 0xcf, 0x55, 0x01, 0x82, 0x2d, 0x04, 0x6d, 0x30, 0x6b, 0x02, 0x01, 0x01, 0x04, 0x20,
        ]
        private static let betweenDER: [UInt8] = [0xa1, 0x44, 0x03, 0x42, 0x00]

        /// A new key, by chance: 32 secret bytes, and 65 public ones: 04, and both coordinates (GB/T 35276).
        static func sm2Key() throws(KeyProblem) -> (secret: [UInt8], publicKey: [UInt8]) {
            guard let context = EVP_PKEY_CTX_new_from_name(nil, "SM2", nil) else { throw .gmFailed }
            defer { EVP_PKEY_CTX_free(context) }
            var made: OpaquePointer?
            guard EVP_PKEY_keygen_init(context) == 1, EVP_PKEY_generate(context, &made) == 1 else { throw .gmFailed }
            let key = try Key(made)
            var number: OpaquePointer?
            guard EVP_PKEY_get_bn_param(key.pointer, OSSL_PKEY_PARAM_PRIV_KEY, &number) == 1 else { throw .gmFailed }
            defer { BN_clear_free(number) }
            var (secret, publicKey, count) = ([UInt8](repeating: 0, count: 32), [UInt8](repeating: 0, count: 65), 0)
            guard BN_bn2binpad(number, &secret, 32) == 32,
                EVP_PKEY_get_octet_string_param(key.pointer, OSSL_PKEY_PARAM_PUB_KEY, &publicKey, 65, &count) == 1, count == 65
            else { throw .gmFailed }
            return (secret, publicKey)
        }

        /// r and s in DER (GB/T 35276), 70 to 72 bytes.
        /// - Parameter publicKey: that of the secret, which is not reckoned again.
        static func sm2Sign(_ content: [UInt8], by secret: [UInt8], _ publicKey: [UInt8]) throws(KeyProblem) -> [UInt8] {
            let found = (secretDER + secret + betweenDER + publicKey).withUnsafeBufferPointer { der in
                var start = der.baseAddress
                return d2i_AutoPrivateKey(nil, &start, der.count)
            }
            let key = try Key(found)
            return try key.with { context throws(KeyProblem) in
                var (signature, count) = ([UInt8](repeating: 0, count: 80), 80)
                guard EVP_DigestSignInit(context, nil, EVP_sm3(), nil, key.pointer) == 1,
                    EVP_DigestSign(context, &signature, &count, content, content.count) == 1
                else { throw .gmFailed }
                return Array(signature.prefix(count))
            }
        }

        /// What is no signature, or no public key, is not right.
        static func sm2IsRight(_ signature: [UInt8], over content: [UInt8], by publicKey: [UInt8]) throws(KeyProblem) -> Bool {
            guard publicKey.count == 65 else { return false }
            let found = (publicDER + publicKey).withUnsafeBufferPointer { der in
                var start = der.baseAddress
                return d2i_PUBKEY(nil, &start, der.count)
            }
            guard let found else { return false }
            let key = try Key(found)
            return try key.with { context throws(KeyProblem) in
                guard EVP_DigestVerifyInit(context, nil, EVP_sm3(), nil, key.pointer) == 1 else { throw .gmFailed }
                return EVP_DigestVerify(context, signature, signature.count, content, content.count) == 1
            }
        }
    }
#else
    /// A build without the trait GM: everything is there and says that it is not.
    enum Libcrypto {
        static let isBuiltIn = false

        static func sm3(_ bytes: [UInt8]) throws(KeyProblem) -> [UInt8] { throw .needsGM }
        static func hmacSM3(_ bytes: [UInt8], key: [UInt8]) throws(KeyProblem) -> [UInt8] { throw .needsGM }
        static func sm4(_ bytes: [UInt8], key: [UInt8], counter: [UInt8]) throws(KeyProblem) -> [UInt8] { throw .needsGM }
        static func random(_ count: Int) throws(KeyProblem) -> [UInt8] { throw .needsGM }
        static func sm2Key() throws(KeyProblem) -> (secret: [UInt8], publicKey: [UInt8]) { throw .needsGM }
        static func sm2Sign(_ content: [UInt8], by secret: [UInt8], _ publicKey: [UInt8]) throws(KeyProblem) -> [UInt8] { throw .needsGM }
        static func sm2IsRight(_ signature: [UInt8], over content: [UInt8], by publicKey: [UInt8]) throws(KeyProblem) -> Bool {
            throw .needsGM
        }
    }
#endif
