import ArgumentParser
import Foundation
import Server
import Workflow

/// An issuer of tokens that is not this program.
struct OutsideOptions: ParsableArguments {
    @Option(help: "An issuer of tokens from outside (OIDC), as `iss` has it.") var issuer: String?
    @Option(help: "What of `aud` is this office; else onething.") var audience: String?
    @Option(help: "Its keys: an http:// address on this machine, or a file (JWKS); else as the issuer says itself.") var jwks: String?
    @Option(name: .customLong("token-type"), help: "The `typ` of its tokens: at+jwt or JWT; else at+jwt.") var type: String?
    @Option(name: .customLong("holder-claim"), help: "The claim with a citizen's number or a credit code; else onething_holder.")
    var holderClaim: String?
    @Option(
        name: .customLong("staff-strength"), help: "An `acr` or `amr` of staff who have shown two factors; else mfa, aal2, aal3, 2, 3.")
    var strengths: [String] = []

    /// Whose tokens are taken, and where the keys are; nil where nobody's are but one's own.
    static func place(_ settings: Settings, _ language: Language) throws -> (OutsideIssuer.Configuration, KeyPlace)? {
        guard let issuer = settings.text("issuer") else { return nil }
        var configuration = OutsideIssuer.Configuration(issuer: issuer, audience: settings.text("audience") ?? "")
        configuration.type = settings.text("token-type") ?? configuration.type
        configuration.holderClaim = settings.text("holder-claim") ?? configuration.holderClaim
        if settings.isSaid("staff-strength") { configuration.strong = Set(settings.list("staff-strength")) }
        let jwks = settings.text("jwks")
        if let jwks, !jwks.contains("://") {
            guard FileManager.default.isReadableFile(atPath: jwks) else {
                throw Failure(.usage, Title(zh: "没有文件 `\(jwks)`", en: "there is no file `\(jwks)`")).report(language)
            }
            return (configuration, .file(jwks))
        }
        guard let url = URL(string: jwks ?? issuer), KeyPlace.isFetched(url) else {
            throw Failure(
                .usage, Title(zh: "不能从 `\(jwks ?? issuer)` 取公钥", en: "keys cannot be fetched from `\(jwks ?? issuer)`"),
                help: Title(
                    zh: "TLS 由本机代理发起：用 --jwks 指定 http://127.0.0.1… 或文件",
                    en: "TLS begins at a proxy on this machine: name http://127.0.0.1… or a file with --jwks")
            ).report(language)
        }
        return (configuration, jwks == nil ? .discovery(url) : .address(url))
    }
}
