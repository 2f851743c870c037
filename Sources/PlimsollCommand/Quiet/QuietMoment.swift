import Gate
import Measurement

/// Waits between the blocks of a gate until the machine is quiet.
///
/// The thin shell around `QuietWait`, which decides: it looks, tells what it waits for, and ends when somebody wants an end.
struct QuietMoment {
    /// What is asked for where nothing is said.
    static let usualPatience = Duration.seconds(600)

    /// The option of verbs that wait.
    static let option = Usage.Option.value(
        "--patience", "<duration>",
        "how long a gate may wait, in all, for a quieter machine after blocks that this one disturbed; 0 never waits (default 10m)"
    )

    private static let lookLength = Duration.seconds(3)
    private static let silence = Duration.seconds(30)

    private(set) var wait: QuietWait
    private let machine: any MachineLook
    private let now: @Sendable () -> Duration

    /// Creates the waiting of one gate.
    ///
    /// - Parameter now: the time of a clock that only goes forward.
    init(patience: Duration, machine: any MachineLook = MachineProbe(), now: (@Sendable () -> Duration)? = nil) {
        wait = QuietWait(patience: patience)
        self.machine = machine
        let start = ContinuousClock.now
        self.now = now ?? { ContinuousClock.now - start }
    }

    /// Reads the option.
    static func patience(_ arguments: inout Arguments) -> Duration {
        arguments.text("--patience") == "0" ? .zero : arguments.duration("--patience", default: usualPatience)
    }

    /// Notes the blocks of all suites that were measured together last.
    mutating func blockEnded(_ blocks: [Block]) {
        wait.blockEnded(isDisturbed: blocks.contains { !$0.isValid && $0.disturbance?.mayPass == true })
    }

    /// Returns when the next block may be measured; says whether nobody wanted an end meanwhile.
    mutating func come(isStopping: @escaping @Sendable () -> Bool, _ report: (String) -> Void) async -> Bool {
        var step = wait.blockWanted(at: now())
        guard case .look(let left) = step else { return true }
        report("  the machine disturbed that block: waiting until it is quiet, at most \(left.brief) more (--patience)")
        let begin = wait.waited(at: now())
        var told = begin
        while case .look = step {
            guard let sight = await machine.look(for: Self.lookLength, isStopping: isStopping), !isStopping() else {
                Progress.clear()
                return false
            }
            let moment = now()
            step = wait.looked(sight, at: moment)
            let waited = wait.waited(at: moment)
            switch step {
            case .measure: report("  it is quiet again after \((waited - begin).brief): \(sight.text)")
            case .stopWaiting: report("  no more patience after \(waited.brief), measuring as it is: \(sight.text)")
            case .look(let left):
                let text = "  waiting for a quieter machine, at most \(left.brief) more: \(sight.text)"
                Progress.note(text)
                guard waited - told >= Self.silence else { continue }
                told = waited
                report(text)
            }
        }
        return true
    }

    /// What a verdict tells about the waiting; nothing when there was none.
    var notice: String? {
        guard let worst = wait.worst else { return nil }
        return
            "it waited \(wait.waited(at: now()).brief) in all for a quieter machine, of which it saw at worst: \(worst.text)"
    }
}
