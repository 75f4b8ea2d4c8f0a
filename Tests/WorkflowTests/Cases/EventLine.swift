@testable import Workflow

/// An event as tests write it down: `2026-03-03 permit: accept → accepted`, `2026-03-03 permit: clock from 2026-03-03, statutory 2026-03-31`.
struct EventLine {
    let rules: CaseRules
    let submission: Submission

    func text(_ event: CaseEvent) -> String { "\(event.on) \(fact(event.fact))" }

    private func fact(_ fact: CaseEvent.Fact) -> String {
        switch fact {
        case .submitted: "submitted"
        case .started(let item, let until): "\(name(item)): starts" + due(until, ", until ")
        case .handedOver(let item): "\(name(item)): handed over"
        case .moved(let item, let move, let to, let until, let note): moved(item, move, to, until, note)
        case .clockStarted(let item, let from, let statutory, let promised):
            "\(name(item)): clock from \(from)" + limits(statutory, promised)
        case .clockStopped(let item, let statutory, let promised):
            "\(name(item)): clock stops, \(statutory) left" + (promised == 0 ? "" : ", promised \(promised) left")
        case .clockResumed(let item, let statutory, let promised): "\(name(item)): clock goes on" + limits(statutory, promised)
        case .limitPassed(let item, let limit): "\(name(item)): \(limit.rawValue) limit passed"
        case .decided(let item, let decision): "\(name(item)): decided \(decision.rawValue)"
        case .issued(let item, let issue): "\(name(item)): issued \(licence(item, issue))"
        case .ended(let item, let end): "\(name(item)): ended \(end.name)"
        case .closedBecause(let item, let other): "\(name(item)): closed" + (other < 0 ? "" : " because of \(name(other))")
        case .handedIn(let paper): "\(line(Int(paper))) handed in"
        case .verified(let paper): "\(line(Int(paper))) verified"
        case .paperLate(let paper): "\(line(Int(paper))) late"
        case .happened(let event): "event \(rules.bundle.shared.events[Int(event)].id.value)"
        case .closed: "closed"
        case .visited(let joint): "visit \(rules.bundle.definition.jointVisits[Int(joint)].name.value)"
        case .assigned(let item, let person): "\(name(item)): " + (person < 0 ? "free" : "with \(person)")
        case .promiseStopped(let item, let left): "\(name(item)): promise stops, \(left) left"
        case .promiseResumed(let item, let promised): "\(name(item)): promise goes on" + limits(nil, promised)
        case .limitExtended(let item, let statutory): "\(name(item)): extended" + limits(statutory, nil)
        case .staysThrough(let item, let day): "\(name(item)): stays" + due(day, " through ")
        case .limitNear(let item, let limit): "\(name(item)): \(limit.rawValue) limit near"
        case .dueCorrected(let item, let limit, let day): "\(name(item)): \(limit.rawValue) limit corrected" + due(day, " to ")
        case .acknowledged(let item, let through): "\(name(item)): acknowledged through \(through)"
        case .paperIssued(let item, let paper, let number):
            (item < 0 ? "" : "\(name(item)): ") + "paper \(number) \(rules.bundle.shared.officialPapers[Int(paper)].definition.id.value)"
        case .migrated: "migrated"
        case .disputed(let paper, let until, let waits, let note):
            "\(line(Int(paper))) disputed" + due(until, ", until ") + (waits ? ", waits" : "") + (note.reason.map { ": \($0.en)" } ?? "")
        case .disputeSettled(let paper, let outcome, let note):
            "\(line(Int(paper))) \(outcome.rawValue)" + (note.reason.map { ": \($0.en)" } ?? "")
        case .disputeLate(let paper): "\(line(Int(paper))) not answered"
        case .disputeCorrected(let paper, let until): "\(line(Int(paper))) corrected" + due(until, " to ")
        case .wholeNear: "the whole: limit near"
        case .wholePassed: "the whole: limit passed"
        case .wholeCorrected(let until): "the whole: corrected" + due(until, " to ")
        case .wholeExtended(let until, let note): "the whole: extended" + due(until, " until ") + (note.reason.map { ": \($0.en)" } ?? "")
        case .mandated(let mandate):
            "\(mandate.agent) may act, \(mandate.reference)" + (mandate.until.map { " until \($0)" } ?? "")
                + (mandate.items.isEmpty ? "" : " (\(mandate.items.map(name).joined(separator: " ")))")
        case .formFilled(let form): "form filled in" + (form.items.isEmpty ? "" : " (\(form.items.map(name).joined(separator: " ")))")
        case .evidence(let evidence):
            "licence \(rules.bundle.shared.type(Int(evidence.licence)).definition.id.value) \(evidence.register), use \(evidence.use), for "
                + evidence.papers.map { line(Int($0)) }.joined(separator: " ")
        case .madeOut(let made): "\(name(made.item)): made out as \(made.register)"
        case .evidenceAwaited(let evidence):
            "licence \(rules.bundle.shared.type(Int(evidence.licence)).definition.id.value) awaited from \(evidence.provider), for "
                + evidence.papers.map { line(Int($0)) }.joined(separator: " ")
        case .evidenceArrived(let place, let register, let use): "licence \(place + 1) read: \(register), use \(use)"
        case .evidenceLost(let place, let loss): "licence \(place + 1) lost: \(loss.name)"
        case .evidenceChecked(let item, let evidence):
            "\(name(item)): licences \(evidence.map { "\($0 + 1)" }.joined(separator: " ")) hold"
        case .erased(let receipt): "erased, receipt \(receipt)"
        case .applicants(let persons): "\(persons.map(String.init).joined(separator: " ")) apply, too"
        case .mandateEnded(let agent): "\(agent) may act no more"
        case .offerAccepted(let offer):
            "accepts the offer of \(rules.bundle.shared.departments[Int(offer.department)].id.value) of \(offer.made)"
        }
    }

    private func moved(_ item: Int32, _ move: Int16, _ to: Int16, _ until: Due?, _ note: MoveNote?) -> String {
        let process = rules.processes[Int(submission.items[Int(item)].process)]
        let papers = note?.papers ?? []
        return "\(name(item)): \(process.moveNames[Int(move)]) → \(process.definition.states[Int(to)].name.value)" + due(until, ", until ")
            + (papers.isEmpty ? "" : " (\(papers.map(line).joined(separator: " ")))") + (note?.reason.map { ": \($0.en)" } ?? "")
    }

    private func name(_ item: Int32) -> String { rules.name(of: submission.items[Int(item)]) }

    private func line(_ paper: Int) -> String { submission.papers[paper].id }

    private func licence(_ item: Int32, _ issue: Int16) -> String {
        let issues = rules.bundle.items[Int(submission.items[Int(item)].item)].item.issues
        return rules.bundle.shared.licences[issues[Int(issue)].licence].definition.id.value
    }

    private func limits(_ statutory: RunningLimit?, _ promised: RunningLimit?) -> String {
        due(statutory?.due, ", statutory ") + due(promised?.due, ", promised ")
    }

    private func due(_ due: Due?, _ words: String) -> String {
        due.map { words + $0.day.description + ($0.provisional ? " (provisional)" : "") } ?? ""
    }
}

/// What is written with a move.
extension MoveNote {
    static func because(_ reason: String, papers: [Int] = []) -> MoveNote { MoveNote(reason: words(reason), papers: papers) }

    /// A refusal: reason and remedies (行政许可法 art. 38).
    static let refusal = MoveNote(reason: words("conditions not met"), remedies: words("reconsideration or a lawsuit"))

    /// A suspension: reason, basis, expected end (行政许可法 art. 45).
    static func hold(until day: String) -> MoveNote {
        MoveNote(reason: words("expert review"), basis: words("administrative licensing law, article 45"), expectedEnd: Day(day))
    }

    static let paid = MoveNote(payment: "990001")

    private static func words(_ text: String) -> Title { Title(zh: "中文 " + text, en: text) }
}
