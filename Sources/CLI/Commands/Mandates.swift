import ArgumentParser
import Workflow

struct CaseMandate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mandate", abstract: "Let somebody act for the applicant, as a written mandate says.")

    @OptionGroup var one: OneCase
    @OptionGroup var who: Who

    @Argument(help: "Who the agent is: a pseudonym, never a name.") var agent: String

    @Option(help: "The number under which the written mandate is filed.") var reference: String

    @Option(help: "The last day; else it lasts until the case is closed.") var until: String?

    @Option(help: "An item that it is for; else the whole case. May be given several times.") var item: [String] = []

    func validate() throws { try Caller.check(pseudonym: agent, as: "agent") }

    func run() async throws {
        let mandate = ShownMandate(agent: agent, reference: reference, until: until, items: item.isEmpty ? nil : item)
        try await one.handle(.mandate(mandate), by: .applicant, who)
    }
}

struct CaseEndMandate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end-mandate", abstract: "Take a mandate back, or lay it down.")

    @OptionGroup var one: OneCase
    @OptionGroup var who: Who

    @Argument(help: "Who the agent is, as case mandate or --person named him.") var agent: String

    func run() async throws { try await one.handle(.endMandate(agent: agent), by: .applicant, who) }
}
