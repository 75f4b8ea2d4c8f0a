extension CaseLedger {
    /// The lines of the ledger as they stand now, each with its reason; of those items alone.
    public func lines(ofItems seen: Set<String>?, _ language: Language) -> [LineMessage] {
        let settled = Dictionary(ledger.lines.map { (ledger.id($0), $0) }) { one, _ in one }
        return zip(submission.papers, view.state.papers).compactMap { paper, now in
            if let seen, !seen.contains(where: { paper.id.hasPrefix($0 + "/") }) { return nil }
            guard let line = settled[paper.id] else { return nil }
            var message = LineMessage(line, ledger, language)
            if now.disposition != paper.disposition {
                message.disposition = now.disposition.rawValue
                message.by = nil
                message.reason = language(
                    "提交后有变，原为“\(paper.disposition.title.zh)”", "it has changed since: it was “\(paper.disposition.title.en)”")
            } else if line.disposition != paper.disposition {
                // What the case did not keep: a wallet, an answer of a source on that day.
                message.disposition = paper.disposition.rawValue
                message.by = nil
                message.reason = language("以提交时的记录为准", "as it was settled when it was handed in")
            }
            if now.disposition == .handedIn, now.isThere, let came = received.now[paper.id] {
                message.received = came.reception
                message.files = came.sha256.isEmpty ? nil : came.sha256
            }
            return message
        }
    }
}
