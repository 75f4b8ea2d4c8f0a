// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

// What reckons much is optimised in a debug build, where the environment says so: CI waits for its tests more than for its build. Never for who uses the library.
let optimised: [SwiftSetting] = Context.environment["ONETHING_OPTIMISED"] == nil ? [] : [.unsafeFlags(["-O"])]

let package = Package(
    name: "onething",
    products: [
        .library(name: "Workflow", targets: ["Workflow"]),
        .executable(name: "onething", targets: ["CLI"]),
    ],
    traits: [.trait(name: "GM", description: "SM2, SM3 and SM4 (国密) by OpenSSL's libcrypto, which the system has to have")],
    dependencies: [
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        .target(
            name: "Workflow",
            dependencies: [
                .product(name: "Yams", package: "Yams"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
                .target(name: "CLibcrypto", condition: .when(traits: ["GM"])),
            ],
            swiftSettings: settings + optimised
        ),
        // No pkgConfig: a build without the trait looks for nothing, and needs nothing of it.
        .systemLibrary(name: "CLibcrypto", path: "Libraries/CLibcrypto"),
        .target(
            name: "Server",
            dependencies: [
                "Workflow",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "JWTKit", package: "jwt-kit"),
            ],
            swiftSettings: settings + optimised
        ),
        .executableTarget(
            name: "CLI",
            dependencies: [
                "Workflow", "Server",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),
        .target(name: "TestSupport", dependencies: ["Workflow"], path: "Tests/TestSupport", swiftSettings: settings),
        .target(name: "PowerCut", path: "Tests/PowerCut", linkerSettings: [.linkedLibrary("sqlite3")]),
        .executableTarget(
            name: "StoreDriver", dependencies: ["Workflow", "PowerCut"], path: "Tests/StoreDriver", swiftSettings: settings),
        .testTarget(
            name: "WorkflowTests",
            dependencies: ["Workflow", "TestSupport", "StoreDriver", "PowerCut"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "Server", "TestSupport",
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "CLITests",
            dependencies: ["CLI", "Server", "TestSupport", .product(name: "Yams", package: "Yams")],
            swiftSettings: settings
        ),
    ],
    swiftLanguageModes: [.v6]
)
