import Foundation

/// Figures of this generator that have no counterpart in the others' output: schedule lag, and what a user costs.
enum OwnFigures {
    /// Measures them against the bench's server; one line a figure.
    static func measure(url: String, seconds: Int, rounds: Int) throws -> String {
        let open = try (0..<rounds).map { _ in
            try worker(url, ["--shape", "open", "--rate", "10000", "--for", "\(seconds)s"])
        }
        let few = try worker(url, ["--shape", "waiting", "--connections", "1000", "--for", "4s"])
        let many = try worker(url, ["--shape", "waiting", "--connections", "10000", "--for", "6s"])
        let slope = (many.residentBytes - few.residentBytes) / 9000
        var plain: [Double] = []
        var story: [Double] = []
        var pattern: [Double] = []
        // In turns, so that what else the machine does meets all of them.
        for _ in 0..<rounds {
            plain.append(try worker(url, ["--for", "\(seconds)s"]).rate)
            story.append(try worker(url, ["--for", "\(seconds)s", "--story"]).rate)
            pattern.append(try worker(url, ["--for", "\(seconds)s", "--story", "--pattern"]).rate)
        }
        func share(_ rates: [Double]) -> Double { (rates.median / plain.median * 100).rounded() / 100 }
        return """
            10,000 arrivals/s: schedule lag p50 \(digits(open.map(\.lagP50).median)) µs, \
            p99 \(digits(open.map(\.lagP99).median)) µs, dropped \(Int(open.map(\.dropped).reduce(0, +)))
            a waiting user with a connection: \(digits(slope / 1000)) KB (slope from 1,000 to 10,000 users)
            users with cookies, a feeder, a capture and checks: \(share(story)) of the bare loop, \
            \(share(pattern)) when the value is captured by a regular expression
            """
    }

    /// What one worker printed.
    private struct Figures {
        let rate, lagP50, lagP99, dropped, residentBytes: Double
    }

    private static func worker(_ url: String, _ options: [String]) throws -> Figures {
        let words = ["taskset", "-c", "0", Peers.sibling("plimsoll"), "bench", "worker", "--url", url] + options
        let run = try MeasuredProcess.run(words)
        func figure(_ key: String) throws -> Double {
            guard let number = Scrape.number("\"\(key)\": ?([0-9.]+)", in: run.output) else {
                throw CommandFailure(.internalError, "the worker told no \(key): \(run.output.suffix(500))")
            }
            return number
        }
        let isOpen = options.contains("open")
        return try Figures(
            rate: figure("requests") / figure("seconds"), lagP50: isOpen ? figure("lag_p50_us") : 0,
            lagP99: isOpen ? figure("lag_p99_us") : 0, dropped: figure("dropped"),
            residentBytes: figure("resident_bytes"))
    }

    private static func digits(_ value: Double) -> String {
        "\((value * 10).rounded() / 10)"
    }
}
