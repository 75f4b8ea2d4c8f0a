/// The registry's tables in memory.
struct MemoryRegistry: RegistryReader {
    /// In the order of their numbers, which count from 1.
    private var licences: [LicenceRow] = []
    var uses: [LoggedUse] = []
    var keys: [String: OfficeKey] = [:]
    var authorisations: [Int64: AuthorisationRow] = [:]
    var invitations: [[UInt8]: InvitationRow] = [:]
    var incidents: [Int64: Incident] = [:]
    var typed: Set<TypedRow> = []
    var ratingsByNumber: [Int64: RatingRow] = [:]
    var filesByNumber: [Int64: FileRow] = [:]
    var pieces: [Int64: [[UInt8]]] = [:]
    var partnersByName: [String: SharingPartner] = [:]

    /// What a number stood for before it was kept.
    struct Before {
        var number: Int64
        /// Nil: it was new.
        var licence: LicenceRow?
    }

    mutating func keep(_ licence: LicenceRow) -> Before {
        guard licence.number > 0 else {
            var new = licence
            new.number = Int64(licences.count + 1)
            licences.append(new)
            return Before(number: new.number)
        }
        let place = Int(licence.number) - 1
        defer { licences[place] = licence }
        return Before(number: licence.number, licence: licences[place])
    }

    mutating func takeBack(_ before: Before) {
        if let licence = before.licence { licences[Int(before.number) - 1] = licence } else { licences.removeLast() }
    }

    func licence(_ number: Int64) -> LicenceRow? {
        licences.indices.contains(Int(number) - 1) ? licences[Int(number) - 1] : nil
    }

    func licence(identifier: [UInt8]) -> LicenceRow? { licences.first { $0.identifier == identifier } }
    func licences(inSeries series: [UInt8]) -> [LicenceRow] { licences.filter { $0.series == series } }

    func licences(of holder: [UInt8], type: String?) -> [LicenceRow] {
        licences.filter { $0.holders.contains(holder) && (type == nil || $0.type == type) }
    }

    func licences(after number: Int64, limit: Int) -> [LicenceRow] { Array(licences.dropFirst(Int(number)).prefix(limit)) }

    func uses(of subject: [UInt8]?, after position: Int64, limit: Int) -> [LoggedUse] {
        let wanted = subject.map(Digest.text)
        return Array(
            uses.dropFirst(Int(position)).lazy.filter { logged in wanted.map(logged.use.subjects.contains) ?? true }.prefix(limit))
    }

    func lastUse(of licence: Int64) -> LoggedUse? { uses.last { $0.use.licence == licence } }
    func lastUse() -> Head { uses.last?.head ?? .empty }
    func officeKeys() -> [OfficeKey] { keys.values.sorted { $0.name < $1.name } }
    func officeKey(_ name: String) -> OfficeKey? { keys[name] }
    func hasLicences(of type: String) -> Bool { licences.contains { $0.type == type && $0.provider == nil } }

    func authorisation(_ number: Int64) -> AuthorisationRow? { authorisations[number] }

    func authorisations(by holder: [UInt8], for id: CaseID?) -> [AuthorisationRow] {
        authorisations.values.filter { $0.holder == holder && (id == nil || $0.caseID == id) }.sorted { $0.number < $1.number }
    }

    func invitation(_ fingerprint: [UInt8]) -> InvitationRow? { invitations[fingerprint] }

    func typed(by typist: [UInt8], about holder: [UInt8]) -> [TypedRow] {
        typed.filter { $0.typist == typist && $0.holder == holder }
            .sorted { ($0.at, $0.caseID.number, $0.field) < ($1.at, $1.caseID.number, $1.field) }
    }

    func typed(in id: CaseID) -> [TypedRow] { typed.filter { $0.caseID == id }.sorted { $0.field < $1.field } }
    func incident(_ number: Int64) -> Incident? { incidents[number] }
    func incidents(of id: CaseID) -> [Incident] { sorted { $0.caseID == id } }

    func incidents(openOnly: Bool, after number: Int64, limit: Int) -> [Incident] {
        Array(sorted { $0.number > number && (!openOnly || $0.closedAt == nil) }.prefix(limit))
    }

    func incidents(dueBy instant: Int64, limit: Int) -> [Incident] {
        let due = sorted { $0.closedAt == nil && $0.nextAt <= instant }
        return Array(due.sorted { ($0.nextAt, $0.number) < ($1.nextAt, $1.number) }.prefix(limit))
    }

    func providers(amongLast count: Int) -> [String] {
        let copies = licences.suffix(count).compactMap(\.provider)
        return Set(copies + sorted { _ in true }.suffix(count).map(\.provider)).sorted()
    }

    private func sorted(_ fits: (Incident) -> Bool) -> [Incident] { incidents.values.filter(fits).sorted { $0.number < $1.number } }
    func partner(_ name: String) -> SharingPartner? { partnersByName[name] }
    func partners() -> [SharingPartner] { partnersByName.values.sorted { $0.name < $1.name } }
}

extension MemoryRegistry {
    private var ratings: [RatingRow] { ratingsByNumber.values.sorted { $0.number < $1.number } }
    func rating(_ number: Int64) -> RatingRow? { ratingsByNumber[number] }
    func rating(at place: [UInt8]) -> RatingRow? { ratings.first { $0.place == place } }
    func ratings(ofCase print: [UInt8]) -> [RatingRow] { ratings.filter { $0.ofCase == print } }
    func ratings(after number: Int64, limit: Int) -> [RatingRow] { Array(ratings.filter { $0.number > number }.prefix(limit)) }

    func callBacks(in department: String, after number: Int64, limit: Int) -> [RatingRow] {
        Array(ratings.filter { $0.number > number && $0.department == department && $0.isToFollowUp }.prefix(limit))
    }
}

extension MemoryRegistry {
    private var files: [FileRow] { filesByNumber.values.sorted { $0.number < $1.number } }
    func file(_ number: Int64) -> FileRow? { filesByNumber[number] }
    func files(of id: CaseID) -> [FileRow] { files.filter { $0.caseID == id } }
    func files(after number: Int64, limit: Int) -> [FileRow] { Array(files.filter { $0.number > number }.prefix(limit)) }
    func unfinishedFiles(before instant: Int64) -> [FileRow] { files.filter { !$0.isWhole && $0.at < instant } }

    func piece(_ place: Int, of file: Int64) -> [UInt8]? {
        pieces[file].flatMap { $0.indices.contains(place) ? $0[place] : nil }
    }
}
