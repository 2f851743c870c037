internal import Foundation
import Serving

/// How a trigger's figure is read from where it says, as far as that is on this machine.
enum TriggerReading: Sendable, Equatable {
    /// A number in a JSON answer.
    case json(port: Int, path: String, location: [String])
    /// What a consumer of a JetStream still has before it.
    case jetStream(port: Int, account: String, stream: String, consumer: String)

    /// Where a trigger reads; nil for kinds that aren't known and places that aren't on this machine.
    init?(_ trigger: Trigger) {
        let metadata = trigger.metadata
        switch trigger.type {
        case "metrics-api":
            guard let url = metadata["url"].flatMap(URLComponents.init(string:)), url.scheme == "http",
                TriggerReading.isLocal(url.host)
            else { return nil }
            let query = url.percentEncodedQuery.map { "?\($0)" } ?? ""
            let path = url.percentEncodedPath.isEmpty ? "/" : url.percentEncodedPath
            self = .json(
                port: url.port ?? 80, path: path + query,
                location: (metadata["valueLocation"] ?? "value").split(separator: ".").map(String.init))
        case "nats-jetstream":
            let parts = (metadata["natsServerMonitoringEndpoint"] ?? "").split(separator: ":").map(String.init)
            guard parts.count == 2, let port = Int(parts[1]), TriggerReading.isLocal(parts[0]) else { return nil }
            self = .jetStream(
                port: port, account: metadata["account"] ?? "$G", stream: metadata["stream"] ?? "",
                consumer: metadata["consumer"] ?? "")
        default:
            return nil
        }
    }

    private static func isLocal(_ host: String?) -> Bool {
        ["127.0.0.1", "localhost"].contains(host ?? "")
    }

    /// Reads the figure; blocks. Nil when it can't be read, which makes the trigger fail.
    func read() -> Double? {
        switch self {
        case .json(let port, let path, let location):
            return TriggerReading.get(port, path)?.value(at: location[...]).flatMap { value in
                value.number ?? value.string.flatMap(Double.init)
            }
        case .jetStream(let port, let account, let stream, let consumer):
            let path = "/jsz?acc=\(account)&consumers=true&config=true"
            return TriggerReading.get(port, path).flatMap {
                TriggerReading.lag($0, account: account, stream: stream, consumer: consumer)
            }
        }
    }

    /// The messages that a consumer hasn't been given and those it hasn't acknowledged, from NATS' monitoring page.
    ///
    /// A consumer that isn't there has everything before it: KEDA takes the stream's last sequence for it then, so that
    /// the first message wakes a back end that will make its consumer when it runs.
    static func lag(_ page: JSONValue, account: String, stream: String, consumer: String) -> Double? {
        let accounts = page["account_details"]?.array ?? []
        let streams = accounts.first { $0["name"]?.string == account }?["stream_detail"]?.array ?? []
        guard let page = streams.first(where: { $0["name"]?.string == stream }) else { return nil }
        let consumers = page["consumer_detail"]?.array ?? []
        guard let found = consumers.first(where: { $0["name"]?.string == consumer }) else {
            return page["state", "last_seq"]?.number
        }
        return (found["num_pending"]?.number ?? 0) + (found["num_ack_pending"]?.number ?? 0)
    }

    private static func get(_ port: Int, _ path: String) -> JSONValue? {
        guard let answer = try? LoopbackClient(port: port).get(path, headers: ["Connection": "close"]),
            answer.status == 200
        else { return nil }
        return try? JSONValue(parsing: answer.body)
    }
}
