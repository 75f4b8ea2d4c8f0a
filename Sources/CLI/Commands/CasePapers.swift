import ArgumentParser
import Workflow

struct CasePapers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "papers", abstract: "The official papers that were issued in a case, numbered and dated.")

    @OptionGroup var one: OneCase

    func run() async throws {
        let id = try one.caseID()
        try await one.database.withOffice(one.language, .look, by: .officer) { office, _ in
            let papers = try await office.papers(of: id)
            switch one.format {
            case .json: try Console.print(json: List(papers: papers.map { OfficialPaperMessage($0, one.language) }))
            case .text: Console.print(OfficialPaperText(language: one.language).render(list: papers))
            }
        }
    }

    private struct List: Encodable {
        var papers: [OfficialPaperMessage]
    }
}

struct CasePaperCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "paper", abstract: "One official paper of a case, to print.")

    @OptionGroup var one: OneCase

    @Argument(help: "Its number in the case, as case papers lists it.") var number: Int

    func run() async throws {
        let id = try one.caseID()
        try await one.database.withOffice(one.language, .look, by: .officer) { office, _ in
            let paper = try await office.paper(number, of: id)
            switch one.format {
            case .json: try Console.print(json: OfficialPaperMessage(paper, one.language))
            case .text: Console.print(OfficialPaperText(language: one.language).render(paper))
            }
        }
    }
}
