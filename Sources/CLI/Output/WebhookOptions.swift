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
        do throws(UnfitAddress) {
            return try WebhookGuard(allowing: settings.list("allow-webhook-host"), proxy: settings.text("webhook-proxy"))
        } catch {
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
