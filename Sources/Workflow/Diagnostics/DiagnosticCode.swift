/// The name of one kind of mistake. Each has a page `docs/diagnostics/<code>.md` and an example in `Tests/BadDefinitions`.
public enum DiagnosticCode: String, Sendable, CaseIterable {
    // The file itself
    case unreadableFile = "unreadable-file"
    case fileTooLarge = "file-too-large"
    case wrongEncoding = "wrong-encoding"
    case byteOrderMark = "byte-order-mark"
    case controlCharacter = "control-character"
    case emptyFile = "empty-file"
    case outOfPlace = "out-of-place"
    case missingFile = "missing-file"

    // The YAML
    case tab
    case anchor
    case alias
    case tag
    case mergeKey = "merge-key"
    case tooDeep = "too-deep"
    case tooManyValues = "too-many-values"
    case fullWidth = "full-width"
    case severalDocuments = "several-documents"
    case invalidYAML = "invalid-yaml"
    case commaInText = "comma-in-text"
    case duplicateKey = "duplicate-key"

    // The shape
    case unknownKey = "unknown-key"
    case surplusKey = "surplus-key"
    case missingKey = "missing-key"
    case wrongShape = "wrong-shape"
    case wrongId = "wrong-id"
    case nameDiffersFromFile = "name-differs-from-file"
    case missingUnit = "missing-unit"
    case wrongUnit = "wrong-unit"
    case wrongNumber = "wrong-number"
    case wrongDate = "wrong-date"
    case wrongChoice = "wrong-choice"
    case wrongCode = "wrong-code"
    case missingChinese = "missing-chinese"
    case missingTranslation = "missing-translation"

    // The names
    case unknownItem = "unknown-item"
    case unknownMaterial = "unknown-material"
    case unknownLicence = "unknown-licence"
    case unknownSource = "unknown-source"
    case unknownField = "unknown-field"
    case unknownRole = "unknown-role"
    case unknownDepartment = "unknown-department"
    case unknownQuestion = "unknown-question"
    case unknownAnswer = "unknown-answer"
    case unknownLaw = "unknown-law"
    case unknownGuide = "unknown-guide"
    case unknownBundle = "unknown-bundle"
    case unknownJourney = "unknown-journey"
    case unknownWord = "unknown-word"
    case unknownProcess = "unknown-process"
    case unknownState = "unknown-state"
    case unknownPaper = "unknown-paper"
    case unknownPlace = "unknown-place"
    case duplicateName = "duplicate-name"
    case reservedName = "reserved-name"

    // The sense
    case unboundRole = "unbound-role"
    case wrongRoleKind = "wrong-role-kind"
    case namesNobody = "names-nobody"
    case eachNeeded = "each-needed"
    case circle
    case neverReached = "never-reached"
    case arrivesTooLate = "arrives-too-late"
    case promiseLongerThanLaw = "promise-longer-than-law"
    case lineWithoutGuide = "line-without-guide"
    case noGuideChosen = "no-guide-chosen"
    case tooManyAnswers = "too-many-answers"
    case questionNotAsked = "question-not-asked"
    case unansweredQuestion = "unanswered-question"
    case unsoundProcess = "unsound-process"
    case waitWithoutEvent = "wait-without-event"
    case fieldNeverReused = "field-never-reused"
    case placeInOneLanguage = "place-in-one-language"
    case unfillablePaper = "unfillable-paper"
    case limitBeyondLaw = "limit-beyond-law"
    case notSynthetic = "not-synthetic"
    case journeyDiffers = "journey-differs"
    case journeyStuck = "journey-stuck"
    case noEffect = "no-effect"
    case lastsBeyondLimit = "lasts-beyond-limit"

    // A scenario
    case impossibleTime = "impossible-time"
    case sharesDoNotAddUp = "shares-do-not-add-up"
    case noOfficers = "no-officers"

    // Worth a second look
    case nothingReplaces = "nothing-replaces"
    case fieldAlreadyHeld = "field-already-held"
    case fieldNeverUsed = "field-never-used"
    case noLegalBasis = "no-legal-basis"
    case baselineWithoutLine = "baseline-without-line"
    case notAskedMatchesNothing = "not-asked-matches-nothing"
    case unusedMaterial = "unused-material"
    case unusedGuide = "unused-guide"
    case unusedSource = "unused-source"
    case unusedPaper = "unused-paper"
    case noBaseJourney = "no-base-journey"
    case answerNeverUsed = "answer-never-used"

    public var severity: Diagnostic.Severity {
        switch self {
        case .missingTranslation, .nothingReplaces, .fieldAlreadyHeld, .fieldNeverUsed, .noLegalBasis, .baselineWithoutLine,
            .notAskedMatchesNothing, .unusedMaterial, .unusedGuide, .unusedSource, .unusedPaper, .noBaseJourney, .answerNeverUsed:
            .warning
        default: .error
        }
    }
}
