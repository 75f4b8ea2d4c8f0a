import Testing
import Workflow

@testable import Server

@Suite struct `The language of an answer` {
    @Test(arguments: [
        (nil, Language.zh), ("", .zh), ("en", .en), ("en-GB,en;q=0.9", .en), ("zh-CN,zh;q=0.9,en;q=0.8", .zh), ("fr, en;q=0.3", .en),
        ("en;q=0.2, zh;q=0.4", .zh), ("en; q=0, zh;q=0.1", .zh), ("EN-us", .en), ("fr,de", .zh), ("*", .zh), (";;,q=1,en;q=x", .en),
    ])
    func `is the one that is read rather`(header: String?, language: Language) {
        #expect(Language(accepting: header) == language)
    }
}
