import Hummingbird
import Workflow

/// 好差评: how people were served, what follows a bad rating, and what all of them come to.
struct RatingRoutes {
    let office: Office

    var endpoints: [Endpoint] {
        [
            Endpoint(
                id: "rateItem", method: .post, path: "/v1/cases/{case}/ratings", tag: .cases,
                summary: Title(zh: "评价一个办结的事项（每渠道一次）", en: "Rate an item that has ended, once for each channel"), right: .rate,
                body: RatingRequest.self, effect: .once,
                answers: [.json(RatingMessage.self, "已评价", "it is kept", status: .created)],
                problems: [.conflict, .unfit, .unknownWord]
            ) { ask in
                let id = try ask.caseID()
                @Sendable func told(_ rating: Rating) -> Reply { .json(RatingMessage(rating), .created) }
                return told(
                    try await office.rate(
                        ask.message(RatingRequest.self).rating, of: id, by: ask.caller(), under: ask.once(office, told)))
            },
            Endpoint(
                id: "listRatings", method: .get, path: "/v1/cases/{case}/ratings", tag: .cases,
                summary: Title(zh: "本人对本件的评价和回访情况", en: "One's own ratings of a case, and what became of them"), right: .rate,
                query: Endpoint.Query.pagesByNumber, answers: [.page(of: RatingMessage.self, "评价", "ratings")]
            ) { ask in
                try ask.page(of: try await office.ratings(of: ask.caseID(), by: ask.caller()).map(RatingMessage.init)) { $0.number }
            },
            Endpoint(
                id: "listCallBacks", method: .get, path: "/v1/ratings/call-backs", tag: .tasks,
                summary: Title(zh: "本部门待回访的差评", en: "Bad ratings that one's department is to follow up"), right: .callBack,
                query: Endpoint.Query.pagesByNumber, answers: [.page(of: RatingMessage.self, "差评", "bad ratings")]
            ) { ask in
                let ratings = try await office.callBacks(after: ask.afterNumber(), limit: ask.limit + 1, by: ask.caller())
                return .page(ratings.map(RatingMessage.init), limit: ask.limit) { "\($0.number)" }
            },
            Endpoint(
                id: "followUpRating", method: .post, path: "/v1/ratings/{rating}/call-back", tag: .tasks,
                summary: Title(
                    zh: "核实、整改、回访；或由主管认定为恶意或误评",
                    en: "It was verified, rectified, called back; or a supervisor finds it malicious or a mistake"),
                right: .callBack, body: CallBackRequest.self, effect: .once,
                answers: [.json(RatingMessage.self, "已记录", "it is noted")], problems: [.conflict, .unfit]
            ) { ask in
                guard let number = Int64(ask.named("rating")) else { throw Problem(.notFound) }
                let request = try ask.message(CallBackRequest.self)
                @Sendable func told(_ rating: Rating) -> Reply { .json(RatingMessage(rating)) }
                return told(
                    try await office.followUp(
                        number, request.step, words: request.words, by: ask.caller(), under: ask.once(office, told)))
            },
            Endpoint(
                id: "reportRatings", method: .get, path: "/v1/reports/ratings", tag: .reports,
                summary: Title(zh: "满意度：分事项、分部门；无默认好评", en: "Satisfaction by item and department; nothing that nobody said is counted"),
                right: .measure,
                query: [.init(name: "bundle", schema: .text(.init(most: 100)), about: Title(zh: "只看一件事", en: "only of one bundle"))],
                answers: [.json(RatingReportMessage.self, "满意度", "satisfaction")], problems: [.unknownWord]
            ) { ask in
                if let bundle = ask.word("bundle") { try await office.check(bundle: bundle) }
                return .json(RatingReportMessage(try await office.ratingReport(of: ask.word("bundle"), by: ask.caller())))
            },
        ]
    }
}

/// How somebody was served with an item.
struct RatingRequest: Codable, Sendable {
    var item: String
    var channel: RatingChannel
    var level: RatingLevel
    var points: [NewRating.Point]?
    var words: String?

    var rating: NewRating { NewRating(item: item, channel: channel, level: level, points: Set(points ?? []), words: words) }
}

struct CallBackRequest: Codable, Sendable {
    var step: CallBackStep
    var words: String
}

extension RatingRequest: Described {
    static let about: Meaning = "对事项办理的评价（好差评） · How somebody was served with an item (好差评)."
    static let meanings: [String: Meaning] = [
        "item": .item,
        "channel": "评价渠道：在何处办理 · Where he was served.",
        "level": "评价等级 · How he was served.",
        "points": "评价所指的方面 · What it is about.",
        "words": .short(
            NewRating.mostCharacters,
            "评价内容，本人的话，至多 \(NewRating.mostCharacters) 字 · In his own words, up to \(NewRating.mostCharacters) characters."),
    ]
}

extension CallBackRequest: Described {
    static let about: Meaning = "差评的回访 · What became of a bad rating."
    static let meanings: [String: Meaning] = [
        "step": """
        回访进展：依次为 `verified`（已核实）、`rectified`（已整改）、`called-back`（已回访）；`malicious`（恶意）、`mistaken`（误评）由监督人员认定，此后不计入 · \
        `verified`, `rectified`, `called-back` in that order; `malicious` and `mistaken` by a supervisor: then it does not count.
        """,
        "words": .short(
            NewRating.mostCharacters,
            """
            核实或整改的情况，至多 \(NewRating.mostCharacters) 字；评价人可见 · \
            What was found or done, up to \(NewRating.mostCharacters) characters; whoever gave the rating reads it.
            """
        ),
    ]
}
