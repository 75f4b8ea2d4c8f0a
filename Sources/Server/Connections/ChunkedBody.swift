import Workflow

/// Finds the end of a body that comes in chunks (RFC 9112, 7.1); trailers are not taken.
struct ChunkedBody {
    private enum State {
        case size(Int, digits: Int)
        /// The rest of the line of a size; where there is more than its end, that is an extension, which means nothing here.
        case afterSize(Int, extension: Int)
        case lineFeed(Int)
        case data(Int)
        case dataReturn, dataFeed
        case lastReturn, lastFeed
        case whole
    }

    private var state = State.size(0, digits: 0)

    var isWhole: Bool { if case .whole = state { true } else { false } }

    /// - Returns: how many of the bytes belong to the body.
    mutating func take(_ bytes: UnsafeRawBufferPointer) throws(Refusal) -> Int {
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            switch state {
            case .size(let size, let digits):
                if let digit = Self.digit(byte) {
                    guard digits < 8 else { throw Self.bad }
                    state = .size(size << 4 | digit, digits: digits + 1)
                } else {
                    guard digits > 0 else { throw Self.bad }
                    state = .afterSize(size, extension: 0)
                    continue
                }
            case .afterSize(let size, let length):
                switch byte {
                case 13: state = .lineFeed(size)
                case UInt8(ascii: ";") where length == 0: state = .afterSize(size, extension: 1)
                case 32...126 where length > 0 && length < 256: state = .afterSize(size, extension: length + 1)
                default: throw Self.bad
                }
            case .lineFeed(let size):
                guard byte == 10 else { throw Self.bad }
                state = size == 0 ? .lastReturn : .data(size)
            case .data(let left):
                let length = min(left, bytes.count - place)
                place += length
                state = length == left ? .dataReturn : .data(left - length)
                continue
            case .dataReturn:
                guard byte == 13 else { throw Self.bad }
                state = .dataFeed
            case .dataFeed:
                guard byte == 10 else { throw Self.bad }
                state = .size(0, digits: 0)
            case .lastReturn:
                guard byte == 13 else { throw Self.bad }
                state = .lastFeed
            case .lastFeed:
                guard byte == 10 else { throw Self.bad }
                state = .whole
                return place + 1
            case .whole: return place
            }
            place += 1
        }
        return place
    }

    private static let bad = Refusal(.badRequest, zh: "分块正文有误", en: "the body is not in proper chunks")

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case 48...57: Int(byte) - 48
        case 65...70: Int(byte) - 55
        case 97...102: Int(byte) - 87
        default: nil
        }
    }
}
