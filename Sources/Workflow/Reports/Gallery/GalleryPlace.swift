/// A page of the gallery and where it is.
enum GalleryPlace: Hashable, Sendable {
    case index
    case process(String)
    case questions(String)
    case journey(_ bundle: String, _ journey: String)

    /// From the gallery's folder; the Chinese pages have a folder of their own.
    func path(_ language: Language) -> String { language("zh-CN/", "") + place }

    private var place: String {
        switch self {
        case .index: "README.md"
        case .process(let id): "processes/\(id).md"
        case .questions(let bundle): "\(Self.folder(bundle))/questions.md"
        case .journey(let bundle, let journey): "\(Self.folder(bundle))/\(Self.file(journey)).md"
        }
    }

    /// Ids are in small letters, digits and hyphens: with a line below it is no other's name.
    private static func folder(_ bundle: String) -> String { ["processes", "zh-cn"].contains(bundle) ? bundle + "_" : bundle }

    private static func file(_ journey: String) -> String { journey == "questions" ? journey + "_" : journey }

    /// How a page leads to another.
    func link(to other: GalleryPlace, _ language: Language, in otherLanguage: Language? = nil) -> String {
        let here = path(language).split(separator: "/").dropLast()
        let there = other.path(otherLanguage ?? language).split(separator: "/")
        let common = zip(here, there.dropLast()).prefix { $0 == $1 }.count
        return (Array(repeating: "..", count: here.count - common) + there.dropFirst(common).map(String.init)).joined(separator: "/")
    }
}

extension MarkdownPage {
    /// A page with its title, the way back, and the same page in the other language.
    init(_ place: GalleryPlace, title: String, _ language: Language) {
        self.init(mark: Gallery.note)
        heading(title, level: 1)
        let other: Language = language == .zh ? .en : .zh
        let inOther = Markdown.link(.text(other == .zh ? "中文" : "English"), to: place.link(to: place, language, in: other))
        let back = Markdown.link(.text(language("示例集", "Gallery")), to: place.link(to: .index, language))
        paragraph(place == .index ? inOther : [back, inOther].joined(" · "))
    }
}
