/// A licence of the embedded registry as a store keeps it: without the master keys it tells its type, its status and its last day.
public struct LicenceRow: Sendable, Hashable {
    /// Counted from 1 in this store; 0: not kept yet.
    public var number: Int64
    public var type: String
    public var status: LicenceStatus
    public var expires: Day?
    /// The provider from which it is a copy, for one case; nil: it was issued here.
    public var provider: String?
    /// Keyed fingerprints: of its identifier, of the identifier without its version, of each holder's code.
    var identifier: [UInt8]
    var series: [UInt8]
    var holders: [[UInt8]]
    /// Its own key, sealed by a master key, and what that key has sealed.
    var key: [UInt8]
    var body: [UInt8]

    /// What the log says of it.
    var digest: String { Digest.text(Digest.of(body)) }

    /// A copy of which nothing is left but that it was there, of which type and from whom.
    public var isErased: Bool { key.isEmpty }

    var erased: LicenceRow {
        var row = self
        (row.key, row.body, row.holders, row.expires) = ([], [], [], nil)
        // Even a keyed fingerprint would tell who has the keys, and a licence to compare with.
        row.identifier = Digest.of(Array("erased \(number)".utf8))
        row.series = row.identifier
        return row
    }
}

/// Who used data, for which organisation.
public struct DataUser: Sendable, Hashable, Codable {
    public var role: String
    /// A staff number or another pseudonym.
    public var person: String?
    public var organisation: String?
}

/// Something that was done with the data of a person or firm: a row of the data-use log. No value and no code of anybody stands in it.
public struct DataUse: Sendable, Hashable, Codable {
    public enum Act: String, Sendable, Hashable, CaseIterable, Codable {
        /// A licence was opened.
        case read
        /// A provider was asked for licences of somebody: the question has left the house.
        case asked
        /// Whether he has licences of a type, and how they stand, was told to another office.
        case found
        /// Somebody let his licences be read for one case, or let it no more.
        case authorised
        case authorisationWithdrawn = "authorisation-withdrawn"
        /// The applicant took a licence that he had looked at, did not want it used, or said something else so that it is not needed any more.
        case accepted, declined
        case letGo = "let-go"
        /// Its holder made a code by which others may read it for a short time (亮证).
        case shown
        /// It was opened once more, to be compared with another.
        case compared
        /// Before a decision it was looked whether it holds; it was not opened.
        case checked
        case issued, renewed, superseded, suspended, resumed, revoked, withdrawn, cancelled
        /// Somebody asked and was not let.
        case refused
        /// What a case kept of him was destroyed.
        case erased
        /// A row that he was to see later is shown to him.
        case released
        /// What he typed in an earlier case fills in a field of this one.
        case reused
    }

    /// Milliseconds since 1970.
    public var at: Int64
    public var act: Act
    public var by: DataUser
    /// Keyed fingerprints of those whose data they are, in hexadecimal.
    var subjects: [String]
    public var caseID: String?
    public var item: String?
    /// Number of the licence in the registry, and its type.
    public var licence: Int64?
    public var type: String?
    /// Which of its fields were read.
    public var fields: [String]
    /// The highest class of what was read; of an authorisation, the class up to which it goes.
    public var highest: DataClass?
    public var purpose: String
    /// The law, or whose authorisation.
    public var basis: String
    /// The authorisation that was given or taken back.
    public var authorisation: Int64?
    /// SHA-256 of the sealed licence as it was then.
    var digest: String?
    /// The provider that was asked, or from which it was read.
    public var provider: String?
    /// He whose data they are sees the row later.
    public var deferral: Deferral?
    /// The row that is shown from now on.
    public var released: Int64?
    /// The case in which it was typed.
    public var origin: String?
}

/// A person is told later that his data were used, where a law says so (个人信息保护法 arts 18, 35).
public struct Deferral: Sendable, Hashable, Codable {
    /// The last day on which he does not see it: `2026-03-02`.
    public var until: String
    /// A law of laws.yaml, and its article.
    public var law: String
    public var article: String?
    /// The department that defers it.
    public var department: String
}

extension DataUse {
    /// Something that was done with a licence.
    init(
        _ act: Act, of row: LicenceRow, at: Int64, by user: DataUser, caseID: CaseID?, item: String? = nil, fields: [String] = [],
        highest: DataClass? = nil, purpose: String, basis: String, deferral: Deferral? = nil
    ) {
        self.init(
            at: at, act: act, by: user, subjects: row.holders.map(Digest.text), caseID: caseID?.description, item: item,
            licence: row.number,
            type: row.type, fields: fields, highest: highest, purpose: purpose, basis: basis, digest: row.digest, provider: row.provider,
            deferral: deferral)
    }
}

/// A row of the data-use log in its place.
public struct LoggedUse: Sendable, Hashable {
    /// Counted from 1.
    public var position: Int64
    public var use: DataUse
    /// Over this row and the seal before it.
    var seal: [UInt8]
}

/// Somebody lets his licences be read for one case (个人信息保护法 arts 13(1), 14, 15).
public struct AuthorisationRow: Sendable, Hashable {
    /// Counted from 1 in this store; 0: not kept yet.
    public var number: Int64
    /// Keyed fingerprint of his code.
    var holder: [UInt8]
    public var caseID: CaseID
    /// Milliseconds since 1970.
    public var givenAt: Int64
    /// The last day; nil: until the case is closed.
    public var until: Day?
    /// It covers what is sensitive, too: that is said apart (个人信息保护法 art. 29).
    public var isSensitive = false
    public var withdrawnAt: Int64?

    func holds(on day: Day) -> Bool { withdrawnAt == nil && (until.map { day <= $0 } ?? true) }
}

/// That an invitation was used: from then on it is his who used it first.
public struct InvitationRow: Sendable, Hashable {
    /// Keyed fingerprints of what it invites to, and of the code of who has used it.
    var invitation: [UInt8]
    var holder: [UInt8]
    /// The authorisation that he gave by it; nil: he has looked at it only.
    public var authorisation: Int64?
}

/// A secret of the office itself, sealed by a master key.
public struct OfficeKey: Sendable, Hashable {
    var name: String
    /// Nil: it signs nothing.
    var publicKey: [UInt8]?
    var key: [UInt8]
}

/// What can be asked of the registry's tables.
public protocol RegistryReader {
    func licence(_ number: Int64) throws -> LicenceRow?
    /// By the fingerprint of its identifier.
    func licence(identifier: [UInt8]) throws -> LicenceRow?
    /// All versions of one, the oldest first.
    func licences(inSeries series: [UInt8]) throws -> [LicenceRow]
    /// By the fingerprint of a holder's code; of one type, or all.
    func licences(of holder: [UInt8], type: String?) throws -> [LicenceRow]
    /// Whether any of a type was issued here.
    func hasLicences(of type: String) throws -> Bool
    /// By their numbers, after one of them.
    func licences(after number: Int64, limit: Int) throws -> [LicenceRow]
    /// The data-use log in its order, after a position; of one subject, or all.
    func uses(of subject: [UInt8]?, after position: Int64, limit: Int) throws -> [LoggedUse]
    /// The last row about a licence.
    func lastUse(of licence: Int64) throws -> LoggedUse?
    /// Where the data-use log ends.
    func lastUse() throws -> Head
    func officeKey(_ name: String) throws -> OfficeKey?
    func officeKeys() throws -> [OfficeKey]
    func authorisation(_ number: Int64) throws -> AuthorisationRow?
    /// By the fingerprint of who gave them, by their numbers; for one case, or all.
    func authorisations(by holder: [UInt8], for id: CaseID?) throws -> [AuthorisationRow]
    /// By the fingerprint of what it invites to; nil where nobody has used it.
    func invitation(_ fingerprint: [UInt8]) throws -> InvitationRow?
    /// By the fingerprints of whose request it was and of whose fields they are, the oldest first.
    func typed(by typist: [UInt8], about holder: [UInt8]) throws -> [TypedRow]
    func typed(in id: CaseID) throws -> [TypedRow]
    func incident(_ number: Int64) throws -> Incident?
    func incidents(of id: CaseID) throws -> [Incident]
    /// By their numbers, after one of them.
    func incidents(openOnly: Bool, after number: Int64, limit: Int) throws -> [Incident]
    /// Open ones that are to be tried again by an instant, the oldest first.
    func incidents(dueBy instant: Int64, limit: Int) throws -> [Incident]
    /// By name, those from whom one of the last licences is a copy, or of whom one of the last incidents is.
    func providers(amongLast count: Int) throws -> [String]
    func partner(_ name: String) throws -> SharingPartner?
    func partners() throws -> [SharingPartner]
    func file(_ number: Int64) throws -> FileRow?
    /// Those that are not whole, too.
    func files(of id: CaseID) throws -> [FileRow]
    /// By their numbers, after one of them.
    func files(after number: Int64, limit: Int) throws -> [FileRow]
    /// Those that were begun before an instant and are not whole.
    func unfinishedFiles(before instant: Int64) throws -> [FileRow]
    /// A sealed piece of a file, by its place from 0.
    func piece(_ place: Int, of file: Int64) throws -> [UInt8]?
    func rating(_ number: Int64) throws -> RatingRow?
    /// By the fingerprint of the item and channel, or of the case.
    func rating(at place: [UInt8]) throws -> RatingRow?
    func ratings(ofCase print: [UInt8]) throws -> [RatingRow]
    /// By their numbers, after one of them.
    func ratings(after number: Int64, limit: Int) throws -> [RatingRow]
    /// Those of a department that are to be followed up still, by their numbers.
    func callBacks(in department: String, after number: Int64, limit: Int) throws -> [RatingRow]
}

/// What can be done to the registry's tables.
public protocol RegistryWriter {
    /// Keeps a licence in place of the one with its number; a new one gets the next, and nobody holds an erased one.
    func keep(_ licence: LicenceRow) throws -> Int64
    /// Adds to the end of the data-use log.
    func note(_ use: DataUse) throws -> LoggedUse
    func keep(_ key: OfficeKey) throws
    /// Keeps an authorisation in place of the one with its number; a new one gets the next.
    func keep(_ authorisation: AuthorisationRow) throws -> Int64
    /// Keeps who has used an invitation, in place of what was kept of it.
    func keep(_ invitation: InvitationRow) throws
    /// Keeps an incident in place of the one with its number; a new one gets the next.
    func keep(_ incident: Incident) throws -> Int64
    func keep(_ partner: SharingPartner) throws
    /// Keeps a file in place of the one with its number; a new one gets the next.
    func keep(_ file: FileRow) throws -> Int64
    func keep(piece: [UInt8], _ place: Int, of file: Int64) throws
    func forgetFile(_ number: Int64) throws
    /// Keeps a rating in place of the one with its number; a new one gets the next.
    func keep(_ rating: RatingRow) throws -> Int64
    /// Keeps that a field was typed in a case.
    func keep(_ typed: TypedRow) throws
    func forgetTyped(in id: CaseID) throws
}

extension LoggedUse {
    /// The next row of the log.
    init(_ use: DataUse, after last: Head) throws {
        self.use = use
        position = last.position + 1
        seal = Self.seal(try use.encoded(), after: last)
    }

    static func seal(_ payload: [UInt8], after last: Head) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(last.position + 1)
        writer.write(last.seal) { $1.write($0) }
        writer.write(payload) { $1.write($0) }
        return Digest.of(writer.bytes)
    }

    var head: Head { Head(position: position, seal: seal) }
}
