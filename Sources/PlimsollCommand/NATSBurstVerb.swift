import Foundation
import Measurement
import NATSLoad

/// Publishes bursts from parallel senders, and reports the queue and the backend between them.
struct NATSBurstVerb: Verb {
    static let usage = Usage(
        name: "nats burst",
        summary: "Publish bursts of messages and watch the queue between them",
        options: MemeWords.options + [
            .value("--parallel", "<count>", "senders (10)"),
            .value("--batch-size", "<count>", "messages of each sender in a burst (50)"),
            .value("--interval", "<duration>", "between two messages of a sender (50ms)"),
            .value("--bursts", "<count>", "bursts (3)"),
            .value("--batch-pause", "<duration>", "between two bursts (5s)"),
            .value(
                "--pods", "<namespace/selector>", "backend pods to count, such as meme-generator/app=meme-generator"),
        ] + NATSWords.options,
        exitCodes: NATSSession.exitCodes
    )

    private let parallel: Int
    private let batch: Int
    private let interval: Duration
    private let bursts: Int
    private let pause: Duration
    private let pods: BackendPods?
    private let memes: MemeWords
    private let words: NATSWords

    init(_ arguments: inout Arguments) {
        parallel = arguments.integer("--parallel", in: 1...20_000, default: 10)
        batch = arguments.integer("--batch-size", in: 1...10_000_000, default: 50)
        interval = arguments.duration("--interval", default: .milliseconds(50))
        bursts = arguments.integer("--bursts", in: 1...100_000, default: 3)
        pause = arguments.duration("--batch-pause", default: .seconds(5))
        pods = arguments.text("--pods").flatMap(BackendPods.init)
        if let text = arguments.text("--pods"), pods == nil {
            arguments.fault(
                "--pods: expected a namespace and a selector such as meme-generator/app=meme-generator, got “\(text)”")
        }
        memes = MemeWords(&arguments)
        words = NATSWords(&arguments)
    }

    func run() async throws -> ExitCode {
        var words = words
        let forward = try await words.forward()
        defer { NATSSession.close(forward) }
        let shape = PublishSchedule.Shape.bursts(
            count: bursts, size: batch, intervalNs: interval.nanoseconds, pauseNs: pause.nanoseconds)
        let plan = try memes.plan("burst", words, publishers: parallel) { _ in shape }
        for line in plan.lines { print(line) }
        var session = NATSSession(words: words)
        let burst = interval * batch
        let cycle = max(burst + pause, .milliseconds(1))
        // Told in the pause behind each burst, and beside it every second while the queue drains.
        session.interval = min(.seconds(1), max(.milliseconds(100), pause / 2))
        let (pods, bursts) = (pods, bursts)
        session.moment = { moment in
            let done = Int(moment.elapsed / cycle)
            let isPause = moment.elapsed - cycle * done >= burst || done >= bursts
            guard isPause else { return }
            let burst = min(done + 1, bursts)
            guard let pods else { return LiveLine.print(Self.line(moment, burst: burst, of: bursts, pods: nil)) }
            // kubectl takes its time, and the loop's thread has none.
            Thread.detachNewThread { LiveLine.print(Self.line(moment, burst: burst, of: bursts, pods: pods.count())) }
        }
        return try await session.run(plan).code
    }

    /// Backlog, totals and pods: the totals tell "drains fast" from "nothing happened".
    static func line(_ moment: QueueRun.Moment, burst: Int, of bursts: Int, pods: String?) -> String {
        var parts = ["after burst \(burst) of \(bursts)"]
        parts.append("published \(moment.published.attempted), acknowledged \(moment.published.acknowledged)")
        for (name, sample) in moment.lags.sorted(by: { $0.key < $1.key }) {
            parts.append(
                "\(name): pending \(sample.pending), ack pending \(sample.ackPending), done \(sample.acknowledged) of \(sample.stored)"
            )
        }
        if let pods { parts.append("pods \(pods)") }
        return parts.joined(separator: " · ")
    }
}
