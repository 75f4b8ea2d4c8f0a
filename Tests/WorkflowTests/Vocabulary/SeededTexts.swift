import TestSupport

extension SeededNumbers {
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
