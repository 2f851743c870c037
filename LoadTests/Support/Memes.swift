import Foundation
import PlimsollNATS

/// The image generator's queue: prompts on the stream MEMES, a backend that draws.
enum Memes {
    static let prompts = [
        #"{"fast_mode":true,"prompt":"a cat that discovers gravity","small_image":true}"#,
        #"{"fast_mode":true,"prompt":"a penguin giving a keynote","small_image":true}"#,
        #"{"fast_mode":false,"prompt":"a duck explaining queues","small_image":true}"#,
    ]

    static let queue = QueueTest("memes", stream: "MEMES", subjects: "memes.>")

    /// The broker of `NATS_URL`, or one of the test's own that lives as long as the value that is returned.
    static func broker() throws -> (Broker, LocalBroker?) {
        if let broker = try Broker.fromEnvironment() { return (broker, nil) }
        let local = try LocalBroker()
        return (local.broker, local)
    }
}
