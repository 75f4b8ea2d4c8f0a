import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Workflow

/// To whom messages may go at all (SSRF): hosts that whoever runs the server has named, over plain HTTP; anybody else over HTTPS, by a proxy that begins
/// TLS (decision 0030), if every address that his name stands for is public.
public struct WebhookGuard: Sendable {
    /// `host` or `host:port`.
    struct Allowed: Sendable, Hashable {
        var host: String
        /// Nil: every port.
        var port: Int?
    }

    private let allowed: [Allowed]
    private let proxy: Allowed?
    private let resolve: @Sendable (_ host: String, _ port: Int) async -> [SocketAddress]
    /// For anybody.
    private static let ports = [80, 443, 8_080, 8_443]

    /// Nobody has been named: messages go nowhere.
    public static let closed = WebhookGuard(allowed: [], proxy: nil, resolve: { _, _ in [] })

    /// - Parameters:
    ///   - allowed: `host` or `host:port`, each as an address of the internet has it.
    ///   - proxy: `host:port`.
    /// - Throws: `UnfitAddress`.
    public init(allowing allowed: [String], proxy: String?) throws(UnfitAddress) {
        var list: [Allowed] = []
        for text in allowed { list.append(try Self.read(text)) }
        let known = try proxy.map { text throws(UnfitAddress) in try Self.read(text) }
        if let known, known.port == nil { throw UnfitAddress("代理应写作 主机:端口", "a proxy is written HOST:PORT") }
        self.init(allowed: list, proxy: known, resolve: Self.lookUp)
    }

    init(allowed: [Allowed], proxy: Allowed?, resolve: @escaping @Sendable (String, Int) async -> [SocketAddress]) {
        (self.allowed, self.proxy, self.resolve) = (allowed, proxy, resolve)
    }

    private static func read(_ text: String) throws(UnfitAddress) -> Allowed {
        let address = try WebhookAddress("http://" + text)
        guard address.target == "/", !text.hasSuffix("/") else { throw UnfitAddress("应写作 主机 或 主机:端口", "it is written HOST or HOST:PORT") }
        let hasPort = text.hasSuffix(":\(address.port)")
        return Allowed(host: address.host, port: hasPort ? address.port : nil)
    }

    /// Where to connect to, and what to ask for there.
    struct Way: Sendable {
        /// It was looked up and checked just now: whoever connects takes it, and does not look the name up again. Where it is the proxy, that looks up
        /// whom it connects to, and is trusted with it (decision 0039).
        var socket: SocketAddress
        /// A path, or of a proxy the whole address.
        var target: String
        var host: String
    }

    /// - Throws: `UnfitAddress` where nothing may be sent there, or nobody knows the name.
    func way(to text: String) async throws(UnfitAddress) -> Way {
        let address = try WebhookAddress(text)
        if allowed.contains(where: { $0.host == address.host && ($0.port ?? address.port) == address.port }), !address.isSecure {
            return Way(socket: try await addresses(of: address.host, address.port)[0], target: address.target, host: address.authority)
        }
        guard address.isSecure else {
            throw UnfitAddress(
                "http:// 只用于管理员列出的主机（--allow-webhook-host）", "http:// is for hosts that the administrator has named (--allow-webhook-host)")
        }
        guard let proxy, let port = proxy.port else {
            throw UnfitAddress("https:// 须先配置代理（--webhook-proxy）", "https:// needs a proxy, and there is none (--webhook-proxy)")
        }
        if !allowed.contains(where: { $0.host == address.host && ($0.port ?? address.port) == address.port }) {
            guard Self.ports.contains(address.port) else {
                throw UnfitAddress(
                    "端口应为 \(Self.ports.map(String.init).joined(separator: "、"))",
                    "its port is one of \(Self.ports.map(String.init).joined(separator: ", "))")
            }
            guard try await addresses(of: address.host, address.port).allSatisfy(PublicAddress.holds) else {
                throw UnfitAddress("不是公网地址", "it is no address of the public internet")
            }
        }
        return Way(
            socket: try await addresses(of: proxy.host, port)[0], target: "https://\(address.authority)\(address.target)",
            host: address.authority)
    }

    private func addresses(of host: String, _ port: Int) async throws(UnfitAddress) -> [SocketAddress] {
        let found = await resolve(host, port)
        guard !found.isEmpty else { throw UnfitAddress("无法解析主机名", "nobody knows this host") }
        return found
    }

    /// Every address that a name stands for; none where nobody knows it.
    @Sendable private static func lookUp(_ host: String, _ port: Int) async -> [SocketAddress] {
        (try? await NIOThreadPool.singleton.runIfActive {
            var (hints, list): (addrinfo, UnsafeMutablePointer<addrinfo>?) = (addrinfo(), nil)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
            guard getaddrinfo(host, "\(port)", &hints, &list) == 0 else { return [] }
            defer { freeaddrinfo(list) }
            return sequence(first: list) { $0?.pointee.ai_next }.prefix { $0 != nil }.compactMap { one -> SocketAddress? in
                guard let address = one?.pointee.ai_addr else { return nil }
                switch Int32(address.pointee.sa_family) {
                case AF_INET: return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { SocketAddress($0.pointee) }
                case AF_INET6: return address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { SocketAddress($0.pointee) }
                default: return nil
                }
            }
        }) ?? []
    }
}

/// Sends messages to subscribers, as far as the guard lets it.
struct WebhookPost: WebhookTransport {
    let `guard`: WebhookGuard
    /// Bytes of an answer that are read; what it says is of no use to us.
    static let most = 65_536

    func post(
        _ body: [UInt8], to address: String, _ headers: [(name: String, value: String)], within milliseconds: Int64
    ) async -> WebhookAnswer {
        let way: WebhookGuard.Way
        do { way = try await self.guard.way(to: address) } catch { return .failed("address-refused") }
        let call = HTTPCall(
            post: way.target, host: way.host, headers.map { ($0.name, $0.value) }, body, most: Self.most, cutsOff: true)
        do throws(SharingFault) {
            let answer = try await call.answer(within: milliseconds) { $0.connect(to: way.socket) }
            return .answered(status: answer.status, retryAfter: answer.headers.first(name: "Retry-After"))
        } catch {
            return Task.isCancelled ? .brokenOff : .failed(error.word)
        }
    }
}

extension SharingFault {
    fileprivate var word: String {
        switch self {
        case .tooSlow: "too-slow"
        case .malformed: "malformed"
        default: "unreachable"
        }
    }
}
