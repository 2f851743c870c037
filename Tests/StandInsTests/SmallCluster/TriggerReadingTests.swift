import Serving
import Synchronization
import Testing

@testable import StandIns

@Suite struct TriggerReadingTests {
    private func trigger(_ type: String, _ metadata: [String: String]) -> Trigger {
        let values = metadata.mapValues { JSONValue.string($0) }
        return Trigger(["type": .string(type), "metadata": .object(values)], index: 0)
    }

    @Test func placesOnThisMachineAreRead() {
        #expect(
            TriggerReading(trigger("metrics-api", ["url": "http://127.0.0.1:99/a?b=1", "valueLocation": "x.y"]))
                == .json(port: 99, path: "/a?b=1", location: ["x", "y"]))
        #expect(
            TriggerReading(
                trigger(
                    "nats-jetstream",
                    ["natsServerMonitoringEndpoint": "localhost:8222", "stream": "S", "consumer": "c"]))
                == .jetStream(port: 8222, account: "$G", stream: "S", consumer: "c"))
    }

    @Test(
        arguments: [
            ("metrics-api", ["url": "http://example.com/"]), ("metrics-api", [:]), ("cpu", [:]),
            ("nats-jetstream", ["natsServerMonitoringEndpoint": "nats.messaging:8222"]),
        ])
    func otherPlacesAreNot(type: String, metadata: [String: String]) {
        #expect(TriggerReading(trigger(type, metadata)) == nil)
    }

    @Test func lagIsWhatIsPendingAndWhatIsNotAcknowledged() throws {
        let text = """
            {"account_details":[{"name":"$G","stream_detail":[{"name":"MEMES","consumer_detail":[
            {"name":"other","num_pending":100},{"name":"backend","num_pending":7,"num_ack_pending":3}]}]}]}
            """
        let page = try JSONValue(parsing: Array(text.utf8))
        #expect(TriggerReading.lag(page, account: "$G", stream: "MEMES", consumer: "backend") == 10)
        #expect(TriggerReading.lag(page, account: "$G", stream: "MEMES", consumer: "nobody") == nil)
        #expect(TriggerReading.lag(page, account: "A", stream: "MEMES", consumer: "backend") == nil)
    }

    @Test func figureIsReadOverHTTPAndWakesTheWorkload() async throws {
        let queue = try HTTPServer { _ in .json(#"{"jobs":{"waiting":"12"}}"#) }
        defer { queue.stop() }
        #expect(TriggerReading.json(port: queue.port, path: "/", location: ["jobs", "waiting"]).read() == 12)
        #expect(TriggerReading.json(port: queue.port, path: "/", location: ["nothing"]).read() == nil)
        var settings = ClusterSettings()
        settings.namespaces = ["load"]
        settings.timeFactor = 60
        let cluster = try SmallCluster(settings)
        defer { cluster.stop() }
        try cluster.create(Manifest.deployment(replicas: 0))
        var object = Manifest.scaledObject()
        object["spec", "triggers"] = [
            [
                "type": "metrics-api",
                "metadata": [
                    "url": .string("http://127.0.0.1:\(queue.port)/"), "valueLocation": "jobs.waiting",
                    "targetValue": "5",
                ],
            ]
        ]
        try cluster.create(object)
        let name = StoredName(namespace: "load", name: "web")
        while cluster.state.withLock({ $0.model.store.object(.deployments, name)?["spec", "replicas"] }) != 3 {
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
