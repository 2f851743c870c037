import Testing

@testable import PlimsollCommand

@Suite struct GateOptionsTests {
    private func faults(_ words: String...) -> [String] {
        var arguments = Arguments(words: words, usage: GateVerb.usage)
        _ = GateOptions(&arguments)
        return arguments.faults
    }

    @Test func allFaultsOfACallAreToldAtOnce() {
        #expect(
            faults(
                "--head", "server --port 80", "--slices", "5", "--settle", "9s", "--env-base", "X", "--build", "make")
                == [
                    "--base: expected the command or URL of the build as it was, or --git",
                    "--env-base: expected NAME=value, got “X”",
                    "--head: “server --port 80” has no {port}; both sides need ports of their own",
                    "--slices: expected an even number, so that both sides get as many, got 5",
                    "--settle: nothing is left of a slice of 6.0 seconds",
                    "--build builds what --git checks out; name a ref",
                ])
    }

    @Test(arguments: [
        ("http://localhost:8080", "http://127.0.0.1:8080/"), ("http://a.example", "http://A.example:80"),
        ("https://a.example/v1", "https://a.example:443/v1/"),
    ])
    func oneProcessUnderTwoNamesIsRefused(base: String, head: String) {
        let faults = faults("--base", base, "--head", head)
        #expect(faults.count == 1)
        #expect(faults.first?.hasPrefix("--base and --head are the same process, the one at ") == true, "\(faults)")
    }

    @Test(arguments: ["localhost:8080", "127.0.0.1:8080/v1", "shop.example:80", "[::1]:9000"])
    func anAddressWithoutItsSchemeIsToldFromACommand(address: String) {
        #expect(
            faults("--base", "old --port {port}", "--head", address) == [
                "--head: “\(address)” is neither a URL nor a command; a URL begins with http://, as in http://\(address)"
            ])
    }

    @Test func aSchemeMayBeWrittenInCapitals() {
        #expect(faults("--base", "HTTP://localhost:8080", "--head", "Https://localhost:8081").isEmpty)
        #expect(faults("--base", "HTTP://localhost:8080", "--head", "http://127.0.0.1:8080").count == 1)
    }

    @Test func twoProcessesAreTaken() {
        #expect(faults("--base", "http://localhost:8080", "--head", "http://localhost:8081").isEmpty)
        #expect(faults("--base", "old --port {port}", "--head", "new --port {port}").isEmpty)
        #expect(faults("--git", "main", "--build", "make", "--head", "new --port {port}").isEmpty)
    }

    @Test func aReaderIsToldOfWhatLimitsTheVerdict() {
        var arguments = Arguments(
            words: ["--base", "a {port}", "--head", "a {port}", "--debug"], usage: GateVerb.usage)
        let notices = GateOptions(&arguments).notices
        #expect(notices.count == 2)
        #expect(notices[0].hasPrefix("both sides are launched by the same command"))
        #expect(notices[1].hasPrefix("the suites ran as a debug build"))
    }
}
