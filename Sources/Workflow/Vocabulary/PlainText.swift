extension StringProtocol {
    /// Whether it has no control characters (Unicode `Cc`) but tabs and ends of lines (LF): a terminal takes others for orders, and some programs
    /// end a text at U+0000.
    public var isPlain: Bool {
        unicodeScalars.allSatisfy { $0.properties.generalCategory != .control || $0 == "\n" || $0 == "\t" }
    }
}
