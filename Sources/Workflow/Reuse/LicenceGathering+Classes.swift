/// What is sensitive is read of another person only where he has consented to that, too.
extension LicenceGathering {
    /// What is wanted of a licence about its holders.
    static func fields(_ wanted: [Wanted: Set<String>], of licence: Int, about holders: [RolePlace]) -> Set<String> {
        holders.reduce(into: []) { $0.formUnion(wanted[Wanted(place: $1, licence: licence)] ?? []) }
    }

    /// Why fields of a licence may not be read though its holder has authorised it: he has not consented to what is sensitive (个人信息保护法
    /// art. 29). A provider hands over all that a licence says.
    func sensitive(_ fields: () -> Set<String>, of type: CompiledLicence, on basis: ReadingBasis) throws -> Title? {
        guard case .holderAuthorises(let number) = basis, try !source.isForSensitive(number) else { return nil }
        let names = source.handsOverAll(of: type) ? type.fillsIn.map(\.from) : fields().sorted()
        let sensitive = names.filter { bundle.shared.highestClass(of: [$0], on: type) == .sensitive }
        guard !sensitive.isEmpty else { return nil }
        return Title(
            zh: "要读取敏感个人信息（\(sensitive.joined(separator: "、"))），第 \(number) 号授权不含（个人信息保护法第二十九条）：consent give --sensitive",
            en: """
                it reads what is sensitive (\(sensitive.joined(separator: ", "))), and authorisation \(number) does not cover that (Personal \
                Information Protection Law, art. 29): consent give --sensitive
                """)
    }
}
