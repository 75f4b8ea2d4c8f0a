/// What tells that a row outside of the log is as it was written. It shows damage; whoever can write to the file can seal anew.
enum RowSeal {
    static func of(_ answer: KeptAnswer, under key: String) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(key)
        writer.write(answer.at)
        writer.write(answer.request) { $1.write($0) }
        writer.write(answer.answer) { $1.write($0) }
        return Digest.of(writer.bytes)
    }

    static func of(draft body: [UInt8], _ id: Int64, _ person: String?, until: Int) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(id)
        writer.write(person) { $1.write($0) }
        writer.write(Int64(until))
        writer.write(body) { $1.write($0) }
        return Digest.of(writer.bytes)
    }

    static func of(_ form: SealedForm, _ id: Int64) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(id)
        writer.write(form.key) { $1.write($0) }
        writer.write(form.body) { $1.write($0) }
        return Digest.of(writer.bytes)
    }

    static func of(_ licence: LicenceRow) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(licence.number)
        writer.write(licence.type)
        writer.write(Int64(licence.status.rawValue))
        writer.write(Int64(licence.expires?.daysSince1970 ?? .max))
        for part in [licence.identifier, licence.series, licence.key, licence.body] + licence.holders {
            writer.write(part) { $1.write($0) }
        }
        if let provider = licence.provider { writer.write(provider) }
        return Digest.of(writer.bytes)
    }

    static func of(_ incident: Incident) -> [UInt8] {
        var writer = ByteWriter()
        for number in [
            incident.number, incident.caseID.number, Int64(incident.evidence), incident.openedAt, Int64(incident.tries), incident.lastAt,
            incident.nextAt, incident.closedAt ?? .max,
        ] {
            writer.write(number)
        }
        for text in [
            incident.kind.rawValue, incident.provider, incident.type, incident.owner, incident.fault, incident.outcome?.rawValue ?? "",
        ] {
            writer.write(text)
        }
        return Digest.of(writer.bytes)
    }

    static func of(_ partner: SharingPartner) -> [UInt8] {
        var writer = ByteWriter()
        for text in [partner.name, partner.organisation, partner.types.joined(separator: " ")] { writer.write(text) }
        writer.write(partner.secret) { $1.write($0) }
        writer.write(partner.since)
        writer.write(partner.closedAt ?? .max)
        return Digest.of(writer.bytes)
    }

    static func of(_ authorisation: AuthorisationRow) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(authorisation.number)
        writer.write(authorisation.holder) { $1.write($0) }
        writer.write(authorisation.caseID.number)
        writer.write(authorisation.givenAt)
        writer.write(Int64(authorisation.until?.daysSince1970 ?? .max))
        writer.write(authorisation.withdrawnAt ?? .max)
        // Those from before it was asked have none, and keep their seal.
        if authorisation.isSensitive { writer.write("sensitive") }
        return Digest.of(writer.bytes)
    }

    static func of(_ invitation: InvitationRow) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(invitation.invitation) { $1.write($0) }
        writer.write(invitation.holder) { $1.write($0) }
        writer.write(invitation.authorisation ?? 0)
        return Digest.of(writer.bytes)
    }

    static func of(_ key: OfficeKey) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(key.name)
        writer.write(key.publicKey ?? []) { $1.write($0) }
        writer.write(key.key) { $1.write($0) }
        return Digest.of(writer.bytes)
    }

    static func of(numbering: [UInt8], ofDefinitions digest: String) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(digest)
        writer.write(numbering) { $1.write($0) }
        return Digest.of(writer.bytes)
    }

    static func of(currentDefinitions number: Int) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(Int64(number))
        return Digest.of(writer.bytes)
    }

    static func of(person number: Int32, _ pseudonym: String) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(number)
        writer.write(pseudonym)
        return Digest.of(writer.bytes)
    }
}
