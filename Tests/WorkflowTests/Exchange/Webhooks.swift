import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Workflow

/// What is told to subscribers: all of it, in order, signed, and again until it is taken (D5; decision 0039).
@Suite struct `A subscriber` {
    private static let system = Caller(.departmentSystem, person: "system-1", department: "public-security")
    private static let administrator = Caller(.administrator, person: "a-1")
    private static let address = "http://receiver.test/hook"

    /// Checks signatures with hmac of Python, and with what it or OpenSSL knows of Ed25519.
    private static let script = """
        import sys, json, hmac, hashlib, base64, subprocess, tempfile, os
        data = json.load(open(sys.argv[1]))
        secrets = [base64.b64decode(s[len('whsec_'):]) for s in data['secrets']]
        key = base64.b64decode(data['key'][len('whpk_'):])
        try:
            from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
            from cryptography.exceptions import InvalidSignature
            def by_key(signature, content):
                try: Ed25519PublicKey.from_public_bytes(key).verify(signature, content); return True
                except InvalidSignature: return False
        except ImportError:
            folder = tempfile.mkdtemp()
            def put(name, content):
                path = os.path.join(folder, name)
                open(path, 'wb').write(content)
                return path
            def by_key(signature, content):
                return subprocess.run(['openssl', 'pkeyutl', '-verify', '-pubin', '-keyform', 'DER', '-rawin',
                    '-inkey', put('key', bytes.fromhex('302a300506032b6570032100') + key), '-in', put('content', content),
                    '-sigfile', put('signature', signature)], capture_output=True).returncode == 0
        good = 0
        for one in data['messages']:
            body = base64.b64decode(one['body'])
            content = one['id'].encode() + b'.' + one['timestamp'].encode() + b'.' + body
            pairs = [s.split(',', 1) for s in one['signature'].split(' ')]
            hashes = [base64.b64decode(s) for v, s in pairs if v == 'v1']
            keyed = [base64.b64decode(s) for v, s in pairs if v == 'v1a']
            def right(content): return all(any(hmac.compare_digest(h, hmac.new(s, content, hashlib.sha256).digest()) for s in secrets) for h in hashes)
            assert hashes and keyed, one
            assert right(content) and by_key(keyed[0], content), one['id']
            assert not right(content + b' ') and not by_key(keyed[0], content + b' ')
            event = json.loads(body)
            assert event['specversion'] == '1.0' and event['id'] == one['id'] and event['source'] and event['type'], event
            good += 1
        print(good)
        """

    private func check(_ taken: [MadeUpReceiver.Taken], secrets: [String], key: String) throws -> Int {
        struct Messages: Encodable {
            var secrets: [String]
            var key: String
            var messages: [MadeUpReceiver.Taken]
        }
        let folder = try ScratchFolder()
        try folder.write(
            String(decoding: JSONEncoder().encode(Messages(secrets: secrets, key: key, messages: taken)), as: UTF8.self), to: "messages")
        let (status, output) = try OtherProgram.run(["python3", "-c", Self.script, folder.path + "/messages"])
        guard status == 0 else { return -1 }
        return Int(String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)) ?? -1
    }

    /// Lets time pass until an instant, sending whatever becomes due.
    private func deliver(_ office: TryOffice, _ delivery: WebhookDelivery, until end: Int64 = .max) async throws {
        var rounds = 0
        while let next = try await delivery.nextDue(), max(next, office.clock.milliseconds) <= end, rounds < 100_000 {
            let wait = next - office.clock.milliseconds
            if wait > 0 { office.clock.advance(seconds: Int((wait + 999) / 1_000)) }
            try await delivery.deliverDue()
            rounds += 1
        }
    }

    /// How often the receiver is killed, at least (200; 1,000 in a run by hand).
    private static let crashes = ProcessInfo.processInfo.environment["ONETHING_CRASHES"].flatMap(Int.init) ?? 200

    @Test(.timeLimit(.minutes(10)), arguments: StoreKind.allCases)
    func `that is killed again and again loses nothing, and has each case in its order`(kind: StoreKind) async throws {
        try await withTaskExecutorPreference(OwnThread()) { try await killAgainAndAgain(kind) }
    }

    private func killAgainAndAgain(_ kind: StoreKind) async throws {
        var office = try await TryOffice(kind)
        let walk = try StoreSamples.walk("newborn/married-local-couple")
        office.clock.set(walk.commands[0].at.description)
        let webhook = try await office.office.subscribe(Self.address, by: Self.administrator)
        let first = try await office.office.secret(1, of: webhook.number)
        let receiver = MadeUpReceiver(mortality: 40)
        var delivery = WebhookDelivery(office.office, over: receiver)
        var ids: [CaseID] = []
        // About fifteen to a case.
        for _ in 0..<(Self.crashes / 14) { ids.append(try await office.started(walk.bundle.id, from: walk.journey.id)) }
        let renewed = walk.commands.count / 2
        for (place, (at, command)) in walk.commands.enumerated().dropFirst() {
            let wanted = Int64(at.secondsSince1970) * 1_000
            try await deliver(office, delivery, until: wanted)
            if office.clock.milliseconds < wanted { office.clock.set(at.description) }
            for id in ids {
                _ = try await office.office.handle(#require(walk.request(command)), on: id, by: Caller(command.by.role))
                // The process ends now and then; what it had in hand is sent by the next.
                if id == ids[place % ids.count] {
                    try await delivery.deliverDue()
                    try office.reopen()
                    delivery = WebhookDelivery(office.office, over: receiver)
                }
            }
            if place == renewed {
                _ = try await office.office.renewSecret(of: webhook.number, by: Self.administrator)
                try await delivery.deliverDue()
                #expect(receiver.taken.last?.signature.split(separator: " ").count { $0.hasPrefix("v1,") } == 2)
            }
        }
        try await deliver(office, delivery)
        #expect(receiver.kills >= Self.crashes, "\(receiver.kills)")
        #expect(receiver.complaints == [])
        for id in ids { #expect(receiver.last[id.description] == (try await office.office.look(at: id).state.version)) }
        #expect(try await office.office.outboxLag() == 0)
        #expect(try await office.office.deliveries(to: 1, .dead, limit: 10, by: Self.administrator) == [])
        // Whoever has never heard of this program finds the signatures good, and knows each message by its name.
        let secrets = [first, try await office.office.secret(2, of: webhook.number)]
        let key = try #require(await office.office.publicKeys(ofWebhook: webhook.number).first)
        #expect(try check(receiver.taken, secrets: secrets, key: key) == receiver.taken.count)
        #expect(
            try check(Array(receiver.taken.prefix(3)), secrets: [WebhookSigner.text(ofSecret: Array(repeating: 1, count: 32))], key: key)
                == -1)
        for (_, same) in Dictionary(grouping: receiver.taken, by: \.id) { #expect(Set(same.map(\.body)).count == 1) }
        #expect(receiver.taken.allSatisfy { $0.type == "application/cloudevents+json" })
        if kind == .sqlite { #expect(try await office.office.verify(rebuilding: true).intact) }
    }

    @Test func `is told ids, items and phases, and nothing of anybody`() async throws {
        let office = try await TryOffice(.memory)
        _ = try await office.office.subscribe(Self.address, by: Self.administrator)
        let receiver = MadeUpReceiver()
        let answer = try await office.office.start(
            NewCase(bundle: "newborn", from: "married-local-couple"), by: Caller(.applicant, person: "somebody"))
        try await deliver(office, WebhookDelivery(office.office, over: receiver))
        let taken = receiver.taken
        #expect(taken.count == answer.version && taken.count > 3)
        for (place, one) in taken.enumerated() {
            let event = try JSONDecoder().decode(JSONValue.self, from: one.body)
            guard case .map(let map) = event, case .map(let data)? = map["data"] else { throw Unexpected("\(event)") }
            #expect(
                Set(map.keys).isSubset(of: [
                    "data", "datacontenttype", "id", "sequence", "source", "specversion", "subject", "time", "type",
                ]))
            #expect(Set(data.keys).isSubset(of: ["case", "bundle", "event", "seq", "item", "department", "phase", "link"]))
            #expect(map["subject"] == .text(answer.caseID) && map["id"] == .text("\(answer.caseID):\(place + 1)"))
            #expect(map["sequence"] == .text(String(format: "%010d", place + 1)) && data["phase"] == "open")
            #expect(!String(decoding: one.body, as: UTF8.self).contains("somebody"))
        }
        let first = try JSONDecoder().decode(JSONValue.self, from: taken[0].body)
        #expect(first["type"] == "cn.onething.case.submitted.v1" && first["time"] == "2026-03-02T09:30:00+08:00")
    }

    @Test(arguments: StoreKind.allCases) func `hears of the events and bundles that he has named, and of no others`(kind: StoreKind)
        async throws
    {
        var office = try await TryOffice(kind)
        let wanted: [(events: Set<String>, bundles: Set<String>)] = [
            ([], []), (["submitted", "closed"], []), ([], ["newborn"]), (["closed"], ["transport-company"]),
        ]
        for (place, one) in wanted.enumerated() {
            let webhook = try await office.office.subscribe(
                "\(Self.address)\(place)", events: one.events, bundles: one.bundles, by: Self.administrator)
            #expect(Set(webhook.events) == one.events && Set(webhook.bundles) == one.bundles)
        }
        if kind == .sqlite { try office.reopen() }
        let newborn = try await office.started("newborn", from: "married-local-couple")
        let transport = try await office.started("transport-company", from: "one-bought-vehicle")
        _ = try await office.office.handle(.withdraw(item: nil), on: transport, by: .applicant)
        var all: [(id: CaseID, seq: Int, type: String)] = []
        for id in [newborn, transport] { all += try await office.office.events(of: id).map { (id, $0.seq, $0.type) } }
        #expect(all.contains { $0.type == "closed" } && all.count > 6)
        for (place, one) in wanted.enumerated() {
            let told = try await office.office.deliveries(to: Int64(place + 1), limit: 1_000, by: Self.administrator)
            let due = all.filter { event in
                (one.events.isEmpty || one.events.contains(event.type))
                    && (one.bundles.isEmpty || one.bundles.contains(event.id == newborn ? "newborn" : "transport-company"))
            }
            #expect(told.map { "\($0.caseID):\($0.seq)" } == due.map { "\($0.id):\($0.seq)" } && !due.isEmpty, "\(one)")
        }
        await #expect(throws: UnknownWord.self) {
            try await office.office.subscribe("http://x.test/", events: ["submited"], by: Self.administrator)
        }
        await #expect(throws: UnknownWord.self) {
            try await office.office.subscribe("http://x.test/", bundles: ["no-such"], by: Self.administrator)
        }
    }

    /// Of cases without an item of his department he hears nothing, and he sees no subscription of another.
    @Test func `hears only of cases with items of his department`() async throws {
        let office = try await TryOffice(.memory)
        let own = try await office.office.subscribe(Self.address, by: Self.system)
        #expect(own.department == "public-security")
        let other = Caller(.departmentSystem, person: "system-2", department: "transport")
        _ = try await office.office.subscribe(Self.address, by: other)
        let newborn = try await office.started("newborn", from: "married-local-couple")
        let transport = try await office.started("transport-company", from: "one-bought-vehicle")
        func cases(_ number: Int64, _ caller: Caller) async throws -> Set<CaseID> {
            Set(try await office.office.deliveries(to: number, limit: 1_000, by: caller).map(\.caseID))
        }
        #expect(try await cases(1, Self.system).contains(newborn))
        #expect(try await !cases(2, other).contains(newborn))
        for (number, caller) in [(Int64(1), Self.system), (2, other)] {
            let department = try #require(caller.department)
            let sees = try await office.office.store.read { store in
                try [newborn, transport].filter { id in try store.items(of: id).contains { $0.department == department } }
            }
            #expect(try await cases(number, caller).isSuperset(of: sees))
        }
        await #expect(throws: WebhookProblem.notFound) { try await office.office.webhook(2, by: Self.system) }
        await #expect(throws: WebhookProblem.notFound) { try await office.office.unsubscribe(2, by: Self.system) }
        await #expect(throws: WebhookProblem.otherDepartment) {
            try await office.office.subscribe("http://x.test/", of: "transport", by: Self.system)
        }
        await #expect(throws: NotAllowed.self) {
            try await office.office.webhooks(by: Caller(.officer, person: "8", department: "transport"))
        }
        #expect(try await office.office.webhooks(by: Self.system).map(\.number) == [1])
        #expect(try await office.office.webhooks(by: Self.administrator).map(\.number) == [1, 2])
    }

    /// The event and what is to be sent of it are there together, or neither is.
    @Test(arguments: StoreKind.allCases) func `is sent nothing that has not happened, and everything that has`(kind: StoreKind) async throws
    {
        let office = try await TryOffice(kind)
        _ = try await office.office.subscribe(Self.address, by: Self.administrator)
        let store = CutOffStore(office.store)
        let cut = Office(
            store: store, clock: office.clock, chance: SeededChance(seed: 9), keys: office.keys, definitions: TryOffice.definitions)
        for round in 0..<6 {
            store.cuts(round.isMultiple(of: 2))
            let answer = try? await cut.start(NewCase(bundle: "newborn", from: "married-local-couple"))
            #expect((answer == nil) == round.isMultiple(of: 2))
            // Whatever is written behind its back would be there by then.
            try await Task.sleep(for: .milliseconds(50))
            let (events, rows) = try await office.store.read { store in
                (
                    try store.log(after: 0, limit: .max).reduce(0) { $0 + $1.count },
                    try store.outbox.deliveries(to: 1, nil, after: 0, limit: .max)
                )
            }
            #expect(rows.count == events && rows.count(where: { $0.nextAt != nil }) == Set(rows.map(\.caseID)).count)
        }
    }

    @Test func `that answers badly is asked again, later each time, and then no more`() async throws {
        let office = try await TryOffice(.memory)
        _ = try await office.office.subscribe(Self.address, by: Self.administrator)
        let id = try await office.started("newborn", from: "married-local-couple")
        let began = office.clock.milliseconds
        let receiver = MadeUpReceiver { _ in .answered(status: 503, retryAfter: nil) }
        let delivery = WebhookDelivery(office.office, over: receiver)
        var times: [Int64] = []
        while let next = try await delivery.nextDue(), times.count < 60 {
            office.clock.advance(seconds: Int(max(0, next - office.clock.milliseconds) + 999) / 1_000)
            if try await office.office.deliveries(to: 1, .dead, limit: 1, by: Self.administrator).isEmpty {
                times.append(office.clock.milliseconds)
            }
            try await delivery.deliverDue()
            if try await !office.office.deliveries(to: 1, .dead, limit: 1, by: Self.administrator).isEmpty { break }
        }
        // Three days, with pauses that grow and are never twice the same half.
        #expect(
            times.count > 20 && times.last! - began >= Office.millisecondsTried && times.last! - began < Office.millisecondsTried + 60_000)
        let pauses = zip(times.dropFirst(), times).map { $0 - $1 }
        #expect(pauses[0] <= 6_000 && pauses.max()! <= WebhookDelivery.longestPause + 1_000 && pauses[8] > 300_000)
        let dead = try await office.office.deliveries(to: 1, .dead, limit: 10, by: Self.administrator)
        #expect(dead.map(\.seq) == [1] && dead[0].result == "503" && dead[0].tries == times.count)
        // The next of the case has its turn now, and the dead one before it once somebody asks for it.
        let waiting = try await office.office.deliveries(to: 1, .waiting, limit: 10, by: Self.administrator)
        #expect(waiting[0].seq == 2 && waiting[0].nextAt != nil && waiting.dropFirst().allSatisfy { $0.nextAt == nil })
        await #expect(throws: WebhookProblem.notDead) { try await office.office.retry(waiting[0].number, to: 1, by: Self.administrator) }
        let again = try await office.office.retry(dead[0].number, to: 1, by: Self.administrator)
        #expect(again.state == .waiting && again.nextAt == office.clock.milliseconds)
        let well = MadeUpReceiver()
        try await deliver(office, WebhookDelivery(office.office, over: well))
        #expect(well.complaints == [])
        #expect(well.taken.count == (try await office.office.look(at: id).state.version))
    }

    @Test func `says when to come again, and when never`() async throws {
        let office = try await TryOffice(.memory)
        _ = try await office.office.subscribe(Self.address, by: Self.administrator)
        _ = try await office.started("newborn", from: "married-local-couple")
        let receiver = MadeUpReceiver { number in
            switch number {
            case 1: .answered(status: 429, retryAfter: "3600")
            case 2: .answered(status: 503, retryAfter: "Mon, 02 Mar 2026 12:30:00 GMT")
            default: .answered(status: 410, retryAfter: nil)
            }
        }
        let delivery = WebhookDelivery(office.office, over: receiver)
        try await delivery.deliverDue()
        #expect(try await delivery.nextDue() == office.clock.milliseconds + 3_600_000)
        office.clock.advance(seconds: 3_600)
        try await delivery.deliverDue()
        // 20:30 by our clock.
        #expect(try await delivery.nextDue() == office.clock.milliseconds + 10 * 3_600_000)
        office.clock.advance(seconds: 36_000)
        try await delivery.deliverDue()
        let webhook = try await office.office.webhook(1, by: Self.administrator)
        #expect(webhook.end == .gone && webhook.endedAt == office.clock.milliseconds)
        #expect(try await delivery.nextDue() == nil && receiver.asked == 3)
        #expect(try await office.office.deliveries(to: 1, .waiting, limit: 1, by: Self.administrator) == [])
        _ = try await office.started("newborn", from: "married-local-couple")
        #expect(try await office.office.deliveries(to: 1, .waiting, limit: 1, by: Self.administrator) == [])
        #expect(delivery.counts == [.failed: 2, .gone: 1])
    }

    /// One that does not answer keeps nobody else from hearing.
    @Test func `that is slow keeps no other from hearing`() async throws {
        let office = try await TryOffice(.memory)
        _ = try await office.office.subscribe("http://slow.test/", by: Self.administrator)
        _ = try await office.office.subscribe("http://quick.test/", by: Self.administrator)
        for _ in 0..<20 { _ = try await office.started("newborn", from: "married-local-couple") }
        let receiver = SlowReceiver()
        let delivery = WebhookDelivery(office.office, over: receiver)
        let running = Task { await delivery.run() }
        // Generous: other tests want the same processor.
        let end = ContinuousClock.now + .seconds(2_400)
        func left() async throws -> Int { try await office.office.deliveries(to: 2, .waiting, limit: 1_000, by: Self.administrator).count }
        while try await left() > 0, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(20)) }
        #expect(try await left() == 0)
        #expect(receiver.most.withLock { $0 } <= WebhookDelivery.mostToOne)
        running.cancel()
        await running.value
    }

    /// A database that was made from a backup tells nobody anything until it takes the place of the other (O2).
    @Test func `hears nothing from a copy`() async throws {
        let office = try await TryOffice(.sqlite)
        _ = try await office.office.subscribe(Self.address, by: Self.administrator)
        _ = try await office.started("newborn", from: "married-local-couple")
        let target = office.folder.path + "/copy.sqlite"
        try office.store.close()
        _ = try await Office.copy(
            office.folder.path + "/onething.sqlite", to: target, clock: office.clock, definitions: TryOffice.definitions)
        let store = try SQLiteStore(at: target)
        let copy = Office(store: store, clock: office.clock, chance: SeededChance(), keys: office.keys, definitions: TryOffice.definitions)
        let receiver = MadeUpReceiver()
        let delivery = WebhookDelivery(copy, over: receiver)
        await #expect(throws: CopyIsSilent.self) { try await delivery.deliverDue() }
        await #expect(throws: CopyIsSilent.self) { try await copy.retry(1, to: 1, by: Self.administrator) }
        #expect(receiver.asked == 0)
        _ = try await copy.makeOwn()
        try await delivery.deliverDue()
        #expect(receiver.taken.count == 1)
        try store.close()
    }

    /// The secret of a subscriber stands in no table, not even in the answer that is kept for the same request again.
    @Test func `has a secret that is kept nowhere, and rows that tell when they are changed`() async throws {
        let office = try await TryOffice(.sqlite)
        let webhook = try await office.office.subscribe(Self.address, by: Self.administrator)
        _ = try await office.started("newborn", from: "married-local-couple")
        let secret = try await office.office.secret(1, of: webhook.number)
        #expect(secret.hasPrefix("whsec_") && Data(base64Encoded: String(secret.dropFirst(6)))?.count == 32)
        #expect(try await office.office.secret(2, of: webhook.number) != secret)
        let path = office.folder.path + "/onething.sqlite"
        try office.store.close()
        let raw = try #require(Data(base64Encoded: String(secret.dropFirst(6))))
        let file = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(file.range(of: raw) == nil && file.range(of: Data(secret.utf8)) == nil && file.range(of: Data(Self.address.utf8)) != nil)
        for change in [
            "UPDATE webhooks SET address = 'http://other.test/'", "UPDATE webhooks SET department = 'transport'",
            "UPDATE outbox SET body = '{}' WHERE seq = 1", "UPDATE outbox SET state = 1 WHERE seq = 2",
            "UPDATE outbox SET next_at = 1 WHERE seq = 1",
        ] {
            let copy = office.folder.path + "/changed.sqlite"
            try? FileManager.default.removeItem(atPath: copy)
            try FileManager.default.copyItem(atPath: path, toPath: copy)
            try OtherProgram.run(change, on: copy)
            let store = try SQLiteStore(at: copy)
            let found = try await Office(store: store, clock: office.clock, keys: office.keys, definitions: TryOffice.definitions).verify()
            #expect(!found.intact, "\(change)")
            try store.close()
        }
    }
}

/// Answers one address at once, and the other after a long time.
private final class SlowReceiver: WebhookTransport {
    private let slow = Mutex(0)
    let most = Mutex(0)

    func post(
        _ body: [UInt8], to address: String, _ headers: [(name: String, value: String)], within milliseconds: Int64
    ) async -> WebhookAnswer {
        guard address.contains("slow") else { return .answered(status: 200, retryAfter: nil) }
        let now = slow.withLock { slow in
            slow += 1
            return slow
        }
        defer { slow.withLock { $0 -= 1 } }
        most.withLock { $0 = max($0, now) }
        do { try await Task.sleep(for: .seconds(300)) } catch { return .brokenOff }
        return .failed("too-slow")
    }
}

/// A store that takes back what was done, as if the process had died before it was on disk.
private final class CutOffStore: EventStore {
    private let store: any EventStore
    private let isCutting = Mutex(false)

    init(_ store: any EventStore) { self.store = store }

    /// Whether the next piece of work is taken back.
    func cuts(_ next: Bool) { isCutting.withLock { $0 = next } }

    func write<Value: Sendable>(_ work: @escaping @Sendable (any StoreWriter) throws -> Value) async throws -> Value {
        let isCut = isCutting.withLock { isCutting in
            defer { isCutting = false }
            return isCutting
        }
        return try await store.write { store in
            let value = try work(store)
            if isCut { throw Unexpected("it was cut off") }
            return value
        }
    }

    func read<Value: Sendable>(_ work: @escaping @Sendable (any StoreReader) throws -> Value) async throws -> Value {
        try await store.read(work)
    }

    var watchers: Watchers { store.watchers }
    func scrub() async throws { try await store.scrub() }
    func close() throws { try store.close() }
}
