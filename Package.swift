// swift-tools-version: 6.2
import PackageDescription

/// The rooms whose code runs for every request or sample: optimised in debug builds too, so that
/// `swift test --filter Smoke` measures the target and not the generator. And those that read hundreds of thousands
/// of slices again for the report of a long run.
let hotRooms: Set<String> = [
    "Measurement", "Results", "Reporting", "EventLoop", "Load", "HTTPLoad", "NATSLoad", "Serving", "StandIns", "Gate",
]

/// The rooms from the ground up, each with the rooms and C libraries below it that it imports.
let rooms: [(name: String, imports: [String])] = [
    ("Measurement", ["CZlib"]),
    ("Results", ["Measurement"]),
    ("EventLoop", ["CLinux"]),
    ("Load", ["EventLoop", "Measurement", "Results", "CLinux"]),
    ("HTTPLoad", ["Load", "EventLoop", "Measurement", "Results", "CCurl"]),
    ("NATSLoad", ["Load", "EventLoop", "Measurement", "Results", "COpenSSL", "CSQLite"]),
    ("Platform", ["Measurement", "Results", "CCurl"]),
    ("Processes", ["EventLoop", "Measurement", "CLinux"]),
    ("Cluster", ["Processes", "EventLoop", "Measurement", "Results", "CLinux"]),
    ("Gate", ["Measurement", "Results", "CSQLite"]),
    ("Reporting", ["Measurement", "Results", "Gate"]),
    ("Serving", ["CMicroHTTPD"]),
    ("StandIns", ["Serving", "Measurement", "CLinux"]),
    (
        "Plimsoll",
        ["Load", "HTTPLoad", "Platform", "Cluster", "Gate", "Reporting", "Measurement", "Results", "EventLoop"]
    ),
    (
        "PlimsollNATS",
        ["Plimsoll", "NATSLoad", "Load", "Measurement", "Reporting", "EventLoop", "Results", "Processes"]
    ),
]

let package = Package(
    name: "plimsoll",
    products: [
        .library(name: "Plimsoll", targets: ["Plimsoll"]),
        .library(name: "PlimsollNATS", targets: ["PlimsollNATS"]),
        .executable(name: "plimsoll", targets: ["PlimsollCommand"]),
    ],
    targets: [
        // The system's C libraries: a module map, and a header of inline shims where C has macros or varargs.
        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "COpenSSL", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CMicroHTTPD", providers: [.apt(["libmicrohttpd-dev"])]),
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),

        .executableTarget(
            name: "PlimsollCommand",
            dependencies: [
                "Load", "HTTPLoad", "NATSLoad", "Platform", "Processes", "Cluster", "Gate", "Reporting", "Measurement",
                "Results",
                "EventLoop",
                "Serving", "StandIns", "CCurl", "CLinux", "CMicroHTTPD", "COpenSSL", "CSQLite", "CZlib",
            ]
        ),
        // The least C that loads a server through libcurl: the ceiling `plimsoll bench http` is held against.
        .executableTarget(
            name: "CurlCeiling", dependencies: ["CCurl"],
            // A module map links its library for Swift only.
            linkerSettings: [.linkedLibrary("curl")]
        ),
        .testTarget(
            name: "PlimsollCommandTests",
            dependencies: [
                "PlimsollCommand", "Gate", "Measurement", "Results", "EventLoop", "NATSLoad", "PlimsollNATS",
                "Processes", "StandIns",
            ]
        ),
        // What damages good texts for the tests of parsers.
        .target(name: "Fuzzing", path: "Tests/Fuzzing"),
        // The suites of the five reference systems.
        .testTarget(
            name: "LoadTests", dependencies: ["Plimsoll", "PlimsollNATS", "StandIns"], path: "LoadTests",
            exclude: ["suites.txt"]),
    ]
        + rooms.map { .target(name: $0.name, dependencies: $0.imports.map { .byName(name: $0) }) }
        + rooms.map { room in
            .testTarget(
                // `LoadTests` are the load tests themselves.
                name: room.name == "Load" ? "LoadRoomTests" : "\(room.name)Tests",
                dependencies: Set([room.name, "Serving", "StandIns", "Processes", "Fuzzing"] + room.imports).sorted()
                    .map { .byName(name: $0) },
                resources: [.copy("Fixtures")]
            )
        },
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system && target.name != "CurlCeiling" {
    var settings: [SwiftSetting] = [
        // `any` is written where a value is boxed, so that the cost shows.
        .enableUpcomingFeature("ExistentialAny"),
        // A module's imports are its own business unless a signature says otherwise.
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        // Async code stays on its caller's executor: a user's story runs on the thread of its I/O.
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .treatAllWarnings(as: .error),
    ]
    if hotRooms.contains(target.name) {
        settings.append(.unsafeFlags(["-O"], .when(configuration: .debug)))
    }
    // Overlapping accesses are looked for in debug builds, which the tests are.
    settings.append(.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)))
    target.swiftSettings = settings
}
