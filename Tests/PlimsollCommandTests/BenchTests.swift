import Foundation
import Testing

@testable import PlimsollCommand

/// The bench reads each generator's own words, and compares medians of interleaved rounds.
struct BenchTests {
    private static let task = Peer.Task(
        url: "http://127.0.0.1:8080/", connections: 50, seconds: 3, folder: FileManager.default.temporaryDirectory)

    @Test(arguments: [
        (Peers.wrk, "  393216 requests in 3.10s, 55.13MB read\nRequests/sec: 126843.87", 393216.0, 3.1),
        (Peers.ab, "Time taken for tests:   3.000 seconds\nComplete requests:      86052\n", 86052, 3),
        (Peers.h2load, "requests: 68829 total, 68879 started, 68829 done, 68829 succeeded, 0 failed", 68829, 3),
        (Peers.hey, "Summary:\n  Total:\t2.0000 secs\n  Requests/sec:\t13522.5", 27045, 2),
        (Peers.k6, "    http_reqs......................: 17175  5725/s\n", 17175, 3),
        (Peers.locust, "         Aggregated                 5448     0(0.00%) |     26", 5448, 3),
        (Peers.plimsoll, "{\"requests\": 120000, \"seconds\": 3.0}", 120000, 3),
    ])
    func aGeneratorsOwnWordsAreRead(peer: Peer, output: String, requests: Double, seconds: Double) throws {
        let count = try #require(peer.count(output, Self.task))
        #expect(abs(count.requests - requests) < 0.5)
        #expect(abs(count.seconds - seconds) < 1e-9)
    }

    @Test(arguments: Peers.all.map(\.name))
    func outputWithoutFiguresIsNoCount(name: String) throws {
        let peer = try #require(Peers.all.first { $0.name == name })
        #expect(peer.count("connection refused", Self.task) == nil)
    }

    @Test(arguments: [([1.0], 1.0), ([3, 1, 2], 2), ([4, 1, 3, 2], 2.5)] as [([Double], Double)])
    func theMedianIgnoresOneDisturbedRound(values: [Double], median: Double) {
        #expect(values.median == median)
    }

    @Test func noRoundHasNoMedian() {
        #expect([Double]().median.isNaN)
    }

    @Test func aChildTellsItsOutputItsStatusAndItsCPUTime() throws {
        let child = try MeasuredProcess.run([
            "sh", "-c", "echo out; echo err >&2; i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; exit 3",
        ])
        #expect(child.status == 3)
        #expect(child.output == "out\nerr\n")
        #expect(child.cpuSeconds > 0)
    }

    @Test func aProgramThatIsNotThereIsNamed() {
        #expect {
            _ = try MeasuredProcess.run(["no-such-generator"])
        } throws: {
            "\($0)" == "no-such-generator can't be started: No such file or directory"
        }
    }
}
