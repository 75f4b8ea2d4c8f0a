import Foundation
import Testing

@testable import Workflow

/// JSON from outside that two readers could read in two ways, or that is more than was agreed, is none.
@Suite struct `JSON from outside` {
    private func problem(_ text: String, most: Int = 1_000, deepest: Int = 4) -> StrictJSON.Problem? {
        problem(Array(text.utf8), most: most, deepest: deepest)
    }

    private func problem(_ bytes: [UInt8], most: Int = 1_000, deepest: Int = 4) -> StrictJSON.Problem? {
        do throws(StrictJSON.Problem) { try StrictJSON.check(bytes, most: most, deepest: deepest) } catch { return error }
        return nil
    }

    @Test(arguments: [
        #"{}"#, #"[]"#, #"{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}"#, #"{"a":"\"a\":","b":"{[","c":"\\"}"#, #"["a","a"]"#,
        #"{"a":"{\"a\":1,\"a\":2}"}"#,
    ]) func `is taken`(text: String) { #expect(problem(text) == nil) }

    @Test(arguments: [
        #"{"a":1,"a":2}"#, #"{"a":1,"\u0061":2}"#, #"{"b":{"a":1,"a":1}}"#, #"[{"a":1,"b":2,"a":3}]"#, #"{"a":[1,{"x":1}],"a":2}"#,
        #"{"a":{},"a":{}}"#,
    ]) func `with a key twice is refused`(text: String) { #expect(problem(text) == .keyTwice("a")) }

    @Test func `is refused where it is too deep or too large`() {
        #expect(problem("[[[[]]]]") == nil && problem("[[[[[]]]]]") == .tooDeep)
        #expect(problem(String(repeating: "[", count: 900)) == .tooDeep)
        #expect(problem("\"" + String(repeating: "x", count: 999) + "\"") == .tooLarge)
    }

    @Test func `is refused where it is no UTF-8, ends too early, or has a mark before it`() {
        for bytes: [UInt8] in [
            [0xFF, 0xFE, 0x7B, 0x00], [0x7B, 0x00, 0x7D, 0x00], [0xEF, 0xBB, 0xBF, 0x7B, 0x7D], Array("{\"a".utf8), Array("]".utf8),
            Array("\"\\\"".utf8), [0x22, 0xC3, 0x22],
        ] { #expect(problem(bytes) == .unreadable) }
    }

    @Test func `is read into what was agreed, or not at all`() throws {
        struct Agreed: Decodable, Equatable { var a: Int }
        #expect(try StrictJSON.read(Agreed.self, from: Array(#"{"a":1}"#.utf8)) == Agreed(a: 1))
        for (text, problem) in [
            (#"{"a":"1"}"#, StrictJSON.Problem.wrongKind(["a"], .number)), (#"{}"#, .missing(["a"])), (#"[]"#, .wrongKind([], .object)),
        ] + [#"{"a":NaN}"#, #"{"a":1,}"#, #"{"a":1}x"#, #"{a:1}"#, ""].map({ ($0, .unreadable) }) {
            #expect(throws: problem) { try StrictJSON.read(Agreed.self, from: Array(text.utf8)) }
        }
    }
}
