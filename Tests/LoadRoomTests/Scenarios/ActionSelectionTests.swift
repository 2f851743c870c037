import Testing

@testable import Load

private let scenario = ScriptedScenario(
    "mixed",
    mixing: [
        (
            1,
            ScriptedScenario("askers") {
                ScriptedAction("ask", tags: "chat") { _ in }
                ScriptedAction("look", tags: "health", "metrics") { _ in }
            }
        ),
        (1, ScriptedScenario("watchers") { ScriptedAction("metrics", tags: "metrics") { _ in } }),
    ])

private func names(_ selection: ActionSelection) throws -> [String] {
    try scenario.selecting(selection).kinds.flatMap { $0.actions.map(\.name) }
}

@Suite struct ActionSelectionTests {
    @Test(arguments: [
        (ActionSelection(), ["ask", "look", "metrics"]), (ActionSelection(included: ["chat"]), ["ask"]),
        (ActionSelection(excluded: ["metrics"]), ["ask"]),
        (ActionSelection(included: ["metrics"], excluded: ["health"]), ["metrics"]),
    ])
    func actionsAreChosenAndLeftOutByTag(selection: ActionSelection, actions: [String]) throws {
        #expect(try names(selection) == actions)
    }

    @Test func allUnknownTagsAreNamedWithThoseThereAre() {
        #expect(
            throws: InvalidLoad(faults: [
                "no action of “mixed” has the tag “cart” (there are: chat, health, metrics)",
                "no action of “mixed” has the tag “talk” (there are: chat, health, metrics)",
            ])
        ) {
            try names(ActionSelection(included: ["talk"], excluded: ["cart"]))
        }
    }

    @Test func aSelectionThatLeavesNothingIsRefused() {
        #expect(throws: InvalidLoad(faults: ["the chosen tags leave no action of “mixed”"])) {
            try names(ActionSelection(included: ["chat"], excluded: ["chat"]))
        }
    }
}
