import Gate
import Testing

@testable import PlimsollCommand

/// The doctor names each thing that is missing together with the command that installs it.
struct DoctorTests {
    @Test func aMissingToolComesWithTheCommandThatInstallsIt() {
        let finding = Finding.tool(
            "kubectl", version: nil, purpose: "observing a cluster", package: "kubernetes-client")
        #expect(
            DoctorVerb.report([finding])
                == """
                – kubectl  not installed; needed for observing a cluster
                           → sudo apt-get install kubernetes-client
                """)
    }

    @Test(arguments: [
        (UInt64(65_536), UInt64(65_536), nil),
        (1024, 524_288, "ulimit -n 65536"),
        (1024, 4096, "raise the hard limit in /etc/security/limits.conf"),
    ])
    func descriptorsAreJudgedAgainstAConnectionAUser(soft: UInt64, hard: UInt64, remedy: String?) {
        #expect(Finding.descriptors(soft: soft, hard: hard).remedy == remedy)
    }

    @Test func theMachineIsQuietEnoughForAGateOrNot() {
        let quiet = Finding.quiet(MachineSight(stolenShare: 0.01, oversleep: .microseconds(90)))
        #expect(
            quiet
                == .good(
                    "quiet",
                    "the host took 1 % of the processors, timers woke 90 µs late (p99): quiet enough for a gate"))
        let noisy = Finding.quiet(MachineSight(stolenShare: 0.2, oversleep: .milliseconds(4)))
        #expect(noisy.state == .optional)
        #expect(noisy.found.hasSuffix("timers woke 4 ms late (p99): too noisy for a gate"))
        #expect(noisy.remedy?.contains("--patience") == true)
    }

    @Test func theMachineTellsItsOwnLibraries() throws {
        let curl = try #require(Machine.examine().first { $0.subject == "libcurl" })
        #expect(curl.found.hasPrefix("libcurl/"))
    }
}
