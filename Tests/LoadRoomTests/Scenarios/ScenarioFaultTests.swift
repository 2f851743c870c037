import Measurement
import Testing

@testable import Load

/// What is wrong with a run is told before its load starts, and all of it at once.
@Suite struct ScenarioFaultTests {
    private static func faults(
        _ scenario: ScriptedScenario, _ model: LoadModel = .iterations(each: 1, users: 1),
        _ selection: ActionSelection = ActionSelection()
    ) -> [String] {
        var options = RunOptions(seed: 1, shards: 1)
        options.selection = selection
        do {
            _ = try LoadRun(scenario, model, over: ScriptedTransport(), options: options)
            return []
        } catch {
            return error.faults
        }
    }

    @Test(arguments: [(0, "0"), (-2, "-2"), (.nan, "nan"), (.infinity, "inf")] as [(Double, String)])
    func aWeightIsAboveZero(weight: Double, words: String) {
        let scenario = ScriptedScenario("shoppers") {
            ScriptedAction("buy", weight: weight) { _ in }
            ScriptedAction("look") { _ in }
        }
        #expect(Self.faults(scenario) == ["the weight of “buy” in “shoppers”, \(words), must be above 0"])
    }

    @Test func everythingIsToldAtOnce() {
        let scenario = ScriptedScenario("shoppers") {
            ScriptedAction("buy", weight: 0, tags: "checkout") { _ in }
            ScriptedAction("look", weight: -1) { _ in }
        }
        let model = LoadModel.users(.hold(at: 5, for: .zero, named: "plateau"))
        #expect(
            Self.faults(scenario, model, ActionSelection(excluded: ["talk"])) == [
                "no action of “shoppers” has the tag “talk” (there are: checkout)",
                "the stage “plateau” must last longer than 0s",
                "the weight of “buy” in “shoppers”, 0, must be above 0",
                "the weight of “look” in “shoppers”, -1, must be above 0",
            ])
    }
}
