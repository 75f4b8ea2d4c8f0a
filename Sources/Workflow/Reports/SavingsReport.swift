/// What one bundle saves in one situation: apart, together and announced, with every line behind it.
public struct SavingsReport: Sendable {
    /// The plan under the baseline that was asked for.
    public let plan: Plan
    /// The plans under the other baselines.
    public let others: [Plan]
    public let range: SituationRange
    public let journey: CompiledJourney
    /// What was measured on finished cases; nil where no database was asked.
    public var measured: MeasuredCases?

    /// Plans under every baseline, and the range over all situations as far as it is known within a time.
    public init(
        _ bundle: CompiledBundle, _ journey: CompiledJourney, _ situation: Situation, _ baseline: Baseline,
        within limit: Duration = .seconds(2)
    ) {
        plan = bundle.plan(situation, baseline)
        others = [Baseline.oneGuide(of: bundle), .everyGuide].filter { $0.id != baseline.id }.map { bundle.plan(situation, $0) }
        range = bundle.range(from: situation, baseline, within: limit)
        self.journey = journey
    }

    public var bundle: CompiledBundle { plan.bundle }

    /// Lines by the grade of the best guide that asks for them.
    public var grades: [Grade: Int] {
        var counts = Dictionary(uniqueKeysWithValues: Grade.allCases.map { ($0, 0) })
        for line in plan.ledger.lines where line.disposition != .notApplicable { counts[plan.ledger.grade(line), default: 0] += 1 }
        return counts
    }

    public var residualApart: Residuals { plan.residuals(bundle.definition.published?.apart, plan.apart) }
    public var residualTogether: Residuals { plan.residuals(bundle.definition.published?.together, plan.together) }
}

/// The reports as JSON.
public struct ReportMessage: Codable, Sendable {
    public struct Other: Codable, Sendable {
        public var baseline: String
        public var apart: FiguresMessage
        public var together: FiguresMessage
        public var dispositions: [String: Int]
        public var residual: ResidualArms
    }

    public struct PublishedArm: Codable, Sendable {
        public struct Materials: Codable, Sendable {
            public var value: Int
            public var unit: String
        }

        public struct Time: Codable, Sendable {
            public var value: String
            public var measures: String
        }

        public var forms: Int?
        public var materials: Materials?
        public var time: Time?
    }

    public struct Published: Codable, Sendable {
        public struct Source: Codable, Sendable {
            public var title: String
            public var date: String
        }

        public var apart: PublishedArm?
        public var together: PublishedArm?
        public var source: Source
    }

    public struct Residual: Codable, Sendable {
        public var announced: Double
        public var reconstructed: Double
        public var unexplained: Double
        public var unit: String
    }

    public struct ResidualArm: Codable, Sendable {
        public var forms: Residual?
        public var materials: Residual?
        public var time: Residual?
    }

    public struct ResidualArms: Codable, Sendable {
        public var apart: ResidualArm
        public var together: ResidualArm
    }

    public struct Range: Codable, Sendable {
        public struct Materials: Codable, Sendable {
            public var apart: [Int]
            public var together: [Int]
        }

        public var situations: Int
        public var bounded: Bool
        public var materials: Materials
    }

    public struct Bundle: Codable, Sendable {
        public var bundle: String
        public var title: String
        public var journey: String
        public var baseline: String
        public var apart: FiguresMessage
        public var together: FiguresMessage
        public var others: [Other]
        public var published: Published?
        public var ledger: [LineMessage]
        public var guides: [GuideMessage]
        public var dispositions: [String: Int]
        public var balance: BalanceMessage
        public var grades: [String: Int]
        public var residual: ResidualArms
        public var range: Range
        public var stops: [StopMessage]
        public var measured: MeasuredMessage?
    }

    public var reports: [Bundle]

    public init(_ reports: [SavingsReport], _ language: Language) {
        self.reports = reports.map { report in
            let plan = report.plan
            let published = report.bundle.definition.published
            return Bundle(
                bundle: report.bundle.id, title: report.bundle.title[language], journey: report.journey.id,
                baseline: plan.ledger.baseline.id, apart: FiguresMessage(plan.apart, plan), together: FiguresMessage(plan.together, plan),
                others: report.others.map { other in
                    Other(
                        baseline: other.ledger.baseline.id, apart: FiguresMessage(other.apart, other),
                        together: FiguresMessage(other.together, other), dispositions: Self.byName(other.dispositions),
                        residual: ResidualArms(
                            apart: Self.residual(other.residuals(published?.apart, other.apart), language),
                            together: Self.residual(other.residuals(published?.together, other.together), language)))
                },
                published: published.map { Self.published($0, language) },
                ledger: plan.ledger.lines.map { LineMessage($0, plan.ledger, language) },
                guides: plan.ledger.guidesUsed.map { GuideMessage($0, language) }, dispositions: Self.byName(plan.dispositions),
                balance: BalanceMessage(plan.balance),
                grades: Dictionary(uniqueKeysWithValues: report.grades.map { ($0.key.rawValue, $0.value) }),
                residual: ResidualArms(
                    apart: Self.residual(report.residualApart, language), together: Self.residual(report.residualTogether, language)),
                range: Range(
                    situations: report.range.situations, bounded: report.range.bounded,
                    materials: Range.Materials(
                        apart: [report.range.apart.lowerBound, report.range.apart.upperBound],
                        together: [report.range.together.lowerBound, report.range.together.upperBound])),
                stops: plan.ledger.stops.map { StopMessage($0, language) }, measured: report.measured.map(MeasuredMessage.init))
        }
    }

    private static func byName(_ dispositions: [Disposition: Int]) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: dispositions.map { ($0.key.rawValue, $0.value) })
    }

    private static func residual(_ residuals: Residuals, _ language: Language) -> ResidualArm {
        func message(_ residual: Workflow.Residual?) -> Residual? {
            residual.map {
                Residual(
                    announced: $0.announced.rounded(to: 4), reconstructed: $0.reconstructed.rounded(to: 4),
                    unexplained: $0.unexplained.rounded(to: 4), unit: $0.announcedUnit ?? $0.unit[language])
            }
        }
        return ResidualArm(forms: message(residuals.forms), materials: message(residuals.materials), time: message(residuals.time))
    }

    private static func published(_ published: BundleDefinition.Published, _ language: Language) -> Published {
        func arm(_ arm: BundleDefinition.PublishedArm?) -> PublishedArm? {
            arm.map { arm in
                PublishedArm(
                    forms: arm.forms, materials: arm.materials.map { PublishedArm.Materials(value: $0.value, unit: $0.unit.rawValue) },
                    time: arm.time.map { PublishedArm.Time(value: $0.value.title[language], measures: $0.measures.rawValue) })
            }
        }
        return Published(
            apart: arm(published.apart), together: arm(published.together),
            source: Published.Source(title: published.source[language], date: published.date))
    }
}

extension ReportMessage: Described {
    public static let about: Meaning = "成效：一件事减免了多少，测算的和实测的 · What bundles save, as planned and as measured."
    public static let meanings: [String: Meaning] = [
        "reports": "每个一件事一份报告 · A report for each bundle."
    ]
}

extension ReportMessage.Bundle: Described {
    public static let about: Meaning = "一件事在基准示例中的成效 · What one bundle saves in its base example."
    public static let meanings: [String: Meaning] = [
        "bundle": .bundle,
        "title": .title,
        "journey": "示例 · The example.",
        "baseline": .words(["one-guide", "every-guide"], "对照的基线 · With what it is compared."),
        "apart": "分别办所需 · What it takes item by item.",
        "together": "一次办所需 · What it takes as one thing.",
        "others": "按其他基线 · The same with other baselines.",
        "published": "政府公布的数 · What a government has announced of it.",
        "ledger": "各数字所依据的账目行 · The lines behind the figures.",
        "guides": "各行所依据的办事指南 · The guides behind the lines.",
        "dispositions": "处置 → 账目行数；十种都有，零也列出 · Disposition → how many lines of the ledger; all ten, zeros too.",
        "balance": "各行的去向 · What became of the lines.",
        "grades": "依据等级 → 账目行数 · Grade → how many lines rest on sources so good.",
        "residual": "公布数与测算数的对照 · What was announced beside what was reckoned.",
        "range": "其他情形的区间 · What other situations come to.",
        "stops": "当场告知不必申请的理由；为空：没有 · Why the situation is told at once not to apply; none: it is not.",
        "measured": "已办结办件的实测；没有办结的没有 · What was measured on finished cases; not there where there are none.",
    ]
}

extension ReportMessage.Other: Described {
    public static let about: Meaning = "按另一基线 · The same with another baseline."
    public static let meanings: [String: Meaning] = [
        "baseline": .words(["one-guide", "every-guide"], "哪一基线 · Which baseline."),
        "apart": "分别办所需 · What it takes item by item.",
        "together": "一次办所需 · What it takes as one thing.",
        "dispositions": "处置 → 账目行数；十种都有，零也列出 · Disposition → how many lines of the ledger; all ten, zeros too.",
        "residual": "公布数与测算数的对照 · What was announced beside what was reckoned.",
    ]
}

extension ReportMessage.PublishedArm: Described {
    public static let about: Meaning = "一种申请方式的公布数 · What was announced of one way of applying."
    public static let meanings: [String: Meaning] = [
        "forms": "表单（张） · Forms.",
        "materials": "材料 · Materials.",
        "time": "时限 · Time.",
    ]
}

extension ReportMessage.PublishedArm.Materials: Described {
    public static let about: Meaning = "公布的材料数 · Materials as they were announced."
    public static let meanings: [String: Meaning] = [
        "value": "数量 · How many.",
        "unit": .words(BundleDefinition.PublishedArm.Unit.self, "单位：行、项、份或种 · In which unit: lines, entries, pieces or kinds."),
    ]
}

extension ReportMessage.PublishedArm.Time: Described {
    public static let about: Meaning = "公布的时限 · Time as it was announced."
    public static let meanings: [String: Meaning] = [
        "value": "时长，以文字表述 · How long, in words.",
        "measures": .words(BundleDefinition.PublishedArm.Measures.self, "所指的时限 · What is meant by it."),
    ]
}

extension ReportMessage.Published: Described {
    public static let about: Meaning = "政府公布的数 · What a government has announced."
    public static let meanings: [String: Meaning] = [
        "apart": "分别办的公布数 · Of applying item by item.",
        "together": "一次办的公布数 · Of applying once.",
        "source": "出处 · Where it was announced.",
    ]
}

extension ReportMessage.Published.Source: Described {
    public static let about: Meaning = "公布的出处 · Where something was announced."
    public static let meanings: [String: Meaning] = [
        "title": .title,
        "date": "日期，按出处的写法 · Its date, as the source has it.",
    ]
}

extension ReportMessage.Residual: Described {
    public static let about: Meaning = "公布数与测算数的对照 · What was announced beside what was reckoned here."
    public static let meanings: [String: Meaning] = [
        "announced": "公布数 · What was announced.",
        "reconstructed": "测算数 · What was reckoned.",
        "unexplained": "公布数减测算数；可能小于零 · Announced less reckoned; may be below zero.",
        "unit": "单位，以文字表述 · In which unit, in words.",
    ]
}

extension ReportMessage.ResidualArm: Described {
    public static let about: Meaning = "一种申请方式的同样对照 · The same of one way of applying."
    public static let meanings: [String: Meaning] = [
        "forms": "表单 · Of forms.",
        "materials": "材料的对照 · Of materials.",
        "time": "时限 · Of time.",
    ]
}

extension ReportMessage.ResidualArms: Described {
    public static let about: Meaning = "两种申请方式的公布数与测算数的对照 · What was announced beside what was reckoned, of both ways of applying."
    public static let meanings: [String: Meaning] = [
        "apart": "分别办的对照 · Of applying item by item.",
        "together": "一次办的对照 · Of applying once.",
    ]
}

extension ReportMessage.Range: Described {
    public static let about: Meaning = "一件事其他情形的区间 · What other situations of the bundle come to."
    public static let meanings: [String: Meaning] = [
        "situations": "已看的情形数 · How many were looked at.",
        "bounded": "情形多于限时内所能看的：此为上下界 · There are more than could be looked at in the time: these are bounds.",
        "materials": "提交的材料（行） · Lines that are handed in.",
    ]
}

extension ReportMessage.Range.Materials: Described {
    public static let about: Meaning = "最少和最多 · The fewest and the most."
    public static let meanings: [String: Meaning] = [
        "apart": Meaning("分别办：最少和最多 · Fewest and most, item by item.").counting(2...2),
        "together": Meaning("一次办：最少和最多 · Fewest and most, as one thing.").counting(2...2),
    ]
}
