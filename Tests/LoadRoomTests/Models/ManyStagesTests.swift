import Measurement
import Testing

@testable import Load

/// Loads of very many stages, as a recorded day that is replayed has: a stage for each second.
@Suite struct ManyStagesTests {
    private static let count = 20_000

    private static func stages(named name: String? = nil) -> [Stage] {
        (0..<count).map { .hold(at: Double($0 % 3 + 1), for: .microseconds(50), named: name) }
    }

    @Test func profileFindsThePieceOfAnyMomentAndTheMomentOfAnySum() throws {
        var random = SeededGenerator(seed: 7)
        let stages = (0..<300).map { number in
            Stage.ramp(
                to: (random.unit() * 20).rounded(), over: .milliseconds(number % 7 == 0 ? 0 : Int(random.unit() * 50)))
        }
        let profile = Profile(startingAt: 5, stages: stages)
        for _ in 0..<2_000 {
            let ns = Int64(random.unit() * 1.1 * Double(profile.durationNs))
            #expect(profile.piece(at: ns) == profile.pieces.first { ns >= $0.startNs && ns < $0.endNs })
            let wanted = random.unit() * profile.sum
            let moment = try #require(profile.moment(ofSum: wanted))
            let piece = try #require(profile.pieces.last { $0.sumBefore <= wanted && $0.durationNs > 0 })
            #expect(moment >= piece.startNs && moment <= piece.endNs + 1)
        }
        #expect(profile.peak == profile.pieces.map { max($0.from, $0.to) }.max())
        #expect(profile.piece(at: profile.durationNs) == nil)
        #expect(profile.moment(ofSum: profile.sum) == nil)
    }

    @Test func neighboursWithoutANameOfTheirOwnAreOnePhase() {
        var stages = Self.stages()
        stages[100] = .hold(at: 9, for: .microseconds(50), named: "rush")
        stages[200] = .warmUp(at: 1, for: .microseconds(50))
        let model = LoadModel.users(stages)
        let names = ["stages 1–100", "rush", "stages 102–200", "warm-up", "stages 202–20000"]
        #expect(model.phases.map(\.name) == names)
        #expect(model.phases.map(\.isExcluded) == [false, false, false, true, false])
        #expect(model.phases.map(\.start.nanoseconds) == [0, 5_000_000, 5_050_000, 10_000_000, 10_050_000])
        #expect(model.scaled(time: 2).phases.map(\.name) == names)
        // As many as anybody writes by hand have a phase each.
        #expect(LoadModel.users(Array(stages.prefix(500))).phases.count == 500)
        #expect(LoadModel.users(Self.stages(named: "step")).phases.count == Self.count)
    }

    @Test func wordsAreFewButAllOfThemTellLoadsApart() {
        var stages = Self.stages()
        let model = LoadModel.arrivals(stages)
        #expect(
            "\(model)"
                == "arrivals/s: hold at 1 1 for 50µs, hold at 2 2 for 50µs, hold at 3 3 for 50µs, hold at 1 2 1 for 50µs, "
                + "hold at 2 2 2 for 50µs, hold at 3 2 3 for 50µs, … 19,994 more stages, up to 3, 1s in all")
        stages[19_999] = .hold(at: 3, for: .microseconds(50))
        #expect("\(LoadModel.arrivals(stages))" == "\(model)")
        #expect(LoadModel.arrivals(stages).wholeDescription != model.wholeDescription)
        let short = LoadModel.arrivals(Array(stages.prefix(12)))
        #expect(short.wholeDescription == "\(short)")
    }

    @Test(arguments: [nil, "step"]) func runOfVeryManyStagesComesToItsEnd(name: String?) async throws {
        let looking = ScriptedScenario("looking", wait: .constant(.milliseconds(1))) {
            ScriptedAction("look") { user in try await user.get("GET /") }
        }
        for model in [LoadModel.users(Self.stages(named: name)), .arrivals(Self.stages(named: name))] {
            let (report, outcome) = try await execute(looking, model)
            #expect(outcome.reason == .completed)
            #expect(report.requests > 0)
            #expect(report.phases.count == (name == nil ? 1 : Self.count))
            // Each phase is asked for its figures, as reports do.
            #expect(report.phases.reduce(0) { $0 + report.phase($1).requests } == report.requests)
        }
    }
}
