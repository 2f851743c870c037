extension UserScenario {
    /// Everything that is wrong with the scenario, a sentence each; empty when it can run.
    public var faults: [String] {
        guard !kinds.isEmpty else { return ["the scenario “\(name)” mixes no users"] }
        return kinds.flatMap { kind in
            var faults = kind.wait.faults.map { "in “\(kind.name)” \($0)" }
            if !(kind.share > 0 && kind.share.isFinite) {
                faults.append("the share of “\(kind.name)”, \(LoadNumber.words(kind.share)), must be above 0")
            }
            if kind.actions.isEmpty { faults.append("the scenario “\(kind.name)” has no actions") }
            for action in kind.actions where !(action.weight > 0 && action.weight.isFinite) {
                faults.append(
                    "the weight of “\(action.name)” in “\(kind.name)”, \(LoadNumber.words(action.weight)), must be above 0"
                )
            }
            return faults
        }
    }
}
