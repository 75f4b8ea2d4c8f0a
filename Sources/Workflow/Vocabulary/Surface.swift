/// Where somebody meets the office: what he does next has another name in a command than in a request to the API.
public enum Surface: Sendable {
    case commands, api

    /// What is to be done, and by which command or operation.
    func does(zh: String, en: String, _ commands: String, _ api: String) -> Title {
        Title(zh: "\(zh)：\(self(commands, api))", en: "\(en): \(self(commands, api))")
    }

    /// The words of one or the other.
    func callAsFunction(_ commands: String, _ api: String) -> String {
        switch self {
        case .commands: commands
        case .api: api
        }
    }
}
