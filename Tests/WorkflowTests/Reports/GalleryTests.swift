import Foundation
import TestSupport
import Testing

@testable import Workflow

/// docs/gallery is made from Definitions; `make accept` writes it anew, and its diff says what changed for applicants.
@Suite struct `The gallery` {
    static let pages = Gallery(Checkout.compilation).pages

    @Test func `the pages in docs are those that the definitions make`() throws {
        let folder = PageFolder(at: Checkout.path("docs/gallery"))
        if Golden.isAccepting { try folder.write(Self.pages, removing: folder.stale(besides: Self.pages)) }
        #expect(folder.foreign(among: Self.pages) == [])
        #expect(folder.outdated(against: Self.pages) == [], "make accept writes them anew")
        #expect(folder.stale(besides: Self.pages) == [], "make accept removes them")
    }

    @Test func `the same definitions make the same pages`() throws {
        let again = try ReportedDefinitions().compilation
        #expect(Gallery(again).pages == Self.pages)
    }

    @Test(arguments: ["", "zh-CN/"])
    func `every journey and process has a page, and every question and answer its place`(folder: String) throws {
        let compilation = Checkout.compilation
        let index = try #require(Self.pages[folder + "README.md"])
        for process in compilation.processes {
            #expect(Self.pages["\(folder)processes/\(process.id).md"] != nil, "\(process.id)")
            #expect(index.contains("](processes/\(process.id).md)"))
        }
        for journey in compilation.journeys {
            #expect(Self.pages["\(folder)\(journey.bundle)/\(journey.id).md"] != nil, "\(journey.bundle)/\(journey.id)")
            #expect(index.contains("](\(journey.bundle)/\(journey.id).md)"))
        }
        for bundle in compilation.bundles {
            let page = try #require(Self.pages["\(folder)\(bundle.id)/questions.md"])
            for (question, allowed) in bundle.questions {
                let definition = bundle.shared.questions[question]
                let part = try #require(section(of: definition.id, in: page), "\(bundle.id) \(definition.id)")
                guard definition.lowest == nil else { continue }
                for (place, answer) in definition.answers.enumerated() where allowed & (1 << UInt64(place)) != 0 {
                    #expect(part.contains(" `\(answer.id)` | "), "\(bundle.id) \(definition.id) \(answer.id)")
                }
            }
        }
    }

    /// A journey's page could give away its own people, every other page anybody.
    @Test func `no page names a person, a firm or a code`() throws {
        let journeys = Checkout.compilation.journeys
        let all = Set(journeys.flatMap(secrets))
        #expect(all.count > 20)
        let own = Dictionary(uniqueKeysWithValues: journeys.map { ("\($0.bundle)/\($0.id).md", Set(secrets(of: $0))) })
        for (path, page) in Self.pages {
            // 17 digits and letters in a row: an identity number, a credit code, or most of one.
            #expect(page.firstMatch(of: #/[0-9][0-9A-Z]{16,}/#) == nil, "\(path)")
            let known = own[path.replacing("zh-CN/", with: "")] ?? all
            for secret in known where page.contains(secret) { Issue.record("\(path) says \(secret)") }
        }
    }

    /// Numbers, names and addresses of the people and firms of a journey.
    private func secrets(of journey: CompiledJourney) -> [String] {
        journey.situation.parties.joined().flatMap { party in
            [party.identity].compactMap { $0 }
                + party.holdings.flatMap(\.fields).filter { field in ["姓名", "名称", "号", "址"].contains(where: field.key.contains) }.map(
                    \.value)
        }
    }

    @Test func `every link leads to a page and a place on it`() throws {
        for (path, page) in Self.pages {
            for link in page.matches(of: #/\]\(([^)]*)\)/#).map({ String($0.output.1) }) {
                let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                let target = parts[0].isEmpty ? path : resolved(parts[0], from: path)
                guard let text = Self.pages[target] else {
                    Issue.record("\(path) leads to \(link)")
                    continue
                }
                if parts.count > 1, !text.contains("<a id=\"\(parts[1])\"></a>") { Issue.record("\(path) leads to \(link)") }
            }
        }
    }

    @Test func `every table is as wide as its headings`() {
        for (path, page) in Self.pages { #expect(crookedTables(page) == [], "\(path)") }
    }

    @Test func `an answer without a journey is marked`() throws {
        let reported = try ReportedDefinitions { definitions in
            let base = definitions.bundles.first { $0.id.value == "transport-company" }?.base?.value
            definitions.journeys.removeAll { $0.bundle.value == "transport-company" && $0.id.value != base }
        }
        let bundle = try #require(reported.compilation.bundle("transport-company"))
        let given = try #require(reported.compilation.journeys.first { $0.bundle == bundle.id }).situation.answers
        let page = try #require(Gallery(reported.compilation).pages["transport-company/questions.md"])
        for (question, allowed) in bundle.questions where bundle.shared.questions[question].lowest == nil {
            let definition = bundle.shared.questions[question]
            let part = try #require(section(of: definition.id, in: page))
            for (place, answer) in definition.answers.enumerated() where allowed & (1 << UInt64(place)) != 0 {
                let line = try #require(part.split(separator: "\n").first { $0.contains(" `\(answer.id)` | ") })
                let missing = "- [\(definition.ask.en.inMarkdown)](#\(definition.id)): \(answer.title.en.inMarkdown)\n"
                #expect(line.hasSuffix(" | 0 | **⚠ no journey** |") == (given[question] != place), "\(line)")
                #expect(page.contains(missing) == (given[question] != place), "\(missing)")
            }
        }
        #expect(!page.contains("Every answer has a journey."))
    }

    /// `vehicles: 1 to 20`: what is done for one vehicle is not what is done for several, and more than that is not told apart.
    @Test func `numbers that nothing tells apart are one answer`() throws {
        let bundle = try #require(Checkout.compilation.bundle("transport-company"))
        let page = try #require(Self.pages["transport-company/questions.md"])
        let vehicles = try #require(bundle.questions.first { bundle.shared.questions[$0.question].id == "vehicles" })
        #expect(vehicles.allowed.nonzeroBitCount > 2)
        let rows = try #require(section(of: "vehicles", in: page)).split(separator: "\n").filter {
            $0.hasPrefix("| 1") || $0.hasPrefix("| 2")
        }
        #expect(rows.count == 2)
    }

    @Test func `a journey that stops tells why, with its law, and nothing else`() throws {
        let stopping = Checkout.compilation.journeys.compactMap { journey -> (CompiledJourney, [CompiledStop])? in
            guard let bundle = Checkout.compilation.bundle(journey.bundle) else { return nil }
            let stops = bundle.stops.filter { $0.onlyIf.holds(journey.situation.answers) }
            return stops.isEmpty ? nil : (journey, stops)
        }
        #expect(!stopping.isEmpty)
        for (journey, stops) in stopping {
            let page = try #require(Self.pages["zh-CN/\(journey.bundle)/\(journey.id).md"])
            for stop in stops {
                #expect(page.contains("**\(stop.because.zh.inMarkdown)**"))
                #expect(page.contains("依据：\(stop.basis.citation.zh.inMarkdown)"))
            }
            #expect(!page.contains("## 经过") && !page.contains("## 提交的材料"))
        }
    }

    private func section(of id: String, in page: String) -> String? {
        guard let start = page.range(of: "<a id=\"\(id)\"></a>") else { return nil }
        let rest = page[start.upperBound...]
        return String(rest[..<(rest.range(of: "<a id=")?.lowerBound ?? rest.endIndex)])
    }

    /// `../x.md` from `a/b.md` is `x.md`.
    private func resolved(_ link: String, from path: String) -> String {
        var folders = path.split(separator: "/").dropLast().map(String.init)
        for part in link.split(separator: "/").map(String.init) {
            if part == ".." { _ = folders.popLast() } else { folders.append(part) }
        }
        return folders.joined(separator: "/")
    }
}

/// Rows with another number of cells than their headings.
func crookedTables(_ page: String) -> [String] {
    var width: Int?
    return page.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line in
        guard line.hasPrefix("| ") else {
            width = nil
            return nil
        }
        let cells = line.replacing("\\|", with: "").split(separator: "|", omittingEmptySubsequences: false).count
        let expected = width ?? cells
        width = expected
        return cells == expected ? nil : String(line)
    }
}
