/// The characters that a code may be written in, each worth its place among them.
struct CodeAlphabet: Sendable {
    private let characters: [UInt8]
    private let values: [Int?]

    static let digits = CodeAlphabet("0123456789")
    /// GB 32100: without I, O, S, V and Z.
    static let creditCode = CodeAlphabet("0123456789ABCDEFGHJKLMNPQRTUWXY")
    static let alphanumeric = CodeAlphabet("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")

    private init(_ text: String) {
        characters = Array(text.utf8)
        var values: [Int?] = Array(repeating: nil, count: 256)
        for (value, character) in characters.enumerated() { values[Int(character)] = value }
        self.values = values
    }

    /// The character of that value.
    func character(_ value: Int) -> Character {
        Character(Unicode.Scalar(characters[value]))
    }

    /// The value of each character, or nil if one of them is foreign.
    func values(of text: some StringProtocol) -> [Int]? {
        var values: [Int] = []
        values.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            guard let value = self.values[Int(byte)] else { return nil }
            values.append(value)
        }
        return values
    }

    /// The first character that is foreign, and its place counted from 1.
    func firstForeign(in text: some StringProtocol) -> (character: Character, place: Int)? {
        for (place, character) in zip(1..., text) {
            guard let byte = character.asciiValue, values[Int(byte)] != nil else { return (character, place) }
        }
        return nil
    }
}
