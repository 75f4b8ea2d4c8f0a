/// A place in a definition file: a line and a column, both counted from 1, the column in Unicode scalars.
public struct SourcePosition: Hashable, Sendable, Comparable {
    /// Path of the file, relative to the definition folder.
    public var file: String
    public var line: Int
    public var column: Int
    /// How many characters of the line are meant; at least 1.
    public var length: Int

    public init(file: String, line: Int = 1, column: Int = 1, length: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
        self.length = max(1, length)
    }

    public static func < (left: SourcePosition, right: SourcePosition) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}

/// A value with the place where its author wrote it.
public struct Located<Value> {
    public var value: Value
    public var position: SourcePosition

    public init(_ value: Value, at position: SourcePosition) {
        self.value = value
        self.position = position
    }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
