internal import Foundation
internal import Measurement
package import Processes
internal import Synchronization

/// Asks the API server for its version at an interval: a frozen one lets every watch hang without a word.
///
/// The answer's date tells the difference of the clocks as well.
package final class LivenessProbe: ObservingThread {
    private let kubectl: Kubectl
    private let interval: Duration
    private let patience: Duration
    private let log: ObservationLog
    private let others: [any ObservingThread]
    private let state: Mutex<State>
    package let source = ObservedSource.events

    /// What is known from the answers so far.
    private struct State {
        var pulse: ServerPulse
        var skew = ClockSkew()
        var hasNotedSkew = false
        var isTurnedAway = false
        /// Whether the server was lost by our own fault, so that its watches were left alone.
        var hasKeptWatches = false

        /// Takes in whether we were turned away; returns what to tell of it, once for as long as it lasts.
        mutating func answered(refusal: ClusterError?) -> String? {
            defer { isTurnedAway = refusal != nil }
            guard !isTurnedAway, let refusal else { return nil }
            return "\(refusal); what is being watched goes on, what has to be asked for can't be seen"
        }

        /// Takes in the date of an answer; returns what to tell of the clocks, once.
        mutating func answered(date: WallTime, sent: WallTime, received: WallTime) -> String? {
            skew.answered(date: date, sent: sent, received: received)
            guard !hasNotedSkew, let note = skew.note else { return nil }
            hasNotedSkew = true
            return note
        }
    }

    /// Describes a probe.
    ///
    /// - Parameter others: those who are to look again when the server is lost.
    package init(
        every interval: Duration, patience: Duration, kubectl: Kubectl, log: ObservationLog,
        others: [any ObservingThread]
    ) {
        self.interval = interval
        self.patience = patience
        self.kubectl = kubectl
        self.log = log
        self.others = others
        state = Mutex(State(pulse: ServerPulse(aliveAt: log.now)))
    }

    package func listAgain() {}

    package func run(until stop: StopSignal, settled: () -> Void) {
        repeat {
            let isAlive = ask(until: stop)
            settled()
            // API servers send a bookmark every minute. A gateway on the way may keep a connection that nothing comes over.
            for other in others where isAlive && other.isSilent(for: Self.longestSilence) {
                _ = other.confirms(until: stop)
            }
        } while !stop.wait(atMost: state.withLock { $0.pulse.pause(interval) })
    }

    /// How long a watch may be silent before a list is asked for what it should have told.
    private static let longestSilence = Duration.seconds(90)

    /// Whether the server answers now, and has told all that concerns the replicas: what nobody heard of could otherwise be
    /// what nobody could hear. Blocks.
    ///
    /// - Returns: false as well when it was lost, and the gap is on the timeline then.
    func proves(until stop: StopSignal) -> Bool {
        // A late answer alone proves nothing either way.
        guard ask(until: stop) || ask(until: stop) else { return false }
        let telling: Set<ObservedSource> = [.pods, .workload, .autoscaler]
        return others.filter { telling.contains($0.source) }.allSatisfy { $0.confirms(until: stop) }
    }

    /// Asks once, and tells what follows from the answer; true if there was one.
    private func ask(until stop: StopSignal) -> Bool {
        let sent = log.now
        do {
            let (date, refusal) = try Self.answer(of: kubectl, atMost: patience, stops: [stop])
            if stop.isStopped { return false }
            let received = log.now
            let (action, notes, skew) = state.withLock { state in
                let note = date.flatMap { state.answered(date: $0, sent: sent, received: received) }
                let notes = [note, state.answered(refusal: refusal)].compactMap(\.self)
                return (state.pulse.answered(at: received), notes, state.skew.estimate)
            }
            if date != nil { log.correct(by: skew) }
            log.record(notes.map { .note($0) })
            carryOut(action, reason: "")
            return true
        } catch {
            if stop.isStopped { return false }
            let code = (error as? ClusterError)?.code
            let action = state.withLock { state in
                // Credentials that aren't there are needed to list: what is being watched is better than nothing.
                state.hasKeptWatches = state.hasKeptWatches || code == .unauthorized
                return state.pulse.failed(isLate: code == .frozen)
            }
            carryOut(action, reason: "\(error)")
            return false
        }
    }

    private func carryOut(_ action: ServerPulse.Action, reason: String) {
        switch action {
        case .nothing: break
        case .tellReturn:
            log.record(.note("the API server answers again"))
            let hadKeptWatches = state.withLock { state in
                defer { state.hasKeptWatches = false }
                return state.hasKeptWatches
            }
            if hadKeptWatches { for other in others { other.listAgain() } }
        case .tellLoss(let time):
            let keepsWatches = state.withLock { $0.hasKeptWatches }
            for other in others where other.source != .usage {
                log.record(.blinded(other.source, since: time, reason: reason))
                // Its watch may hang on for ever, or have lost what happened meanwhile.
                if !keepsWatches { other.listAgain() }
            }
        }
    }

    /// Asks once, and reads the answer's date; nil when the answer bore none.
    ///
    /// - Parameter patience: how long the answer may take, kubectl's own start and its log-in included; at first a server that
    ///   is only slow must not be taken for a frozen one.
    /// - Throws: an error when there was no answer. Being refused is an answer.
    package static func ask(
        _ kubectl: Kubectl, atMost patience: Duration = .seconds(20), stops: [StopSignal] = []
    ) throws -> WallTime? {
        let (date, refusal) = try answer(of: kubectl, atMost: patience, stops: stops)
        if let refusal { throw refusal }
        return date
    }

    /// Asks once; answers with the refusal as well when the credentials are no longer valid: a server that turns us away lives,
    /// and goes on with the watches it has let in before.
    private static func answer(
        of kubectl: Kubectl, atMost patience: Duration, stops: [StopSignal]
    ) throws -> (date: WallTime?, refusal: ClusterError?) {
        let seconds = max(5, Int(patience.seconds) - 3)
        let call = kubectl.raw("/version", ["--request-timeout=\(seconds)s", "-v=8"])
        let ending = try call.run(atMost: patience, stops: stops) { _ in }
        let date = ClockSkew.date(inLog: ending.errors)
        if ending.isSuccess { return (date, nil) }
        let error = ClusterError(ending, purpose: "tell its version")
        if [.forbidden, .notFound, .noSuchKind].contains(error.code) { return (date, nil) }
        // Without an answer's date it was a plug-in that had no credentials, and nobody was asked.
        guard error.code == .unauthorized, date != nil else { throw error }
        return (date, error)
    }
}
