/// What a reader accepts, as data: the source of `onething schema`.
indirect enum FileShape: Sendable {
    struct Key: Sendable {
        var name: String
        var shape: FileShape
        var required: Bool
        var about: String
    }

    case text(about: String, pattern: String?)
    case integer(ClosedRange<Int>)
    case boolean
    case choice([String])
    case title
    case list(FileShape)
    case map([Key])
    /// A map whose keys the author chooses.
    case entries(FileShape)
    case oneOf([FileShape])
    case condition
}
