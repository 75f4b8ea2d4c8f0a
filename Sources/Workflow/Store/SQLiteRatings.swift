import Foundation
import GRDB

/// Ratings, and the call-backs that follow bad ones.
extension SQLiteRegistry {
    func rating(_ number: Int64) throws -> RatingRow? { try db.first("\(Self.selectRatings) WHERE number = ?", [number], Self.rating) }

    func rating(at place: [UInt8]) throws -> RatingRow? {
        try db.first("\(Self.selectRatings) WHERE place = ?", [Data(place)], Self.rating)
    }

    func ratings(ofCase print: [UInt8]) throws -> [RatingRow] {
        try db.all("\(Self.selectRatings) WHERE of_case = ? ORDER BY number", [Data(print)], Self.rating)
    }

    func ratings(after number: Int64, limit: Int) throws -> [RatingRow] {
        try db.all("\(Self.selectRatings) WHERE number > ? ORDER BY number LIMIT ?", [number, limit], Self.rating)
            .inOrder("ratings", after: number) { $0.number }
    }

    func callBacks(in department: String, after number: Int64, limit: Int) throws -> [RatingRow] {
        try db.all(
            """
            \(Self.selectRatings) WHERE department = (SELECT number FROM words WHERE word = ?) AND due IS NOT NULL AND closed_on IS NULL
                AND number > ? ORDER BY number LIMIT ?
            """, [department, number, limit], Self.rating
        ).inOrder("ratings", after: number) { $0.number }
    }

    /// Throws where a row is not as it was written.
    func readRatings() throws { try db.each(Self.selectRatings, Self.rating) }

    private static let selectRatings = """
        SELECT number, place, of_case, (SELECT word FROM words WHERE words.number = bundle),
            (SELECT word FROM words WHERE words.number = item), (SELECT word FROM words WHERE words.number = department), channel, stars,
            rated_on, due, step, closed_on, key, body, seal
        FROM ratings
        """

    private static func rating(_ row: Row) throws -> RatingRow {
        let number: Int64 = try row.decode(atIndex: 0)
        func day(_ place: Int) throws -> Day? { try row.decode(Int?.self, atIndex: place).map { Day(daysSince1970: $0) } }
        let step = try row.decode(String?.self, atIndex: 10)
        guard let bundle = try row.decode(String?.self, atIndex: 3), let item = try row.decode(String?.self, atIndex: 4),
            let department = try row.decode(String?.self, atIndex: 5), let channel = RatingChannel(rawValue: try row.decode(atIndex: 6)),
            let level = RatingLevel(stars: try row.decode(atIndex: 7)), let ratedOn = try day(8),
            step == nil || step.flatMap(CallBackStep.init) != nil
        else { throw StoreFault.damaged("ratings \(number)") }
        let rating = RatingRow(
            number: number, place: try row.bytes(1), ofCase: try row.bytes(2), bundle: bundle, item: item, department: department,
            channel: channel, level: level, ratedOn: ratedOn, due: try day(9), step: step.flatMap(CallBackStep.init), closedOn: try day(11),
            key: try row.bytes(12), body: try row.bytes(13))
        guard RowSeal.of(rating) == (try row.bytes(14)) else { throw StoreFault.damaged("ratings \(number)") }
        return rating
    }
}

extension SQLiteRegistryWriter {
    func keep(_ rating: RatingRow) throws -> Int64 {
        var row = rating
        if row.number == 0 {
            row.number = try db.first("SELECT coalesce(max(number), 0) + 1 FROM ratings", []) { try $0.decode(atIndex: 0) } ?? 1
        }
        try run(
            """
            INSERT OR REPLACE INTO ratings (
                number, place, of_case, bundle, item, department, channel, stars, rated_on, due, step, closed_on, key, body, seal
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                row.number, Data(row.place), Data(row.ofCase), try word(row.bundle), try word(row.item), try word(row.department),
                row.channel.rawValue, row.level.stars, row.ratedOn.daysSince1970, row.due?.daysSince1970, row.step?.rawValue,
                row.closedOn?.daysSince1970, Data(row.key), Data(row.body), Data(RowSeal.of(row)),
            ])
        return row.number
    }
}
