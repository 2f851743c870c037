import Foundation

/// The generators that `plimsoll bench http` measures side by side.
enum Peers {
    static let all: [Peer] = [plimsoll, ceiling, wrk, ab, h2load, hey, k6, locust]

    /// This package, as a process of its own so that its CPU time is taken the same way as everybody's.
    static let plimsoll = Peer(name: "plimsoll", tool: Self.sibling("plimsoll")) { task in
        [
            Self.sibling("plimsoll"), "bench", "worker", "--url", task.url, "--connections", "\(task.connections)",
            "--for", "\(task.seconds)s",
        ]
    } count: { output, _ in
        ownCount(output)
    }

    /// The least C on the same libcurl: what the transport allows.
    static let ceiling = Peer(name: "C on libcurl", tool: Self.sibling("CurlCeiling")) { task in
        [Self.sibling("CurlCeiling"), task.url, "\(task.connections)", "\(task.seconds)"]
    } count: { output, _ in
        ownCount(output)
    }

    static let wrk = Peer(name: "wrk", tool: "wrk") { task in
        ["wrk", "-t1", "-c\(task.connections)", "-d\(task.seconds)s", task.url]
    } count: { output, _ in
        guard let requests = Scrape.number("([0-9]+) requests in", in: output),
            let seconds = Scrape.number("requests in ([0-9.]+)s", in: output)
        else { return nil }
        return Peer.Count(requests: requests, seconds: seconds)
    }

    static let ab = Peer(name: "ab -k", tool: "ab") { task in
        ["ab", "-q", "-k", "-c", "\(task.connections)", "-t", "\(task.seconds)", "-n", "50000000", task.url]
    } count: { output, _ in
        guard let requests = Scrape.number("^Complete requests: +([0-9]+)", in: output),
            let seconds = Scrape.number("^Time taken for tests: +([0-9.]+)", in: output)
        else { return nil }
        return Peer.Count(requests: requests, seconds: seconds)
    }

    static let h2load = Peer(name: "h2load --h1", tool: "h2load") { task in
        ["h2load", "--h1", "-t1", "-c\(task.connections)", "-D\(task.seconds)", task.url]
    } count: { output, task in
        Scrape.number("^requests: .* ([0-9]+) done", in: output)
            .map { Peer.Count(requests: $0, seconds: Double(task.seconds)) }
    }

    static let hey = Peer(name: "hey", tool: "hey") { task in
        ["hey", "-cpus", "1", "-z", "\(task.seconds)s", "-c", "\(task.connections)", task.url]
    } count: { output, _ in
        guard let rate = Scrape.number("Requests/sec:\\s+([0-9.]+)", in: output),
            let seconds = Scrape.number("Total:\\s+([0-9.]+) secs", in: output)
        else { return nil }
        return Peer.Count(requests: rate * seconds, seconds: seconds)
    }

    static let k6 = Peer(name: "k6", tool: "k6") { task in
        let script = task.folder.appendingPathComponent("k6.js")
        let text = "import http from 'k6/http'; export default function () { http.get('\(task.url)'); }"
        try text.write(to: script, atomically: true, encoding: .utf8)
        return ["k6", "run", "--vus", "\(task.connections)", "--duration", "\(task.seconds)s", script.path]
    } count: { output, _ in
        guard let requests = Scrape.number("http_reqs[ .]*: +([0-9]+)", in: output),
            let rate = Scrape.number("http_reqs[ .]*: +[0-9]+ +([0-9.]+)/s", in: output), rate > 0
        else { return nil }
        return Peer.Count(requests: requests, seconds: requests / rate)
    }

    static let locust = Peer(name: "Locust FastHttpUser", tool: "locust") { task in
        let script = task.folder.appendingPathComponent("locustfile.py")
        let text = """
            from locust import FastHttpUser, task
            class User(FastHttpUser):
                @task
                def index(self):
                    self.client.get("/")
            """
        try text.write(to: script, atomically: true, encoding: .utf8)
        return [
            "locust", "-f", script.path, "--headless", "-u", "\(task.connections)", "-r", "\(task.connections)",
            // The trailing slash would make Locust ask for “//”.
            "-t", "\(task.seconds)s", "--host", String(task.url.dropLast()), "--only-summary",
        ]
    } count: { output, task in
        Scrape.number("Aggregated +([0-9]+) ", in: output)
            .map { Peer.Count(requests: $0, seconds: Double(task.seconds)) }
    }

    /// A program built beside this one.
    static func sibling(_ name: String) -> String {
        let own =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent(name).path
    }

    /// Reads `{"requests": …, "seconds": …}` off the last line, as this package's own programs print it.
    private static func ownCount(_ output: String) -> Peer.Count? {
        guard let requests = Scrape.number("\"requests\": ?([0-9]+)", in: output),
            let seconds = Scrape.number("\"seconds\": ?([0-9.]+)", in: output)
        else { return nil }
        return Peer.Count(requests: requests, seconds: seconds)
    }
}
