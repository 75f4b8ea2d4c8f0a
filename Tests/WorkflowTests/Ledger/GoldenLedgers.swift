import Foundation
import TestSupport
import Testing

@testable import Workflow

/// The ledgers that were worked out by hand, line by line, before there was a program.
@Suite struct `The golden ledgers` {
    struct Situation: Sendable, CustomTestStringConvertible {
        var bundle: String
        var name: String
        var journey: String

        var testDescription: String { "\(bundle): \(name)" }
    }

    static let situations = [
        Situation(bundle: "newborn", name: "base: direct settlement", journey: "married-local-couple"),
        Situation(bundle: "newborn", name: "manual settlement", journey: "manual-settlement"),
        Situation(
            bundle: "newborn", name: "manual settlement, head of household not a parent", journey: "head-of-household-not-a-parent"),
        Situation(bundle: "transport-company", name: "base: one bought vehicle under 12 t, agent", journey: "one-bought-vehicle"),
        Situation(bundle: "transport-company", name: "bought and planned, 12 t and above, agent", journey: "bought-and-planned"),
        Situation(bundle: "transport-company", name: "planned only, person in charge", journey: "planned-only"),
        Situation(bundle: "disability-services", name: "both allowances", journey: "both-allowances"),
        Situation(bundle: "after-a-death", name: "ordinary death", journey: "ordinary-death"),
    ]

    struct Row: Hashable {
        var line: String
        var material: String
        var subject: String
        var originals: String
        var copies: String
        var grade: String
        var disposition: String
        var by: String
    }

    @Test(arguments: situations, ["one-guide", "every-guide"])
    func `come out line by line`(situation: Situation, baseline: String) throws {
        let expected = try rows(situation, baseline)
        let plan = try plan(situation, baseline)
        let actual = plan.ledger.lines.map { row($0, plan) }
        let known = Set(expected.map(\.line))
        if expected.isEmpty {
            // The two city bundles have one guide, so every guide is that guide.
            #expect(baseline == "every-guide")
            #expect(try actual == rows(situation, "one-guide"))
            return
        }
        #expect(actual.filter { known.contains($0.line) } == expected)
        let more = actual.filter { !known.contains($0.line) }
        #expect(more.allSatisfy { $0.disposition == "not-applicable" }, "lines for other answers are no part of these situations")
    }

    struct Totals: Sendable, CustomTestStringConvertible {
        var journey: String
        var baseline: String
        var lines: Int
        var pieces: Int
        var kinds: Int
        var handedIn: Int

        var testDescription: String { "\(journey), \(baseline)" }
    }

    /// The table of totals of the inventory, 行 份 种.
    static let totals = [
        Totals(journey: "married-local-couple", baseline: "one-guide", lines: 16, pieces: 21, kinds: 6, handedIn: 1),
        Totals(journey: "married-local-couple", baseline: "every-guide", lines: 36, pieces: 46, kinds: 13, handedIn: 2),
        Totals(journey: "manual-settlement", baseline: "one-guide", lines: 20, pieces: 25, kinds: 9, handedIn: 1),
        Totals(journey: "manual-settlement", baseline: "every-guide", lines: 44, pieces: 54, kinds: 17, handedIn: 2),
        Totals(journey: "head-of-household-not-a-parent", baseline: "every-guide", lines: 45, pieces: 55, kinds: 17, handedIn: 2),
        Totals(journey: "one-bought-vehicle", baseline: "one-guide", lines: 15, pieces: 17, kinds: 11, handedIn: 3),
        Totals(journey: "one-bought-vehicle", baseline: "every-guide", lines: 16, pieces: 18, kinds: 12, handedIn: 3),
        Totals(journey: "bought-and-planned", baseline: "one-guide", lines: 16, pieces: 18, kinds: 12, handedIn: 3),
        Totals(journey: "bought-and-planned", baseline: "every-guide", lines: 18, pieces: 20, kinds: 14, handedIn: 3),
        Totals(journey: "planned-only", baseline: "one-guide", lines: 11, pieces: 13, kinds: 11, handedIn: 3),
        Totals(journey: "both-allowances", baseline: "one-guide", lines: 6, pieces: 18, kinds: 6, handedIn: 1),
        Totals(journey: "ordinary-death", baseline: "one-guide", lines: 7, pieces: 7, kinds: 6, handedIn: 1),
    ]

    @Test(arguments: totals)
    func `add up to the totals of the inventory`(expected: Totals) throws {
        let situation = try #require(Self.situations.first { $0.journey == expected.journey })
        let plan = try plan(situation, expected.baseline)
        #expect(plan.apart.materials == expected.lines)
        #expect(plan.apart.pieces == expected.pieces)
        #expect(plan.apart.kinds == expected.kinds)
        #expect(plan.together.materials == expected.handedIn)
        #expect(plan.balance.total == plan.apart.materials, "the balance closes")
        #expect(plan.balance.handedIn == plan.together.materials)
    }

    private func plan(_ situation: Situation, _ baseline: String) throws -> Plan {
        let bundle = try #require(Checkout.compilation.bundle(situation.bundle))
        let journey = try #require(Checkout.compilation.journey(situation.journey, of: situation.bundle))
        return bundle.plan(journey.situation, baseline == "one-guide" ? .oneGuide(of: bundle) : .everyGuide)
    }

    private func rows(_ situation: Situation, _ baseline: String) throws -> [Row] {
        let text = try Checkout.text("Tests/Golden/ledgers/\(situation.bundle)-ledgers.csv")
        return text.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
            // Only the first column is ever quoted.
            var rest = line[...]
            var name: Substring
            if rest.hasPrefix("\"") {
                rest = rest.dropFirst()
                name = rest.prefix { $0 != "\"" }
                rest = rest.dropFirst(name.count + 2)
            } else {
                name = rest.prefix { $0 != "," }
                rest = rest.dropFirst(name.count + 1)
            }
            let cells = rest.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard name == situation.name, cells[0] == baseline else { return nil }
            return Row(
                line: cells[1], material: cells[2], subject: cells[3], originals: cells[4], copies: cells[5], grade: cells[6],
                disposition: cells[7], by: cells[8])
        }
    }

    private func row(_ line: LedgerLine, _ plan: Plan) -> Row {
        let by = plan.ledger.replacement(line)
        let name = by.map { $0.kind == "form" ? "form" : $0.kind == "bundle" ? "bundle" : $0.id } ?? ""
        return Row(
            line: plan.ledger.id(line), material: plan.ledger.material(line), subject: plan.ledger.subject(line),
            originals: String(line.demand.originals), copies: String(line.demand.copies), grade: plan.ledger.grade(line).rawValue,
            disposition: line.disposition.rawValue, by: name)
    }
}
