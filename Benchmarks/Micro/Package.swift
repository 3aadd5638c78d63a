// swift-tools-version: 6.2

import PackageDescription

// A package of its own, so that nobody who builds or tests tieout fetches or compiles what it is measured with.
let package = Package(
    name: "micro-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "tieout", path: "../.."),
        // Without its traits nothing counts allocations, and nothing but Swift is needed.
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.0", traits: []),
    ],
    targets: [
        .executableTarget(
            name: "Micro",
            dependencies: [
                .product(name: "Benchmark", package: "benchmark"),
                .product(name: "LiveShopping", package: "tieout"),
                .product(name: "Reconciliation", package: "tieout"),
                .product(name: "Reports", package: "tieout"),
                .product(name: "Simulation", package: "tieout"),
                .product(name: "Snapshots", package: "tieout"),
            ],
            path: ".",
            sources: ["Micro.swift", "Night.swift"],
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
    ],
    swiftLanguageModes: [.v6]
)
