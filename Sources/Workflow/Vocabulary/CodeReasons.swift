/// What is wrong with a code in words that all kinds of code share; places count from 1.
extension Title {
    static func length(_ length: Int, expected: String) -> Title {
        Title(zh: "应有 \(expected) 位，实有 \(length) 位", en: "has \(length) characters instead of \(expected)")
    }

    static func character(_ character: Character, place: Int) -> Title {
        Title(zh: "第 \(place) 位不能是“\(character)”", en: "has “\(character)” at place \(place), where it cannot stand")
    }

    static func checkCharacter(expected: Character) -> Title {
        Title(zh: "校验码不符，应为“\(expected)”", en: "has a wrong check character: it would be “\(expected)”")
    }
}
