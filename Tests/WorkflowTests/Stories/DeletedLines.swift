import Foundation
import TestSupport
import Testing

@testable import Workflow

/// Deleting one line of an item makes apart one less, and every disposition is computed anew.
@Suite struct `A line that is deleted` {
    /// The notice no longer asks for the mother's card (1 份): 16 - 1 行, 21 - 1 份, still 6 种. The father's card, its second line, is now
    /// its first. Hers is first asked for at the birth certificate, where her licence serves; the three later lines are duplicates of that
    /// one, and his is a duplicate of the line that changed its number.
    @Test func `was the first to obtain the mother's card`() throws {
        let folder = try ScratchFolder.copy(of: "Definitions")
        try folder.edit(
            "items/health/birth-notice.yaml",
            """
              - or:
                  - - material: resident-identity-card
                      of: mother
                      title: {zh: 女方居民身份证, en: Wife's identity card}
                      only-if: {mother-household: [family-here, collective-here, elsewhere, none]}
                      asked-by: {sdreg20: {originals: 1}, qd: {copies: 1}}
                  - - material: passport
                      of: mother
                      title: {zh: 女方护照, en: Wife's passport}
                      only-if: {mother-household: foreign}
                      asked-by: {sdreg20: {originals: 1}, qd: {copies: 1}}

            """, "")
        let compilation = try folder.check(expectingDifferentJourneys: true).compilation
        let story = Story(bundle: "newborn", from: "married-local-couple", compilation: compilation)
        let before = try Story.newborn().plan()
        let after = try story.plan()
        #expect(
            Sheet(after).changes(from: Sheet(before)) == [
                "- birth-notice/2",
                "! birth-notice/1 resident-identity-card father 1+0 licence licence:resident-identity-card",
                "~ birth-certificate/1 licence licence:resident-identity-card",
                "~ birth-certificate/2 duplicate line:birth-notice/1",
                "~ vaccination-record/2 duplicate line:birth-certificate/1",
                "~ medical-insurance-enrolment/3 duplicate line:birth-certificate/1",
                "~ social-security-card/2 duplicate line:birth-certificate/1",
            ])
        #expect(after.totals == "15 行 20 份 6 种 → 1 行 1 份 1 种")
    }

    /// Each line of each item that counts in the base: one 行 less and as many 份 as it wanted, and the balance closes.
    @Test(arguments: ["newborn", "transport-company", "disability-services", "after-a-death"])
    func `is one less apart, whichever it is`(bundle: String) throws {
        let shipped = Checkout.definitions.folder.definitions
        let compiled = try #require(Checkout.compilation.bundle(bundle))
        let name = try #require(compiled.definition.base?.value)
        let journey = try #require(Checkout.compilation.journey(name, of: bundle))
        let base = compiled.plan(journey.situation, .oneGuide(of: compiled))
        var wrong: [String] = []
        for line in base.ledger.lines where line.disposition != .notApplicable && !line.isForm {
            var definitions = shipped
            definitions.bundles.removeAll { $0.id.value != bundle }
            definitions.journeys.removeAll { $0.bundle.value != bundle || $0.id.value != name }
            let item = base.ledger.itemId(line)
            if let place = definitions.items.firstIndex(where: { $0.id.value == item }) {
                definitions.items[place].lines.remove(at: line.number - 1)
            } else {
                definitions.bundles[0].lines.remove(at: line.number - 1)
            }
            let compilation = definitions.compile()
            let changed = try #require(compilation.bundle(bundle))
            let same = try #require(compilation.journey(name, of: bundle))
            let plan = changed.plan(same.situation, .oneGuide(of: changed))
            if plan.apart.materials != base.apart.materials - 1 || plan.apart.pieces != base.apart.pieces - line.demand.pieces
                || plan.balance.total != plan.apart.materials || plan.balance.handedIn != plan.together.materials
            {
                wrong.append("\(base.ledger.id(line)): \(plan.totals)")
            }
        }
        #expect(wrong == [])
    }
}
