/// Whole numbers as ASCII digits.
enum Digits {
    /// The number that the digits write, or nil if there is another character, no digit or more than nine.
    static func number(_ bytes: some Collection<UInt8>) -> Int? {
        guard (1...9).contains(bytes.count) else { return nil }
        var number = 0
        for byte in bytes {
            guard isDigit(byte) else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return number
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// The number with zeros before it, up to that width.
    static func padded(_ number: Int, to width: Int) -> String { ASCIIText.of(24) { $0.append(number, width: width) } }
}

/// Text of ASCII characters that is written in one piece: days, moments and numbers of cases are written with every event.
struct ASCIIText {
    private let room: UnsafeMutableBufferPointer<UInt8>
    private var count = 0

    /// Text of so many characters at most.
    static func of(_ most: Int, _ write: (inout ASCIIText) -> Void) -> String {
        String(unsafeUninitializedCapacity: most) { room in
            var text = ASCIIText(room: room)
            write(&text)
            return text.count
        }
    }

    private init(room: UnsafeMutableBufferPointer<UInt8>) { self.room = room }

    mutating func append(_ character: UInt8) {
        room[count] = character
        count += 1
    }

    /// The number with zeros before it, up to that width.
    mutating func append(_ number: Int, width: Int) {
        var rest = number.magnitude
        if number < 0 { append(UInt8(ascii: "-")) }
        var digits = 1
        var power: UInt = 1
        while digits < width || rest / power > 9 {
            power *= 10
            digits += 1
        }
        while power > 0 {
            append(UInt8(ascii: "0") + UInt8(rest / power))
            rest %= power
            power /= 10
        }
    }

    mutating func append(_ day: Day) {
        let date = CivilDate(daysSince1970: day.daysSince1970)
        append(date.year, width: 4)
        append(UInt8(ascii: "-"))
        append(date.month, width: 2)
        append(UInt8(ascii: "-"))
        append(date.day, width: 2)
    }
}
