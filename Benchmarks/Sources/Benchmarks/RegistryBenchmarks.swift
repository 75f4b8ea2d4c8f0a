import Foundation
import Workflow

/// Licences read through the office, each with its row in the log of uses on disk, against the row alone; and what sealing a form costs a case.
func registry(_ definitions: String) async throws -> [Measurement] {
    let folder = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
        .appendingPathComponent("Benchmarks/.build/registry-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try SQLiteStore(at: folder.path + "/bench.sqlite")
    let office = Office(store: store, keys: PassingKeys())
    let read = try DefinitionFolder.read(at: definitions)
    _ = try await office.publish(read.sources)
    let police = Caller(.officer, person: "990001", department: "public-security")

    let many = 10_000
    let entries = (0..<many).map(identityCard)
    let issuing = try await seconds {
        for start in stride(from: 0, to: many, by: 500) {
            for result in try await office.issueLicences(Array(entries[start..<start + 500]), by: police) { _ = try result.get() }
        }
    }
    let clients = 64
    let each = 200
    var rates: [Double] = []
    var ratios: [Double] = []
    for _ in 0..<5 {
        let alone = try await seconds {
            try await together(clients, each) { number in
                let rows = try await office.licences(after: number - 1, limit: 1, by: police)
                precondition(rows.count == 1)
            }
        }
        let opened = try await seconds {
            try await together(clients, each) { number in
                _ = try await office.readLicence(number, fields: ["姓名"], because: "benchmark", by: police)
            }
        }
        rates.append(Double(clients * each) / opened)
        ratios.append(alone / opened)
    }
    rates.sort()
    ratios.sort()
    try store.close()

    var costs: [Double] = []
    let base = NewCase(bundle: "newborn", from: "married-local-couple")
    for _ in 0..<5 {
        let memory = Office(store: MemoryStore(), keys: PassingKeys())
        _ = try await memory.publish(read.sources)
        func starts(_ values: FormValues) async throws -> Double {
            try await seconds { for _ in 0..<500 { _ = try await memory.start(base, filling: values) } } / 500
        }
        _ = try await starts(["child.name": "x"])
        costs.append((try await starts(["child.name": "x"]) - starts([:])) * 1_000_000)
    }
    costs.sort()
    return [
        Measurement(
            bench: "licences issued, 500 a commit", value: Double(many) / issuing, unit: "licences/s", against: nil, ratio: nil, n: 1,
            min: Double(many) / issuing, max: Double(many) / issuing),
        Measurement(
            bench: "licences read, decrypted and logged, 64 clients", value: rates[2], unit: "reads/s",
            against: "the row alone, through the same store",
            ratio: ratios[2], n: rates.count, min: rates[0], max: rates[4]),
        Measurement(
            bench: "what a sealed form costs a new case", value: costs[2], unit: "µs", against: nil, ratio: nil, n: costs.count,
            min: costs[0],
            max: costs[4]),
    ]
}

/// Clients that each do something with licences, one after the other.
private func together(_ clients: Int, _ each: Int, _ work: @escaping @Sendable (Int64) async throws -> Void) async throws {
    try await withThrowingTaskGroup { group in
        for client in 0..<clients {
            group.addTask { for one in 0..<each { try await work(Int64((client * 7_919 + one * 104_729) % 10_000 + 1)) } }
        }
        try await group.waitForAll()
    }
}

private func seconds(_ work: () async throws -> Void) async rethrows -> Double {
    let start = ContinuousClock().now
    try await work()
    return start.duration(to: ContinuousClock().now).seconds
}

/// Of a synthetic person.
private func identityCard(_ number: Int) -> LicenceEntry {
    let day = String(number / 1_000 % 28 + 101).dropFirst()
    let first = "99000019\(70 + number / 28_000)01\(day)" + String(number % 1_000 + 1_000).dropFirst()
    let id = first + String(CitizenID.checkCharacter(for: first) ?? "0")
    return LicenceEntry([
        "type": "resident-identity-card", "issuedOn": "2020-05-18", "expiresOn": "2040-05-18", "holder": id, "KZ_姓名": "示例", "KZ_性别": "女",
        "KZ_民族": "汉", "KZ_出生": "1970-01-01", "KZ_住址": "示例省示例市", "KZ_公民身份号码": id,
    ])
}
