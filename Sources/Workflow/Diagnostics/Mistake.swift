/// What an author did wrong: the cause, apart from the words that tell it (`Mistake+Wording.swift`).
public enum Mistake: Hashable, Sendable {
    /// A kind of thing that files refer to by name.
    public enum Named: String, Hashable, Sendable {
        case item, material, licence, source, field, role, department, question, answer, law, guide, bundle, journey, word, process, state
        case paper, event
    }

    /// The nearest name that does exist, and where it stands.
    public struct Nearest: Hashable, Sendable {
        public var name: String
        public var position: SourcePosition?

        public init(name: String, position: SourcePosition? = nil) {
            self.name = name
            self.position = position
        }
    }

    // The file itself
    case unreadableFile(reason: Title)
    case fileTooLarge(bytes: Int, limit: Int)
    case wrongEncoding(looksLike: String)
    case byteOrderMark
    case controlCharacter(code: UInt32)
    case emptyFile
    case outOfPlace(nearest: String?, places: [String])
    case missingFile(String)

    // The YAML
    case tab
    case anchor(String)
    case alias(String)
    case tag(String)
    case mergeKey
    case tooDeep(limit: Int)
    case tooManyValues(limit: Int)
    case fullWidth(found: String, write: String)
    case severalDocuments
    case invalidYAML(problem: Title, help: Title?)
    case commaInText(String)
    case duplicateKey(String, firstLine: Int)

    // The shape
    case unknownKey(String, of: Title, nearest: String?, known: [String])
    /// A key that only one of may stand here.
    case surplusKey(String, besides: String, of: Title)
    case missingKey(String, or: String? = nil, of: Title)
    case wrongShape(expected: Wanted, found: Shape)
    case wrongId(String)
    case nameDiffersFromFile(name: String, file: String)
    case missingUnit(String, units: String)
    case wrongUnit(String, unit: String, units: String, nearest: String? = nil)
    case wrongNumber(String, expected: Title, help: Title? = nil)
    case wrongTime(String, reason: Title)
    case wrongDate(String)
    case wrongMoment(String)
    case wrongChoice(String, choices: [String], nearest: String?)
    case wrongCode(kind: Title, reason: Title)
    case missingChinese
    case missingTranslation

    // The names
    case unknown(Named, String, nearest: Nearest?, known: [String] = [])
    /// An item that is declared, but not part of this bundle.
    case itemNotInBundle(String)
    case unknownAnswer(String, question: String, answers: [String], nearest: String?)
    case duplicateName(Named, String, first: SourcePosition)
    case reservedName(String)

    // The sense
    case unboundRole(String, item: String)
    case wrongRoleKind(role: String, kind: String, expected: String, by: String)
    case namesNobody(String)
    case eachNeeded(role: String, item: String)
    case circle([String])
    case neverReached(item: String)
    case arrivesTooLate(licence: String, from: String, item: String, material: String)
    case promiseLongerThanLaw(promised: Title, statutory: Title)
    case lineWithoutGuide
    case noGuideChosen(item: String, guides: [String])
    case tooManyAnswers(limit: Int)
    case questionNotAsked(String, by: String)
    case answerNotAsked(String, bundle: String)
    case unansweredQuestion(String)
    case notSynthetic
    case journeyDiffers(figure: String, expected: String, actual: String, journey: String)
    /// Items close because of another that came as expected; nil: because the whole was taken back.
    case othersClose([String], because: String?, journey: String)
    case noSuchItemInJourney(String)
    /// A command of a script was refused.
    case scriptStops(Title, canDo: [Title], journey: String)
    case itemStaysOpen(Title, canDo: [Title], item: String, journey: String)
    /// A key of a journey that changes nothing.
    case noEffect(String, reason: Title)
    case lastsBeyondLimit(move: String, until: String)
    /// A paper that an author did not expect to be handed in, or expected in vain; with who asks for it.
    case journeyLineDiffers(line: String, title: Title, isMissing: Bool, askedBy: Title)
    case unsoundProcess(ProcessFlaw)
    case waitWithoutEvent
    /// What only the person himself says, each time anew, and a licence or source would fill in.
    case fieldNeverReused(String)
    /// A place of an official paper's text that there is not.
    case unknownPlace(String, nearest: String?, known: [String])
    case looseBrace(String)
    /// What a text fills in in one language only.
    case placeInOneLanguage(String, isChinese: Bool)
    /// A place that nothing can be filled in at.
    case unfillablePaper(String, place: String, Unfillable)
    /// Longer than 行政许可法 art. 42 ¶2 allows, or where it does not apply.
    case limitBeyondLaw(Title)
    case nothingJoined
    case extensionBeyondLaw(Title)
    case nothingToExtend
    case nothingToWarnOf

    // A scenario
    /// A time that cannot be spread as it is written.
    case impossibleTime(TimeFlaw)
    /// What the shares come to instead of a hundred of a hundred.
    case sharesDoNotAddUp(String, isMost: Bool)
    case noOfficers(String)
    case departmentWithoutOffice(String)

    // Worth a second look
    case nothingReplaces(material: String)
    case fieldAlreadyHeld(field: String, holder: String)
    /// What a licence or source fills in, and nothing reads.
    case fieldNeverUsed(String, of: String)
    case noLegalBasis
    case baselineWithoutLine(item: String, guide: String)
    case notAskedMatchesNothing(material: String)
    case unused(Named, String)
    case noBaseJourney(String)
    case answerNeverUsed(String, question: String, bundle: String)

    /// The shape of a value as it stands in a file.
    public enum Shape: String, Hashable, Sendable {
        case text, number, emptyText, list, map, nothing
    }

    /// Why a time cannot be spread so.
    public enum TimeFlaw: Hashable, Sendable {
        /// A list has another number of times.
        case needs(Int)
        /// The least is more than the most.
        case outOfOrder
        /// It takes no time at all.
        case nothing
    }

    /// What was wanted where something of another shape stands.
    public enum Wanted: String, Hashable, Sendable {
        case text, list, map, title, dottedName, keyName
    }

    public var code: DiagnosticCode {
        switch self {
        case .unreadableFile: .unreadableFile
        case .fileTooLarge: .fileTooLarge
        case .wrongEncoding: .wrongEncoding
        case .byteOrderMark: .byteOrderMark
        case .controlCharacter: .controlCharacter
        case .emptyFile: .emptyFile
        case .outOfPlace: .outOfPlace
        case .missingFile: .missingFile
        case .tab: .tab
        case .anchor: .anchor
        case .alias: .alias
        case .tag: .tag
        case .mergeKey: .mergeKey
        case .tooDeep: .tooDeep
        case .tooManyValues: .tooManyValues
        case .fullWidth: .fullWidth
        case .severalDocuments: .severalDocuments
        case .invalidYAML: .invalidYAML
        case .commaInText: .commaInText
        case .duplicateKey: .duplicateKey
        case .unknownKey: .unknownKey
        case .surplusKey: .surplusKey
        case .missingKey: .missingKey
        case .wrongShape: .wrongShape
        case .wrongId: .wrongId
        case .nameDiffersFromFile: .nameDiffersFromFile
        case .missingUnit: .missingUnit
        case .wrongUnit: .wrongUnit
        case .wrongNumber, .wrongTime: .wrongNumber
        case .wrongDate, .wrongMoment: .wrongDate
        case .wrongChoice: .wrongChoice
        case .wrongCode: .wrongCode
        case .missingChinese: .missingChinese
        case .missingTranslation: .missingTranslation
        case .unknown(let named, _, _, _): named.unknownCode
        case .itemNotInBundle: .unknownItem
        case .unknownAnswer: .unknownAnswer
        case .duplicateName: .duplicateName
        case .reservedName: .reservedName
        case .unboundRole: .unboundRole
        case .wrongRoleKind: .wrongRoleKind
        case .namesNobody: .namesNobody
        case .eachNeeded: .eachNeeded
        case .circle: .circle
        case .neverReached: .neverReached
        case .arrivesTooLate: .arrivesTooLate
        case .promiseLongerThanLaw: .promiseLongerThanLaw
        case .lineWithoutGuide: .lineWithoutGuide
        case .noGuideChosen: .noGuideChosen
        case .tooManyAnswers: .tooManyAnswers
        case .questionNotAsked, .answerNotAsked: .questionNotAsked
        case .unansweredQuestion: .unansweredQuestion
        case .notSynthetic: .notSynthetic
        case .journeyDiffers, .journeyLineDiffers, .othersClose, .noSuchItemInJourney: .journeyDiffers
        case .scriptStops, .itemStaysOpen: .journeyStuck
        case .noEffect: .noEffect
        case .lastsBeyondLimit: .lastsBeyondLimit
        case .unsoundProcess: .unsoundProcess
        case .waitWithoutEvent: .waitWithoutEvent
        case .fieldNeverReused: .fieldNeverReused
        case .unknownPlace, .looseBrace: .unknownPlace
        case .placeInOneLanguage: .placeInOneLanguage
        case .unfillablePaper: .unfillablePaper
        case .limitBeyondLaw, .nothingJoined, .extensionBeyondLaw, .nothingToExtend, .nothingToWarnOf: .limitBeyondLaw
        case .impossibleTime: .impossibleTime
        case .sharesDoNotAddUp: .sharesDoNotAddUp
        case .noOfficers, .departmentWithoutOffice: .noOfficers
        case .nothingReplaces: .nothingReplaces
        case .fieldAlreadyHeld: .fieldAlreadyHeld
        case .fieldNeverUsed: .fieldNeverUsed
        case .noLegalBasis: .noLegalBasis
        case .baselineWithoutLine: .baselineWithoutLine
        case .notAskedMatchesNothing: .notAskedMatchesNothing
        case .unused(let named, _): named.unusedCode
        case .noBaseJourney: .noBaseJourney
        case .answerNeverUsed: .answerNeverUsed
        }
    }
}

extension Mistake.Named {
    /// The code for a name of this kind that nothing declares.
    var unknownCode: DiagnosticCode {
        switch self {
        case .item: .unknownItem
        case .material: .unknownMaterial
        case .licence: .unknownLicence
        case .source: .unknownSource
        case .field: .unknownField
        case .role: .unknownRole
        case .department: .unknownDepartment
        case .question: .unknownQuestion
        case .answer: .unknownAnswer
        case .law: .unknownLaw
        case .guide: .unknownGuide
        case .bundle: .unknownBundle
        case .journey: .unknownJourney
        case .word, .event: .unknownWord
        case .paper: .unknownPaper
        case .process: .unknownProcess
        case .state: .unknownState
        }
    }

    /// The code for a declared name that nothing uses.
    var unusedCode: DiagnosticCode {
        switch self {
        case .guide: .unusedGuide
        case .source: .unusedSource
        case .paper: .unusedPaper
        default: .unusedMaterial
        }
    }

    /// The thing's name in a sentence.
    var noun: Title {
        switch self {
        case .item: Title(zh: "事项", en: "item")
        case .material: Title(zh: "材料", en: "material")
        case .licence: Title(zh: "证照", en: "licence")
        case .source: Title(zh: "共享数据源", en: "source")
        case .field: Title(zh: "字段", en: "field")
        case .role: Title(zh: "角色", en: "role")
        case .department: Title(zh: "部门", en: "department")
        case .question: Title(zh: "情形问题", en: "question")
        case .answer: Title(zh: "答案", en: "answer")
        case .law: Title(zh: "法律法规", en: "law")
        case .guide: Title(zh: "办事指南", en: "guide")
        case .bundle: Title(zh: "一件事", en: "bundle")
        case .journey: Title(zh: "示例", en: "journey")
        case .word: Title(zh: "词语", en: "word")
        case .paper: Title(zh: "文书", en: "official paper")
        case .event: Title(zh: "事件", en: "event")
        case .process: Title(zh: "流程", en: "process")
        case .state: Title(zh: "状态", en: "state")
        }
    }

    /// The kind under which a file of such names is remembered where it could not be read.
    var readAs: Mistake.Named { self == .event ? .word : self }

    /// Whether a name means the same in every file.
    var isOfTheFolder: Bool {
        switch self {
        case .material, .licence, .source, .field, .department, .question, .law, .guide, .word, .paper, .event, .process: true
        case .item, .role, .answer, .bundle, .journey, .state: false
        }
    }

    /// Several of it, in English.
    var nouns: String { self == .process ? "processes" : "\(noun.en)s" }

    /// Where such names are declared.
    var home: String {
        switch self {
        case .item: "items/"
        case .material: "materials.yaml"
        case .licence: "licences/"
        case .source: "sources/"
        case .field: "fields.yaml"
        case .role: "roles:"
        case .department: "departments.yaml"
        case .question, .answer: "questions.yaml"
        case .law: "laws.yaml"
        case .guide: "guides.yaml"
        case .bundle: "bundles/"
        case .journey: "journeys/"
        case .word: "words.yaml"
        case .paper: "papers/"
        case .event: "events: (words.yaml)"
        case .process: "processes/"
        case .state: "states:"
        }
    }
}
