import Foundation
import Measurement
import NATSLoad

/// Publishes a number of messages from concurrent publishers, each waiting for the acknowledgement before the next.
struct NATSPublishVerb: Verb {
    static let usage = Usage(
        name: "nats publish",
        summary: "Publish messages to a stream, each acknowledged before the next",
        options: MemeWords.options + [
            .value("--messages", "<count>", "messages in all (4000)"),
            .value("--publishers", "<count>", "concurrent publishers (40)"),
        ] + NATSWords.options,
        discussion: "A heavier run: --messages 8000 --publishers 80 --small-image, which leaves --fast-mode out.",
        exitCodes: NATSSession.exitCodes
    )

    private let messages: Int
    private let publishers: Int
    private let memes: MemeWords
    private let words: NATSWords

    init(_ arguments: inout Arguments) {
        messages = arguments.integer("--messages", in: 1...1_000_000_000, default: 4000)
        publishers = arguments.integer("--publishers", in: 1...20_000, default: 40)
        memes = MemeWords(&arguments)
        words = NATSWords(&arguments)
    }

    func run() async throws -> ExitCode {
        var words = words
        let forward = try await words.forward()
        defer { NATSSession.close(forward) }
        // The first publishers take what can't be shared evenly.
        var plan = try memes.plan("publish", words, publishers: min(publishers, messages)) { place in
            .unpaced(
                count: messages / publishers + (place < messages % publishers ? 1 : 0), durationNs: nil)
        }
        for index in plan.publishers.indices { plan.publishers[index].window = 1 }
        for line in plan.lines { print(line) }
        var session = NATSSession(words: words)
        session.moment = { LiveLine.print(StatisticsRow($0, spec: "publish").line) }
        let (result, code) = try await session.run(plan)
        let seconds = result.report["publish \(memes.stream)"].throughput
        print("published \(result.published.acknowledged) of \(messages) messages, \(seconds)")
        return code
    }
}
