import Foundation
import Testing

@testable import Load

@Suite struct HostMonitorTests {
    // MARK: - The machine's processors

    @Test(arguments: [
        ("cpu  100 20 30 400 50 6 7 8 90 10\ncpu0 1 2 3 4 5 6 7 8 9 10\n", ProcessorTimes(stolen: 8, total: 621)),
        ("cpu 1 1 1 1 1 1 1 0", ProcessorTimes(stolen: 0, total: 7)),
        // A kernel that doesn't count stolen time, and texts that are no such file.
        ("cpu  100 20 30 400 50 6 7\n", nil), ("cpu0 1 2 3 4 5 6 7 8\n", nil), ("cpu a b c d e f g h\n", nil),
        ("cpu 1 2 3 4 5 6 7 -8\n", nil), ("cpu 18446744073709551615 2 3 4 5 6 7 8\n", nil), ("", nil), ("\n\n", nil),
    ])
    func firstLineTellsTheTimes(text: String, times: ProcessorTimes?) {
        #expect(ProcessorTimes(procStat: text) == times)
    }

    @Test(
        arguments: [
            (0, 0, 0, 200, 0), (10, 1000, 34, 1200, 0.12), (10, 1000, 210, 1200, 1),
            // Counters of a machine that moved to another host may go back, and few ticks tell nothing.
            (10, 1000, 4, 1200, 0), (10, 1000, 300, 1100, 1), (10, 1000, 11, 1049, nil), (10, 1000, 5, 900, nil),
        ] as [(UInt64, UInt64, UInt64, UInt64, Double?)])
    func stolenTicksAreAShareOfAll(
        stolenBefore: UInt64, before: UInt64, stolenAfter: UInt64, after: UInt64, share: Double?
    ) {
        let earlier = ProcessorTimes(stolen: stolenBefore, total: before)
        #expect(ProcessorTimes(stolen: stolenAfter, total: after).stolenShare(since: earlier) == share)
    }

    // MARK: - The container's limit

    @Test(arguments: [
        ("0::/\n", ["/sys/fs/cgroup/cpu.stat"]),
        (
            "0::/system.slice/load.service\n",
            [
                "/sys/fs/cgroup/system.slice/load.service/cpu.stat", "/sys/fs/cgroup/system.slice/cpu.stat",
                "/sys/fs/cgroup/cpu.stat",
            ]
        ),
        (
            "4:memory:/a\n3:cpu,cpuacct:/pod\n",
            [
                "/sys/fs/cgroup/cpu,cpuacct/pod/cpu.stat", "/sys/fs/cgroup/cpu,cpuacct/cpu.stat",
                "/sys/fs/cgroup/cpu/pod/cpu.stat", "/sys/fs/cgroup/cpu/cpu.stat",
            ]
        ),
        ("2:cpuacct:/\n1:cpu:/\n", ["/sys/fs/cgroup/cpu/cpu.stat"]),
        ("4:memory:/\n1:name=systemd:/\n", []), ("nonsense\n0::\n::", []), ("", []),
    ])
    func groupsAreLookedForUpToTheTop(text: String, files: [String]) {
        #expect(ControlGroups.statisticsFiles(text) == files)
    }

    @Test(
        arguments: [
            ("usage_usec 5\nnr_periods 4\nnr_throttled 2\nthrottled_usec 1500\nnr_bursts 0\n", 1_500_000),
            ("nr_periods 4\nnr_throttled 2\nthrottled_time 1500\n", 1500),
            // The top group has no limit.
            ("usage_usec 5\nuser_usec 3\nsystem_usec 2\n", nil), ("throttled_usec -1\n", nil),
            ("throttled_usec x\n", nil),
            ("throttled_usec 9223372036854775807\n", nil), ("", nil),
        ] as [(String, Int64?)])
    func throttledTimeIsInNanoseconds(text: String, ns: Int64?) {
        #expect(ControlGroups.throttledNs(text) == ns)
    }

    // MARK: - Both, from files

    /// A made-up system in a folder.
    private struct MadeUpSystem {
        let root = FileManager.default.temporaryDirectory.appending(path: "host-\(UUID().uuidString)")

        func write(_ text: String, to path: String) throws {
            let file = root.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }

        func remove() { try? FileManager.default.removeItem(at: root) }
    }

    @Test func sharesAreOfTheTimeSinceTheLastLook() throws {
        let system = MadeUpSystem()
        defer { system.remove() }
        try system.write("cpu 100 0 0 0 0 0 0 0\n", to: "proc/stat")
        try system.write("0::/pod/box\n", to: "proc/self/cgroup")
        try system.write("throttled_usec 0\n", to: "sys/fs/cgroup/pod/box/cpu.stat")
        try system.write("throttled_usec 7000000\n", to: "sys/fs/cgroup/pod/cpu.stat")
        try system.write("usage_usec 7000000\n", to: "sys/fs/cgroup/cpu.stat")
        var monitor = HostMonitor(atNs: 0, root: system.root.path)

        try system.write("cpu 250 0 0 0 0 0 0 50\n", to: "proc/stat")
        try system.write("throttled_usec 100000\n", to: "sys/fs/cgroup/pod/box/cpu.stat")
        try system.write("throttled_usec 7300000\n", to: "sys/fs/cgroup/pod/cpu.stat")
        #expect(monitor.measure(atNs: 1_000_000_000) == (0.25, 0.3))
        // Too soon to tell; the next look covers that time too.
        try system.write("cpu 260 0 0 0 0 0 0 60\n", to: "proc/stat")
        #expect(monitor.measure(atNs: 1_100_000_000) == (nil, nil))
        try system.write("cpu 330 0 0 0 0 0 0 70\n", to: "proc/stat")
        try system.write("throttled_usec 900000\n", to: "sys/fs/cgroup/pod/box/cpu.stat")
        #expect(monitor.measure(atNs: 2_000_000_000) == (0.2, 0.8))
        // Two processors may be held back at a time.
        try system.write("throttled_usec 2900000\n", to: "sys/fs/cgroup/pod/box/cpu.stat")
        #expect(monitor.measure(atNs: 3_000_000_000) == (nil, 1))
    }

    @Test func countersThatWentBackBeginAnew() throws {
        let system = MadeUpSystem()
        defer { system.remove() }
        try system.write("cpu 1000 0 0 0 0 0 0 500\n", to: "proc/stat")
        var monitor = HostMonitor(atNs: 0, root: system.root.path)
        try system.write("cpu 100 0 0 0 0 0 0 0\n", to: "proc/stat")
        #expect(monitor.measure(atNs: 1_000_000_000) == (nil, nil))
        try system.write("cpu 190 0 0 0 0 0 0 10\n", to: "proc/stat")
        #expect(monitor.measure(atNs: 2_000_000_000) == (0.1, nil))
    }

    @Test func whereTheSystemTellsNothingNothingIsKnown() throws {
        let system = MadeUpSystem()
        var monitor = HostMonitor(atNs: 0, root: system.root.path)
        #expect(monitor.measure(atNs: 10_000_000_000) == (nil, nil))
    }

    @Test func sharesOfThisMachineAreShares() {
        var monitor = HostMonitor(atNs: 0)
        let (stolen, throttled) = monitor.measure(atNs: 1_000_000_000)
        for share in [stolen, throttled].compactMap(\.self) { #expect((0...1).contains(share)) }
    }
}
