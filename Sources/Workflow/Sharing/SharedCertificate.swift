/// A licence as messages have it, and as we have it.
extension SharingData.Certificate {
    init(_ shown: ShownLicence, title: String, typeCode: String, issuer: String) {
        let licence = shown.licence
        certificateIdentifier = licence.identifier.description
        (certificateTypeCode, certificateName, certificateNumber) = (typeCode, title, licence.number)
        (certificateIssuingAuthorityName, certificateIssuingAuthorityCode) = (issuer, licence.identifier.issuer)
        (certificateIssuedDate, certificateEffectiveDate) = (licence.issued.compact, licence.effective.compact)
        certificateExpiringDate = licence.expires?.compact
        certificateHolders = licence.holders.map {
            SharingData.Holder(certificateHolderCode: $0.code.text, certificateHolderTypeCode: $0.code.kind, certificateHolderName: $0.name)
        }
        (certificateState, certificateStateName) = (shown.status.stateCode, shown.status.title.zh)
        certificateData = Dictionary(uniqueKeysWithValues: licence.fields.map { (LicenceEntry.fieldPrefix + $0.key, $0.value) })
        certificateSignature = shown.signature.map {
            SharingData.Seal(algorithm: $0.algorithm.rawValue, key: $0.key, value: Digest.text($0.bytes))
        }
    }

    /// What it says, if all of it can be understood; whether it is to be believed is another question (`LicenceClaim`).
    /// - Parameter types: of which it may be.
    func shown(as types: [SharedType]) throws(SharingFault) -> ShownLicence {
        let identifier = try Self.identifier(certificateIdentifier)
        guard let type = types.first(where: { $0.code == certificateTypeCode })?.id, identifier.type == certificateTypeCode else {
            throw .malformed("certificateTypeCode")
        }
        guard identifier.issuer == certificateIssuingAuthorityCode else { throw .malformed("certificateIssuingAuthorityCode") }
        guard certificateHolders.count <= 10, certificateData.count <= 200 else { throw .malformed("certificateHolders") }
        var holders: [Licence.Holder] = []
        for holder in certificateHolders {
            let code: HolderCode
            do throws(HolderCode.Problem) {
                code = try HolderCode(kind: holder.certificateHolderTypeCode, text: holder.certificateHolderCode)
            } catch {
                throw .malformed("certificateHolderCode")
            }
            holders.append(Licence.Holder(code: code, name: holder.certificateHolderName))
        }
        var fields: [String: String] = [:]
        for (name, value) in certificateData {
            guard name.hasPrefix(LicenceEntry.fieldPrefix), name.utf8.count <= 200 else { throw .malformed("certificateData") }
            fields[String(name.dropFirst(LicenceEntry.fieldPrefix.count))] = value
        }
        let licence = Licence(
            identifier: identifier, type: type, number: certificateNumber, holders: holders,
            issued: try Self.day(certificateIssuedDate, "certificateIssuedDate"),
            effective: try Self.day(certificateEffectiveDate, "certificateEffectiveDate"),
            expires: try Self.lastDay(certificateExpiringDate), fields: fields)
        return ShownLicence(
            licence: licence, status: LicenceStatus(stateCode: certificateState, name: certificateStateName),
            signature: try certificateSignature.map { seal throws(SharingFault) in try seal.signature() })
    }

    fileprivate static func identifier(_ text: String) throws(SharingFault) -> LicenceIdentifier {
        // A wrong check character is a question for a person, later.
        do { return try LicenceIdentifier(unchecked: text) } catch { throw .malformed("certificateIdentifier") }
    }

    private static func day(_ text: String, _ name: String) throws(SharingFault) -> Day {
        guard let day = Day(registered: text) else { throw .malformed(name) }
        return day
    }

    fileprivate static func lastDay(_ text: String?) throws(SharingFault) -> Day? {
        guard let text, !text.isEmpty, !LicenceEntry.withoutEnd.contains(text) else { return nil }
        return try day(text, "certificateExpiringDate")
    }
}

extension SharingData.Seal {
    fileprivate func signature() throws(SharingFault) -> Signature {
        guard let algorithm = SignatureAlgorithm(rawValue: algorithm), let bytes = Digest.bytes(value), bytes.count <= 1_000 else {
            throw .malformed("certificateSignature")
        }
        return Signature(algorithm: algorithm, key: key, bytes: bytes)
    }
}

extension SharingData.Standing {
    init(_ identifier: LicenceIdentifier, _ status: LicenceStatus, until expires: Day?) {
        certificateIdentifier = identifier.description
        (certificateState, certificateStateName) = (status.stateCode, status.title.zh)
        certificateExpiringDate = expires?.compact
    }

    func found() throws(SharingFault) -> FoundLicence {
        FoundLicence(
            identifier: try SharingData.Certificate.identifier(certificateIdentifier),
            status: LicenceStatus(stateCode: certificateState, name: certificateStateName),
            expires: try SharingData.Certificate.lastDay(certificateExpiringDate))
    }
}

extension LicenceStatus {
    /// As registers number what has become of a licence.
    var stateCode: String {
        switch self {
        case .valid: "10"
        case .superseded: "01"
        case .cancelled: "03"
        case .revoked: "04"
        case .withdrawn: "05"
        // The list has no number for what is suspended: its name says so.
        case .suspended, .other: "09"
        }
    }

    /// What is not known to be valid is not.
    init(stateCode: String, name: String?) {
        let known = Self.allCases.first { $0.stateCode == stateCode && $0.title.zh == name }
        self = known ?? Self.allCases.first { $0.stateCode == stateCode && $0 != .suspended } ?? .other
    }
}

extension Day {
    /// `20260302`.
    var compact: String { description.filter { $0 != "-" } }
}
