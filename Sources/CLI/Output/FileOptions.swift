import ArgumentParser
import Workflow

/// How much may be uploaded.
struct FileOptions: ParsableArguments {
    @Option(name: .customLong("file-megabytes"), help: "Megabytes of an uploaded file, at most; else 20.") var megabytes: Int?
    @Option(name: .customLong("case-megabytes"), help: "Megabytes of all files of a case, at most; else 200.") var megabytesOfCase: Int?
    @Option(name: .customLong("case-files"), help: "Files of a case, at most; else 100.") var ofCase: Int?
}

extension FileRules {
    init(_ settings: Settings) {
        self.init(
            mostBytes: settings.number("file-megabytes") << 20, mostBytesOfCase: settings.number("case-megabytes") << 20,
            mostFiles: settings.number("case-files"))
    }
}
