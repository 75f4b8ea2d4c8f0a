/// Numbers that look random and are the same in every run (splitmix64).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A text of that many characters drawn from an ASCII alphabet.
    mutating func text(_ length: Int, from alphabet: String) -> String {
        let letters = Array(alphabet.utf8)
        return String(decoding: (0..<length).map { _ in letters.randomElement(using: &self)! }, as: UTF8.self)
    }

    /// The ASCII text with the character at one of those places changed to another one of an alphabet.
    mutating func substitutingOne(of text: String, within places: Range<Int>, from alphabet: String) -> String {
        var letters = Array(text.utf8)
        let place = places.randomElement(using: &self)!
        letters[place] = alphabet.utf8.filter { $0 != letters[place] }.randomElement(using: &self)!
        return String(decoding: letters, as: UTF8.self)
    }
}
