import TestSupport
import Testing

@testable import Workflow

/// 100,000 random codes, their check characters worked out in another way: by the sums of the standards over all characters, tried out one
/// after the other, instead of solved for.
@Suite struct `Check characters` {
    private static let rounds = 100_000

    private func random(_ alphabet: [Character], _ count: Int, _ numbers: inout SeededNumbers) -> String {
        String((0..<count).map { _ in alphabet.randomElement(using: &numbers)! })
    }

    /// The only character of an alphabet with which a sum comes out; nil where there is none, or several.
    private func only(_ alphabet: [Character], _ comesOut: (Int) -> Bool) -> Character? {
        let fitting = alphabet.indices.filter(comesOut)
        return fitting.count == 1 ? alphabet[fitting[0]] : nil
    }

    /// ISO 7064, pure system with one extra character: Σ aᵢ·2^(place from the right) ≡ 1 (mod 11).
    @Test func `of citizens' numbers`() {
        var numbers = SeededNumbers(seed: 1)
        let digits = Array("0123456789")
        for _ in 0..<Self.rounds {
            let text = random(digits, 17, &numbers)
            let sum = text.reduce(0) { ($0 * 2 + $1.wholeNumberValue!) % 11 } * 2
            let expected = only(Array("0123456789X")) { (sum + $0) % 11 == 1 }
            #expect(CitizenID.checkCharacter(for: text) == expected)
        }
    }

    /// GB 32100: Σ aᵢ·3^(i-1) over the first 17, and the check character as it is, ≡ 0 (mod 31).
    @Test func `of credit codes`() {
        var numbers = SeededNumbers(seed: 2)
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
        for _ in 0..<Self.rounds {
            let text = random(alphabet, 17, &numbers)
            var (sum, weight) = (0, 1)
            for character in text {
                sum += alphabet.firstIndex(of: character)! * weight
                weight = weight * 3 % 31
            }
            let expected = only(alphabet) { (sum + $0) % 31 == 0 }
            #expect(CreditCode.checkCharacter(for: text) == expected)
        }
    }

    /// ISO 7064 MOD 37,36: the hybrid recursion over all characters with the check character ends at 1.
    @Test func `of licence identifiers`() {
        var numbers = SeededNumbers(seed: 3)
        let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        for _ in 0..<Self.rounds {
            let text = random(alphabet, Int.random(in: 31...74, using: &numbers), &numbers)
            var carried = 36
            for character in text {
                let sum = carried + alphabet.firstIndex(of: character)!
                let rest = sum - 36 * ((sum - 1) / 36)
                carried = rest * 2 % 37
            }
            let expected = only(alphabet) { (carried + $0) % 36 == 1 }
            #expect(LicenceIdentifier.checkCharacter(for: text) == expected)
        }
    }
}
