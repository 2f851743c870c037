import Foundation
import Testing

@testable import NATSLoad

/// `plimsoll nats publish` and `plimsoll nats burst` as a user calls them.
struct NATSToolsTests {
    /// The stream as the image generator has it, and a backend's consumer.
    private func memes(_ desk: Desk) async throws {
        try await desk.onBroker { api in
            _ = try await api.createStream(StreamConfiguration(name: "MEMES", subjects: ["memes.>"]))
            _ = try await api.createConsumer(ConsumerConfiguration(durableName: "backend"), on: "MEMES")
        }
    }

    /// Whether a process is gone, or dead and not yet collected by whoever inherited it.
    private func hasEnded(_ process: Int32) async -> Bool {
        for _ in 0..<600 {
            guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return true }
            if text.contains(") Z ") { return true }
            try? await Task.sleep(for: .milliseconds(50))
        }
        return false
    }

    @Test func fourThousandMessagesFromFortyPublishersAreStored() async throws {
        let desk = try Desk()
        try await memes(desk)
        let run = try await desk.run("nats", "publish", "--consumer", "backend")
        #expect(run.code == 0, "\(run.output)\(run.errors)")
        #expect(run.output.contains("40 publishers to memes.generate, 100 messages as fast as they are taken"))
        #expect(run.output.contains("published 4000 of 4000 messages"))
        #expect(run.output.contains("MEMES: attempted 4000 = acknowledged 4000"))
        let info = try await desk.onBroker { try await $0.streamInfo("MEMES") }
        #expect(info.state.messages == 4000)
        let consumer = try await desk.onBroker { try await $0.consumerInfo("backend", on: "MEMES") }
        #expect(consumer.pending == 4000)
    }

    @Test func promptAndFlagsReachTheMessage() async throws {
        let desk = try Desk()
        let run = try await desk.run(
            "nats", "publish", "--create", "--keep", "--messages", "3", "--publishers", "2", "--prompt", "a slow owl",
            "--small-image")
        #expect(run.code == 0, "\(run.output)\(run.errors)")
        let payload = try await desk.onBroker { api in
            try await api.connection.request(
                "$JS.API.STREAM.MSG.GET.MEMES", payload: Array(#"{"seq":3}"#.utf8)
            ).payload
        }
        struct Answer: Decodable {
            struct Message: Decodable { let data: Data }
            let message: Message
        }
        let message = try JSONDecoder().decode(Answer.self, from: Data(payload)).message
        #expect(
            String(decoding: message.data, as: UTF8.self)
                == #"{"fast_mode":false,"prompt":"a slow owl","small_image":true}"#)
    }

    @Test func burstsComeFromThePromptsFileAndTheQueueIsReportedBetweenThem() async throws {
        let desk = try Desk()
        try await memes(desk)
        try desk.write("a heron\n\na wren\n", to: "prompts.txt")
        let run = try await desk.run(
            "nats", "burst", "--parallel", "4", "--batch-size", "10", "--interval", "1ms", "--bursts", "2",
            "--batch-pause", "1s", "--prompts", "prompts.txt", "--consumer", "backend", "--service",
            "messaging/nats:4222", "--pods", "meme-generator/app=meme-generator", environment: try desk.kubectl())
        #expect(run.code == 0, "\(run.output)\(run.errors)")
        // The tool opens the way to the broker itself, and closes it.
        #expect(run.output.contains("to service/nats in messaging, port 4222"))
        let calls = try desk.read("calls.txt").split(separator: "\n")
        #expect(
            calls.contains {
                $0.contains("port-forward --namespace messaging --address 127.0.0.1 ")
                    && $0.hasSuffix(" service/nats :4222")
            })
        #expect(calls.contains { $0.contains("/namespaces/meme-generator/pods?labelSelector=app%3Dmeme-generator") })
        #expect(run.output.contains(" · pods 3"))
        let forwarder = try #require(
            Int32(try desk.read("forward.pid").trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(await hasEnded(forwarder))
        #expect(run.output.contains("4 publishers to memes.generate, 2 bursts of 10"))
        #expect(run.output.contains("after burst 1 of 2 · published 40, acknowledged 40"), "\(run.output)")
        #expect(run.output.contains("MEMES/backend: pending 40, ack pending 0, done 0 of 40"))
        #expect(run.output.contains("MEMES: attempted 80 = acknowledged 80"))
        #expect(run.output.contains("queue MEMES/backend: not drained: 80 of 80 messages are left"))
    }

    /// Ctrl-C in the middle: what the run made is gone, what was there before stays, and the account is told.
    @Test(arguments: [
        ["publish", "--messages", "1000000000", "--publishers", "4"],
        [
            "burst", "--parallel", "4", "--batch-size", "10", "--interval", "1ms", "--bursts", "100", "--batch-pause",
            "2s",
        ],
    ])
    func interruptedToolLeavesItsAccountAndNoStream(_ words: [String]) async throws {
        let desk = try Desk()
        try await desk.onBroker { api in
            _ = try await api.createStream(StreamConfiguration(name: "OTHER", subjects: ["other.>"]))
        }
        let command = try desk.start(["nats"] + words + ["--create"])
        let isGoing: @Sendable () -> Bool = {
            command.output.contains("attempted") || command.output.contains("after burst")
        }
        for _ in 0..<1200 where !isGoing() { try await Task.sleep(for: .milliseconds(50)) }
        #expect(try await desk.hasStream("MEMES"))
        command.interrupt()
        let run = await command.ended()
        #expect(run.code == 130, "\(run.output)\(run.errors)")
        #expect(run.output.contains("\nMEMES: attempted ") && run.output.contains("  adds up"), "\(run.output)")
        #expect(try await !desk.hasStream("MEMES"))
        #expect(try await desk.hasStream("OTHER"))
        let folder = try #require(desk.results.first)
        #expect(FileManager.default.fileExists(atPath: folder.appending(path: "report.json").path))
    }

    /// A stream and a consumer of the application's are used and left, also after Ctrl-C.
    @Test func interruptedToolLeavesTheApplicationsStream() async throws {
        let desk = try Desk()
        try await memes(desk)
        let command = try desk.start(["nats", "publish", "--messages", "1000000000", "--consumer", "backend"])
        for _ in 0..<1200 where !command.output.contains("attempted") { try await Task.sleep(for: .milliseconds(50)) }
        command.interrupt()
        let run = await command.ended()
        #expect(run.code == 130, "\(run.output)\(run.errors)")
        let consumer = try await desk.onBroker { try await $0.consumerInfo("backend", on: "MEMES") }
        #expect(consumer.pending > 0)
    }

    @Test func absentStreamIsASentence() async throws {
        let run = try await Desk().run("nats", "publish", "--messages", "10")
        #expect(run.code == 4)
        #expect(run.errors.contains("stream MEMES"), "\(run.errors)")
    }

    @Test(arguments: ["publish", "burst"])
    func emptyPromptsFileIsRefused(_ verb: String) async throws {
        let desk = try Desk()
        try desk.write("\n \n", to: "prompts.txt")
        let run = try await desk.run("nats", verb, "--prompts", "prompts.txt")
        #expect(run.code == 64)
        #expect(run.errors.contains("the prompts file prompts.txt has no prompts; give one a line"), "\(run.errors)")
    }

    @Test(arguments: ["run", "publish", "burst"])
    func helpNamesOptionsAndExitCodes(_ verb: String) async throws {
        let run = try await Desk().run("nats", verb, "--help")
        #expect(run.code == 0)
        #expect(run.output.contains("plimsoll nats \(verb)") && run.output.contains("--creds"), "\(run.output)")
        #expect(run.output.contains("130"))
    }
}
