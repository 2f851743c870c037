import Load

/// A run of one tier's suites: which words and variables SwiftPM is called with.
struct TierRun: Sendable {
    let tier: Tier
    /// What the suites' lengths are multiplied by; nil leaves them alone.
    var scale: Double?
    /// A filter of the caller's, instead of the tier's own.
    var filter: String?
    /// Whether suites are built with optimisation; the default, as a load test should be.
    var isRelease = true
    var packagePath = "."
    /// Further variables for the suites.
    var variables: [String: String] = [:]

    private var common: [String] {
        // A release build has a folder of its own: SwiftPM would rebuild everything at each change of mind otherwise.
        let scratch = isRelease ? ["-c", "release", "--scratch-path", "\(packagePath)/.build-release"] : []
        return ["--package-path", packagePath] + scratch
    }

    /// The words that build the tests.
    var build: [String] {
        // A release build leaves out what `@testable import` needs, unless told.
        ["swift", "build", "--build-tests"] + common + (isRelease ? ["-Xswiftc", "-enable-testing"] : [])
    }

    /// The words that run them, with a file for what Swift Testing says of each test.
    func test(events: String) -> [String] {
        ["swift", "test", "--skip-build", "--disable-xctest"] + common
            + (isRelease ? ["-Xswiftc", "-enable-testing"] : [])
            + ["--filter", filter ?? pattern, "--event-stream-version", "0", "--event-stream-output-path", events]
    }

    /// The suites whose own name begins with the tier's, wherever they are nested.
    private var pattern: String {
        #"^\w+\.(\w+/)*"# + tier.prefix + #"\w*/"#
    }

    /// The variables that the suites read.
    var environment: [String: String] {
        var variables = variables
        variables["PLIMSOLL_TIERS"] = tier.rawValue
        if let scale { variables["PLIMSOLL_SCALE"] = "\(scale)" }
        return variables
    }
}
