/// What a run is asked for besides its scenario and its load.
package struct RunOptions: Sendable {
    /// What repeats the run's random choices.
    package var seed: UInt64
    /// How many threads carry the users; a thread a core by default.
    package var shards: Int
    /// What requests cost.
    package var costs: CostModel?
    /// Which actions take part.
    package var selection = ActionSelection()
    /// How many endpoint names are told apart.
    package var endpointLimit = 200
    /// The precision of the histograms.
    package var significantDigits = 3
    /// Whether Ctrl-C, SIGTERM and the parent's death end the run.
    package var watchesSignals = true
    /// Changes the run while it goes on.
    package var control: RunControl?
    /// Told once a second how the run stands.
    package var progress: @Sendable (RunProgress) -> Void = { _ in }

    /// Options with a seed.
    package init(seed: UInt64, shards: Int = Machine.cores) {
        self.seed = seed
        self.shards = shards
    }

    /// Everything that is wrong with them for a load, a sentence each.
    package func faults(for model: LoadModel) -> [String] {
        var faults = costs?.faults ?? []
        if shards < 1 { faults.append("a run on \(shards) shards needs at least 1") }
        let hasBudget = model.guards.contains { if case .cost = $0.condition { true } else { false } }
        if hasBudget && costs == nil { faults.append("a budget needs a cost model that says what requests cost") }
        return faults
    }
}
