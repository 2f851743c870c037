import Foundation
import PlimsollNATS

/// The image generator's queue: prompts on the stream MEMES, a backend that draws.
enum Memes {
    static let prompts = [
        #"{"fast_mode":true,"prompt":"a cat that discovers gravity","small_image":true}"#,
        #"{"fast_mode":true,"prompt":"a penguin giving a keynote","small_image":true}"#,
        #"{"fast_mode":false,"prompt":"a duck explaining queues","small_image":true}"#,
    ]

    /// Why no suite can run on the queue: nobody named a broker, and there is no server to start.
    static var missing: String? {
        let isNamed = ["PLIMSOLL_TARGET_NATS", "NATS_URL"].contains {
            ProcessInfo.processInfo.environment[$0]?.isEmpty == false
        }
        return isNamed ? nil : LocalBroker.missing?.description
    }

    static let queue = QueueTest("memes", stream: "MEMES", subjects: "memes.>")

    /// The broker of `PLIMSOLL_TARGET_NATS` or `NATS_URL`, or one of the test's own that lives as long as the value that is returned.
    static func broker() throws -> (Broker, LocalBroker?) {
        if let broker = try Broker.fromEnvironment() { return (broker, nil) }
        let local = try LocalBroker()
        return (local.broker, local)
    }
}
