import ArgumentParser
import Workflow

struct ExportGallery: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gallery", abstract: "Every journey, process and question on a Markdown page of its own, in English and Chinese.")

    @OptionGroup var common: CommonOptions

    @Option(name: .shortAndLong, help: "The folder of the pages; old generated pages in it are removed, nothing else is touched.")
    var output: String

    func run() throws {
        let language = common.language
        let compilation = try common.compilation()
        let pages = Gallery(compilation).pages
        let folder = PageFolder(at: output)
        guard folder.isPossible else {
            throw Failure(.usage, Title(zh: "`\(output)` 不是文件夹", en: "`\(output)` is no folder")).report(language)
        }
        if let other = folder.foreign(among: pages).first {
            throw Failure(
                .usage, Title(zh: "`\(output)/\(other)` 不是生成的页面", en: "`\(output)/\(other)` is no generated page"),
                help: Title(zh: "换一个文件夹，或先移走它", en: "choose another folder, or move it away first")
            ).report(language)
        }
        // Pages of what cannot be compiled now are kept until it can.
        let leftOut = leftOut(of: compilation)
        for name in leftOut {
            Console.error(Title(zh: "略去 `\(name)`：定义有错误", en: "left out `\(name)`: its definition has errors")[language])
        }
        do {
            try folder.write(pages, removing: leftOut.isEmpty ? folder.stale(besides: pages) : [])
        } catch {
            throw Failure(.fault, Title(zh: "无法写入 `\(output)`", en: "cannot write to `\(output)`")).report(language)
        }
        if !leftOut.isEmpty { throw ExitCode(Failure.Kind.notGood.rawValue) }
    }

    /// Bundles and journeys that a file declares and that are not whole.
    private func leftOut(of compilation: Compilation) -> [String] {
        let bundles = compilation.declaredBundles.filter { compilation.bundle($0) == nil }
        let journeys = compilation.bundles.flatMap { bundle in
            (compilation.declaredJourneys[bundle.id] ?? []).filter { compilation.journey($0, of: bundle.id) == nil }.map {
                "\(bundle.id)/\($0)"
            }
        }
        return bundles + journeys
    }
}
