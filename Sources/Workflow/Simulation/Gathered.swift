/// Values of many people, added up in whole numbers: in whatever order and in however many parts they are added, the same comes out.
public struct Gathered: Sendable, Hashable, Codable {
    public private(set) var count: Int64 = 0
    private(set) var sum: Int64 = 0
    /// Over the blocks, each with its own sum and number of people: squares of sums, sums times numbers, squares of numbers.
    private var squares = Wide()
    private var products = Wide()
    private var numbers = Wide()
    private(set) var blocks: Int64 = 0
    /// How many values lie where; to one part of a thousand.
    private var buckets: [Int: Int64] = [:]

    public init() {}

    /// The values of one block, while they are added up.
    struct Block {
        fileprivate var count: Int64 = 0
        fileprivate var sum: Int64 = 0
        fileprivate var buckets: [Int: Int64] = [:]
        /// Many figures are the same for everybody: what comes again and again is counted before it is looked up.
        private var last = 0
        private var times: Int64 = 0

        mutating func add(_ value: Int64) {
            count += 1
            sum += value
            let bucket = Gathered.bucket(of: value)
            if bucket != last {
                putDown()
                (last, times) = (bucket, 0)
            }
            times += 1
        }

        /// Puts down what came last, as often as it did.
        fileprivate mutating func putDown() { if times > 0 { buckets[last, default: 0] += times } }
    }

    /// What one block came to.
    init(_ block: consuming Block) {
        block.putDown()
        (count, sum, buckets) = (block.count, block.sum, block.buckets)
        blocks = 1
        squares = Wide(Int128(sum) * Int128(sum))
        products = Wide(Int128(sum) * Int128(count))
        numbers = Wide(Int128(count) * Int128(count))
    }

    /// The values of one block.
    init(block values: [Int64]) {
        var block = Block()
        for value in values { block.add(value) }
        self.init(block)
    }

    mutating func merge(_ other: Gathered) {
        count += other.count
        sum += other.sum
        blocks += other.blocks
        squares.value += other.squares.value
        products.value += other.products.value
        numbers.value += other.numbers.value
        buckets.merge(other.buckets, uniquingKeysWith: +)
    }

    /// Mean, quantiles and the 95 % interval of the mean. Blocks are independent worlds: the interval is that of a ratio of sums over them.
    public func distribution(scale: Double) -> Distribution? {
        guard count > 0 else { return nil }
        let mean = Double(sum) / Double(count)
        let sorted = buckets.sorted { $0.key < $1.key }
        func rank(_ hundredth: Int64) -> Double {
            let wanted = max(1, (hundredth * count + 99) / 100)
            var passed: Int64 = 0
            for (bucket, number) in sorted {
                passed += number
                if passed >= wanted { return Double(Self.value(of: bucket)) / scale }
            }
            return 0
        }
        var interval: ClosedRange<Double>?
        if blocks > 1 {
            let spread = max(0, squares.double - 2 * mean * products.double + mean * mean * numbers.double)
            let variance = spread * Double(blocks) / Double(blocks - 1) / (Double(count) * Double(count))
            let half = Distribution.t(Int(min(blocks - 1, 1_000_000_000))) * variance.squareRoot()
            interval = ((mean - half) / scale)...((mean + half) / scale)
        }
        return Distribution(mean: mean / scale, p50: rank(50), p90: rank(90), p99: rank(99), interval: interval)
    }

    /// The values, least first, each (to one part of a thousand) with how many people have it.
    var values: [(value: Int64, count: Int64)] { buckets.sorted { $0.key < $1.key }.map { (Self.value(of: $0.key), $0.value) } }

    /// Whole up to 2,047, then eleven binary digits.
    private static func bucket(of value: Int64) -> Int {
        let size = value.magnitude
        guard size >= 2_048 else { return Int(value) }
        let shift = 64 - size.leadingZeroBitCount - 11
        let bucket = 2_048 + (shift - 1) * 1_024 + Int(size >> UInt64(shift)) - 1_024
        return value < 0 ? -bucket : bucket
    }

    /// The least of the values in a bucket, by size.
    private static func value(of bucket: Int) -> Int64 {
        let size = Int64(abs(bucket))
        guard size >= 2_048 else { return Int64(bucket) }
        let (shift, rest) = (size - 2_048).quotientAndRemainder(dividingBy: 1_024)
        let value = (rest + 1_024) << (shift + 1)
        return bucket < 0 ? -value : value
    }
}

/// A whole number of 128 bits, written as text.
private struct Wide: Sendable, Hashable, Codable {
    var value: Int128 = 0

    init(_ value: Int128 = 0) { self.value = value }

    var double: Double { Double(value) }

    init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = Int128(text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no whole number"))
        }
        self.value = value
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode("\(value)")
    }
}
