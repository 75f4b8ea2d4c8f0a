import Foundation
import TestSupport
import Testing

/// What lies in Deploy holds together: every path in it is one of the checkout or one that something there makes, every setting is one.
@Suite struct `Deploying` {
    @Test func `has settings that are settings`() throws {
        let shown = try Program.run(["serve", "--show-config", "--config", "Deploy/onething.yaml"])
        #expect(shown.status == 0 && shown.output.contains("127.0.0.1, ::1"), "\(shown.error)")
        let known = Set(shown.output.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) })
        for file in ["onething.service", "Dockerfile"] {
            for match in try Checkout.text("Deploy/\(file)").matches(of: /ONETHING_([A-Z_]+)/) {
                let name = match.output.1.lowercased().replacing("_", with: "-")
                #expect(known.contains(String(name)), "\(file): \(name)")
            }
        }
    }

    @Test func `has a Dockerfile of which every line can be done`() throws {
        let text = try Checkout.text("Deploy/Dockerfile").replacing("\\\n", with: "")
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        let words = ["FROM", "RUN", "WORKDIR", "COPY", "USER", "VOLUME", "ENV", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT"]
        var made: Set<String> = []
        for line in lines {
            let parts = line.split(separator: " ").map(String.init)
            #expect(words.contains(parts[0]), "\(line)")
            switch parts[0] {
            case "COPY" where parts[1].hasPrefix("--from="):
                #expect(lines.contains { $0.hasSuffix(" AS \(parts[1].dropFirst(7))") } && made.contains(parts[2]), "\(line)")
            case "COPY":
                for path in parts[1..<(parts.count - 1)] where path != "Package.*" {
                    #expect(FileManager.default.fileExists(atPath: Checkout.path(path)), "\(path)")
                }
            case "RUN":
                // Each command of it is whole.
                let check = try Program.run([], within: ["sh", "-n", "-c", String(line.dropFirst(4))])
                #expect(check.status == 0, "\(line)")
                if line.hasSuffix(" /onething") { made.insert("/onething") }
            default: break
            }
        }
        #expect(lines.first?.hasPrefix("FROM swift:6.") == true && lines.contains("USER onething"))
        // What the package needs of Package.swift is copied before it is built.
        for folder in try Checkout.text("Package.swift").matches(of: /path: "([A-Za-z]+)\//).map({ String($0.output.1) }) + ["Sources"] {
            #expect(lines.contains { $0.hasPrefix("COPY \(folder) ") }, "\(folder)")
        }
    }

    @Test func `has a unit that leaves the program nothing but its own folder`() throws {
        let unit = try Checkout.text("Deploy/onething.service")
        for line in [
            "Type=notify", "DynamicUser=yes", "ProtectSystem=strict", "StateDirectory=onething", "NoNewPrivileges=yes", "UMask=0077",
            "CapabilityBoundingSet=", "ProtectHome=yes",
        ] {
            #expect(unit.split(separator: "\n").contains(line[...]), "\(line)")
        }
        // The command of the unit is one of ours.
        let command = try #require(unit.firstMatch(of: /ExecStart=\/usr\/local\/bin\/onething (.*) --config/)).output.1
        #expect(command == "serve")
    }
}
