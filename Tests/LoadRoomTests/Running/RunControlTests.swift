import Measurement
import Testing

@testable import Load

@Suite struct RunControlTests {
    /// The first user asks for three more; when the last of them has come, the run is stopped.
    @Test func usersAreAddedAndTheRunEndedWhileItGoesOn() async throws {
        let control = RunControl()
        let scenario = ScriptedScenario("controlling", wait: .constant(.milliseconds(5))) {
            ScriptedAction("act") { user in
                try await user.get("GET /")
                if user.number == 0 { control.keepUsers(4) }
                if user.number == 3 { control.stop() }
            }
        }
        let (report, outcome) = try await execute(scenario, .users(1, for: .hours(1)), shards: 1) {
            $0.control = control
        }
        #expect(outcome.reason == .requested)
        #expect(outcome.invalid.isEmpty)
        #expect(report.requests >= 4)
    }

    @Test func usersAreTakenAwayWhileTheRunGoesOn() async throws {
        let control = RunControl()
        let transport = ScriptedTransport()
        let scenario = ScriptedScenario("controlling", wait: .constant(.milliseconds(5))) {
            ScriptedAction("act") { user in
                // A shard may begin before another one has its users: only then are there six.
                let events = transport.events
                let made = events.count { if case .made = $0 { true } else { false } }
                if made == 6, user.number == 0 { control.keepUsers(1) }
                // The others have gone: only the first is left.
                let gone = events.count { if case .discarded = $0 { true } else { false } }
                if gone == 5 { control.stop() }
            }
        }
        let (_, outcome) = try await execute(scenario, .users(6, for: .hours(1)), over: transport) {
            $0.control = control
        }
        #expect(outcome.reason == .requested)
    }

    @Test func whatIsAskedForBeforeTheRunHoldsFromItsBeginning() async throws {
        let control = RunControl()
        control.stop()
        let scenario = ScriptedScenario("controlling") { ScriptedAction("act") { user in try await user.get("GET /") } }
        let outcome = try await execute(scenario, .users(1, for: .hours(1))) { $0.control = control }.outcome
        #expect(outcome.reason == .requested)
    }
}
