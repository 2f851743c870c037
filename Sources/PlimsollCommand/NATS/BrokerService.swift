/// Where in a cluster the broker's service is: `messaging/nats:4222`.
struct BrokerService: Equatable, Sendable, CustomStringConvertible {
    let namespace: String
    let name: String
    let port: Int

    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty else { return nil }
        let place = parts[1].split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard place.count <= 2, !place[0].isEmpty, let port = place.count == 2 ? Int(place[1]) : 4222,
            (1...65_535).contains(port)
        else { return nil }
        (namespace, name, self.port) = (parts[0], place[0], port)
    }

    var description: String { "service/\(name) in \(namespace), port \(port)" }
}
