extension String {
    /// The text on one line: blanks and line ends become one space, and what would steer a terminal or turn the writing round becomes �.
    var onOneLine: String {
        var line = String.UnicodeScalarView()
        var blank = false
        for scalar in unicodeScalars {
            if scalar.properties.isWhitespace && scalar != "\u{3000}" && scalar != "\u{A0}" {
                blank = true
                continue
            }
            if blank && !line.isEmpty { line.append(" ") }
            blank = false
            line.append(scalar.isSteering ? "\u{FFFD}" : scalar)
        }
        return String(line)
    }
}

extension Unicode.Scalar {
    /// Control characters and marks that change the direction of writing.
    var isSteering: Bool {
        switch value {
        case 0x00...0x1F, 0x7F...0x9F, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
