import Foundation
import Gate

/// What a paired run is asked for.
struct GateOptions: Sendable {
    /// The options as the parser knows them.
    static let options: [Usage.Option] = [
        .value("--base", "<command or URL>", "the build as it was; {port} in a command is a free port"),
        .value("--head", "<command or URL>", "the build with the change"),
        .values("--suite", "<suite>", "a suite to run, by its name such as LoadShop"),
        .value("--ready", "<path>", "the path that answers when a side is ready (default /)"),
        .value("--ready-within", "<duration>", "how long a side may take to become ready (default 60s)"),
        .values("--env-base", "<NAME=value>", "a variable of the base's environment"),
        .values("--env-head", "<NAME=value>", "a variable of the head's environment"),
        .value("--git", "<ref>", "check the base out from this ref, and launch the head's command there"),
        .value("--build", "<command>", "what builds the checked-out base"),
        .value("--slices", "<n>", "the slices of a block, both sides together (default 12)"),
        .value("--slice", "<duration>", "how long a slice is loaded (default 6s)"),
        .value("--settle", "<duration>", "how much of a slice doesn't count (default 1s)"),
        .value("--warm-up", "<duration>", "how long each side is warmed up (default 5s)"),
        .value("--seed", "<n>", "what the order of sides is drawn from (default 1)"),
        QuietMoment.option,
        .value("--out", "<folder>", "where the run is kept (default .plimsoll/gate/<time>)"),
        .value("--resume", "<folder>", "go on with an interrupted run"),
        .value("--confirm", "<verdict.json>", "measure only what an earlier verdict flagged, to settle it"),
        .value("--baselines", "<folder>", "the folder of baselines (default baselines)"),
        .flag("--debug", "run the suites of a debug build, which is faster to build"),
        .flag("--skip-build", "run the suites as they are built"),
        .value("--package-path", "<folder>", "the package whose suites are run (default .)"),
    ]

    let base: SideSource
    let head: SideSource
    let suites: [String]
    let gitRef: String?
    let buildCommand: String?
    let slices: Int
    let slice: Duration
    let settle: Duration
    let warmUp: Duration
    let seed: UInt64
    let patience: Duration
    let out: String?
    let resume: String?
    let confirm: String?
    let baselines: String
    let isDebug: Bool
    let skipsBuild: Bool
    let packagePath: String

    init(_ arguments: inout Arguments) {
        let headText = arguments.text("--head") ?? ""
        gitRef = arguments.text("--git")
        buildCommand = arguments.text("--build")
        let baseText = arguments.text("--base") ?? (gitRef == nil ? "" : headText)
        if headText.isEmpty { arguments.fault("--head: expected the command or URL of the build with the change") }
        if baseText.isEmpty { arguments.fault("--base: expected the command or URL of the build as it was, or --git") }
        let ready = arguments.text("--ready") ?? "/"
        let readiness = arguments.duration("--ready-within", default: .seconds(60))
        base = SideSource(
            text: baseText, ready: ready, patience: readiness, environment: Self.variables("--env-base", &arguments))
        head = SideSource(
            text: headText, ready: ready, patience: readiness, environment: Self.variables("--env-head", &arguments))
        for (name, source) in [("--base", base), ("--head", head)] where !source.text.isEmpty {
            if let obstacle = source.obstacle { arguments.fault("\(name): \(obstacle)") }
        }
        if let place = base.place, place == head.place {
            arguments.fault("--base and --head are the same process, the one at \(place); an unchanged build needs two")
        }
        suites = arguments.texts("--suite")
        slices = arguments.integer("--slices", in: 2...200, default: 12)
        if slices % 2 != 0 {
            arguments.fault("--slices: expected an even number, so that both sides get as many, got \(slices)")
        }
        slice = arguments.duration("--slice", default: .seconds(6))
        settle = arguments.duration("--settle", default: .seconds(1))
        if settle >= slice { arguments.fault("--settle: nothing is left of a slice of \(slice)") }
        warmUp = arguments.duration("--warm-up", default: .seconds(5))
        seed = UInt64(arguments.integer("--seed", in: 0...Int.max, default: 1))
        patience = QuietMoment.patience(&arguments)
        out = arguments.text("--out")
        resume = arguments.text("--resume")
        confirm = arguments.text("--confirm")
        if out != nil, resume != nil { arguments.fault("--resume names the folder already; leave --out out") }
        if buildCommand != nil, gitRef == nil { arguments.fault("--build builds what --git checks out; name a ref") }
        if gitRef != nil, base.isURL { arguments.fault("--git launches a command, and \(base.text) is a URL") }
        baselines = arguments.text("--baselines") ?? "baselines"
        isDebug = arguments.flag("--debug")
        skipsBuild = arguments.flag("--skip-build")
        packagePath = arguments.text("--package-path") ?? "."
    }

    private static func variables(_ name: String, _ arguments: inout Arguments) -> [String: String] {
        var variables: [String: String] = [:]
        for text in arguments.texts(name) {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            if parts.count == 2, !parts[0].isEmpty {
                variables[parts[0]] = parts[1]
            } else {
                arguments.fault("\(name): expected NAME=value, got “\(text)”")
            }
        }
        return variables
    }

    /// What a reader should know of how the sides were launched and loaded.
    var notices: [String] {
        var notices: [String] = []
        if base.isURL || head.isURL {
            notices.append(
                "a side that is given by its URL isn't launched afresh, so the luck of its launch isn't averaged out")
        }
        if base.text == head.text, base.environment == head.environment, gitRef == nil {
            notices.append("both sides are launched by the same command: this compares a build with itself")
        }
        if isDebug { notices.append("the suites ran as a debug build, with only the generator optimised") }
        return notices
    }

    /// Returns where a side comes from.
    func source(_ side: Side) -> SideSource { side == .base ? base : head }
}
