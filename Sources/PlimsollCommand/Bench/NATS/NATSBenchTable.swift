/// The bench's tables: a row a client, then how this client compares with each of the others.
enum NATSBenchTable {
    static func text(_ task: NATSBenchTask, _ rows: [(name: String, results: [NATSBenchResult])]) -> String {
        let rows = rows.filter { !$0.results.isEmpty }
        var lines = [task.title]
        lines += rows.map { "  " + $0.name.padded(to: 14) + figures(task, $0.results) }
        guard let own = rows.first else { return lines.joined(separator: "\n") }
        for (name, results) in rows.dropFirst() where name != NATSBenchPeer.wholeRun {
            let ratios = task.goals.compactMap {
                $0.text(own.results, results, isPromised: name == NATSBenchPeer.cnats)
            }
            if !ratios.isEmpty { lines.append("  ÷ \(name): ".padded(to: 16) + ratios.joined(separator: ", ")) }
        }
        return lines.joined(separator: "\n")
    }

    private static func figures(_ task: NATSBenchTask, _ results: [NATSBenchResult]) -> String {
        switch task {
        case .core, .publish, .pull:
            let rate = Int(results.map { $0.messages / $0.seconds }.median)
            let processor = results.map { $0.processorSeconds / $0.messages * 1e6 }.median
            let server = results.map { $0.serverSeconds / $0.messages * 1e6 }.median
            let share = Int((results.map { $0.serverSeconds / $0.seconds }.median * 100).rounded())
            return "\(rate)/s, \(processor.twoPlaces) µs CPU a message"
                + " (the server \(server.twoPlaces) µs, \(share) % of its core)"
        case .roundtrip, .latency:
            let (p50, p99) = (results.compactMap(\.p50Us).median, results.compactMap(\.p99Us).median)
            return "p50 \(p50.twoPlaces) µs, p99 \(p99.twoPlaces) µs"
        case .connections:
            let megabytes = results.compactMap(\.residentMB).median
            return "\(megabytes.twoPlaces) MB, \(Int(results.compactMap(\.threads).median)) threads"
        }
    }
}
