// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the library carries no benchmark dependency.
let package = Package(
    name: "Benchmarks",
    dependencies: [.package(name: "onething", path: "..")],
    targets: [
        .target(name: "Allocations"),
        .executableTarget(name: "Benchmarks", dependencies: ["Allocations", .product(name: "Workflow", package: "onething")]),
    ],
    swiftLanguageModes: [.v6]
)
