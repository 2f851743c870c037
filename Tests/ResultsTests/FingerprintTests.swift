import Testing

@testable import Results

@Suite struct FingerprintTests {
    @Test func theSystemsFilesAreRead() {
        #expect(
            Fingerprint.osName(release: "NAME=x\nPRETTY_NAME=\"Debian GNU/Linux 12\"\n", fallback: "y")
                == "Debian GNU/Linux 12")
        #expect(Fingerprint.osName(release: nil, fallback: "macOS") == "macOS")
        #expect(Fingerprint.cpuModel(cpuinfo: "processor : 0\nmodel name\t: AMD EPYC 7763\n") == "AMD EPYC 7763")
        #expect(Fingerprint.cpuModel(cpuinfo: nil) == "unknown")
        #expect(Fingerprint.memoryClass(bytes: 8_220_000_000) == "8 GiB")
        #expect(Fingerprint.containerLimits(cpu: "150000 100000\n", memory: "536870912\n") == "cpu=1.5 memory=512 MiB")
        #expect(Fingerprint.containerLimits(cpu: "max 100000\n", memory: "max\n") == "none")
    }

    @Test func whatDiffersIsNamed() {
        let here = Fingerprint.current(environment: ["PLIMSOLL_RUNNER_CLASS": "quiet"])
        var there = here
        there.cores += 1
        there.runnerClass = "noisy"
        there.host = "elsewhere"
        #expect(here.runnerClass == "quiet")
        #expect(here.mismatches(with: there) == ["cores", "runner_class"])
        #expect(here.mismatches(with: here).isEmpty)
        #expect(here.cores > 0)
    }
}
