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
            .flag("--markdown", "print the table as Markdown"),
        ],
        discussion: """
            Each trial is a job on a noisy machine: both builds launched anew for each block and loaded in turn, with
            noise from job to job, launch to launch and second to second, a slow drift, stalls and bursts of errors.
            “A/A fails” are false alarms; “found” are regressions of one metric that end with a fail.
            """,
        exitCodes: [.success, .usage]
    )

    private let simulation: Simulation
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
