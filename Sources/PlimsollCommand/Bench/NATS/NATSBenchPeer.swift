import Foundation

/// A client in the comparison, and the words that start it.
struct NATSBenchPeer: Sendable {
    static let cnats = "cnats"
    static let python = "nats-py"
    /// This client with all that a load test keeps of a message: schedule, window, latencies, account.
    static let wholeRun = "a whole run"

    let name: String
    let command: [String]
    /// Words put before the task, for a variant of a client.
    var variant = ""
    /// What it is measured at.
    var tasks = Set(NATSBenchTask.allCases)

    /// This executable.
    static var ownPath: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }

    /// This client and those that are there; the others are named.
    static func installed(python: String, folder: URL) -> [NATSBenchPeer] {
        let own = [ownPath, "bench", "nats-worker"]
        var peers = [
            NATSBenchPeer(name: "plimsoll", command: own),
            NATSBenchPeer(name: wholeRun, command: own, variant: "run-", tasks: [.publish]),
        ]
        let source = folder.appending(path: "peer.c").path
        let binary = folder.appending(path: "peer").path
        let script = folder.appending(path: "peer.py").path
        do {
            try NATSBenchPrograms.c.write(toFile: source, atomically: true, encoding: .utf8)
            try NATSBenchPrograms.python.write(toFile: script, atomically: true, encoding: .utf8)
            let build = try MeasuredProcess.run(["cc", "-O2", "-o", binary, source, "-lnats", "-lpthread"])
            if build.status == 0 {
                peers.append(NATSBenchPeer(name: cnats, command: [binary]))
            } else {
                print("not installed, left out: cnats (apt install libnats-dev)")
            }
        } catch { print("left out: cnats (\(error))") }
        if let probe = try? MeasuredProcess.run([python, "-c", "import nats"]), probe.status == 0 {
            peers.append(NATSBenchPeer(name: self.python, command: [python, script]))
        } else {
            print("not installed, left out: nats-py (pip install nats-py, --python)")
        }
        return peers
    }
}
