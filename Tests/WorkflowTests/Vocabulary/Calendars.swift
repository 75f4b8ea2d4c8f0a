import Foundation
import Workflow

/// The days of `Definitions/calendars/*.yaml`, found by looking for dates after a key: no reader of YAML, so that it can be wrong in no way
/// that the program is.
enum Calendars {
    struct Year {
        let year: Int
        let off: [String]
        let makeUp: [String]

        var days: CalendarYear {
            CalendarYear(year: year, off: off.compactMap { Day($0) }, makeUp: makeUp.compactMap { Day($0) })
        }
    }

    static let years: [Year] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Definitions/calendars").standardized
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.filter { $0.pathExtension == "yaml" }.compactMap { try? String(contentsOf: $0, encoding: .utf8) }.map(year)
            .sorted { $0.year < $1.year }
    }()

    private static func year(_ text: String) -> Year {
        var dates: [String: [String]] = [:]
        var key = ""
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            if let colon = line.firstIndex(of: ":"), line.first?.isLetter == true { key = String(line[..<colon]) }
            let words = line.split { !($0.isNumber || $0 == "-") }.map(String.init)
            dates[key, default: []] += words.filter { $0.count == (key == "calendar" ? 4 : 10) }
        }
        return Year(year: Int(dates["calendar"]?.first ?? "") ?? 0, off: dates["days-off"] ?? [], makeUp: dates["make-up"] ?? [])
    }

    /// The calendar of all those years.
    static let working = WorkingCalendar(years.map(\.days))
}
