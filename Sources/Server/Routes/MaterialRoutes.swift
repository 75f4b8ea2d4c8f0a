import Hummingbird
import NIOCore
import Workflow

/// Papers that are handed in: said to be there, or the file itself.
struct MaterialRoutes {
    let office: Office

    var endpoints: [Endpoint] {
        [
            Endpoint(
                id: "handIn", method: .post, path: "/v1/cases/{case}/materials", tag: .cases,
                summary: Title(
                    zh: "补交材料：文件本身（`line` 参数，草稿可先上传），或以 JSON（账目行）申报已备、待提交；窗口的 JSON 为已收纸质材料",
                    en:
                        "Hand in the file of a paper with `line`, of a draft, too; or say in JSON that a paper is there and will be brought (at the counter: that it came)"
                ),
                right: .act, isConditional: true,
                query: [
                    .init(
                        name: "line", schema: .text(.init(most: 200, least: 1)),
                        about: Title(zh: "文件对应的账目行", en: "the line of the ledger that a file is for"))
                ], body: LineRequest.self, files: FileCheck.Kind.allCases, effect: .once,
                answers: [
                    .json(CaseAnswerMessage.self, "已办理", "it is done", headers: [.etag]),
                    .json(FileAnswerMessage.self, "文件已收", "the file is kept", status: .created, headers: [.etag]),
                ], problems: [.refused, .conflict, .unfit, .unknownWord, .tooLarge], handle: handIn),
            Endpoint(
                id: "listMaterials", method: .get, path: "/v1/cases/{case}/materials", tag: .cases,
                summary: Title(zh: "已收的文件：本人全部，部门为其材料", en: "The files that were handed in: one's own, or of one's department's lines"),
                right: .look, query: Endpoint.Query.pagesByNumber, answers: [.page(of: FileMessage.self, "文件", "files")]
            ) { ask in
                try ask.page(of: try await office.files(of: ask.caseID(), by: ask.caller()).map(FileMessage.init)) { $0.id }
            },
            Endpoint(
                id: "getMaterial", method: .get, path: "/v1/cases/{case}/materials/{material}", tag: .cases,
                summary: Title(zh: "文件本身；读取记入数据使用记录", en: "The file; the log of uses says who opened it"), right: .look,
                answers: FileCheck.Kind.allCases.map { .file($0, "文件", "the file") }, handle: read),
            Endpoint(
                id: "removeMaterial", method: .delete, path: "/v1/cases/{case}/materials/{material}", tag: .cases,
                summary: Title(zh: "撤走草稿的文件", en: "Take a file of a draft away"), right: .apply, effect: .same,
                answers: [.nothing("已撤走", "it is gone")], problems: [.conflict]
            ) { ask in
                try await office.removeFile(Self.number(ask), of: ask.caseID(), by: ask.caller())
                return .nothing
            },
        ]
    }

    private static func number(_ ask: Ask) throws(Problem) -> Int64 {
        guard let number = Int64(ask.named("material")), number > 0 else { throw Problem(.notFound) }
        return number
    }

    @Sendable private func handIn(_ ask: Ask) async throws -> Reply {
        let (id, _) = try await ask.seenCase(office)
        guard let file = ask.file else {
            if ask.word("line") != nil {
                throw Problem(.unfit, Title(zh: "`line` 只用于文件", en: "`line` is for files; JSON has its own"))
            }
            let request = try ask.message(LineRequest.self)
            return try reply(
                await office.handle(.handIn(line: request.line), on: id, by: ask.caller(), expecting: ask.expecting, key: ask.key), ask)
        }
        guard let line = ask.word("line") else {
            throw Problem(.unfit, Title(zh: "请写明 `line`", en: "say for which `line` the file is"))
        }
        @Sendable func told(_ answer: Office.FileAnswer) -> Reply {
            let message = FileAnswerMessage(answer)
            let reply = Reply.json(message, .created)
            return message.version.map(reply.at) ?? reply
        }
        let answer = try await office.keepFile(
            file.body.map { Array(buffer: $0) }, file.kind, for: line, of: id, by: ask.caller(), expecting: ask.expecting
        ) { digest in try await ask.once(office, asking: Array("\(line) \(digest)".utf8), told) }
        return told(answer)
    }

    @Sendable private func read(_ ask: Ask) async throws -> Reply {
        let (info, count, piece) = try await office.file(Self.number(ask), of: ask.caseID(), by: ask.caller())
        var reply = Reply(type: info.kind.rawValue)
        reply.headers = [.contentDisposition: "attachment; filename=\"\(info.number).\(info.kind.suffix)\""]
        reply.streamed = { _ in
            ResponseBody(contentLength: info.bytes) { writer in
                for place in 0..<count { try await writer.write(ByteBuffer(bytes: piece(place))) }
                try await writer.finish(nil)
            }
        }
        return reply
    }
}

extension FileCheck.Kind {
    var mediaType: Endpoint.MediaType {
        switch self {
        case .pdf: .pdf
        case .jpeg: .jpeg
        case .png: .png
        case .ofd: .ofd
        }
    }

    /// As a request or an answer has it.
    var schema: Schema { .file(type: rawValue, most: FileRules().mostBytes) }

    fileprivate var suffix: String {
        switch self {
        case .pdf: "pdf"
        case .jpeg: "jpg"
        case .png: "png"
        case .ofd: "ofd"
        }
    }
}
