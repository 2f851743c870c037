import Gate

/// Prints the error rates of the gate: how often it fails unchanged builds and finds real regressions.
struct SimulateVerb: Verb {
    static let usage = Usage(
        name: "simulate",
        summary: "Measure the error rates of the gate by simulation, through the code that judges",
        options: [
            .value("--trials", "<n>", "trials a cell; default 2000"),
            .value("--seed", "<n>", "the same seed gives the same table; default 1"),
            .values("--noise", "<percent>", "noise from job to job; default 2, 5 and 10"),
            .value("--launch", "<percent>", "noise from launch to launch; default 0.5 to 2, with the job's"),
            .value("--drift", "<percent>", "the slow drift of the machine; default as much as the job's noise"),
            .value("--second", "<percent>", "noise from second to second; default 2 to 3.5, with the job's"),
            .value(
                "--stalls", "<seconds>", "the mean time between stalls, 0 for none; default 300 to 60, with the job's"),
            .value("--tail", "<factor>", "how much more a p99 reacts than a median; default 2.4"),
            .value(
                "--pattern", "<pattern>",
                "what the machine does beside: usual, outliers, order, neighbour or stalls (default usual)"),
            .flag("--markdown", "print the table as Markdown"),
        ],
        discussion: """
            Each trial is a job on a noisy machine: both builds launched anew for each block and loaded in turn, with
            noise from job to job, launch to launch and second to second, a slow drift, stalls and bursts of errors.
            “A/A fails” are false alarms; “found” are regressions of one metric that end with a fail.
            How those that weren't found ended is told apart: passed lets one through, inconclusive says that it can't tell.
            The noise is a model. What is assumed stands below the table; launch, drift and job noise are the method's, while
            the noise from second to second and how rare stalls are were chosen so that the p99w of two launches of one
            build differ by 6 to 11 %, as measured on shared machines. The options vary all of them.
            """,
        exitCodes: [.success, .usage]
    )

    private var simulation: Simulation
    private let isMarkdown: Bool

    init(_ arguments: inout Arguments) {
        let trials = arguments.integer("--trials", in: 1...1_000_000, default: 2000)
        let seed = arguments.integer("--seed", in: 0...Int.max, default: 1)
        var noises: [Double] = []
        for text in arguments.texts("--noise") {
            if let percent = Double(text), (0.1...50).contains(percent) {
                noises.append(percent / 100)
            } else {
                arguments.fault("--noise: expected percent from 0.1 to 50, got “\(text)”")
            }
        }
        simulation = Simulation(
            seed: UInt64(seed), trials: trials, noises: noises.isEmpty ? [0.02, 0.05, 0.10] : noises)
        func percent(_ name: String) -> Double? {
            let value = arguments.number(name, in: 0...100, default: .nan)
            return value.isNaN ? nil : value / 100
        }
        simulation.assumptions.launch = percent("--launch")
        simulation.assumptions.drift = percent("--drift")
        simulation.assumptions.second = percent("--second")
        let between = arguments.number("--stalls", in: 0...1_000_000, default: .nan)
        if !between.isNaN { simulation.assumptions.stallsPerSecond = between > 0 ? 1 / between : 0 }
        let tail = arguments.number("--tail", in: 1...20, default: .nan)
        if !tail.isNaN { simulation.assumptions.tailFactor = tail }
        simulation.assumptions.pattern = arguments.choice("--pattern", default: .usual)
        isMarkdown = arguments.flag("--markdown")
    }

    func run() async -> ExitCode {
        Progress.note(
            "simulating \(simulation.noises.count * simulation.changes.count) cells of \(simulation.trials) trials …")
        let table = await simulation.run()
        Progress.clear()
        print(isMarkdown ? table.markdown : table.text, terminator: "")
        return .success
    }
}
