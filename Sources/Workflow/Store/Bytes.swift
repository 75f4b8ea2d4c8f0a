/// Writes numbers and texts compactly: a number takes seven bits a byte, the lowest first.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ byte: UInt8) { bytes.append(byte) }

    mutating func write(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    /// A number of any sign.
    mutating func write(_ number: some BinaryInteger) {
        let wide = Int64(number)
        var rest = UInt64(bitPattern: (wide << 1) ^ (wide >> 63))
        while rest > 0x7f {
            bytes.append(UInt8(rest & 0x7f) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func write(_ text: String) {
        write(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    /// Nothing, or something written by the body.
    mutating func write<Value>(_ value: Value?, _ body: (Value, inout ByteWriter) -> Void) {
        write(value != nil)
        if let value { body(value, &self) }
    }

    mutating func write<Value>(_ values: [Value], _ body: (Value, inout ByteWriter) -> Void) {
        write(values.count)
        for value in values { body(value, &self) }
    }
}

/// What was stored is not what a store writes: it was damaged or tampered with.
public struct Unreadable: Error, Hashable, Sendable {}

/// Reads what a `ByteWriter` wrote; never past the end, whatever the bytes are.
struct ByteReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { place == bytes.count }

    mutating func byte() throws(Unreadable) -> UInt8 {
        guard place < bytes.count else { throw Unreadable() }
        defer { place += 1 }
        return bytes[place]
    }

    mutating func flag() throws(Unreadable) -> Bool {
        switch try byte() {
        case 0: false
        case 1: true
        default: throw Unreadable()
        }
    }

    mutating func number<Number: FixedWidthInteger>(_: Number.Type = Number.self) throws(Unreadable) -> Number {
        var wide: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = try byte()
            guard shift < 63 || (shift == 63 && byte <= 1) else { throw Unreadable() }
            wide |= UInt64(byte & 0x7f) << shift
            if byte & 0x80 == 0 { break }
            shift += 7
        }
        guard let number = Number(exactly: Int64(bitPattern: (wide >> 1) ^ (0 &- (wide & 1)))) else { throw Unreadable() }
        return number
    }

    mutating func text() throws(Unreadable) -> String {
        let count: Int = try number()
        guard count >= 0, count <= bytes.count - place else { throw Unreadable() }
        defer { place += count }
        guard let text = String(validating: bytes[place..<place + count], as: UTF8.self) else { throw Unreadable() }
        return text
    }

    mutating func optional<Value>(_ body: (inout ByteReader) throws(Unreadable) -> Value) throws(Unreadable) -> Value? {
        try flag() ? try body(&self) : nil
    }

    mutating func list<Value>(_ body: (inout ByteReader) throws(Unreadable) -> Value) throws(Unreadable) -> [Value] {
        let count: Int = try number()
        // Every value takes a byte at least.
        guard count >= 0, count <= bytes.count - place else { throw Unreadable() }
        var values: [Value] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try body(&self)) }
        return values
    }
}
