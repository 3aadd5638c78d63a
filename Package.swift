// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "tieout",
    products: [
        .executable(name: "tieout", targets: ["tieout"]),
        .library(name: "FinancialMath", targets: ["FinancialMath"]),
        .library(name: "LiveShopping", targets: ["LiveShopping"]),
        .library(name: "Reconciliation", targets: ["Reconciliation"]),
        .library(name: "Reports", targets: ["Reports"]),
        .library(name: "Simulation", targets: ["Simulation"]),
        .library(name: "Snapshots", targets: ["Snapshots"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/attaswift/BigInt", from: "6.0.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .plugin(name: "EmbedText", capability: .buildTool(), path: "Sources/EmbedText"),
        .target(name: "YAML", dependencies: ["CLibYAML"]),
        .target(name: "Digests", dependencies: ["CLibCrypto"]),
        .target(name: "Common"),
        .target(name: "Files"),
        .target(
            name: "FinancialMath",
            dependencies: [.product(name: "BigInt", package: "BigInt")]),
        .target(name: "LiveShopping", dependencies: ["FinancialMath"]),
        .target(
            name: "Reconciliation",
            dependencies: ["LiveShopping", "FinancialMath", "Common", "Digests"]),
        .target(
            name: "Snapshots",
            dependencies: [
                "LiveShopping", "FinancialMath", "Common", "Files", "CLibPQ", "Digests",
            ]),
        .target(
            name: "Reports",
            dependencies: [
                "Reconciliation", "LiveShopping", "FinancialMath", "Common", "Files", "CLibXML2",
                "Digests",
            ]),
        .target(
            name: "Repairs",
            dependencies: [
                "Reports", "Reconciliation", "Snapshots", "LiveShopping", "FinancialMath",
                "Digests",
            ],
            plugins: ["EmbedText"]),
        .target(name: "Doctor", dependencies: ["Reports", "Snapshots", "LiveShopping", "Common"]),
        .target(name: "Simulation", dependencies: ["LiveShopping", "FinancialMath"]),
        .executableTarget(
            name: "tieout",
            dependencies: [
                "FinancialMath", "LiveShopping", "Reconciliation", "Snapshots", "Reports", "Repairs", "Doctor",
                "Simulation",
                "Files", "Common", "YAML", "CMalloc",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .target(
            name: "TestSupport", dependencies: ["FinancialMath", "LiveShopping", "CLibPQ"],
            path: "Tests/TestSupport", exclude: ["Oracle"]),
        .executableTarget(
            name: "reading-benchmark",
            dependencies: ["LiveShopping", "Reconciliation", "Snapshots", "TestSupport"],
            path: "Benchmarks/Reading"),
        .executableTarget(
            name: "rendering-benchmark",
            dependencies: ["LiveShopping", "Reconciliation", "Snapshots", "Simulation", "Reports"],
            path: "Benchmarks/Rendering"),
        .executableTarget(
            name: "repairs-benchmark",
            dependencies: ["FinancialMath", "LiveShopping", "Reconciliation", "Snapshots", "Repairs", "TestSupport"],
            path: "Benchmarks/Repairs"),
        .executableTarget(
            name: "torment",
            dependencies: [
                "Digests", "LiveShopping", "Reconciliation", "Snapshots", "Repairs", "Simulation", "TestSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/Torment"),
        .testTarget(
            name: "FinancialMathTests",
            dependencies: ["FinancialMath", "TestSupport", .product(name: "BigInt", package: "BigInt")],
            resources: [.copy("Vectors")]),
        .testTarget(name: "CommonTests", dependencies: ["Common", "Files"]),
        .testTarget(name: "YAMLTests", dependencies: ["YAML", "TestSupport"]),
        .testTarget(name: "LiveShoppingTests", dependencies: ["LiveShopping", "FinancialMath", "TestSupport"]),
        .testTarget(
            name: "ReconciliationTests",
            dependencies: [
                "Reconciliation", "LiveShopping", "FinancialMath", "Simulation", "Snapshots", "TestSupport", "Common",
                "Digests",
            ],
            exclude: ["catalogue.txt"]),
        .testTarget(
            name: "SnapshotsTests", dependencies: ["Snapshots", "LiveShopping", "FinancialMath", "TestSupport"]),
        .testTarget(
            name: "ReportsTests",
            dependencies: [
                "Reports", "Reconciliation", "Simulation", "LiveShopping", "FinancialMath", "TestSupport", "CLibXML2",
                "Digests",
            ]),
        .testTarget(
            name: "RepairsTests",
            dependencies: [
                "Repairs", "Reports", "Reconciliation", "Snapshots", "Simulation", "LiveShopping", "FinancialMath",
                "TestSupport",
            ]),
        .testTarget(
            name: "SimulationTests",
            dependencies: ["Simulation", "Reconciliation", "LiveShopping", "FinancialMath", "Snapshots", "TestSupport"]),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "tieout", "torment", "Reconciliation", "Snapshots", "LiveShopping", "TestSupport", "CLibPQ", "CLibXML2",
            ]),
    ],
    swiftLanguageModes: [.v6]
)

// libFuzzer's part is there under `--sanitize fuzzer` alone: Scripts/fuzz.
if Context.environment["TIEOUT_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "fuzz", dependencies: ["LiveShopping", "Snapshots", "Repairs"], path: "Tests/Fuzz"))
}

// What reads and judges rows: tests spend their time in it.
let optimised = [
    "Common", "Files", "Digests", "FinancialMath", "LiveShopping", "Reconciliation", "Snapshots",
]

for target in package.targets where ![.system, .plugin].contains(target.type) {
    var settings = target.swiftSettings ?? []
    settings.append(contentsOf: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
    ])
    // Scripts/test builds that as it is installed; the rest is not worth what the whole build is told to do.
    if Context.environment["TIEOUT_TESTED"] != nil, !optimised.contains(target.name) {
        settings.append(.unsafeFlags(["-Xfrontend", "-Onone"]))
    }
    target.swiftSettings = settings
}
