/// Cells of tables that are put together from several values.
enum TableText {
    /// What an autoscaler sees and wants: `cpu: 63%/70%`.
    static func targets(of autoscaler: JSONValue) -> String {
        let current = autoscaler["status", "currentMetrics"]?.array ?? []
        let metrics = (autoscaler["spec", "metrics"]?.array ?? []).enumerated().map { index, metric -> String in
            let seen = index < current.count ? current[index] : .null
            if metric["type"]?.string == "External" {
                let value = seen["external", "current", "averageValue"]?.string ?? "<unknown>"
                return "\(value)/\(metric["external", "target", "averageValue"]?.string ?? "") (avg)"
            }
            let name = metric["resource", "name"]?.string ?? ""
            if let percent = metric["resource", "target", "averageUtilization"]?.integer {
                let value = seen["resource", "current", "averageUtilization"]?.integer.map { "\($0)%" }
                return "\(name): \(value ?? "<unknown>")/\(percent)%"
            }
            let value = seen["resource", "current", "averageValue"]?.string ?? "<unknown>"
            return "\(name): \(value)/\(metric["resource", "target", "averageValue"]?.string ?? "")"
        }
        return metrics.isEmpty ? "<none>" : metrics.joined(separator: ", ")
    }

    static func ports(of service: JSONValue) -> String {
        let ports = (service["spec", "ports"]?.array ?? []).map { port in
            "\(port["port"]?.integer ?? 0)/\(port["protocol"]?.string ?? "TCP")"
        }
        return ports.isEmpty ? "<none>" : ports.joined(separator: ",")
    }

    static func addresses(of endpoints: JSONValue) -> String {
        let addresses = (endpoints["subsets"]?.array ?? []).flatMap { subset in
            let port = subset["ports"]?.array?.first?["port"]?.encoded ?? ""
            return (subset["addresses"]?.array ?? []).map { "\($0["ip"]?.string ?? ""):\(port)" }
        }
        return few(addresses, none: "<none>")
    }

    static func ports(ofSlice slice: JSONValue) -> String {
        let ports = (slice["ports"]?.array ?? []).compactMap { $0["port"]?.integer.map(String.init) }
        return ports.isEmpty ? "<unset>" : ports.joined(separator: ",")
    }

    static func addresses(ofSlice slice: JSONValue) -> String {
        let addresses = (slice["endpoints"]?.array ?? []).flatMap { endpoint in
            (endpoint["addresses"]?.array ?? []).compactMap(\.string)
        }
        return few(addresses, none: "<unset>")
    }

    /// The first three, and how many more there are.
    private static func few(_ addresses: [String], none: String) -> String {
        guard addresses.count > 3 else { return addresses.isEmpty ? none : addresses.joined(separator: ",") }
        return addresses.prefix(3).joined(separator: ",") + " + \(addresses.count - 3) more..."
    }

    static func recommendation(_ resource: String, of autoscaler: JSONValue) -> JSONValue {
        let recommendations = autoscaler["status", "recommendation", "containerRecommendations"]?.array
        return recommendations?.first?["target", resource] ?? ""
    }
}
