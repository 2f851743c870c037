import NATSLoad

/// The options that say what is published to the image generator's queue, and the plan that they make.
struct MemeWords {
    static let options: [Usage.Option] = [
        .value("--stream", "<name>", "the stream (MEMES)"),
        .value("--subject", "<subject>", "the subject to publish to (memes.generate)"),
        .flag("--create", "make the stream when it isn't there (in memory)"),
        .value("--consumer", "<name>", "the backend's consumer, whose backlog is reported"),
        .value("--prompts", "<file>", "prompts, one a line (a built-in list)"),
        .value("--prompt", "<text>", "one prompt for every message"),
        .flag("--fast-mode", "ask for the fast path"),
        .flag("--small-image", "ask for small images"),
        .value("--drain", "<duration>", "how long to watch the queue drain after the last message (0s)"),
    ]

    let stream: String
    private let subject: String
    private let creates: Bool
    private let consumer: String?
    private let promptsFile: String?
    private let prompt: String?
    private let fastMode: Bool
    private let smallImage: Bool
    private let drain: Duration

    init(_ arguments: inout Arguments) {
        stream = arguments.text("--stream") ?? "MEMES"
        subject = arguments.text("--subject") ?? "memes.generate"
        creates = arguments.flag("--create")
        consumer = arguments.text("--consumer")
        promptsFile = arguments.text("--prompts")
        prompt = arguments.text("--prompt")
        if promptsFile != nil, prompt != nil { arguments.fault("--prompt and --prompts: give one of them") }
        fastMode = arguments.flag("--fast-mode")
        smallImage = arguments.flag("--small-image")
        drain = arguments.duration("--drain", default: .zero)
    }

    /// A plan with so many publishers, each with the prompts in an order of its own.
    func plan(
        _ verb: String, _ words: NATSWords, publishers count: Int, _ shape: (_ place: Int) -> PublishSchedule.Shape
    ) throws -> QueuePlan {
        var plan = QueuePlan(name: "\(verb) \(stream)", connection: try words.connection(name: "plimsoll-\(verb)"))
        try words.apply(to: &plan)
        apply(to: &plan)
        let payloads = try payloads()
        plan.publishers = (0..<count).map { place in
            let turn = place % payloads.count
            return QueuePlan.Publisher(
                stream: stream, subjects: [subject], payloads: Array(payloads[turn...] + payloads[..<turn]),
                shape: shape(place))
        }
        return plan
    }

    private func payloads() throws -> [[UInt8]] {
        let prompts: [String]
        do {
            prompts =
                try promptsFile.map { try MemePrompt.prompts(inFile: $0) } ?? prompt.map { [$0] } ?? MemePrompt.examples
        } catch {
            throw CommandFailure(.usage, "--prompts: \(error)")
        }
        return prompts.map { MemePrompt($0, fastMode: fastMode, smallImage: smallImage).payload }
    }

    private func apply(to plan: inout QueuePlan) {
        if creates {
            var config = StreamConfiguration(name: stream, subjects: [subject])
            config.storage = .memory
            plan.streams = [.init(config)]
        }
        if let consumer { plan.watched = [(stream, consumer)] }
        plan.drain = drain
    }
}
