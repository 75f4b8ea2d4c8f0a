import ArgumentParser
import Server
import Workflow

/// To whom messages of what happens to cases may go.
struct WebhookOptions: ParsableArguments {
    @Option(
        name: .customLong("allow-webhook-host"),
        help:
            "A host (HOST or HOST:PORT) that subscribers may be at although it is none of the public internet, or is spoken to without TLS. May be given several times."
    )
    var hosts: [String] = []

    @Option(
        name: .customLong("webhook-proxy"),
        help: "The proxy (HOST:PORT) that begins TLS to subscribers at https://; else only http:// to hosts that are named.")
    var proxy: String?

    static func policy(_ settings: Settings, _ language: Language) throws -> WebhookGuard {
        let proxy = settings.text("webhook-proxy")
        if let proxy {
            Console.error(
                language(
                    "注意：代理 \(proxy) 自行解析订阅方的主机名，须自行拒绝内网地址（docs/deploying.md）",
                    "note: the proxy \(proxy) looks subscribers' names up itself: it has to refuse private addresses (docs/deploying.md)"))
        }
        do throws(UnfitAddress) { return try WebhookGuard(allowing: settings.list("allow-webhook-host"), proxy: proxy) } catch {
            throw Failure(
                .usage,
                Title(
                    zh: "allow-webhook-host 或 webhook-proxy：\(error.message.zh)",
                    en: "allow-webhook-host or webhook-proxy: \(error.message.en)")
            )
            .report(language)
        }
    }
}
