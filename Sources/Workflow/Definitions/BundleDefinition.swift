/// One thing (一件事): the items of several departments as one application.
public struct BundleDefinition: Sendable {
    public struct Role: Sendable {
        public enum Count: Sendable {
            case one
            case optional
            /// As many as the answer to a question of a number.
            case question(Name)
        }

        public enum Binding: Sendable {
            case kind(RoleKind, Count, onlyIf: Condition?, Relations)
            /// The printed name of several roles together.
            case group([Name])
            /// Another role, chosen by the answer to a question.
            case by(question: Name, roles: [(answer: Name, role: Name)])
        }

        /// The licence from which it is known who it is: its other holder, or somebody else whom it names.
        public struct Naming: Sendable {
            public var licence: Name
            /// Whose licence.
            public var of: Name
            public var relation: Name?
        }

        /// Somebody who may act for it, and what shows that he may.
        public struct Representation: Sendable {
            public enum Shown: Sendable {
                /// A licence of whom he acts for names him.
                case licence(Name, relation: Name)
                /// A written mandate that is filed with the application (民法典 art. 165).
                case mandate
                /// He declares it, and no licence can show it.
                case declared
            }

            /// Those that have no more to them.
            public enum Word: String, Sendable, CaseIterable {
                case mandate, declaration
            }

            public var role: Name
            public var shown: Shown
            public var basis: [LegalBasis]
        }

        /// How it is known who it is, and who may act for it.
        public struct Relations: Sendable {
            public var namedBy: Naming?
            public var representedBy: [Representation] = []
        }

        public var name: Name
        public var binding: Binding
    }

    /// A question of this bundle, narrowed to some of its answers where it says so.
    public struct Question: Sendable {
        public var question: Name
        public var narrowed: [Name]?
    }

    public struct Stop: Sendable {
        public var onlyIf: Condition
        public var because: Title
        public var basis: [LegalBasis]
    }

    public struct Variant: Sendable {
        public var onlyIf: Condition
        public var timeLimit: TimeLimitDefinition?
        public var department: Name?
        public var visits: GradedCount?
        public var process: Name?
    }

    public struct Wait: Sendable {
        public var onlyIf: Condition?
        public var event: Name
        /// Licences that the event brings, by bundle role.
        public var brings: [(role: Name, licences: [Name])]
    }

    public struct Item: Sendable {
        public var item: Name
        public var bindings: [(formal: Name, role: Name)]
        public var each: Name?
        public var after: [Name]
        public var within: Name?
        public var onlyIf: Condition?
        public var variants: [Variant]
        public var waitsFor: Wait?
    }

    /// What becomes of the other items when one is refused or not taken in; items that need its result are closed either way.
    public enum IfOneIsRefused: String, Sendable, CaseIterable {
        case theOthersGoOn = "the-others-go-on"
        case allStop = "all-stop"
    }

    public struct NotAsked: Sendable {
        public var material: Name
        public var of: [Name]
        public var onlyIf: Condition?
        public var because: Title
        public var basis: [LegalBasis]
    }

    public struct Prefill: Sendable {
        public enum From: Sendable {
            case licence(Name)
            case source(Name)
        }

        public var from: From
        public var of: Name
        public var because: Title
    }

    public struct Counting: Sendable {
        public enum Limit: String, Sendable, CaseIterable {
            case promised, statutory
        }

        public enum Combine: String, Sendable, CaseIterable {
            case sum
            case longestPath = "longest-path"
        }

        public var formsAreMaterials: Bool
        public var shownLicencesAreMaterials: Bool
        public var limit: Limit
        public var combine: Combine
    }

    /// Figures that somebody announced for one arm.
    public struct PublishedArm: Sendable {
        /// How an announcement counts papers: lines (行, 项), pieces (份) or kinds (种).
        public enum Unit: String, Sendable, CaseIterable {
            case lines = "行"
            case entries = "项"
            case pieces = "份"
            case kinds = "种"
        }

        public enum Measures: String, Sendable, CaseIterable {
            case handlingTime = "handling-time"
            case applicantMinutes = "applicant-minutes"
        }

        public var forms: Int?
        public var materials: (value: Int, unit: Unit)?
        public var time: (value: TimeSpan, measures: Measures)?
    }

    public struct Published: Sendable {
        public var apart: PublishedArm?
        public var together: PublishedArm?
        public var source: Title
        public var date: String
    }

    /// One visit for several items (联合踏勘): item → the move that it makes of it.
    public struct JointVisit: Sendable {
        public var name: Name
        public var title: Title
        public var moves: [(item: Name, move: Name)]
    }

    /// Applications that somebody has begun and not handed in.
    public struct Drafts: Sendable {
        /// Under which definitions one is handed in.
        public enum Follow: String, Sendable, CaseIterable {
            /// Those that hold on that day: nothing was promised yet.
            case newest
            /// Those under which it was begun.
            case begunWith = "begun-with"
        }

        public var follow: Follow
        /// How long after the last change it can be handed in; then it is forgotten.
        public var keptFor: TimeSpan
    }

    /// Applications that the office fills in from data and offers (免申即享): nobody need apply, and everybody may say no.
    public struct Offers: Sendable {
        /// The sources that tell who is entitled.
        public var from: [Name]
        /// How long an offer stands.
        public var openFor: TimeSpan
        public var because: Title
        public var basis: [LegalBasis]
    }

    /// How long a closed case is kept as it is (保管期限); after that, and once it is archived, what it has of people may be destroyed.
    public struct Retention: Sendable {
        /// From the day on which it was closed.
        public var keptFor: TimeSpan
        /// Why so long: whoever asks too early is told.
        public var because: Title
    }

    /// By how much the limit for the whole may be made longer, once and before it has passed (行政许可法 art. 42 ¶2).
    public struct Extension: Sendable {
        public var by: Located<TimeSpan>
        public var basis: [LegalBasis]
        /// The official paper that tells the applicant why.
        public var paper: Name?
    }

    public var id: Name
    public var title: Title
    public var lifeEvent: Title
    public var leadDepartment: Name
    public var inForce: Day?
    public var channel: Title
    public var base: Name?
    public var baseline: [(item: Name, guide: Name)]
    public var roles: [Role]
    public var questions: [Question]
    public var stops: [Stop]
    public var items: [Item]
    public var notAsked: [NotAsked]
    public var prefillFrom: [Prefill]
    public var steps: GradedCount
    public var visits: GradedCount
    /// The limit for the whole, where permits of several departments are joined (行政许可法 arts 26, 42).
    public var timeLimit: TimeLimitDefinition?
    public var ifOneIsRefused: IfOneIsRefused
    public var counting: Counting
    public var published: Published?
    public var form: FormDefinition?
    public var lines: [MaterialLine]
    public var jointVisits: [JointVisit] = []
    /// The official paper that is given for the whole when it is handed in (收件凭证).
    public var receipt: Name?
    public var drafts = Drafts(follow: .newest, keptFor: TimeSpan(30, .days))
    public var offers: Offers?
    /// Nil: nothing of it is ever destroyed.
    public var retention: Retention?
    /// How long before the limit for the whole ends it is told that it is near.
    public var warn: Located<TimeSpan>?
    public var `extension`: Extension?
}
