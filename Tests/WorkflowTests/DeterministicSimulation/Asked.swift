@testable import Workflow

/// What somebody asks of the office, and under which key.
struct Asked: Sendable {
    enum What: Sendable {
        case start(NewCase, Applying, FormValues)
        case draft(NewCase, Applying, FormValues)
        case submit(CaseID)
        case discard(CaseID)
        case lookAtLicences(CaseID)
        case showTypedBefore(CaseID)
        case handle(CaseRequest, CaseID, expecting: Int?)
        case fill(FormValues, CaseID)
        case authorise(HolderCode, CaseID)
        case withdrawAuthorisation(Int64, HolderCode)
        case issue([String: String], department: String)
        case close(licence: Int64, department: String)
        case letTimePass, catchUp
        case erase(CaseID)
    }

    /// Counted from 1 in a simulated run.
    var number: Int
    var what: What
    var by: Caller
    var key: String?

    /// What came of it.
    enum Outcome: Sendable {
        case answered(CaseAnswer)
        /// In a few words, without anything personal.
        case done(String)
        case failed(any Error)
    }

    func ask(_ office: Office) async -> Outcome {
        await SimulatedStore.$asking.withValue(number) {
            do { return try await outcome(office) } catch { return .failed(error) }
        }
    }

    private func outcome(_ office: Office) async throws -> Outcome {
        switch what {
        case .start(let application, let applying, let values):
            return .answered(try await office.start(application, filling: values, of: applying, by: by, key: key))
        case .draft(let application, let applying, let values):
            return .done(try await office.draft(application, filling: values, of: applying, by: by).draft.id.description)
        case .submit(let id): return .answered(try await office.submit(id, by: by, key: key))
        case .discard(let id):
            try await office.discard(id, by: by)
            return .done("discarded")
        case .lookAtLicences(let id):
            let looked = try await office.requestLicences(for: id, showing: by.role == .applicant, by: by)
            let names = looked.filter { $0.licence.state == .previewed }.map(\.licence.name)
            if !names.isEmpty { _ = try await office.answerLicences(names, accepting: number % 3 > 0, for: id, by: by) }
            return .done("\(looked.count) looked at, \(names.count) shown")
        case .showTypedBefore(let id):
            let found = try await office.typedBefore(id, showing: true, by: by)
            return .done("\(found.values.count { $0.value != nil }) values shown")
        case .handle(let request, let id, let version):
            return .answered(try await office.handle(request, on: id, by: by, expecting: version, key: key))
        case .fill(let values, let id): return .answered(try await office.fill(values, in: id, by: by, key: key))
        case .authorise(let holder, let id):
            return .done("authorisation \(try await office.authorise(holder, for: id, sensitive: number.isMultiple(of: 2), by: by))")
        case .withdrawAuthorisation(let number, let holder):
            _ = try await office.withdrawAuthorisation(number, of: holder, by: by)
            return .done("withdrawn")
        case .issue(let entry, let department):
            let issued = try await office.issueLicence(LicenceEntry(entry), by: Caller(.officer, department: department))
            return .done("licence \(issued.number)")
        case .close(let number, let department):
            try await office.setLicence(number, to: .revoked, because: "simulated", by: Caller(.officer, department: department))
            return .done("revoked")
        case .letTimePass: return .done("in \(try await office.letTimePass()) cases")
        case .catchUp: return .done("\(try await office.catchUp()) incidents ended")
        case .erase(let id): return .answered(try await office.erase(id, receipt: "990000", by: by))
        }
    }
}

extension Asked: CustomStringConvertible {
    /// Without anything that anybody has typed.
    var description: String {
        let who = [by.role.name, by.person, by.department].compactMap { $0 }.joined(separator: " ")
        return "\(who): \(words)" + (key.map { " [\($0)]" } ?? "")
    }

    private var words: String {
        switch what {
        case .start(let application, let applying, _): "start \(Self.words(application, applying))"
        case .draft(let application, let applying, _): "draft \(Self.words(application, applying))"
        case .submit(let id): "submit \(id)"
        case .discard(let id): "discard \(id)"
        case .lookAtLicences(let id): "look at the licences for \(id)"
        case .showTypedBefore(let id): "show what was typed before for \(id)"
        case .handle(.move(let item, let move, let note), let id, let version):
            "\(move) \(item)\(note.map { " (\($0.papers.joined(separator: ", ")))" } ?? "") of \(id)" + Self.words(version)
        case .handle(let request, let id, let version): "\(request) on \(id)" + Self.words(version)
        case .fill(let values, let id): "fill \(values.keys.sorted().joined(separator: ", ")) of \(id)"
        case .authorise(_, let id): "authorise for \(id)"
        case .withdrawAuthorisation(let number, _): "withdraw authorisation \(number)"
        case .issue(let entry, _): "issue \(entry["type"] ?? "")"
        case .close(let number, _): "revoke licence \(number)"
        case .letTimePass: "let time pass"
        case .catchUp: "catch up"
        case .erase(let id): "erase \(id)"
        }
    }

    private static func words(_ version: Int?) -> String { version.map { " at version \($0)" } ?? "" }

    private static func words(_ application: NewCase, _ applying: Applying) -> String {
        let answers = application.answers.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        let people = applying.isEmpty ? "" : " for \(applying.applicants.sorted().joined(separator: ", "))"
        let without = application.without.isEmpty ? "" : " without \(application.without.joined(separator: ", "))"
        return "\(application.bundle)/\(application.from ?? "-")\(answers)\(without)\(people)"
    }
}

extension Asked.Outcome: CustomStringConvertible {
    var description: String {
        switch self {
        case .answered(let answer): "version \(answer.version)" + (answer.refused.map { ", refused: \($0.code)" } ?? "")
        case .done(let words): words
        case .failed(let error): "\(error)"
        }
    }
}

extension CaseCommand {
    /// The command in words, as somebody gives it to the office; nil for what nobody can ask for from outside. What it names and is not there is a word
    /// that nobody knows.
    func request(on state: CaseState, under rules: CaseRules, people: (Int32) -> String) -> CaseRequest? {
        let submission = state.submission
        func item(_ place: Int) -> String {
            guard let submission, submission.items.indices.contains(place) else { return "no-such-item" }
            return rules.name(of: submission.items[place])
        }
        func line(_ place: Int) -> String {
            guard let submission, submission.papers.indices.contains(place) else { return "no-such-item/1" }
            return submission.papers[place].id
        }
        switch action {
        case .move(let place, let move, let note):
            let names = state.items.indices.contains(place) ? rules.process(of: state.items[place]).moveNames : []
            let words = note.map { note in
                CaseRequest.Note(
                    reason: note.reason?.zh, basis: note.basis?.zh, expectedEnd: note.expectedEnd?.description, remedies: note.remedies?.zh,
                    payment: note.payment, papers: note.papers.map(line), newFacts: note.newFacts?.zh)
            }
            return .move(item: item(place), move: names.indices.contains(move) ? names[move] : "no-such-move", note: words)
        case .handIn(let paper): return .handIn(line: line(paper))
        case .verify(let paper): return .verify(line: line(paper))
        case .report(let event):
            let events = rules.bundle.shared.events
            return .report(event: events.indices.contains(event) ? events[event].id.value : "no-such-event")
        case .withdraw(let place): return .withdraw(item: place.map(item))
        case .letTimePass: return .letTimePass
        case .claim(let place): return .claim(item: item(place))
        case .release(let place): return .release(item: item(place))
        case .delegate(let place, let person): return .delegate(item: item(place), to: people(person))
        case .acknowledge(let place, let through): return .acknowledge(item: item(place), through: through)
        case .handOverAgain(let place): return .handOverAgain(item: item(place))
        case .visit(let joint, _):
            let visits = rules.bundle.definition.jointVisits
            return .visit(visits.indices.contains(joint) ? visits[joint].name.value : "no-such-visit")
        case .dispute(let paper, let note): return .dispute(line: line(paper), reason: note.reason?.zh ?? "", newFacts: note.newFacts?.zh)
        case .settle(let paper, let outcome, let note):
            return .settle(line: line(paper), outcome: outcome.rawValue, reason: note.reason?.zh ?? "")
        case .extend(let note): return .extend(reason: note.reason?.zh ?? "")
        case .mandate(let mandate):
            return .mandate(
                ShownMandate(
                    agent: people(mandate.agent), reference: mandate.reference, until: mandate.until?.description,
                    items: mandate.items.isEmpty ? nil : mandate.items.map { item(Int($0)) }))
        case .endMandate(let agent): return .endMandate(agent: people(agent))
        case .submit, .goOn, .fill, .makeOut, .erase: return nil
        }
    }
}
