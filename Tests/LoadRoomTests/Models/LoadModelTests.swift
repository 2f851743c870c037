import Testing
import Measurement

@testable import Load

@Suite struct LoadModelTests {
    @Test(arguments: [
        (LoadModel.light, 10.0, Duration.minutes(5)), (.moderate, 50, .minutes(10)), (.heavy, 100, .minutes(15)),
        (.stress, 200, .minutes(20)), (phased, 100, .minutes(13)),
        (.staircase(users: 10, every: .seconds(30), upTo: 45), 45, .seconds(150)),
        (.spike(arrivalsPerSecond: 5, to: 50, for: .seconds(10), restingFor: .seconds(20)), 50, .seconds(50)),
        (.iterations(each: 3, users: 4), 4, .minutes(10)),
    ])
    func modelsKnowTheirPeakAndLength(model: LoadModel, peak: Double, duration: Duration) {
        #expect(model.peak == peak)
        #expect(model.duration == duration)
        #expect(model.faults == [])
    }

    @Test(arguments: [
        (LoadModel.heavy, "heavy: 100 users, 10 more a second, for 15m"),
        (.users(1, for: .milliseconds(1_500)), "1 user, for 1.5s"),
        (.arrivals(perSecond: 0.5, for: .hours(2)), "0.5 arrivals/s for 2h"),
        (.arrivals(100, perSecond: 20).poisson(), "100 arrivals at 20/s, at random gaps"),
        (
            .arrivals(perSecond: 10, for: .seconds(90)).inFlight(atMost: 5).warmingUp(for: .seconds(5)),
            "10 arrivals/s for 1m30s, at most 5 in flight, the first 5s not counted"
        ),
        (.iterations(shared: 100, users: 5, within: .minutes(1)), "100 iterations shared by 5 users, within 1m"),
        (
            phased,
            "users: warm-up 10 for 1m, ramp-up 10→100 for 5m, sustained 100 for 5m, cool-down 100→0 for 2m"
        ),
        (
            LoadModel.heavy.applying(LoadOverrides(duration: .seconds(5))),
            "heavy: 100 users, 10 more a second, for 5s (the time allows 50)"
        ),
    ])
    func modelsDescribeThemselves(model: LoadModel, words: String) {
        #expect(model.description == words)
    }

    @Test(arguments: [
        (LoadModel.users(.ramp(to: 8, over: .seconds(8)), .coolDown(over: .seconds(8))), "▁▂▃▄▅▆▇██▇▆▅▄▃▂▁"),
        (.spike(users: 1, to: 8, for: .seconds(4), restingFor: .seconds(6)), "▂▂▂▂▂▂████▂▂▂▂▂▂"),
        (.arrivals(.hold(at: 0, for: .seconds(8)), .hold(at: 5, for: .seconds(8))), "        ████████"),
        (.iterations(each: 1, users: 1), "████████████████"),
    ])
    func modelsAreDrawnAsALineOfBlocks(model: LoadModel, line: String) {
        #expect(model.drawing(width: 16) == line)
    }

    /// Odd numbers come from environments and tables, too: each is a sentence, and none an overflow on the way to it.
    @Test(arguments: [
        (LoadModel.users(1, for: .seconds(Int64.max)), "a load can't be longer than 20 years"),
        (.users(1, for: .seconds(1)).scaled(time: 1e300), "a load can't be longer than 20 years"),
        (.users(1, for: .seconds(1)).scaled(time: .nan), "a load can't be scaled to nan times its time"),
        (.users(1, for: .seconds(1)).scaled(time: -1), "a load can't be scaled to -1 times its time"),
        (.users(1, for: .seconds(1)).scaled(time: 0), "a load can't be scaled to 0 times its time"),
        (.users(1, for: .seconds(1)).scaled(time: 1e-300), "a duration of 0s must be longer than 0s"),
        (.users(.max, for: .seconds(1)), "are more than the 10000000 of any load"),
        (.users(.ramp(to: 1e300, over: .seconds(1))), "are more than the 10000000 of any load"),
        (.users(.hold(at: 1, for: .seconds(Int64.max)), .hold(for: .seconds(Int64.max))), "longer than 20 years"),
        (.arrivals(100, perSecond: 1e-300), "a load can't be longer than 20 years"),
        (.arrivals(.max, perSecond: 10), "a load can't be longer than 20 years"),
        (.arrivals(-1, perSecond: 10), "a fixed number of -1 arrivals must be at least 1"),
        (.arrivals(perSecond: 1e300, for: .seconds(1)), "are more than the 10000000 of any load"),
        (.arrivals(perSecond: .infinity, for: .seconds(1)), "has inf arrivals a second, but needs a number"),
        (.iterations(each: .max, users: .max), "are more than the 10000000 of any load"),
        (.iterations(each: 1, users: 1, within: .seconds(Int64.max)), "a load can't be longer than 20 years"),
        (.users(1, for: .seconds(1)).finishing(within: .seconds(Int64.max)), "a graceful stop can't be longer"),
        (.users(1, for: .seconds(1)).ending(after: .seconds(Int64.max)), "a deadline can't be longer"),
        (
            .users(1, for: .seconds(1)).stopping(when: .errorRate(above: 0.5, over: .seconds(Int64.max))),
            "a guard's window and delay can't be longer"
        ),
    ])
    func numbersBeyondAnyLoadAreFaults(model: LoadModel, fault: String) {
        #expect(model.faults.contains { $0.contains(fault) }, "\(model.faults)")
        for odd in [model, model.applying(LoadOverrides(users: .max, arrivalsPerSecond: 1e300, scale: 1e300))] {
            #expect(!odd.faults.isEmpty && !odd.description.isEmpty && odd.drawing(width: 8).count == 8)
        }
    }

    @Test func slowestSpawningIsOneUserAndNoOverflow() {
        let model = LoadModel.users(10, spawning: 1e-300, for: .seconds(1))
        #expect(model.faults == [])
        #expect(model.peak == 1)
    }

    @Test func allFaultsAreFoundAtOnce() {
        let model = LoadModel.users(
            .ramp(to: -5, over: .seconds(10)), .hold(at: .nan, for: .zero, named: "nothing"))
        #expect(
            model.faults == [
                "the stage “ramp to -5” has -5 users, but can't have less than 0",
                "the stage “nothing” has nan users, but needs a number",
                "the stage “nothing” must last longer than 0s",
            ])
    }

    @Test(arguments: [
        (LoadModel.users(0, spawning: 0, for: .zero), 3), (.users([]), 1),
        (.arrivals(perSecond: -1, for: .seconds(1)), 1),
        (.arrivals(0, perSecond: 1), 1), (.iterations(each: 0, users: 0, within: .zero), 3),
        (.users(1, for: .seconds(1)).poisson(), 1), (.users(1, for: .seconds(1)).inFlight(atMost: 3), 1),
        (.arrivals(perSecond: 1, for: .seconds(1)).inFlight(atMost: 0), 1),
        (.users(1, for: .seconds(5)).warmingUp(for: .seconds(5)), 1), (.arrivals(perSecond: 0, for: .seconds(1)), 1),
        (.staircase(users: 0, every: .seconds(1), upTo: 10), 1),
    ])
    func senselessLoadsAreRefused(model: LoadModel, faults: Int) {
        #expect(model.faults.count == faults, "\(model.faults)")
    }

    @Test func phasesAreNamedAndTheWarmUpIsLaidOverTheFirst() {
        #expect(
            phased.phases == [
                LoadPhase(name: "warm-up", start: .zero, isExcluded: true),
                LoadPhase(name: "ramp-up", start: .minutes(1)), LoadPhase(name: "sustained", start: .minutes(6)),
                LoadPhase(name: "cool-down", start: .minutes(11)),
            ])
        #expect(
            LoadModel.users(10, spawning: 10, for: .seconds(10)).warmingUp(for: .seconds(3)).phases == [
                LoadPhase(name: "warm-up", start: .zero, isExcluded: true),
                LoadPhase(name: "sustained", start: .seconds(3)),
            ])
    }

    @Test func phasesOfOneNameAreNumbered() {
        let model = LoadModel.users(
            .hold(at: 1, for: .seconds(1), named: "a"), .hold(at: 2, for: .seconds(1), named: "a"))
        #expect(model.phases.map(\.name) == ["a", "a 2"])
    }

    @Test(arguments: [LoadModel.stress, phased, .staircase(users: 5, every: .minutes(1), upTo: 20)])
    func scalingKeepsLevelsAndShortensTime(model: LoadModel) throws {
        let short = model.scaled(time: 0.05)
        #expect(short.peak == model.peak)
        #expect(abs(short.duration.seconds - model.duration.seconds / 20) < 1e-6)
        #expect(short.phases.map(\.name) == model.phases.map(\.name))
        #expect(short.drawing() == model.drawing())
    }

    @Test func scalingAFixedNumberOfArrivalsKeepsItsRate() {
        let short = LoadModel.arrivals(1_000, perSecond: 10).scaled(time: 0.1)
        #expect(short.description == "100 arrivals at 10/s")
    }

    @Test(arguments: [
        (LoadModel.light, LoadOverrides(users: 3), "light: 3 users, 1 more a second, for 5m"),
        (
            .light, LoadOverrides(users: 4, spawnRate: 2, duration: .seconds(10), scale: 0.5),
            "light: 4 users, 4 more a second, for 5s"
        ),
        (.arrivals(perSecond: 10, for: .seconds(4)), LoadOverrides(users: 3), "10 arrivals/s for 4s"),
        (.arrivals(perSecond: 10, for: .seconds(4)), LoadOverrides(arrivalsPerSecond: 5), "5 arrivals/s for 4s"),
        (
            phased, LoadOverrides(users: 10, duration: .seconds(13)),
            "users: warm-up 1 for 1s, ramp-up 1→10 for 5s, sustained 10 for 5s, cool-down 10→0 for 2s"
        ),
        (.iterations(each: 3, users: 9), LoadOverrides(users: 2), "3 iterations by each of 2 users, within 10m"),
    ])
    func overridesChangeWhatTheyMean(model: LoadModel, overrides: LoadOverrides, words: String) {
        #expect(model.applying(overrides).description == words)
    }
}
