import TestSupport
import Testing

@testable import Workflow

@Suite struct `A case number` {
    @Test func `is read as it is written, however people write it`() {
        var numbers = SeededNumbers(seed: 4)
        for _ in 0..<10_000 {
            let id = CaseID(milliseconds: Int64.random(in: 1_700_000_000_000..<2_000_000_000_000, using: &numbers), chance: numbers.next())
            let text = id.description
            #expect(CaseID(text) == id)
            #expect(CaseID(text.uppercased().replacing("-", with: "")) == id)
            #expect(CaseID(text.replacing("0", with: "O").replacing("1", with: "l")) == id)
        }
    }

    @Test func `lies in the order in which cases began`() {
        let earlier = CaseID(milliseconds: 1_772_000_000_000, chance: .max)
        let later = CaseID(milliseconds: 1_772_000_000_001, chance: 0)
        #expect(earlier < later)
        #expect(earlier.description < later.description)
    }

    @Test(arguments: ["", "0", "zzzz-zzzz-zzzzz", "0000-0000-00000", "01jd-4k8m-2qx9", "01jd-4k8m-2qx9ww", "01jd-4k8m-2qx9u", "办件一"])
    func `is nothing else`(text: String) {
        #expect(CaseID(text) == nil)
    }
}
