/// Where somebody meets the office: at the command line, or by the API and the pages that are made of it.
public enum Surface: Sendable {
    case commands, api

    /// What is to be done, and by which command. What the API says is read by applicants, too: they are told it in words alone.
    func does(zh: String, en: String, _ command: String) -> Title {
        switch self {
        case .commands: Title(zh: "\(zh)：\(command)", en: "\(en): \(command)")
        case .api: Title(zh: zh, en: en)
        }
    }

    /// The words of one or the other.
    func callAsFunction(_ commands: String, _ api: String) -> String {
        switch self {
        case .commands: commands
        case .api: api
        }
    }
}
