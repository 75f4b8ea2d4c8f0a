/// What a reader accepts, as data: the source of `onething schema`.
indirect enum Shape: Sendable {
    struct Key: Sendable {
        var name: String
        var shape: Shape
        var required: Bool
        var about: String
    }

    case text(about: String, pattern: String?)
    case integer(ClosedRange<Int>)
    case boolean
    case choice([String])
    case title
    case list(Shape)
    case map([Key])
    /// A map whose keys the author chooses.
    case entries(Shape)
    case oneOf([Shape])
    case condition
}
